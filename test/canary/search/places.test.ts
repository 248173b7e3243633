import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { WebSocket, WebSocketServer } from 'ws';
import { startMailCatcher } from '../../../src/sandbox/mail-catcher.js';
import { createDataConverter } from '../../../src/temporal/data-converter.js';
import { createPayloadCodec } from '../../../src/temporal/payload-codec.js';
import { createTestDatabase, type TestDatabase } from '../../../src/testing/database/test-database.js';
import { describeWith } from '../../../src/testing/services/service-availability.js';
import { testRunFolder } from '../../../src/testing/services/test-run-folder.js';
import { testTemporal } from '../../../src/testing/services/test-temporal.js';
import { startRecordedBrowser } from '../../web/recorded-browser.js';
import { search, type Place } from './place.js';
import { browserStorage } from './places/browser-storage.js';
import { caughtMails } from './places/caught-mails.js';
import { databaseFiles } from './places/database-files.js';
import { databaseTables } from './places/database-tables.js';
import { files } from './places/files.js';
import { startRecordingProxy } from './places/recording-proxy.js';
import { workflowHistories } from './places/workflow-histories.js';
import { plants } from './plants.js';
import { secretText } from './secret.js';

/** A text of its own for each test: what one planted stays where it is. */
const newText = (): string => `planted${randomBytes(8).toString('hex')}`;

async function foundIn(places: readonly Place[], text: string): Promise<string[]> {
  const { findings } = await search(places, [secretText('bearer token', 'planted', text)]);
  return [...new Set(findings.map(({ place, where, encoding }) => `${place}: ${where} (${encoding})`))];
}

describe('in PostgreSQL', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  afterAll(() => database.drop());

  test('bytes in a table are found by COPY', async () => {
    const text = newText();
    expect(await foundIn([databaseTables(database.url)], text)).toEqual([]);
    await plants.table(database.url, text);
    expect(await foundIn([databaseTables(database.url)], text)).toEqual([
      'tables: public.canary_control (hex)',
    ]);
  });

  test('a row that is gone again is found in the files, and not by COPY', async () => {
    const [data] = databaseFiles(database.url);
    const text = newText();
    expect(await foundIn([data!], text)).toEqual([]);
    await plants.deadRow(database.url, text);
    expect(await foundIn([data!], text)).toEqual([expect.stringMatching(/^data files: .*\/base\/.*UTF-8/)]);
    expect(await foundIn([databaseTables(database.url)], text)).toEqual([]);
  });

  test('what only the log of writes says is found there', async () => {
    const [data, wal] = databaseFiles(database.url);
    const text = newText();
    expect(await foundIn([wal!], text)).toEqual([]);
    await plants.logOfWrites(database.url, text);
    expect(await foundIn([wal!], text)).toEqual([expect.stringMatching(/^WAL: .*\/pg_wal\/.*UTF-8/)]);
    expect(await foundIn([data!], text)).toEqual([]);
  });
});

describe('in Temporal', () => {
  const masterKey = randomBytes(32);
  const { address } = testTemporal();
  const file = (): Place =>
    files('Temporal’s file', async () =>
      ['', '-wal'].map((end) => join(testRunFolder(), 'temporal', `temporal.db${end}`)),
    );
  const decoded = (): Place => workflowHistories(address, createPayloadCodec(masterKey), 'canary-input');

  test('what is not encrypted is found in its file', async () => {
    const text = newText();
    expect(await foundIn([file()], text)).toEqual([]);
    await plants.workflowId(address, text);
    expect(await foundIn([file()], text)).toContainEqual(expect.stringMatching(/temporal\.db/));
  });

  test('what is encrypted is found in the decoded histories alone', async () => {
    const text = newText();
    await plants.workflowInput(address, text, createDataConverter(masterKey));
    expect(await foundIn([file()], text)).toEqual([]);
    expect(await foundIn([decoded()], text)).toContain('workflow histories: workflow canary-input (UTF-8)');
  });
});

describe('on its way to people', () => {
  test('a mail is found by its text', async () => {
    const catcher = await startMailCatcher();
    const text = newText();
    await plants.mail(catcher.url, text);
    expect(await foundIn([caughtMails(catcher)], text)).toEqual([
      'mails: mail "Control" to somebody@latchkey.example (UTF-8)',
    ]);
    await catcher.stop();
  });

  test('a line of a log is found', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-canary-'));
    const file = join(folder, 'server.log');
    await writeFile(file, 'started\n');
    const text = newText();
    await plants.log(file, text);
    expect(await foundIn([files('logs', async () => [file, join(folder, 'missing')])], text)).toEqual([
      `logs: ${file} (UTF-8)`,
    ]);
    await rm(folder, { recursive: true });
  });

  describe('over a proxy', () => {
    let server: Server;
    let address: string;

    beforeAll(async () => {
      server = createServer((asked, answer) => {
        answer.setHeader('x-told', asked.headers['x-tell'] ?? '');
        asked.pipe(answer);
      });
      new WebSocketServer({ server, perMessageDeflate: true }).on('connection', (socket) => {
        socket.on('message', (data) => socket.send(data.toString()));
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      address = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
    });

    afterAll(() => void server.close());

    test('answers are found by head and body, with the name of what was asked', async () => {
      const proxy = await startRecordingProxy(() => address);
      const [head, body] = [newText(), newText()];
      const asked = JSON.stringify({ query: `query Told($a: Int) { a }`, variables: { body } });
      const answer = await fetch(`${proxy.url}/graphql`, {
        method: 'POST',
        headers: { 'x-tell': head },
        body: asked,
      });
      expect(await answer.text()).toBe(asked);
      const told = 'HTTP answers: POST /graphql Told (UTF-8)';
      expect([await foundIn([proxy.answers], head), await foundIn([proxy.answers], body)]).toEqual([
        [told],
        [told],
      ]);
      await proxy.stop();
    });

    test('events are found, though both sides would compress them', async () => {
      const proxy = await startRecordingProxy(() => address);
      const socket = new WebSocket(proxy.url.replace('http', 'ws'), { perMessageDeflate: true });
      await once(socket, 'open');
      const text = newText();
      socket.send(JSON.stringify({ text, more: 'x'.repeat(5_000) }));
      const [data] = (await once(socket, 'message')) as [Buffer];
      expect(data.toString()).toContain(text);
      expect(await foundIn([proxy.events], text)).toEqual(['events: WebSocket 1 (UTF-8)']);
      expect(await foundIn([proxy.answers], text)).toEqual([]);
      socket.terminate();
      await proxy.stop();
    });
  });
});

describeWith('chromium', 'in a browser', () => {
  test('what a page keeps is found: for the session, for good, in a database, in a cookie', async () => {
    const site = createServer((_asked, answer) => {
      answer.setHeader('content-type', 'text/html').end('<title>a page</title>');
    });
    site.listen(0, '127.0.0.1');
    await once(site, 'listening');
    const browser = await startRecordedBrowser();
    const { page, context } = await browser.newVisitor();
    await page.goto(`http://127.0.0.1:${(site.address() as { port: number }).port}/`);
    const [session, local, cookie, kept] = [newText(), newText(), newText(), newText()];
    await plants.browser(context, session);
    await page.evaluate(`localStorage.setItem('a', '${local}'); document.cookie = 'a=${cookie}';
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('a');
        opening.onupgradeneeded = () => opening.result.createObjectStore('b').put('${kept}', 'c');
        opening.onsuccess = () => resolve(opening.result.close());
        opening.onerror = reject;
      })`);
    const place = browserStorage(context);
    expect(await foundIn([place], session)).toEqual([expect.stringMatching(/sessionStorage of http/)]);
    expect(await foundIn([place], cookie)).toEqual([expect.stringMatching(/cookies/)]);
    for (const text of [local, kept])
      expect(await foundIn([place], text)).toEqual([expect.stringMatching(/localStorage and databases/)]);
    await browser.close();
    site.close();
  });
});
