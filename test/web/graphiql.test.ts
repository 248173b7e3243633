import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { SyncRunsDocument, type SyncPhase } from '../../src/generated/operations.js';
import { generateTwoDomains } from '../../src/sandbox/people.js';
import type { SandboxDirectory } from '../../src/sandbox/sandbox-directory.js';
import { INSTALLATION_LOCK } from '../../src/services/sync/reprofile-employees.js';
import { startEmbeddedForTests } from '../../src/testing/directories/embedded-for-tests.js';
import { describeWith } from '../../src/testing/services/service-availability.js';
import type { TestUser } from '../../src/testing/start-api.js';
import { startInstallation, type TestInstallation } from '../../src/testing/start-installation.js';
import { GraphiqlVisitor } from './graphiql-visitor.js';
import { startRecordedBrowser, type RecordedBrowser } from './recorded-browser.js';

const { north, south, expectations } = generateTwoDomains({ count: 400, seed: 11 });

describeWith('chromium', 'GraphiQL in a real browser', () => {
  let directories: SandboxDirectory[] = [];
  let installation: TestInstallation;
  let browser: RecordedBrowser;
  let administrator: TestUser;
  let visitor: GraphiqlVisitor;

  beforeAll(async () => {
    directories = await Promise.all([north, south].map((contents) => startEmbeddedForTests(contents)));
    installation = await startInstallation();
    await installation.startWorker();
    for (const directory of directories) await installation.addDomain(directory);
    administrator = await installation.api.createUser('ADMINISTRATOR');
    browser = await startRecordedBrowser();
    visitor = await GraphiqlVisitor.open(browser, installation.api);
  });

  afterAll(async () => {
    await browser?.close();
    await installation?.close();
    for (const directory of directories) await directory.stop();
  });

  async function phases(): Promise<SyncPhase[]> {
    const { syncRuns } = await installation.administrator.request(SyncRunsDocument, { first: 100 });
    return syncRuns.edges.map(({ node }) => node.phase);
  }

  /** Nobody plans or applies until the returned function is called. */
  async function holdLock(): Promise<() => Promise<void>> {
    const client = new pg.Client(installation.api.config.databaseUrl);
    await client.connect();
    await client.query('select pg_advisory_lock($1)', [INSTALLATION_LOCK]);
    return () => client.end();
  }

  // Each test goes on where the one before it ended.
  it('somebody who is not signed in sees a sign-in form and nothing else', () =>
    browser.pictured(async () => {
      const { page, record } = visitor.visit;
      await visitor.email.waitFor();
      await browser.picture(page, '1 sign-in form');
      expect(await page.locator('input').count()).toBe(2);
      expect(await page.getByRole('button').allTextContents()).toEqual([
        'Sign in',
        'Use a passkey',
        'Use an authenticator app',
      ]);
      expect(await page.locator('.graphiql-container').count()).toBe(0);
      expect(record.addresses.filter((address) => address.endsWith('/graphql'))).toEqual([]);
    }));

  it('a wrong password is told, and can be typed again', () =>
    browser.pictured(async () => {
      await visitor.signIn({ email: administrator.email, password: 'not the password' });
      await visitor.fault.waitFor();
      await browser.picture(visitor.visit.page, '2 wrong password');
      expect(await visitor.fault.textContent()).toMatch(/e-mail address or the password is wrong/);
      expect(await visitor.password.evaluate((field) => field === field.ownerDocument.activeElement)).toBe(
        true,
      );
      expect(await visitor.visit.context.cookies()).toEqual([]);
    }));

  it('the right one opens the editor, with a query, a mutation and a subscription in tabs', () =>
    browser.pictured(async () => {
      await visitor.signIn(administrator);
      await visitor.editor.filter({ hasText: 'query People' }).waitFor();
      await browser.picture(visitor.visit.page, '3 editor');
      expect(await visitor.tabTitles.allTextContents()).toEqual(['People', 'Synchronise', 'Watch']);
      const [cookie] = await visitor.visit.context.cookies();
      expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
    }));

  it('before the first synchronisation the list of people is empty', () =>
    browser.pictured(async () => {
      await visitor.play();
      await visitor.sees('"totalCount": 0');
      expect(await visitor.watchButton.count()).toBe(0);
    }));

  it('one press synchronises both domains, and the events arrive while it goes on', () =>
    browser.pictured(async () => {
      await visitor.openTab('Watch');
      const shown = await visitor.followAnswer();
      const release = await holdLock();
      await visitor.watchButton.click();
      const readWhole = [expectations.north, expectations.south].map(({ inSyncGroup }) => inSyncGroup);
      await visitor.sees(new RegExp(`"read":\\s*(${readWhole.join('|')})\\b`));
      await browser.picture(visitor.visit.page, '4 watching');
      const whileHeld = await phases();
      expect(whileHeld).toHaveLength(2);
      expect(whileHeld).not.toContain('COMPLETED');
      expect(shown.join()).not.toContain('COMPLETED');
      await release();
      await visitor.sees('"phase": "COMPLETED"');
      await visitor.finished();
      await browser.picture(visitor.visit.page, '5 watched');
      expect(await phases()).toEqual(['COMPLETED', 'COMPLETED']);
      const sequences = shown.flatMap((text) => /"sequence": (\d+)/.exec(text)?.[1] ?? []).map(Number);
      expect(new Set(sequences).size).toBeGreaterThan(1);
      expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
    }));

  it('afterwards the list holds everybody, with their accounts', () =>
    browser.pictured(async () => {
      await visitor.openTab('People');
      await visitor.play();
      const shown = await visitor.sees(`"totalCount": ${expectations.employees},`);
      expect(shown).toMatch(/"dnsName": "(north|south)\.example"/);
      await browser.picture(visitor.visit.page, '6 people');
    }));

  it('the mutation starts a run of each domain, and the subscription opened next is about them', () =>
    browser.pictured(async () => {
      await visitor.openTab('Synchronise');
      await visitor.play();
      await visitor.sees('"dnsName": "north.example"');
      await visitor.sees('"joined": false');
      await browser.picture(visitor.visit.page, '7 synchronise');
      const { syncRuns } = await installation.administrator.request(SyncRunsDocument, { first: 100 });
      expect(syncRuns.edges).toHaveLength(4);
      await visitor.openTab('Watch');
      await visitor.names('batchId');
      await visitor.subscribe();
      await visitor.finished();
      await visitor.sees('"phase": "COMPLETED"');
      expect(await phases()).toEqual(['COMPLETED', 'COMPLETED', 'COMPLETED', 'COMPLETED']);
    }));

  it('a reload keeps the session and the tabs', () =>
    browser.pictured(async () => {
      await visitor.kept();
      await visitor.visit.page.reload();
      await visitor.editor.filter({ hasText: 'subscription Watch' }).waitFor();
      await visitor.names('batchId');
      expect(await visitor.tabTitles.allTextContents()).toEqual(['People', 'Synchronise', 'Watch']);
    }));

  it('signing out brings the form back, and leaves neither session nor what was typed', () =>
    browser.pictured(async () => {
      await visitor.type('# half a sentence');
      await visitor.signOut();
      await visitor.email.waitFor();
      // GraphiQL keeps what was typed half a second after the last keystroke.
      await visitor.visit.page.evaluate('new Promise((resolve) => setTimeout(resolve, 700))');
      await browser.picture(visitor.visit.page, '8 signed out');
      // It is known again, which opens nothing.
      const kept = (await visitor.visit.context.cookies()).map(({ name }) => name);
      expect(kept).toEqual(['latchkey_device']);
      expect(await visitor.visit.page.evaluate('sessionStorage.length + localStorage.length')).toBe(0);
      await visitor.visit.page.reload();
      await visitor.email.waitFor();
    }));

  it('nothing of all that asked another place than this server', () => {
    const { addresses } = visitor.visit.record;
    const own = new URL(installation.api.url).host;
    expect(addresses.filter((address) => new URL(address).host !== own)).toEqual([]);
    expect(addresses).toContain(`ws://${own}/graphql`);
    expect(addresses).toContain(`http://${own}/graphql`);
    expect(addresses.filter((address) => address.includes('worker'))).not.toEqual([]);
  });

  it('nothing of all that was refused by the security policy, failed, or complained in the console', () => {
    const { faults, refusals } = visitor.visit.record;
    expect(refusals).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('the security policy lets no script run but those of our own files', async () => {
    const { headers } = await fetch(`${installation.api.url}/graphiql/`);
    const policy = headers.get('content-security-policy') ?? '';
    const directives = policy.split(';').map((directive) => directive.trim());
    expect(directives).toContain("default-src 'self'");
    expect(directives).toContain("frame-ancestors 'none'");
    expect(directives.filter((directive) => /^(script|connect|worker|frame)-src/.test(directive))).toEqual(
      [],
    );
    expect(policy).not.toContain('unsafe-eval');
    const { visit } = await GraphiqlVisitor.open(browser, installation.api);
    await visit.page.evaluate(`
      for (const script of ['window.foreign = 1', 'https://elsewhere.example/script.js']) {
        const tag = document.createElement('script');
        if (script.startsWith('https')) tag.src = script;
        else tag.textContent = script;
        document.head.append(tag);
      }
    `);
    await expect(visit.page.evaluate('fetch("https://elsewhere.example/")')).rejects.toThrow(/fetch/);
    expect(await visit.page.evaluate('window.foreign')).toBeUndefined();
    expect(visit.record.refusals.toSorted()).toEqual([
      'connect-src https://elsewhere.example/',
      'script-src-elem https://elsewhere.example/script.js',
      'script-src-elem inline',
    ]);
  });

  it('whose session ended elsewhere is asked to sign in again', () =>
    browser.pictured(async () => {
      const other = await GraphiqlVisitor.open(browser, installation.api);
      await other.signIn(administrator);
      await other.editor.filter({ hasText: 'query People' }).waitFor();
      await other.visit.context.clearCookies();
      await other.play();
      await other.email.waitFor();
      expect(await other.visit.page.locator('.graphiql-container').count()).toBe(0);
    }));

  it('an auditor is told that synchronising is for administrators', () =>
    browser.pictured(async () => {
      const other = await GraphiqlVisitor.open(browser, installation.api);
      await other.signIn(await installation.api.createUser('AUDITOR'));
      await other.openTab('Watch');
      await other.names('runId');
      await other.watchButton.click();
      expect(await other.sees('"message": ')).toMatch(/may not/);
      await browser.picture(other.visit.page, '9 auditor');
    }));

  it('a tab that is pressed before the editor has loaded is not filled with the text of another', () =>
    browser.pictured(async () => {
      const other = await GraphiqlVisitor.open(browser, installation.api);
      const { page } = other.visit;
      const mayLoad = Promise.withResolvers<void>();
      await page.route(/monaco-editor.*\.js/, (route) => mayLoad.promise.then(() => route.continue()));
      await other.signIn(administrator);
      const place = await other.tabTitles.filter({ hasText: 'Watch' }).boundingBox();
      await page.mouse.click((place?.x ?? 0) + 10, (place?.y ?? 0) + 10);
      mayLoad.resolve();
      await other.editor.filter({ hasText: 'query People' }).waitFor();
      expect(await other.openTabTitle.textContent()).toBe('People');
      await other.openTab('Watch');
    }));
});
