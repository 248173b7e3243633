import { appendFile } from 'node:fs/promises';
import { Client, Connection } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { createTransport } from 'nodemailer';
import type { BrowserContext } from 'playwright-core';
import { onServer } from '../../../src/testing/database/database-server.js';

/**
 * Puts a text where a search must find it. Each puts it into its own place alone, as far as that can be: a row that is
 * gone again is in no table, a message in the log of writes in no file of data.
 */
export const plants = {
  async table(databaseUrl: string, text: string): Promise<void> {
    await onServer(databaseUrl, 'create table canary_control (kept bytea)');
    await onServer(databaseUrl, 'insert into canary_control values ($1::text::bytea)', [text]);
  },

  async deadRow(databaseUrl: string, text: string): Promise<void> {
    await onServer(databaseUrl, 'create table canary_grave (kept text) with (autovacuum_enabled = off)');
    await onServer(databaseUrl, 'insert into canary_grave values ($1)', [text]);
    await onServer(databaseUrl, 'delete from canary_grave');
  },

  /** Twice: what is logged goes on behind the head of the next page where one is full, which may be in the middle of it. */
  async logOfWrites(databaseUrl: string, text: string): Promise<void> {
    await onServer(databaseUrl, `select pg_logical_emit_message(true, 'canary', $1)`, [`${text} ${text}`]);
  },

  /** In the clear, as a client without our codec would. */
  async workflowId(address: string, text: string): Promise<void> {
    await startWorkflow(address, `canary-${text}`, []);
  },

  /** Encrypted on the disk, and to be found once it is decrypted. */
  async workflowInput(address: string, text: string, dataConverter: DataConverter): Promise<void> {
    await startWorkflow(address, 'canary-input', [{ told: text }], dataConverter);
  },

  async log(file: string, text: string): Promise<void> {
    await appendFile(file, `{"msg":"${text}"}\n`);
  },

  async mail(smtpUrl: string, text: string): Promise<void> {
    const transport = createTransport(smtpUrl);
    await transport.sendMail({
      from: 'canary@latchkey.example',
      to: 'somebody@latchkey.example',
      subject: 'Control',
      text: `It is ${text}.`,
    });
    transport.close();
  },

  async browser(context: BrowserContext, text: string): Promise<void> {
    const [page] = context.pages();
    await page?.evaluate(`sessionStorage.setItem('canary', ${JSON.stringify(text)})`);
  },
} as const;

async function startWorkflow(
  address: string,
  workflowId: string,
  args: readonly unknown[],
  dataConverter?: DataConverter,
): Promise<void> {
  const connection = await Connection.connect({ address });
  try {
    const client = new Client({ connection, ...(dataConverter && { dataConverter }) });
    // Nobody takes tasks from this queue: it stays as it was started.
    await client.workflow.start('canary', { workflowId, taskQueue: 'canary-control', args: [...args] });
  } finally {
    await connection.close();
  }
}
