import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  AskAppSignInDocument,
  BeginPasskeyDocument,
  BeginPasskeySignInDocument,
  CompleteAppSignInDocument,
  CreateEmployeeDocument,
  DeactivateEmployeeDocument,
  EmployeesDocument,
  InvitationLinkDocument,
  InvitationProgressDocument,
  MyInvitationDocument,
  MyProfileDocument,
  OfferAuthenticatorAppDocument,
  RegisterAuthenticatorAppDocument,
  RegisterPasskeyDocument,
  ResendInvitationDocument,
  SignInDocument,
  SignInWithPasskeyDocument,
} from '../../src/generated/operations.js';
import { ApiClient } from '../../src/sandbox/api-client.js';
import { StopStack } from '../../src/sandbox/processes/stop-stack.js';
import { SimulatedApp } from '../../src/sandbox/simulated-app/simulated-app.js';
import { done } from '../../src/sandbox/simulated-workstation/workstation-calls.js';
import { createDataConverter } from '../../src/temporal/data-converter.js';
import { secretIn } from '../../src/testing/people/people-stand.js';
import { registrationOf } from '../../src/testing/people/signed-inputs.js';
import { SoftwarePasskey } from '../../src/testing/people/software-passkey.js';
import { installationFolder } from '../../src/testing/services/test-run-folder.js';
import { startWorkstation } from '../../src/testing/workstations/simulated-workstations.js';
import { sortFindings, type Channel } from './search/intended.js';
import { search } from './search/place.js';
import { plants } from './search/plants.js';
import { secretText } from './search/secret.js';
import { noteDeviceMarks, noteWorkstationTokens } from './stand/found-secrets.js';
import { installationPlaces } from './stand/installation-places.js';
import { startInstallation, type Installation } from './stand/installation.js';
import { SecretLedger } from './stand/secret-ledger.js';

const EMAIL = 'ada@north.example';

const answer = (kind: Channel['kind'], operation: string): Channel => ({
  what: `the one answer of ${operation}`,
  kind,
  place: 'HTTP answers',
  where: new RegExp(`^POST /graphql ${operation}$`),
});

/** The ways these secrets are meant to take. */
const CHANNELS: readonly Channel[] = [
  {
    what: 'the mail of the invitation',
    kind: 'invitation secret',
    place: 'mails',
    where: /to (ada|bea|cid)@north\.example$/,
  },
  answer('invitation secret', 'InvitationLink'),
  answer('app code', 'OfferAuthenticatorApp'),
  answer('app code', 'AskAppSignIn'),
  {
    what: 'the answer to the workstation that shows the code',
    kind: 'pairing code',
    place: 'events',
    // The workstation is the first that connects.
    where: /^WebSocket 1$/,
  },
  answer('passkey challenge', 'BeginPasskey'),
  answer('passkey challenge', 'BeginPasskeySignIn'),
  answer('device mark', 'SignIn'),
  answer('device mark', 'SignInWithPasskey'),
  answer('device mark', 'CompleteAppSignIn'),
  answer('bearer token', 'SignIn'),
  answer('bearer token', 'SignInWithPasskey'),
  answer('bearer token', 'OpenWorkstationSession'),
  answer('enrolment token', 'CreateEnrolmentToken'),
  answer('bearer token', 'CompleteAppSignIn'),
  answer('bearer token', 'OpenAuthenticatorSession'),
];

const stops = new StopStack();
const ledger = new SecretLedger();
let installation: Installation;

beforeAll(async () => {
  const settings = { LATCHKEY_PUBLIC_URL: 'http://keys.example/' };
  installation = await startInstallation(await installationFolder('canary-people'), ledger, stops, settings);
}, 180_000);
afterAll(() => stops.stopAll());

function client(token?: string): ApiClient {
  const { url } = installation.proxy;
  return new ApiClient(token === undefined ? { url } : { url, token });
}

async function noteEnrolmentTokens(): Promise<void> {
  for await (const { where, bytes } of installation.proxy.answers.pieces()) {
    if (!where.endsWith('CreateEnrolmentToken')) continue;
    for (const [, token = ''] of bytes.toString().matchAll(/"token":"([^"]+)"/g))
      ledger.text('enrolment token', 'of a workstation', token);
  }
}

/** What an app keeps to itself: from the answer in which it was given. */
async function noteAppTokens(): Promise<void> {
  for await (const { where, bytes } of installation.proxy.answers.pieces()) {
    if (!where.endsWith('OpenAuthenticatorSession')) continue;
    for (const [, token = ''] of bytes.toString().matchAll(/"token":"([^"]+)"/g))
      ledger.text('bearer token', 'of an app', token);
  }
}

/** A page on which somebody is invited, and the mail that brought them there. */
async function invite(administrator: ApiClient, email: string): Promise<ApiClient> {
  const { createEmployee } = await administrator.request(CreateEmployeeDocument, {
    input: { displayName: 'Ada Lovelace', email },
  });
  const { resendInvitation } = await administrator.request(ResendInvitationDocument, {
    input: { employeeId: done(createEmployee).employee?.id ?? '' },
  });
  const mail = await installation.mails.waitFor(({ to }) => to.includes(email), AbortSignal.timeout(60_000));
  const secret = ledger.text('invitation secret', `of ${email}`, secretIn(mail));
  await administrator.request(InvitationLinkDocument, { id: done(resendInvitation).invitation?.id ?? '' });
  return client(secret);
}

/** Somebody accepts with a passkey, and signs in with it. */
async function usePasskey(page: ApiClient): Promise<void> {
  const passkey = new SoftwarePasskey('http://keys.example');
  const { beginPasskey } = await page.request(BeginPasskeyDocument, {});
  const made = passkey.create(noted(beginPasskey.options));
  await page.request(RegisterPasskeyDocument, { input: { answer: made, name: 'My computer' } });
  const { beginPasskeySignIn } = await client().request(BeginPasskeySignInDocument, {});
  const input = { answer: passkey.get(noted(beginPasskeySignIn.options)) };
  const { signInWithPasskey } = await client().request(SignInWithPasskeyDocument, { input });
  ledger.text('bearer token', 'of a page with a passkey', signInWithPasskey.token ?? '');
  // What is over is refused, and told of without it.
  await client().request(SignInWithPasskeyDocument, { input });
  await client().post('mutation SignInWithPasskey($input: Int) { signOut { ended } }', { input });
  // And one that nobody answers.
  noted((await client().request(BeginPasskeySignInDocument, {})).beginPasskeySignIn.options);
}

function noted(options: string | null | undefined): string {
  const { challenge } = JSON.parse(options ?? '') as { challenge: string };
  ledger.text('passkey challenge', 'of a ceremony', challenge);
  return options ?? '';
}

/** An app is paired with a workstation, unlocks it, and tries again with a code that was used. */
async function unlock(administrator: ApiClient, app: SimulatedApp): Promise<void> {
  const { url } = installation.proxy;
  const workstation = await startWorkstation({ url, administrator });
  stops.push('the workstation', () => workstation.stop());
  const unlocks = await app.unlocks(url);
  stops.push('the app', () => unlocks.close());
  const { uri, paired } = await workstation.unlocks.offer();
  ledger.text('pairing code', 'of the workstation', /t=([^&]+)/.exec(uri)?.[1] ?? '');
  await unlocks.pair(uri);
  const asked = await workstation.unlocks.ask(await paired);
  for await (const challenge of unlocks.challenges()) {
    await unlocks.answer(challenge, asked.number);
    break;
  }
  expect(await asked.outcome).toMatchObject({ unlocked: true });
  await client().post('mutation PairWorkstation($input: Int) { signOut { ended } }', {
    input: { secret: uri },
  });
  // One that nobody takes.
  const open = await workstation.unlocks.offer();
  open.paired.catch(() => undefined);
  ledger.text('pairing code', 'of a workstation that waits', /t=([^&]+)/.exec(open.uri)?.[1] ?? '');
}

/** Signs the administrator in, as a browser that is known. */
async function administratorOf({ email, password }: Installation['administrator']): Promise<ApiClient> {
  const { signIn } = await client().request(SignInDocument, { input: { email, password } });
  await noteDeviceMarks(installation.proxy.answers, ledger);
  const [mark] = ledger.secrets.filter(({ kind }) => kind === 'device mark');
  const { url } = installation.proxy;
  const known = new ApiClient({ url, headers: { cookie: `latchkey_device=${mark!.bytes.toString()}` } });
  await known.request(SignInDocument, { input: { email, password } });
  await known.post('mutation SignIn { signIn(input: { email: "a", password: 7 }) { token } }');
  return client(ledger.text('bearer token', 'of the administrator', signIn.token ?? ''));
}

test('secrets of invitations, codes, ceremonies, browsers and sessions are in no table, file, log, history or mail but the intended', async () => {
  const administrator = await administratorOf(installation.administrator);
  const page = await invite(administrator, EMAIL);
  await page.request(MyInvitationDocument, {});
  const { offerAuthenticatorApp } = await page.request(OfferAuthenticatorAppDocument, {});
  const uri = offerAuthenticatorApp.uri ?? '';
  ledger.text('app code', 'of the page', /t=([^&]+)/.exec(uri)?.[1] ?? '');
  const { url } = installation.proxy;
  const app = await SimulatedApp.enrol(uri, { name: 'Telephone', platform: 'Simulated 1' }, url);
  ledger.text('private key', 'of the app', app.kept.privateKey.split('\n')[1] ?? '');

  const { askAppSignIn } = await client().request(AskAppSignInDocument, {});
  const asked = ledger.text('app code', 'of the page that asks', askAppSignIn.secret ?? '');
  await app.answer(askAppSignIn.uri ?? '', true, url);
  const input = { secret: asked };
  const { completeAppSignIn } = await client().request(CompleteAppSignInDocument, { input });
  const token = ledger.text('bearer token', 'of a page', completeAppSignIn.token ?? '');
  const { me } = await client(token).request(MyProfileDocument, {});
  expect(me?.email).toBe(EMAIL);
  await usePasskey(await invite(administrator, 'bea@north.example'));
  await unlock(administrator, app);

  // Whatever is refused is told of and logged without them: used again, of the wrong type, after the end.
  await client().request(RegisterAuthenticatorAppDocument, registrationOf(uri));
  await client().request(CompleteAppSignInDocument, { input });
  await page.post('query MyInvitation { myInvitation { nothing } }', { input });
  await client(token).post('mutation CompleteAppSignIn($input: Int) { signOut { ended } }', { input });
  const { employees } = await administrator.request(EmployeesDocument, { first: 1, search: EMAIL });
  const id = employees.edges[0]?.node.id ?? '';
  await administrator.request(DeactivateEmployeeDocument, { input: { id } });
  await client(token).post('{ me { id } }');
  await noteAppTokens();
  await noteDeviceMarks(installation.proxy.answers, ledger);
  await noteWorkstationTokens(installation.proxy.answers, ledger);
  await noteEnrolmentTokens();

  const { findings, bytes } = await search(installationPlaces(installation), ledger.secrets);
  expect(sortFindings(findings, CHANNELS)).toEqual({ leaks: [], unused: [] });
  expect(Object.entries(bytes).filter(([, looked]) => looked === 0)).toEqual([]);
  expect(installation.deaths).toEqual([]);
});

test('what is planted is found, in every place', async () => {
  const { databaseUrl, temporalAddress, masterKey, logs, mailUrl, proxy } = installation;
  const text = `PLANTED-${randomUUID()}`;
  await plants.table(databaseUrl, text);
  await plants.deadRow(databaseUrl, text);
  await plants.logOfWrites(databaseUrl, text);
  await plants.workflowId(temporalAddress, text);
  await plants.workflowInput(temporalAddress, text, createDataConverter(masterKey));
  for (const log of logs) await plants.log(log, text);
  await plants.mail(mailUrl, text);
  // The name of an app is told to the page that showed its code, and to its owner.
  const page = await invite(await administratorOf(installation.administrator), 'cid@north.example');
  const told = page.subscribe(InvitationProgressDocument, { after: 0 });
  await told.next();
  const { offerAuthenticatorApp } = await page.request(OfferAuthenticatorAppDocument, {});
  const facts = { name: text, platform: 'Simulated 1' };
  const app = await SimulatedApp.enrol(offerAuthenticatorApp.uri ?? '', facts, proxy.url);
  await told.next();
  await app.owner(proxy.url);
  const { findings } = await search(installationPlaces(installation), [
    secretText('invitation secret', 'planted', text),
  ]);
  const found = new Set(findings.map(({ place }) => place));
  expect([...found].toSorted()).toEqual(
    [...new Set(installationPlaces(installation).map(({ name }) => name))].toSorted(),
  );
});
