import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { globalId } from '../../src/api/relay/global-id.js';
import {
  ImportKeyDocument,
  MarkKeyCompromisedDocument,
  SetPasswordDocument,
  UnlockKeyDocument,
} from '../../src/generated/operations.js';
import { expectDone } from '../../src/sandbox/demo/demo-client.js';
import { PasswordEditor } from '../../src/sandbox/directory-editor/password-editor.js';
import { cutsAfter, losesAnswerTo } from '../../src/sandbox/embedded-directory/faults/reply-faults.js';
import { keyFile } from '../../src/sandbox/simulated-key/key-file.js';
import { StopStack } from '../../src/sandbox/processes/stop-stack.js';
import type { Carriage } from '../../src/sandbox/simulated-workstation/carriage.js';
import { bindAtController } from '../../src/sandbox/simulated-workstation/log-on/bind-at-controller.js';
import { createDataConverter } from '../../src/temporal/data-converter.js';
import { createPayloadCodec } from '../../src/temporal/payload-codec.js';
import { onServer } from '../../src/testing/database/database-server.js';
import { newPublicKey } from '../../src/testing/keys/key-service-stand.js';
import { whyUnavailable } from '../../src/testing/services/service-availability.js';
import { installationFolder } from '../../src/testing/services/test-run-folder.js';
import { PASSWORD_MARK } from '../programs/marked-random.js';
import { startRecordedBrowser } from '../web/recorded-browser.js';
import { BROWSER_CHANNELS, CHANNELS } from './channels.js';
import { sortFindings, type Channel } from './search/intended.js';
import { search, type Place } from './search/place.js';
import { browserStorage } from './search/places/browser-storage.js';
import { caughtMails } from './search/places/caught-mails.js';
import { databaseFiles } from './search/places/database-files.js';
import { databaseTables } from './search/places/database-tables.js';
import { files } from './search/places/files.js';
import { workflowHistories } from './search/places/workflow-histories.js';
import { plants } from './search/plants.js';
import { secretText } from './search/secret.js';
import { crawl } from './stand/crawl.js';
import { Desk, type DeskKey } from './stand/desk.js';
import { startFaultyDirectory, type FaultyDirectory } from './stand/directory.js';
import { noteServerIdentity, noteWorkstationTokens } from './stand/found-secrets.js';
import { startInstallation, type Installation } from './stand/installation.js';
import { Operator } from './stand/operator.js';
import type { Login } from './stand/people.js';
import { SecretLedger } from './stand/secret-ledger.js';
import { Typist } from './stand/typed-in-graphiql.js';

const stops = new StopStack();
const ledger = new SecretLedger();
let installation: Installation;
let domain: FaultyDirectory;
let operator: Operator;
let desk: Desk;
let editor: PasswordEditor;
let typist: Typist | undefined;
let people: ReadonlyMap<Login, string>;

beforeAll(async () => {
  ledger.text('generated password', 'any of them', PASSWORD_MARK);
  const folder = await installationFolder('canary');
  installation = await startInstallation(folder, ledger, stops);
  domain = await startFaultyDirectory(ledger, stops);
  const { directory } = domain;
  editor = await PasswordEditor.open(directory);
  stops.push('the editor', () => editor.close());
  const { url } = installation.proxy;
  operator = await Operator.signIn(url, installation.administrator, ledger);
  stops.push('the client', () => operator.client.close());
  operator.watch();
  people = await operator.readDirectory(directory);
  desk = await Desk.open({ url, folder: join(folder, 'keys'), directory, operator, ledger });
  stops.push('the desk', () => desk.workstation.stop());
  if (whyUnavailable('chromium') !== undefined) return;
  const browser = await startRecordedBrowser();
  stops.push('the browser', () => browser.close());
  typist = await Typist.signIn(browser, url, installation.administrator);
  for (const { value } of await typist.visitor.visit.context.cookies())
    ledger.text('bearer token', 'of our own page', value);
}, 180_000);

afterAll(() => stops.stopAll());

const bring = (login: Login): Promise<DeskKey> => desk.bring(people.get(login) ?? '');

/** Everything that is written down somewhere. */
function places(): Place[] {
  const { databaseUrl, temporalAddress, masterKey, dbFile, logs, mails, proxy } = installation;
  return [
    databaseTables(databaseUrl),
    ...databaseFiles(databaseUrl),
    files('Temporal’s file', async () => [dbFile, `${dbFile}-wal`]),
    workflowHistories(temporalAddress, createPayloadCodec(masterKey)),
    files('logs', async () => logs),
    caughtMails(mails),
    proxy.answers,
    proxy.events,
    ...(typist === undefined ? [] : [browserStorage(typist.visitor.visit.context)]),
  ];
}

function channels(): readonly Channel[] {
  return typist === undefined ? CHANNELS : [...CHANNELS, ...BROWSER_CHANNELS];
}

async function leaksNow(): Promise<readonly string[]> {
  const { findings } = await search(places(), ledger.secrets);
  return sortFindings(findings, channels()).leaks;
}

/** In one line: an editor indents what is typed in several. */
const WITHDRAW =
  'mutation Withdraw($input: WithdrawKeyInput!) { withdrawKey(input: $input) { userErrors { code } } }';

/** The one account whose password a key has. */
async function accountOf({ file }: DeskKey): Promise<string> {
  const { memory } = await keyFile(file).read();
  return globalId('DomainAccount', memory.accounts[0]?.accountId ?? '');
}

/** Asks as an administrator does: in GraphiQL, where there is a browser. Answers the text of the answer, without blanks. */
async function ask(query: string, variables: Readonly<Record<string, unknown>>): Promise<string> {
  const answer =
    typist === undefined
      ? JSON.stringify({ data: (await operator.client.post(query, variables)).data })
      : await typist.play(query, variables);
  return answer.replaceAll(/\s/g, '');
}

// Each test goes on where the one before it ended.
describe('while passwords are handed over', () => {
  let ada: DeskKey;
  let compromise: Promise<string[]>;

  test('a key gets a marked password that the directory takes, and the owner is mailed', async () => {
    ada = await bring('ada');
    expect((await operator.historyOf(await desk.activate(ada))).at(-1)).toBe('COMPLETED');
    expect(await desk.passwordsOn(ada)).toEqual([expect.stringContaining(PASSWORD_MARK)]);
    expect(await desk.workstation.logOn(ada.serial)).toMatchObject({ loggedOn: true, slot: 'ACTIVE' });
    await installation.mails.waitFor(
      ({ to }) => to.includes('ada@north.example'),
      AbortSignal.timeout(60_000),
    );
  });

  test('a password that is on its way is nowhere in the clear', async () => {
    const eve = await bring('eve');
    const held = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    desk.carriage = async ({ kind, point }): Promise<Carriage> => {
      if (kind === 'COMMIT' && point === 'ENVELOPE') held.resolve();
      if (kind === 'COMMIT' && point === 'ENVELOPE') await released.promise;
      return 'CARRY';
    };
    // The answer is lost besides: in doubt, the same password is set again.
    const lost = domain.faults.arm(losesAnswerTo('PASSWORD_RESET', 'HANGS_UP'), 1);
    const changeId = await desk.activate(eve);
    await held.promise;
    const { rows } = await onServer(installation.databaseUrl, 'select sealed from password_copy');
    const leaks = await leaksNow();
    released.resolve();
    expect(rows).toHaveLength(1);
    expect(leaks).toEqual([]);
    const history = await operator.historyOf(changeId);
    expect(history.at(-1)).toBe('COMPLETED');
    expect(lost.strikes).toBe(1);
    expect(await desk.workstation.logOn(eve.serial)).toMatchObject({ loggedOn: true });
  });

  test('a policy refuses every password, however long', async () => {
    const ben = await bring('ben');
    await editor.addSettings('Strict', 'ben', { 'msDS-MinimumPasswordLength': '200' });
    const history = await operator.historyOf(await desk.activate(ben));
    expect(history.at(-1)).toMatch(/^(NEEDS_ATTENTION|FAILED) PASSWORD_POLICY_REFUSED$/);
  });

  test('the right to set a password is missing', async () => {
    const cleo = await bring('cleo');
    await editor.denyReset('cleo', 'reader');
    const history = await operator.historyOf(await desk.activate(cleo));
    expect(history.at(-1)).toMatch(/^FAILED (PASSWORD_RIGHT_MISSING|ACCOUNT_PROTECTED)$/);
  });

  test('a controller is down for a while', async () => {
    const dan = await bring('dan');
    const down = domain.faults.arm(cutsAfter(0, 'BIND'), 2);
    const history = await operator.historyOf(await desk.activate(dan));
    expect(history.at(-1)).toBe('COMPLETED');
    expect(down.strikes).toBe(2);
  });

  test('three wrong codes lock a key, a new one activates it, and it is stolen', async () => {
    const finn = await bring('finn');
    for (let left = 2; left >= 0; left -= 1)
      expect(await desk.workstation.activate(finn.serial, '00000000')).toMatchObject({ attemptsLeft: left });
    const { unlockKey } = await operator.client.request(UnlockKeyDocument, { input: { keyId: finn.id } });
    expectDone(unlockKey);
    expect((await operator.historyOf(await desk.activate(finn))).at(-1)).toBe('COMPLETED');
    const { markKeyCompromised } = await operator.client.request(MarkKeyCompromisedDocument, {
      input: { keyId: finn.id, confirmSerial: finn.serial, passwords: 'LEAVE_WITHOUT_PASSWORD' },
    });
    const [change] = expectDone(markKeyCompromised).passwordChanges ?? [];
    compromise = operator.historyOf(change?.id ?? '');
  });

  test('passwords are typed by an administrator and by an owner, right ones and wrong ones', async () => {
    const hana = await bring('hana');
    expect((await operator.historyOf(await desk.activate(hana))).at(-1)).toBe('COMPLETED');
    await editor.changePolicy({ minPwdAge: '0' });
    const [byAdministrator, byOwner, wrong] = [
      ledger.text('temporary password', 'set for hana', 'Administrators8!Zx3Qw6Yv'),
      ledger.text('temporary password', 'of hana', 'Owners8!Zx3Qw6Yv-Kp'),
      ledger.text('temporary password', 'mistyped by hana', 'Mistyped8!Zx3Qw6Yv-Kp'),
    ];
    const input = { accountIds: [await accountOf(hana)], password: byAdministrator };
    const { setPassword } = await operator.client.request(SetPasswordDocument, { input });
    const changeId = expectDone(setPassword).results?.[0]?.passwordChange?.id ?? '';
    expect((await operator.historyOf(changeId)).at(-1)).toBe('COMPLETED');
    const change = { account: hana.serial, typed: byOwner };
    expect(await desk.workstation.changePassword({ ...change, old: wrong })).toMatchObject({
      lastErrorCode: 'OLD_PASSWORD_WRONG',
    });
    // Read from the key, and sealed.
    expect(await desk.workstation.changePassword(change)).toMatchObject({ stage: 'COMPLETED' });
    expect(await desk.workstation.correctKey({ account: hana.serial, typed: wrong })).toMatchObject({
      lastErrorCode: 'PASSWORD_WRONG',
    });
    expect(await desk.workstation.logOn(hana.serial)).toMatchObject({ loggedOn: true, slot: 'ACTIVE' });
  });

  test('a temporary password is typed for somebody whose key is withdrawn', async () => {
    await editor.grantWriting('ada', 'reader', 'pwdLastSet');
    const temporaryPassword = ledger.text('temporary password', 'of ada', 'Temporary8!Zx3Qw6Yv');
    const input = { keyId: ada.id, passwords: 'HAND_BACK', temporaryPassword };
    expect(await ask(WITHDRAW, { input })).toBe('{"data":{"withdrawKey":{"userErrors":[]}}}');
    const { rows } = await onServer(
      installation.databaseUrl,
      `select id from password_change where kind = 'HAND_BACK'`,
    );
    const changeId = globalId('PasswordChange', (rows[0] as { id: string }).id);
    // Both wait until nothing can be under way to the directory any more, side by side.
    const ends = (await Promise.all([compromise, operator.historyOf(changeId)])).map((each) => each.at(-1));
    expect(ends).toEqual(['COMPLETED', 'COMPLETED']);
    const { directory } = domain;
    expect(await bindAtController(directory, 'ada@north.example', temporaryPassword)).toEqual({
      outcome: 'PROVED_BUT_RESTRICTED',
      restriction: 'MUST_CHANGE',
    });
  });
});

describe('once all of that has happened', () => {
  test('no secret is anywhere but where it is meant to be, and what is meant is found', async () => {
    await operator.makeApiToken();
    const gus = await bring('gus');
    const code = await operator.lookAtCode(gus.id);
    await operator.mailCode(gus.id);
    await installation.mails.waitFor(({ text }) => text.includes(code), AbortSignal.timeout(60_000));
    expect(await crawl(operator.client)).toBeGreaterThan(15);
    await noteServerIdentity(installation, ledger);
    await noteWorkstationTokens(installation.proxy.answers, ledger);

    const { findings, bytes } = await search(places(), ledger.secrets);
    expect(sortFindings(findings, channels())).toEqual({ leaks: [], unused: [] });
    expect(Object.entries(bytes).filter(([, looked]) => looked === 0)).toEqual([]);
    expect(installation.deaths).toEqual([]);
  });

  test('what is planted is found, in every place', async () => {
    const { databaseUrl, temporalAddress, masterKey, logs, mailUrl } = installation;
    // It can be a serial number, which watchers of keys are told.
    const text = `PLANTED-${randomUUID()}`.toUpperCase();
    const planted = secretText('generated password', 'planted', text);
    await plants.table(databaseUrl, text);
    await plants.deadRow(databaseUrl, text);
    await plants.logOfWrites(databaseUrl, text);
    await plants.workflowId(temporalAddress, text);
    await plants.workflowInput(temporalAddress, text, createDataConverter(masterKey));
    for (const log of logs) await plants.log(log, text);
    await plants.mail(mailUrl, text);
    const publicKey = newPublicKey();
    const { importKey } = await operator.client.request(ImportKeyDocument, {
      input: { serial: text, publicKey },
    });
    expectDone(importKey);
    await operator.heardOf(text);
    if (typist !== undefined) await plants.browser(typist.visitor.visit.context, text);
    const { findings } = await search(places(), [planted]);
    const found = new Set(findings.map(({ place }) => place));
    expect([...found].toSorted()).toEqual(
      places()
        .map(({ name }) => name)
        .toSorted(),
    );
  });
});
