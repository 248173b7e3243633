import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import {
  AuditEventsDocument,
  MailDeliveryDocument,
  MailsDocument,
  RetryMailDocument,
  type MailState,
} from '../../src/generated/operations.js';
import { startMailCatcher, type CaughtMail, type MailCatcher } from '../../src/sandbox/mail-catcher.js';
import { generateContents } from '../../src/sandbox/people.js';
import { freePort } from '../../src/sandbox/processes/free-port.js';
import type { SandboxDirectory } from '../../src/sandbox/sandbox-directory.js';
import { recordMail, recordMailToAdministrators } from '../../src/services/outbox/record-mail.js';
import { createTemporalClient } from '../../src/temporal/temporal-workflows.js';
import { startEmbeddedForTests } from '../../src/testing/directories/embedded-for-tests.js';
import { aRecipient, someSyncFailed } from '../../src/testing/mail/some-mail.js';
import { recordHistory } from '../../src/testing/services/record-history.js';
import { startInstallation, type TestInstallation } from '../../src/testing/start-installation.js';
import { mailWorkflowId } from '../../workflows/messages.js';

const PATIENCE_MILLISECONDS = 90_000;

describe('mail, over real SMTP, as a durable workflow', () => {
  let installation: TestInstallation;
  let port: number;
  let metricsPort: number;
  let catcher: MailCatcher | undefined;
  let refusal: (recipient: string) => string | undefined | Promise<string | undefined>;

  beforeAll(async () => {
    port = await freePort();
    metricsPort = await freePort();
    installation = await startInstallation({
      config: {
        mail: {
          server: { host: '127.0.0.1', port, protection: 'NONE', account: undefined },
          from: { name: 'Latchkey', address: 'keys@latchkey.example', domain: 'latchkey.example' },
        },
        metrics: { host: '127.0.0.1', port: metricsPort },
      },
    });
    await installation.startWorker();
  });

  afterEach(() => closeMailServer());

  afterAll(() => installation?.close());

  async function openMailServer(): Promise<MailCatcher> {
    refusal = () => undefined;
    catcher = await startMailCatcher({ port, refusal: (recipient) => refusal(recipient) });
    return catcher;
  }

  async function closeMailServer(): Promise<void> {
    await catcher?.stop();
    catcher = undefined;
  }

  const arrives = (server: MailCatcher, fits: (mail: CaughtMail) => boolean): Promise<CaughtMail> =>
    server.waitFor(fits, AbortSignal.timeout(PATIENCE_MILLISECONDS));

  async function mails(states: MailState[]) {
    const answer = await installation.administrator.request(MailsDocument, { first: 100, states });
    return answer.mails.edges.map(({ node }) => node);
  }

  /** Ends when the worker has marked what the mail server took: the delivery workflow is over by then. */
  async function deliveryIsOver(): Promise<void> {
    const { config } = installation.api;
    const client = createTemporalClient(config);
    await client.workflow.getHandle(mailWorkflowId(config.temporal.taskQueue)).result();
    await client.connection.close();
  }

  const record = (cause: string, ...names: string[]): Promise<boolean[]> =>
    Promise.all(
      names.map((name) =>
        recordMail(installation.api.backend.pool, {
          cause,
          to: aRecipient(name),
          template: 'sync-failed',
          parameters: someSyncFailed({ domainName: `${cause}.example` }),
        }),
      ),
    );

  it('what was recorded while the mail server was down arrives when it is back, once and all of it', async () => {
    const directory: SandboxDirectory = await startEmbeddedForTests(
      generateContents({ dnsName: 'north.example', count: 50, seed: 7 }),
    );
    const domainId = await installation.addDomain(directory, { syncGroupName: 'No such group' });
    await installation.syncNow(domainId);
    expect((await mailTriedInVain()).lastError).toContain(`127.0.0.1:${port} cannot be reached`);
    await directory.stop();
    expect(await installation.administrator.request(MailDeliveryDocument, {})).toMatchObject({
      mailDelivery: { isConfigured: true, waiting: 1, refused: 0, oldestWaitingAt: expect.any(String) },
    });
    const server = await openMailServer();
    const mail = await arrives(server, ({ subject }) => subject.includes('north.example'));
    expect(mail.subject).toBe('north.example is not synchronised: GROUP_NOT_FOUND');
    expect(mail.text).toContain('No such group');
    expect(mail.to).toEqual([expect.stringMatching(/^administrator-.*@latchkey\.example$/)]);
    await deliveryIsOver();
    expect(server.messages()).toHaveLength(1);
    expect(await mails(['WAITING', 'REFUSED'])).toEqual([]);
    await workerCounted();
    expect(await mails(['SENT'])).toMatchObject([
      { recipient: mail.to[0], subject: mail.subject, lastError: null },
    ]);
  });

  /** The same story as numbers, with nobody's name in them. */
  async function workerCounted(): Promise<void> {
    const ask = (path: string) => fetch(`http://127.0.0.1:${metricsPort}${path}`);
    const numbers = await (await ask('/metrics')).text();
    expect(numbers).toContain(
      'latchkey_sync_runs_total{kind="SYNC",outcome="FAILED",code="GROUP_NOT_FOUND"} 1\n',
    );
    expect(numbers).toContain('latchkey_mails_total{outcome="sent"} 1\n');
    expect(numbers).toContain('latchkey_outbox_mails{state="WAITING"} 0\n');
    expect(numbers).toContain('latchkey_database_connections{state="used"');
    expect(numbers).toContain('nodejs_eventloop_lag_seconds');
    expect(numbers).not.toMatch(/north|latchkey\.example|administrator/);
    expect(await (await ask('/readyz')).json()).toEqual({ status: 'ready' });
  }

  /** The worker has asked the dead server once: nobody is told of that, so it is looked for. */
  async function mailTriedInVain() {
    const patience = AbortSignal.timeout(PATIENCE_MILLISECONDS);
    for (;;) {
      patience.throwIfAborted();
      const [mail] = await mails(['WAITING']);
      if (mail !== undefined && mail.attempts > 0) return mail;
    }
  }

  it('a mail that nobody announced is sent by the next worker that starts', async () => {
    const server = await openMailServer();
    await installation.stopWorker();
    await recordMailToAdministrators(installation.api.backend.pool, {
      cause: 'unannounced',
      template: 'sync-failed',
      parameters: someSyncFailed({ domainName: 'unannounced.example' }),
    });
    await installation.startWorker();
    const mail = await arrives(server, ({ subject }) => subject.includes('unannounced.example'));
    expect(mail.to).toEqual([expect.stringMatching(/^administrator-/)]);
  });

  it('a mail whose worker lost its way between sending and marking comes again under the same Message-ID', async () => {
    const server = await openMailServer();
    const { pool } = installation.api.backend;
    let cut = false;
    refusal = async () => {
      if (!cut) {
        cut = true;
        // The transaction that would mark it is gone, and the mail server takes the mail all the same.
        await pool.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and state = 'idle in transaction' and query like '%from mail%'`,
        );
      }
      return undefined;
    };
    await record('twice', 'ann');
    await installation.stopWorker();
    await installation.startWorker();
    await arrives(server, () => server.messages().length === 2);
    await deliveryIsOver();
    expect(server.messages()).toHaveLength(2);
    expect(new Set(server.messages().map(({ messageId }) => messageId)).size).toBe(1);
    expect(await mails(['WAITING', 'REFUSED'])).toEqual([]);
  });

  it('a refused recipient is shown with the words of the mail server, keeps nobody waiting, and can be tried again', async () => {
    const server = await openMailServer();
    refusal = (recipient) => (recipient.startsWith('gone') ? '550 5.1.1 No such mailbox' : undefined);
    await record('refused', 'gone', 'here');
    await installation.stopWorker();
    await installation.startWorker();
    await arrives(server, ({ to }) => to[0] === 'here@north.example');
    await deliveryIsOver();
    const [refused, ...others] = await mails(['REFUSED', 'WAITING']);
    expect(others).toEqual([]);
    expect(refused).toMatchObject({
      recipient: 'gone@north.example',
      cause: 'refused',
      attempts: 1,
      lastError: expect.stringContaining('550 5.1.1 No such mailbox'),
    });
    refusal = () => undefined;
    const input = { id: refused?.id ?? '' };
    const { retryMail } = await installation.administrator.request(RetryMailDocument, { input });
    expect(retryMail).toMatchObject({ mail: { id: input.id }, userErrors: [] });
    await arrives(server, ({ to }) => to[0] === 'gone@north.example');
    await deliveryIsOver();
    const again = await installation.administrator.request(RetryMailDocument, { input });
    expect(again.retryMail.userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    const { auditEvents } = await installation.administrator.request(AuditEventsDocument, {
      first: 10,
      filter: { action: 'mail.retry' },
    });
    expect(auditEvents.edges.map(({ node }) => node.outcome)).toEqual(['REFUSED', 'DONE']);
  });

  it('histories hold no address and no word of a mail', async () => {
    const { address, taskQueue } = installation.api.config.temporal;
    const connection = await Connection.connect({ address });
    const handle = new Client({ connection }).workflow.getHandle(mailWorkflowId(taskQueue));
    const history = historyToJSON(await handle.fetchHistory());
    await connection.close();
    expect(history).toContain('deliverMail');
    for (const word of ['north.example', 'latchkey.example', 'gone', 'mailbox', 'synchronised']) {
      expect(history).not.toContain(word);
      expect(history).not.toContain(Buffer.from(word).toString('base64').slice(0, -4));
    }
    await recordHistory('deliver-mail', history);
  });
});
