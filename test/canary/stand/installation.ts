import { mkdtemp, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunningChild } from '../../../src/sandbox/demo/child-process.js';
import {
  programEnvironment,
  startServerProgram,
  startWorkerProgram,
} from '../../../src/sandbox/demo/latchkey-programs.js';
import { addAdministrator, migrateDatabase } from '../../../src/sandbox/demo/prepare-database.js';
import { demoSettings, type Administrator } from '../../../src/sandbox/demo/settings.js';
import { startMailCatcher, type MailCatcher } from '../../../src/sandbox/mail-catcher.js';
import { removeAbandonedPostgres, startPostgres } from '../../../src/sandbox/postgres.js';
import { freePort } from '../../../src/sandbox/processes/free-port.js';
import type { StopStack } from '../../../src/sandbox/processes/stop-stack.js';
import { startTemporalServer } from '../../../src/sandbox/temporal-server.js';
import { onServer } from '../../../src/testing/database/database-server.js';
import { Revivable } from '../../kill/revivable.js';
import { startRecordingProxy, type RecordingProxy } from '../search/places/recording-proxy.js';
import type { SecretLedger } from './secret-ledger.js';

const DIST = fileURLToPath(new URL('../../../dist', import.meta.url));
const MAIL_USER = 'latchkey';

const quiet = (): void => undefined;

/** A Latchkey of real processes, whose worker generates marked passwords. All of them tell all they can in their logs. */
export interface Installation {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly masterKey: Buffer;
  readonly administrator: Administrator;
  readonly mails: MailCatcher;
  /** Everybody talks to the server through it. */
  readonly proxy: RecordingProxy;
  readonly mailUrl: string;
  /** Of Temporal. */
  readonly dbFile: string;
  /** Of every process that has run. */
  readonly logs: readonly string[];
  /** It can be killed, and started again. */
  readonly worker: Revivable;
  /** Of server and worker, when one of them ended by itself. */
  readonly deaths: readonly Error[];
}

export async function startInstallation(
  folder: string,
  ledger: SecretLedger,
  stops: StopStack,
  settings: Readonly<Record<string, string>> = {},
): Promise<Installation> {
  const { masterKeyFile, administrator } = await demoSettings(folder);
  const masterKey = Buffer.from((await readFile(masterKeyFile, 'utf8')).trim(), 'base64');
  ledger.bytes('master key', 'of this installation', masterKey);
  ledger.text('user password', 'of the administrator', administrator.password);

  const dataDir = join(folder, 'postgres');
  stops.push('PostgreSQL', () => removeAbandonedPostgres(dataDir, quiet));
  // Durable as a real one is: what it logs of its writes is there to be read.
  const { url: databaseUrl } = await startPostgres({ dataDir, durable: true, log: quiet });
  ledger.text('service password', 'of PostgreSQL', decodeURIComponent(new URL(databaseUrl).password));
  await migrateDatabase(databaseUrl);
  await addAdministrator(databaseUrl, administrator);

  const dbFile = join(folder, 'temporal', 'temporal.db');
  const cliPath = process.env['LATCHKEY_TEMPORAL_CLI'] ?? '';
  const temporal = await startTemporalServer({ cliPath, dbFile, log: quiet });
  stops.push('Temporal', () => temporal.stop());

  const password = ledger.text('service password', 'of the mail server', 'MailCanary5Kx8Wv3Tz');
  const mails = await startMailCatcher({ account: { user: MAIL_USER, password } });
  stops.push('the mail catcher', () => mails.stop());
  const mailUrl = mails.url.replace('//', `//${MAIL_USER}:${password}@`);

  const deaths: Error[] = [];
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { address: temporalAddress } = temporal;
  const program = {
    environment: {
      ...programEnvironment({ databaseUrl, temporalAddress, masterKeyFile, port }),
      LATCHKEY_LOG_LEVEL: 'trace',
      LATCHKEY_SMTP_URL: mailUrl,
      LATCHKEY_MAIL_FROM: 'latchkey@north.example',
      ...settings,
    },
    logFolder: folder,
    onDeath: (error: Error) => void deaths.push(error),
  };
  const logs = [join(folder, 'server.log'), `${dbFile}.log`, await logOfPostgres(databaseUrl)];
  const worker = new Revivable<RunningChild>(async () => {
    // What the one before it has written down is looked through as well.
    const logFolder = await mkdtemp(join(folder, 'worker-'));
    logs.push(join(logFolder, 'worker.log'));
    const marking = join(DIST, 'test', 'programs', 'marking-worker.js');
    return startWorkerProgram({ ...program, logFolder, program: marking });
  });
  const [server] = await Promise.all([
    startServerProgram({ ...program, built: join(DIST, 'src'), url }),
    worker.start(),
  ]);
  stops.push('the server', () => server.stop());
  stops.push('the worker', () => worker.now.stop());
  const proxy = await startRecordingProxy(() => url);
  stops.push('the proxy', () => proxy.stop());
  return {
    databaseUrl,
    temporalAddress,
    masterKey,
    administrator,
    mails,
    proxy,
    mailUrl,
    dbFile,
    logs,
    worker,
    deaths,
  };
}

async function logOfPostgres(databaseUrl: string): Promise<string> {
  const { rows } = await onServer(databaseUrl, 'show data_directory');
  return join(dirname(String((rows[0] as { data_directory: string }).data_directory)), 'server.log');
}
