import { print, type DocumentNode } from 'graphql';
import {
  AskAppSignInDocument,
  AuthenticatorChallengeDocument,
  BeginPasskeyDocument,
  BeginPasskeySignInDocument,
  CompleteAppSignInDocument,
  OpenAuthenticatorSessionDocument,
  RegisterAuthenticatorAppDocument,
  RegisterPasskeyDocument,
  SignInWithPasskeyDocument,
} from '../../generated/operations.js';
import type { ApiAnswer, ApiClient } from '../../sandbox/api-client.js';
import type { SimulatedApp } from '../../sandbox/simulated-app/simulated-app.js';
import { startApi, type TestApi } from '../start-api.js';
import { PeopleStand, PUBLIC_URL, type Invited } from './people-stand.js';
import { registrationOf, sessionRequestOf } from './signed-inputs.js';
import { SoftwarePasskey } from './software-passkey.js';

/** One question to the API. */
export interface Question {
  readonly document: DocumentNode | string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Of whoever asks; nobody's without it. */
  readonly token?: string;
}

/** What came of something that should be refused. */
export interface Outcome {
  /** Of errors and of user errors, in the order they came. */
  readonly codes: readonly string[];
  /** `action actor` of each refusal that the audit has of it. */
  readonly audited: readonly string[];
}

const PROXIED = { trustedProxies: ['loopback'], introspection: true, graphiql: true };
const SOCKETS = { all: 2_000, perAddress: 100, perPrincipal: 200, subscriptionsPerPrincipal: 2_000 };

/** Where the software browser thinks it is. */
export const ORIGIN = new URL(PUBLIC_URL).origin;

/** Two servers of one installation, and strangers who each come from an address of their own. */
export class MisuseStand {
  private strangers = 0;

  private constructor(
    readonly people: PeopleStand,
    private readonly other: TestApi,
  ) {}

  static async open(): Promise<MisuseStand> {
    const access = { ...PROXIED, sockets: SOCKETS };
    const people = await PeopleStand.open({ config: { access } });
    const { databaseUrl, masterKey } = people.api.config;
    const http = { host: '127.0.0.1', port: 0, publicUrl: new URL(PUBLIC_URL) };
    const other = await startApi({ config: { databaseUrl, masterKey, access, http } });
    return new MisuseStand(people, other);
  }

  /** A client at another address than all before it; every second one at the other server. */
  client(token?: string): ApiClient {
    const at = (this.strangers += 1);
    const headers = { 'x-forwarded-for': `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}` };
    const api = at % 2 === 0 ? this.people.api : this.other;
    return api.client(token === undefined ? { headers } : { headers, token });
  }

  /** The answer, and what the audit has of it. */
  async ask(question: Question): Promise<Outcome> {
    return this.watched(async () => codesOf(await this.post(question)));
  }

  /** The same at one instant, at both servers: how many got through, and what became of the others. */
  async atOnce(questions: readonly Question[]): Promise<Outcome & { readonly passed: number }> {
    let passed = 0;
    const outcome = await this.watched(async () => {
      const answers = await Promise.all(questions.map((question) => this.post(question)));
      const codes = answers.map(codesOf);
      passed = codes.filter(({ length }) => length === 0).length;
      return codes.flat();
    });
    return { ...outcome, passed };
  }

  /** Runs what answers with codes, and looks at what the audit has that it did not have before. */
  async watched(work: () => Promise<readonly string[]>): Promise<Outcome> {
    const { pool } = this.people;
    const before = await pool.query<{ at: string }>(
      'select coalesce(max(position), 0) as at from audit_event',
    );
    const codes = await work();
    const { rows } = await pool.query<{ what: string }>(
      `select action || ' ' || actor_kind as what from audit_event
       where position > $1 and outcome = 'REFUSED' order by position`,
      [before.rows[0]?.at],
    );
    return { codes, audited: rows.map(({ what }) => what) };
  }

  /** A page that asks to be signed in. */
  async page(): Promise<{ readonly uri: string; readonly secret: string }> {
    const { askAppSignIn } = await this.client().request(AskAppSignInDocument, {});
    return { uri: askAppSignIn.uri ?? '', secret: askAppSignIn.secret ?? '' };
  }

  /** The session of a page that this app has signed in. */
  async session(app: SimulatedApp): Promise<string> {
    const { uri, secret } = await this.page();
    await app.answer(uri, true, this.people.api.url);
    const { completeAppSignIn } = await this.client().request(CompleteAppSignInDocument, {
      input: { secret },
    });
    return completeAppSignIn.token ?? '';
  }

  /** A nonce for an app, from one of the servers. */
  async nonce(authenticatorId: string): Promise<string> {
    const asked = await this.client().request(AuthenticatorChallengeDocument, { authenticatorId });
    return asked.authenticatorChallenge.nonce;
  }

  /** A session of the app's own. */
  async openApp(app: SimulatedApp): Promise<string> {
    const variables = sessionRequestOf(app.kept, await this.nonce(app.kept.authenticatorId));
    const { openAuthenticatorSession } = await this.client().request(
      OpenAuthenticatorSessionDocument,
      variables,
    );
    return openAuthenticatorSession.token ?? '';
  }

  /** Somebody new with a link that works, and the code that its page shows. */
  async invited(): Promise<Invited & { readonly uri: string }> {
    const invitation = await this.people.invite(await this.people.addEmployee());
    return { ...invitation, uri: await this.people.offer(invitation.client) };
  }

  /** The passkey of somebody new. */
  async withPasskey(): Promise<SoftwarePasskey> {
    const { client } = await this.people.invite(await this.people.addEmployee());
    const { beginPasskey } = await client.request(BeginPasskeyDocument, {});
    const passkey = new SoftwarePasskey(ORIGIN);
    const input = { answer: passkey.create(beginPasskey.options ?? ''), name: 'A passkey' };
    await client.request(RegisterPasskeyDocument, { input });
    return passkey;
  }

  /** What a browser sends to sign in with it. */
  async passkeyAnswer(passkey: SoftwarePasskey): Promise<Question> {
    const { beginPasskeySignIn } = await this.client().request(BeginPasskeySignInDocument, {});
    const input = { answer: passkey.get(beginPasskeySignIn.options ?? '') };
    return { document: SignInWithPasskeyDocument, variables: { input } };
  }

  async close(): Promise<void> {
    await this.other.close();
    await this.people.close();
  }

  private post({ document, variables = {}, token }: Question): Promise<ApiAnswer<Record<string, unknown>>> {
    const text = typeof document === 'string' ? document : print(document);
    return this.client(token).post(text, variables);
  }
}

/** Takes the session that a page was promised. */
export const complete = (secret: string): Question => ({
  document: CompleteAppSignInDocument,
  variables: { input: { secret } },
});
/** Registers a new app with what a code says. */
export const register = (uri: string): Question => ({
  document: RegisterAuthenticatorAppDocument,
  variables: registrationOf(uri),
});

/** Every code in an answer, wherever it stands. */
export function codesOf({ data, errors }: Pick<ApiAnswer<unknown>, 'data' | 'errors'>): readonly string[] {
  const payloads = Object.values((data ?? {}) as Record<string, { userErrors?: { code: string }[] } | null>);
  const refused = payloads.flatMap((payload) => payload?.userErrors?.map(({ code }) => code) ?? []);
  return [...errors.map(({ extensions }) => String(extensions?.['code'])), ...refused];
}
