import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { keyIdentityFromSeed } from '../../src/keys/protocol/identity.js';
import { StopStack } from '../../src/sandbox/processes/stop-stack.js';
import { createPayloadCodec } from '../../src/temporal/payload-codec.js';
import { installationFolder } from '../../src/testing/services/test-run-folder.js';
import { CHANNELS } from './channels.js';
import { sortFindings } from './search/intended.js';
import { search, type Place } from './search/place.js';
import { caughtMails } from './search/places/caught-mails.js';
import { databaseFiles } from './search/places/database-files.js';
import { databaseTables } from './search/places/database-tables.js';
import { files } from './search/places/files.js';
import { workflowHistories } from './search/places/workflow-histories.js';
import { crawl } from './stand/crawl.js';
import { startFaultyDirectory, type FaultyDirectory } from './stand/directory.js';
import { startInstallation, type Installation } from './stand/installation.js';
import { knownKeySeed } from './stand/known-keys.js';
import { newSerial, Operator } from './stand/operator.js';
import { SecretLedger } from './stand/secret-ledger.js';

const stops = new StopStack();
const ledger = new SecretLedger();
let installation: Installation;
let domain: FaultyDirectory;
let operator: Operator;
let people: ReadonlyMap<string, string>;

beforeAll(async () => {
  installation = await startInstallation(await installationFolder('canary'), ledger, stops);
  domain = await startFaultyDirectory(ledger, stops);
  operator = await Operator.signIn(installation.proxy.url, installation.administrator, ledger);
  people = await operator.readDirectory(domain.directory);
}, 180_000);

afterAll(() => stops.stopAll());

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
  ];
}

async function keyOf(login: string): Promise<string> {
  const serial = newSerial();
  const seed = knownKeySeed(ledger, serial);
  const { publicKey } = keyIdentityFromSeed(seed, serial);
  return operator.giveKey(people.get(login) ?? '', serial, Buffer.from(publicKey).toString('base64'));
}

describe('the canary', () => {
  test('nothing', async () => {
    await operator.makeApiToken();
    const key = await keyOf('gus');
    const code = await operator.lookAtCode(key);
    await operator.mailCode(key);
    await installation.mails.waitFor(({ text }) => text.includes(code), AbortSignal.timeout(30_000));
    expect(await crawl(operator.client)).toBeGreaterThan(15);
    const { findings, bytes } = await search(places(), ledger.secrets);
    console.log(bytes, sortFindings(findings, CHANNELS));
    expect(installation.deaths).toEqual([]);
  });
});
void join;
