import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  AskAppSignInDocument,
  CompleteAppSignInDocument,
  CreateEmployeeDocument,
  DeactivateEmployeeDocument,
  InvitationLinkDocument,
  MyInvitationDocument,
  MyProfileDocument,
  OfferAuthenticatorAppDocument,
  RegisterAuthenticatorAppDocument,
  ResendInvitationDocument,
  SignInDocument,
} from '../../src/generated/operations.js';
import { ApiClient } from '../../src/sandbox/api-client.js';
import { StopStack } from '../../src/sandbox/processes/stop-stack.js';
import { SimulatedApp } from '../../src/sandbox/simulated-app/simulated-app.js';
import { done } from '../../src/sandbox/simulated-workstation/workstation-calls.js';
import { createPayloadCodec } from '../../src/temporal/payload-codec.js';
import { secretIn } from '../../src/testing/people/people-stand.js';
import { registrationOf } from '../../src/testing/people/signed-inputs.js';
import { installationFolder } from '../../src/testing/services/test-run-folder.js';
import { sortFindings, type Channel } from './search/intended.js';
import { search, type Place } from './search/place.js';
import { caughtMails } from './search/places/caught-mails.js';
import { databaseFiles } from './search/places/database-files.js';
import { databaseTables } from './search/places/database-tables.js';
import { files } from './search/places/files.js';
import { workflowHistories } from './search/places/workflow-histories.js';
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
    where: /to ada@north\.example$/,
  },
  answer('invitation secret', 'InvitationLink'),
  answer('app code', 'OfferAuthenticatorApp'),
  answer('app code', 'AskAppSignIn'),
  answer('bearer token', 'SignIn'),
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

function places(): readonly Place[] {
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
  ];
}

/** What an app keeps to itself: from the answer in which it was given. */
async function noteAppTokens(): Promise<void> {
  for await (const { where, bytes } of installation.proxy.answers.pieces()) {
    if (!where.endsWith('OpenAuthenticatorSession')) continue;
    for (const [, token = ''] of bytes.toString().matchAll(/"token":"([^"]+)"/g))
      ledger.text('bearer token', 'of an app', token);
  }
}

test('secrets of invitations, codes and sessions are in no table, file, log, history or mail but the intended', async () => {
  const { email, password } = installation.administrator;
  const { signIn } = await client().request(SignInDocument, { input: { email, password } });
  const administrator = client(ledger.text('bearer token', 'of the administrator', signIn.token ?? ''));
  const { createEmployee } = await administrator.request(CreateEmployeeDocument, {
    input: { displayName: 'Ada Lovelace', email: EMAIL },
  });
  const employeeId = done(createEmployee).employee?.id ?? '';
  const { resendInvitation } = await administrator.request(ResendInvitationDocument, {
    input: { employeeId },
  });
  const mail = await installation.mails.waitFor(({ to }) => to.includes(EMAIL), AbortSignal.timeout(60_000));
  const secret = ledger.text('invitation secret', 'of Ada', secretIn(mail));
  await administrator.request(InvitationLinkDocument, { id: done(resendInvitation).invitation?.id ?? '' });

  const page = client(secret);
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
  await client(token).request(MyProfileDocument, {});

  // Whatever is refused is told of and logged without them: used again, of the wrong type, after the end.
  await client().request(RegisterAuthenticatorAppDocument, registrationOf(uri));
  await client().request(CompleteAppSignInDocument, { input });
  await client(secret).post('query MyInvitation { myInvitation { nothing } }', { secret });
  await client(token).post('mutation CompleteAppSignIn($input: Int) { signOut { ended } }', { input });
  await administrator.request(DeactivateEmployeeDocument, { input: { id: employeeId } });
  await client(token).post('{ me { id } }');
  await noteAppTokens();

  const { findings, bytes } = await search(places(), ledger.secrets);
  expect(sortFindings(findings, CHANNELS)).toEqual({ leaks: [], unused: [] });
  const empty = Object.entries(bytes).flatMap(([name, looked]) => (looked === 0 ? [name] : []));
  expect(empty.filter((name) => name !== 'events')).toEqual([]);
  expect(installation.deaths).toEqual([]);
});
