import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { chromium, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const VIEWPORT = { width: 1280, height: 800 };

/** What a page asked for and what went wrong in it. */
export interface PageRecord {
  /** Addresses of every request and every WebSocket. */
  readonly addresses: string[];
  /** Errors of the console, uncaught exceptions and requests that broke. */
  readonly faults: string[];
  /** What the content security policy refused: directive and what it was about. */
  readonly refusals: string[];
}

/** One visitor: cookies and storage of its own. */
export interface RecordedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly record: PageRecord;
}

/** A Chromium of this test file. */
export interface RecordedBrowser {
  /** Everybody who has visited. */
  readonly visits: readonly RecordedPage[];
  /** @param screen what differs from a large, light screen in English */
  newVisitor(
    screen?: Pick<BrowserContextOptions, 'viewport' | 'colorScheme' | 'locale'>,
  ): Promise<RecordedPage>;
  /** Does the work of a test; when it fails, the message names a picture of every page that is open. */
  pictured(work: () => Promise<void>): Promise<void>;
  /** Takes a picture when `SCREENSHOTS` names a folder for them. */
  picture(page: Page, name: string): Promise<void>;
  close(): Promise<void>;
}

/** Starts the Chromium that the set-up found, without a window. */
export async function startRecordedBrowser(): Promise<RecordedBrowser> {
  const executablePath = process.env['LATCHKEY_CHROMIUM'];
  if (executablePath === undefined) throw new Error('LATCHKEY_CHROMIUM names no browser: use "npm test".');
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  const kept = process.env['SCREENSHOTS'];
  const folder = kept ?? (await mkdtemp(join(tmpdir(), 'latchkey-screenshots-')));
  const visits: RecordedPage[] = [];
  let failed = false;
  const openPages = (): Page[] => browser.contexts().flatMap((context) => context.pages());
  const fileOf = (name: string): string => join(folder, `${name.replaceAll(/[^a-z0-9]+/gi, '-')}.png`);
  return {
    visits,
    async newVisitor(screen = {}) {
      const context = await browser.newContext({ viewport: VIEWPORT, ...screen });
      const visit = { context, record: await recordOf(context), page: await context.newPage() };
      visits.push(visit);
      return visit;
    },
    async pictured(work) {
      try {
        await work();
      } catch (cause) {
        failed = true;
        const files = openPages().map((page, index) => ({
          page,
          path: fileOf(`failed ${expect.getState().currentTestName} ${index}`),
        }));
        for (const { page, path } of files) await page.screenshot({ path });
        const message = cause instanceof Error ? cause.message : String(cause);
        throw new Error(`${message}\n\nPictures:\n${files.map(({ path }) => path).join('\n')}`, { cause });
      }
    },
    async picture(page, name) {
      if (kept !== undefined) await page.screenshot({ path: fileOf(name) });
    },
    async close() {
      await browser.close();
      if (kept === undefined && !failed) await rm(folder, { recursive: true, force: true });
    },
  };
}

async function recordOf(context: BrowserContext): Promise<PageRecord> {
  const record: PageRecord = { addresses: [], faults: [], refusals: [] };
  context.on('request', (request) => record.addresses.push(request.url()));
  context.on('page', (page) => page.on('websocket', (socket) => record.addresses.push(socket.url())));
  context.on('console', (message) => {
    if (['error', 'warning', 'assert'].includes(message.type())) record.faults.push(message.text());
  });
  context.on('weberror', (error) => record.faults.push(String(error.error())));
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'failed';
    // What was still loading when the page was left.
    if (reason !== 'net::ERR_ABORTED') record.faults.push(`${request.url()}: ${reason}`);
  });
  await context.exposeBinding('noteRefusal', (_source, text: string) => void record.refusals.push(text));
  await context.addInitScript(`
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
      window.noteRefusal(effectiveDirective + ' ' + blockedURI);
    });
  `);
  return record;
}
