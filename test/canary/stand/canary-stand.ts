import { join } from 'node:path';
import { globalId } from '../../../src/api/relay/global-id.js';
import { PasswordEditor } from '../../../src/sandbox/directory-editor/password-editor.js';
import { keyFile } from '../../../src/sandbox/simulated-key/key-file.js';
import { StopStack } from '../../../src/sandbox/processes/stop-stack.js';
import { onServer } from '../../../src/testing/database/database-server.js';
import { whyUnavailable } from '../../../src/testing/services/service-availability.js';
import { installationFolder } from '../../../src/testing/services/test-run-folder.js';
import { PASSWORD_MARK } from '../../programs/marked-random.js';
import { startRecordedBrowser } from '../../web/recorded-browser.js';
import { BROWSER_CHANNELS, CHANNELS } from '../channels.js';
import { sortFindings, type Channel } from '../search/intended.js';
import { search, type Place } from '../search/place.js';
import { browserStorage } from '../search/places/browser-storage.js';
import { Desk, type DeskKey } from './desk.js';
import { startFaultyDirectory, type FaultyDirectory } from './directory.js';
import { startInstallation, type Installation } from './installation.js';
import { installationPlaces } from './installation-places.js';
import { Operator } from './operator.js';
import type { Login } from './people.js';
import { SecretLedger } from './secret-ledger.js';
import { Typist } from './typed-in-graphiql.js';

interface Parts {
  readonly installation: Installation;
  readonly domain: FaultyDirectory;
  readonly operator: Operator;
  readonly desk: Desk;
  readonly editor: PasswordEditor;
  readonly people: ReadonlyMap<Login, string>;
  /** Where there is a browser. */
  readonly typist: Typist | undefined;
}

/** Everything that passwords go through, with everybody who has a part in it, and every place where one might be left. */
export class CanaryStand {
  private constructor(
    readonly ledger: SecretLedger,
    private readonly stops: StopStack,
    private readonly parts: Parts,
  ) {}

  static async start(): Promise<CanaryStand> {
    const stops = new StopStack();
    const ledger = new SecretLedger();
    ledger.text('generated password', 'any of them', PASSWORD_MARK);
    try {
      return new CanaryStand(ledger, stops, await startParts(ledger, stops));
    } catch (error) {
      await stops.stopAll();
      throw error;
    }
  }

  stop(): Promise<void> {
    return this.stops.stopAll();
  }

  get installation(): Installation {
    return this.parts.installation;
  }

  get domain(): FaultyDirectory {
    return this.parts.domain;
  }

  get operator(): Operator {
    return this.parts.operator;
  }

  get desk(): Desk {
    return this.parts.desk;
  }

  get editor(): PasswordEditor {
    return this.parts.editor;
  }

  get typist(): Typist | undefined {
    return this.parts.typist;
  }

  /** Gives somebody a key, which waits for its code. */
  bring(login: Login): Promise<DeskKey> {
    return this.desk.bring(this.parts.people.get(login) ?? '');
  }

  /** Gives somebody a key that has the password already. */
  async bringManaged(login: Login): Promise<DeskKey> {
    const key = await this.bring(login);
    const last = (await this.operator.historyOf(await this.desk.activate(key))).at(-1);
    if (last !== 'COMPLETED') throw new Error(`The key of ${login} did not get the password: ${last}`);
    return key;
  }

  /** The one account whose password a key has. */
  async accountOf({ file }: DeskKey): Promise<string> {
    const { memory } = await keyFile(file).read();
    return globalId('DomainAccount', memory.accounts[0]?.accountId ?? '');
  }

  /** How many passwords the server keeps encrypted at this moment. */
  async copies(): Promise<number> {
    return (await onServer(this.installation.databaseUrl, 'select 1 from password_copy')).rows.length;
  }

  /** Everything that is written down somewhere. */
  places(): Place[] {
    return [
      ...installationPlaces(this.installation),
      ...(this.typist === undefined ? [] : [browserStorage(this.typist.visitor.visit.context)]),
    ];
  }

  channels(): readonly Channel[] {
    return this.typist === undefined ? CHANNELS : [...CHANNELS, ...BROWSER_CHANNELS];
  }

  async leaksNow(): Promise<readonly string[]> {
    const { findings } = await search(this.places(), this.ledger.secrets);
    return sortFindings(findings, this.channels()).leaks;
  }

  /** Kills the worker, looks for what it has left behind, and starts another one. Answers the leaks. */
  async leaksOfKilledWorker(): Promise<readonly string[]> {
    await this.installation.worker.kill();
    const leaks = await this.leaksNow();
    await this.installation.worker.start();
    return leaks;
  }

  /** Asks as an administrator does: in GraphiQL, where there is a browser. Answers the text of the answer, without blanks. */
  async ask(query: string, variables: Readonly<Record<string, unknown>>): Promise<string> {
    const answer =
      this.typist === undefined
        ? JSON.stringify({ data: (await this.operator.client.post(query, variables)).data })
        : await this.typist.play(query, variables);
    return answer.replaceAll(/\s/g, '');
  }
}

async function startParts(ledger: SecretLedger, stops: StopStack): Promise<Parts> {
  const folder = await installationFolder('canary');
  const installation = await startInstallation(folder, ledger, stops);
  const domain = await startFaultyDirectory(ledger, stops);
  const { directory } = domain;
  const editor = await PasswordEditor.open(directory);
  stops.push('the editor', () => editor.close());
  const { url } = installation.proxy;
  const operator = await Operator.signIn(url, installation.administrator, ledger);
  stops.push('the client', () => operator.client.close());
  operator.watch();
  const people = await operator.readDirectory(directory);
  const desk = await Desk.open({ url, folder: join(folder, 'keys'), directory, operator, ledger });
  stops.push('the desk', () => desk.workstation.stop());
  const typist = await startTypist(installation, ledger, stops);
  return { installation, domain, operator, desk, editor, people, typist };
}

async function startTypist(
  { proxy, administrator }: Installation,
  ledger: SecretLedger,
  stops: StopStack,
): Promise<Typist | undefined> {
  if (whyUnavailable('chromium') !== undefined) return undefined;
  const browser = await startRecordedBrowser();
  stops.push('the browser', () => browser.close());
  const typist = await Typist.signIn(browser, proxy.url, administrator);
  for (const { value } of await typist.visitor.visit.context.cookies())
    ledger.text('bearer token', 'of our own page', value);
  return typist;
}
