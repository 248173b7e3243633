import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import { createBindSecrets } from '../../src/keys/bind-secrets.js';
import { StopStack } from '../../src/sandbox/processes/stop-stack.js';
import { startTemporalServer, type RunningTemporalServer } from '../../src/sandbox/temporal-server.js';
import type { StoredChange } from '../../src/services/password-changes/rows/stored-change.js';
import { eventually } from '../../src/testing/eventually.js';
import { StoredChanges } from '../../src/testing/passwords/stored-changes.js';
import { testRunFolder } from '../../src/testing/services/test-run-folder.js';
import { TEST_MASTER_KEY } from '../../src/testing/test-master-key.js';
import { startInstallation, type TestInstallation } from '../../src/testing/start-installation.js';

/** Where no controller ever listens. */
const NOBODY = 'ldaps://127.0.0.1:1';

describe('changes that nobody drives', () => {
  const stops = new StopStack();
  let folder: string;
  let server: RunningTemporalServer;
  let installation: TestInstallation;
  let stand: StoredChanges;

  beforeAll(async () => {
    // A worker whose server is away says so many times a second; here it is meant to be away.
    const filter = makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' });
    Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter } } });
    folder = await mkdtemp(join(testRunFolder(), 'reconciler-'));
    stops.push('the folder', () => rm(folder, { recursive: true, force: true }));
    server = await startEmptyTemporal('first');
    stops.push('Temporal', () => server.stop());
    installation = await startInstallation({ temporalAddress: server.address });
    stops.push('the installation', () => installation.close());
    stand = StoredChanges.over(installation.api.backend.pool);
  });

  afterAll(() => stops.stopAll());

  function startEmptyTemporal(name: string, port?: number): Promise<RunningTemporalServer> {
    const cliPath = process.env['LATCHKEY_TEMPORAL_CLI'] ?? '';
    const dbFile = join(folder, `${name}.db`);
    return startTemporalServer({ cliPath, dbFile, ...(port && { port }), log: () => undefined });
  }

  /** A first password that could be set, of which nothing was heard for half a minute; each attempt shows in its row. */
  async function quietChange(): Promise<StoredChange> {
    const { accountId, key } = await stand.addAccount();
    const { rows } = await stand.pool.query<{ id: string }>(
      `select domain_id as id from domain_account where id = $1`,
      [accountId],
    );
    const domainId = rows[0]?.id ?? '';
    await stand.pool.query(
      `update domain set controllers = $2, bind_secret_sealed = $3, trusted_by = '{north.example}' where id = $1`,
      [domainId, [NOBODY], createBindSecrets(TEST_MASTER_KEY).seal('secret', domainId)],
    );
    await stand.connect(key);
    const change = await stand.addChange(accountId, 'ACTIVATION', key.id);
    await stand.quiet(change);
    return change;
  }

  const wasAttempted = ({ id }: StoredChange): Promise<void> =>
    eventually(async () => {
      const { attempts, lastErrorCode } = await stand.change(id);
      expect(attempts).toBeGreaterThan(0);
      expect(lastErrorCode).toBe('DIRECTORY_UNREACHABLE');
    });

  it('that were wanted while no worker was there are begun by the first that starts', async () => {
    const change = await quietChange();
    await installation.startWorker();
    await expect(wasAttempted(change)).resolves.toBeUndefined();
  });

  it('give up their copies in time while the workflow server is away, and are begun anew on an empty one', async () => {
    const port = Number(server.address.split(':')[1]);
    await installation.stopWorker();
    await server.stop();
    const { accountId } = await stand.addAccount();
    const expiring = await stand.addChange(accountId, 'HAND_BACK');
    await stand.addCopy(expiring, 100);
    await eventually(async () => {
      const { rowCount } = await stand.pool.query(`select 1 from password_copy`);
      expect(rowCount).toBe(0);
    });
    const change = await quietChange();
    server = await startEmptyTemporal('second', port);
    await installation.startWorker();
    await wasAttempted(change);
  });
});
