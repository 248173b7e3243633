import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { freePort } from '../../src/sandbox/processes/free-port.js';
import { PeopleStand } from '../../src/testing/people/people-stand.js';
import { describeWith } from '../../src/testing/services/service-availability.js';
import { startRecordedBrowser, type RecordedBrowser } from './recorded-browser.js';
import { addVirtualAuthenticator } from './virtual-authenticator.js';

describeWith('chromium', 'an employee signs in, in a real browser', () => {
  let stand: PeopleStand;
  let browser: RecordedBrowser;
  let site: string;

  beforeAll(async () => {
    const port = await freePort();
    const publicUrl = new URL(`http://localhost:${port}/`);
    site = publicUrl.href;
    stand = await PeopleStand.open({ config: { http: { host: '127.0.0.1', port, publicUrl } } });
    browser = await startRecordedBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await stand?.close();
  });

  it('with the passkey that was made on the page of the invitation', () =>
    browser.pictured(async () => {
      const { secret } = await stand.invite(await stand.addEmployee('Ada Lovelace'));
      const { page, context } = await browser.newVisitor();
      await addVirtualAuthenticator(context, page);
      await page.goto(`${site}invitation/#${secret}`);
      await page.getByRole('button', { name: /Passkey/ }).click();
      await page.getByRole('button', { name: 'Make the passkey' }).click();
      await page.getByRole('heading', { name: 'Your passkey is registered' }).waitFor();
      await page.goto(`${site}graphiql/`);
      await page.getByRole('button', { name: 'Use a passkey' }).click();
      await page.getByText('Ada Lovelace · employee').waitFor();
      const [cookie] = await context.cookies();
      expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
    }));

  it('with the app that scans what the page shows, the moment it says yes', () =>
    browser.pictured(async () => {
      const { app } = await stand.withApp('Grace Hopper');
      const { page, context } = await browser.newVisitor();
      await page.goto(`${site}graphiql/`);
      await page.getByRole('button', { name: 'Use an authenticator app' }).click();
      await page.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor();
      await browser.picture(page, 'sign-in with an app');
      const uri = await page.getByRole('link', { name: 'The app is on this device' }).getAttribute('href');
      expect(await app.look(uri ?? '', stand.api.url)).toMatchObject({
        userAgent: expect.stringContaining('Chrome'),
      });
      await app.answer(uri ?? '', true, stand.api.url);
      await page.getByText('Grace Hopper · employee').waitFor();
      const kept = (await context.cookies()).map(({ name, httpOnly }) => ({ name, httpOnly }));
      expect(kept).toEqual([
        { name: 'latchkey_session', httpOnly: true },
        { name: 'latchkey_device', httpOnly: true },
      ]);
    }));

  it('not when no app answers in time: the page says so, and asks anew when it is told to', () =>
    browser.pictured(async () => {
      const { app } = await stand.withApp('Grace Hopper');
      const { page } = await browser.newVisitor();
      await page.goto(`${site}graphiql/`);
      await stand.pool.query(`create function hurry() returns trigger language plpgsql as $$
        begin new.expires_at := clock_timestamp() + interval '1 second'; return new; end $$`);
      await stand.pool.query(
        `create trigger hurry before insert on app_sign_in for each row execute function hurry()`,
      );
      const byApp = page.getByRole('button', { name: 'Use an authenticator app' });
      await byApp.click();
      await page.getByRole('alert').filter({ hasText: 'No app has answered in time' }).waitFor();
      expect(await page.getByRole('img', { name: /QR code/ }).count()).toBe(0);
      await stand.pool.query(`drop trigger hurry on app_sign_in`);
      await byApp.click();
      const uri = await page.getByRole('link', { name: 'The app is on this device' }).getAttribute('href');
      await app.answer(uri ?? '', true, stand.api.url);
      await page.getByText('Grace Hopper · employee').waitFor();
    }));

  it('not when the app says no: the page says so', () =>
    browser.pictured(async () => {
      const { app } = await stand.withApp();
      const { page, context } = await browser.newVisitor();
      await page.goto(`${site}graphiql/`);
      await page.getByRole('button', { name: 'Use an authenticator app' }).click();
      const uri = await page.getByRole('link', { name: 'The app is on this device' }).getAttribute('href');
      await app.answer(uri ?? '', false, stand.api.url);
      await page.getByRole('alert').filter({ hasText: 'The app said no' }).waitFor();
      expect(await context.cookies()).toEqual([]);
    }));
});
