import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  EmployeeCountDocument,
  SyncProgressDocument,
  type SyncProgressSubscription,
} from '../../src/generated/operations.js';
import { expectationsOf, generateContents } from '../../src/sandbox/people.js';
import type { SambaDirectory } from '../../src/sandbox/samba/start-samba-directory.js';
import { describeWithSamba, startSambaForTests } from '../../src/testing/directories/samba-for-tests.js';
import { startInstallation, type TestInstallation } from '../../src/testing/start-installation.js';
import { DatabaseGate, installGates } from './database-gate.js';

/** Two pages of people. The same ones as in other tests, since a domain is filled once for all of them. */
const contents = generateContents({ dnsName: 'north.example', count: 1_200, seed: 11 });

describeWithSamba('a real domain controller that is killed while it is read', () => {
  let directory: SambaDirectory;
  let installation: TestInstallation;
  let domainId: string;

  beforeAll(async () => {
    directory = await startSambaForTests(contents, 0);
    installation = await startInstallation();
    await installGates(installation.api.config.databaseUrl);
    domainId = await installation.addDomain(directory);
    await installation.startWorker();
  });

  afterAll(async () => {
    await installation?.close();
    await directory?.stop();
  });

  async function endOf(runId: string) {
    let last: SyncProgressSubscription['syncProgress'] | undefined;
    const variables = { runId, after: 0 };
    for await (const { syncProgress } of installation.administrator.subscribe(
      SyncProgressDocument,
      variables,
    )) {
      last = syncProgress;
    }
    return last;
  }

  async function employees(): Promise<number> {
    return (await installation.administrator.request(EmployeeCountDocument, {})).employees.totalCount;
  }

  it('ends the run with the reason, and nobody is taken from the half that was read', async () => {
    const gate = await DatabaseGate.close(
      installation.api.config.databaseUrl,
      'PAGE_STORED',
      contents.dnsName,
    );
    const { runId } = await installation.syncNow(domainId);
    await gate.reached();
    await directory.kill();
    await gate.open();
    const last = await endOf(runId);
    expect(last).toMatchObject({
      phase: 'FAILED',
      errorCode: 'DIRECTORY_UNREACHABLE',
      planned: 0,
      applied: 0,
    });
    expect(last?.errorMessage).toContain(new URL(directory.url).hostname);
    expect(await employees()).toBe(0);
  });

  it('is read whole by the next run once it is back', async () => {
    directory = await startSambaForTests(contents, 0);
    const { runId } = await installation.syncNow(domainId);
    const { inSyncGroup } = expectationsOf(contents);
    expect(await endOf(runId)).toMatchObject({ phase: 'COMPLETED', read: inSyncGroup, failed: 0 });
    expect(await employees()).toBe(inSyncGroup);
  });
});
