import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ImportKeyDocument } from '../../src/generated/operations.js';
import { expectDone } from '../../src/sandbox/demo/demo-client.js';
import { createDataConverter } from '../../src/temporal/data-converter.js';
import { newPublicKey } from '../../src/testing/keys/key-service-stand.js';
import { describeAdministratorsChanges } from './changes/administrators-suite.js';
import { describeHandOvers } from './changes/hand-over-suite.js';
import { describeOwnersChanges } from './changes/owners-suite.js';
import { describeRotations } from './changes/rotations-suite.js';
import { sortFindings } from './search/intended.js';
import { search } from './search/place.js';
import { plants } from './search/plants.js';
import { secretText } from './search/secret.js';
import { CanaryStand } from './stand/canary-stand.js';
import { crawl } from './stand/crawl.js';
import { noteServerIdentity, noteWorkstationTokens } from './stand/found-secrets.js';

let stand: CanaryStand;

beforeAll(async () => {
  stand = await CanaryStand.start();
}, 180_000);

afterAll(() => stand?.stop());

// One after the other: they share an installation, which is searched when all of them are through.
describeHandOvers(() => stand);
describeRotations(() => stand);
describeAdministratorsChanges(() => stand);
describeOwnersChanges(() => stand);

describe('once all of that has happened', () => {
  test('no secret is anywhere but where it is meant to be, and what is meant is found', async () => {
    await stand.operator.makeApiToken();
    const gus = await stand.bring('gus');
    const code = await stand.operator.lookAtCode(gus.id);
    await stand.operator.mailCode(gus.id);
    await stand.installation.mails.waitFor(({ text }) => text.includes(code), AbortSignal.timeout(60_000));
    expect(await crawl(stand.operator.client)).toBeGreaterThan(15);
    await noteServerIdentity(stand.installation, stand.ledger);
    await noteWorkstationTokens(stand.installation.proxy.answers, stand.ledger);

    const { findings, bytes } = await search(stand.places(), stand.ledger.secrets);
    expect(sortFindings(findings, stand.channels())).toEqual({ leaks: [], unused: [] });
    expect(Object.entries(bytes).filter(([, looked]) => looked === 0)).toEqual([]);
    expect(stand.installation.deaths).toEqual([]);
  });

  test('what is planted is found, in every place', async () => {
    const { databaseUrl, temporalAddress, masterKey, logs, mailUrl } = stand.installation;
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
    const { importKey } = await stand.operator.client.request(ImportKeyDocument, {
      input: { serial: text, publicKey },
    });
    expectDone(importKey);
    await stand.operator.heardOf(text);
    const { typist } = stand;
    if (typist !== undefined) await plants.browser(typist.visitor.visit.context, text);
    const { findings } = await search(stand.places(), [planted]);
    const found = new Set(findings.map(({ place }) => place));
    expect([...found].toSorted()).toEqual(
      stand
        .places()
        .map(({ name }) => name)
        .toSorted(),
    );
  });
});
