import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { globalId } from '../../src/api/relay/global-id.js';
import { InvitedEmployeeDocument, RevokeInvitationDocument } from '../../src/generated/operations.js';
import { freePort } from '../../src/sandbox/processes/free-port.js';
import { PeopleStand } from '../../src/testing/people/people-stand.js';
import { describeWith } from '../../src/testing/services/service-availability.js';
import { addStoredAccount, addStoredDomain } from '../../src/testing/stored-people.js';
import { startRecordedBrowser, type RecordedBrowser } from './recorded-browser.js';
import { fitsAndCanBeRead, luminance } from './legible.js';
import { addVirtualAuthenticator } from './virtual-authenticator.js';

const LONG_NAME = 'Rindfleischetikettierungsüberwachung Aufgabenübertragung';

describeWith('chromium', 'the page of an invitation, in a real browser', () => {
  let stand: PeopleStand;
  let browser: RecordedBrowser;

  beforeAll(async () => {
    const port = await freePort();
    // Browsers make passkeys for names only, and for the one in the address bar.
    const publicUrl = new URL(`http://localhost:${port}/`);
    stand = await PeopleStand.open({ config: { http: { host: '127.0.0.1', port, publicUrl } } });
    browser = await startRecordedBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await stand?.close();
  });

  async function open(secret: string): Promise<Page> {
    const { page } = await browser.newVisitor();
    await page.goto(`${stand.api.url}/invitation/#${secret}`);
    return page;
  }

  const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
  const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();

  /** One heading, which has the focus, in the one main part; and a name for whatever can be used or looked at. */
  async function saysWhatItIs(page: Page): Promise<void> {
    expect(await page.getByRole('main').count()).toBe(1);
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    for (const role of ['button', 'link', 'textbox', 'img'] as const) {
      const all = await page.getByRole(role).count();
      expect([role, await page.getByRole(role, { name: /\S/ }).count()]).toEqual([role, all]);
    }
    expect(await page.title()).not.toBe('');
    expect(await page.evaluate('document.documentElement.lang')).toMatch(/^(en|de)$/);
    const focused = await page.evaluate('document.activeElement.tagName');
    expect(focused).toBe('H1');
  }

  it('says who invites, shows a code to scan, and changes by itself the moment the app has registered', () =>
    browser.pictured(async () => {
      const { secret } = await stand.invite(await stand.addEmployee('Ada Lovelace'));
      const page = await open(secret);
      await heading(page, 'Good day, Ada Lovelace').waitFor();
      await page.getByText('Test ADMINISTRATOR invites you').waitFor();
      await browser.picture(page, 'invitation 1 choice');
      await press(page, /Authenticator app/);
      await page.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor();
      await browser.picture(page, 'invitation 2 code');
      const uri = await page.getByRole('link', { name: /on this device/ }).getAttribute('href');
      await stand.scan(uri ?? '', 'Ada’s telephone');
      await heading(page, 'Your app is registered').waitFor();
      await page.getByText('It is called “Ada’s telephone”.').waitFor();
      await browser.picture(page, 'invitation 3 done');
      // What is of no use any more stays in no history.
      expect(new URL(page.url()).hash).toBe('');
      await page.reload();
      await heading(page, 'This invitation was used already').waitFor();
      const anew = await open(secret);
      await heading(anew, 'This invitation was used already').waitFor();
      expect(new URL(anew.url()).hash).toBe('');
      await anew.goto(`${stand.api.url}/invitation/#nonsense`);
      await heading(anew, 'We do not know this link').waitFor();
      expect(await page.getByRole('button').count()).toBe(0);
      await browser.picture(page, 'invitation 4 used');
    }));

  it.each([
    ['APP', 'Authenticator app'],
    ['PASSKEY', 'Passkey'],
  ])('offers what the domain of somebody allows and nothing else: %s', (method, name) =>
    browser.pictured(async () => {
      const domain = `${method.toLowerCase()}.example`;
      const domainId = await addStoredDomain(stand.pool, domain, {
        singleSignOn: true,
        signInMethods: [method],
      });
      const email = `ada@${domain}`;
      const { employeeId } = await addStoredAccount(stand.pool, domainId, { mail: email });
      const { secret } = await stand.invite({ id: globalId('Employee', employeeId), email });
      const page = await open(secret);
      await page.getByRole('button', { name }).waitFor();
      expect(await page.getByRole('button').count()).toBe(1);
    }),
  );

  it('makes a passkey, of a device that asks who one is, and is then done', () =>
    browser.pictured(async () => {
      const employee = await stand.addEmployee('Ada Lovelace');
      const { secret } = await stand.invite(employee);
      const { page, context } = await browser.newVisitor();
      await addVirtualAuthenticator(context, page);
      await page.goto(`${stand.api.config.http.publicUrl?.href}invitation/#${secret}`);
      await press(page, /Passkey/);
      await heading(page, 'Make a passkey').waitFor();
      await page.getByLabel('What shall it be called?').fill('Ada’s computer');
      await browser.picture(page, 'invitation 8 passkey');
      await press(page, 'Make the passkey');
      await heading(page, 'Your passkey is registered').waitFor();
      await page.getByText('It is called “Ada’s computer”.').waitFor();
      await browser.picture(page, 'invitation 9 passkey made');
      const { employee: now } = await stand.admin.request(InvitedEmployeeDocument, { id: employee.id });
      expect(now).toMatchObject({
        invitation: { state: 'ACCEPTED' },
        authenticators: [{ kind: 'PASSKEY', name: 'Ada’s computer' }],
      });
    }));

  it('says so when the device does not know its user, and lets them try again', () =>
    browser.pictured(async () => {
      const { secret } = await stand.invite(await stand.addEmployee());
      const { page, context } = await browser.newVisitor();
      await addVirtualAuthenticator(context, page, { isUserVerified: false });
      await page.goto(`${stand.api.config.http.publicUrl?.href}invitation/#${secret}`);
      await press(page, /Passkey/);
      await press(page, 'Make the passkey');
      await page.getByRole('alert').filter({ hasText: 'No passkey was made' }).waitFor();
      expect(await page.getByRole('button', { name: 'Make the passkey' }).isEnabled()).toBe(true);
    }));

  it('says kindly what is the matter with a link that has expired, was revoked, or is none', () =>
    browser.pictured(async () => {
      const expired = await stand.invite(await stand.addEmployee());
      await stand.pool.query(
        `update invitation set expires_at = now() - interval '1 minute' where state = 'PENDING'`,
      );
      const page = await open(expired.secret);
      await heading(page, 'This invitation has expired').waitFor();
      await page.getByText('Ask your administrators to send you a new one').waitFor();
      await browser.picture(page, 'invitation 5 expired');
      const revoked = await stand.invite(await stand.addEmployee());
      const watching = await open(revoked.secret);
      await heading(watching, /Good day/).waitFor();
      await stand.admin.request(RevokeInvitationDocument, { input: { id: revoked.id } });
      await heading(watching, 'This invitation is not good any more').waitFor();
      for (const unknown of ['', 'nonsense', `lk_i_${'A'.repeat(43)}`]) {
        await heading(await open(unknown), 'We do not know this link').waitFor();
      }
      expect(await watching.getByRole('button').count()).toBe(0);
    }));

  it('can be used with the keyboard alone, and moves the focus to what is new', () =>
    browser.pictured(async () => {
      const { secret } = await stand.invite(await stand.addEmployee());
      const page = await open(secret);
      await heading(page, /Good day/).waitFor();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      const scan = heading(page, 'Scan this code with the app');
      await scan.waitFor();
      expect(await scan.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
      await page.getByRole('link', { name: /on this device/ }).waitFor();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await heading(page, /Good day/).waitFor();
    }));

  it('fits a screen of 320 pixels, light and dark, in English and German', () =>
    browser.pictured(async () => {
      const { secret } = await stand.invite(await stand.addEmployee(LONG_NAME));
      const visit = await browser.newVisitor({
        viewport: { width: 320, height: 640 },
        colorScheme: 'dark',
        locale: 'de-DE',
      });
      const { page } = visit;
      await page.goto(`${stand.api.url}/invitation/#${secret}`);
      await heading(page, /Guten Tag, Rind/).waitFor();
      await browser.picture(page, 'invitation 6 narrow dark');
      await press(page, /Authenticator-App/);
      await page.getByRole('img', { name: 'QR-Code für die Authenticator-App' }).waitFor();
      await browser.picture(page, 'invitation 7 narrow dark code');
      await fitsAndCanBeRead(page);
      expect(await page.evaluate('document.documentElement.lang')).toBe('de');
      await press(page, 'Etwas anderes wählen');
      await press(page, /Passkey/);
      await page.getByRole('textbox').waitFor();
      await browser.picture(page, 'invitation 10 narrow dark passkey');
      await fitsAndCanBeRead(page);
    }));

  it.each(['light', 'dark'] as const)(
    'fits a screen of 320 pixels and can be read when it is done or over, and its colours are %s',
    (colorScheme) =>
      browser.pictured(async () => {
        const narrow = { viewport: { width: 320, height: 640 }, colorScheme };
        const { secret } = await stand.invite(await stand.addEmployee(LONG_NAME));
        const { page } = await browser.newVisitor(narrow);
        await page.goto(`${stand.api.url}/invitation/#${secret}`);
        await heading(page, /Good day/).waitFor();
        await fitsAndCanBeRead(page);
        await press(page, /Authenticator app/);
        const uri = await page.getByRole('link', { name: /on this device/ }).getAttribute('href');
        await stand.scan(uri ?? '', LONG_NAME.replaceAll(' ', ''));
        await heading(page, 'Your app is registered').waitFor();
        await fitsAndCanBeRead(page);
        await page.reload();
        await heading(page, 'This invitation was used already').waitFor();
        await fitsAndCanBeRead(page);
        await page.goto(`${stand.api.url}/invitation/#nonsense`);
        await heading(page, 'We do not know this link').waitFor();
        await fitsAndCanBeRead(page);
        const ground = await page.evaluate('getComputedStyle(document.body).backgroundColor');
        expect(luminance(String(ground)) < 0.5).toBe(colorScheme === 'dark');
      }),
  );

  it('names every control for a screen reader, has one heading, and tells of what changes', () =>
    browser.pictured(async () => {
      const { secret } = await stand.invite(await stand.addEmployee('Ada Lovelace'));
      const { page } = await browser.newVisitor({ colorScheme: 'dark' });
      await page.goto(`${stand.api.url}/invitation/#${secret}`);
      await heading(page, /Good day/).waitFor();
      await browser.picture(page, 'invitation 11 wide dark');
      await saysWhatItIs(page);
      await press(page, /Passkey/);
      await page.getByRole('textbox', { name: 'What shall it be called?' }).waitFor();
      await saysWhatItIs(page);
      await press(page, 'Choose something else');
      await press(page, /Authenticator app/);
      await page.getByRole('status').filter({ hasText: 'goes on' }).waitFor();
      await saysWhatItIs(page);
      await browser.picture(page, 'invitation 12 wide dark code');
      const uri = await page.getByRole('link', { name: /on this device/ }).getAttribute('href');
      await stand.scan(uri ?? '', 'Ada’s telephone');
      await page.getByRole('status').filter({ hasText: 'Your app is registered' }).waitFor();
      await saysWhatItIs(page);
      expect(await page.getByRole('alert').count()).toBe(0);
    }));

  it('asks no other place than this server, and nothing of it is refused by its policy or complains', () => {
    const own = [stand.api.url, stand.api.config.http.publicUrl ?? ''].map((url) => new URL(url).host);
    for (const { record } of browser.visits) {
      expect(
        record.addresses.filter(
          (address) => !address.startsWith('data:') && !own.includes(new URL(address).host),
        ),
      ).toEqual([]);
      expect(record.refusals).toEqual([]);
      expect(record.faults.filter((fault) => !fault.includes('401'))).toEqual([]);
    }
  });

  it('is served under a policy that allows nothing inline and nothing that is not named', async () => {
    const { headers } = await fetch(`${stand.api.url}/invitation/`);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('set-cookie')).toBeNull();
  });
});
