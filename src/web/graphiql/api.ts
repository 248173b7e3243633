import { createClient } from 'graphql-ws';
import { usePasskey } from '../shared/passkey';

/** Who is signed in. */
export interface SignedInUser {
  readonly email: string;
  readonly displayName: string;
  readonly role: string;
}

interface Message {
  readonly message: string;
}

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly (Message & { readonly extensions?: { readonly code?: string } })[];
}

export const API_PATH = '/graphql';
/** Shows the server that the request comes from a page of its own; without it no change is made by cookie. */
export const CSRF_HEADERS = { 'X-Latchkey-CSRF': '1' };

/** Asks the API with the cookie of this page. Throws an Error with a message for people. */
export async function ask<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
  let answer: Answer<Data>;
  try {
    const response = await fetch(API_PATH, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...CSRF_HEADERS },
      body: JSON.stringify({ query, variables }),
    });
    answer = (await response.json()) as Answer<Data>;
  } catch (cause) {
    throw new Error('The server does not answer. Is it running?', { cause });
  }
  const [error] = answer.errors ?? [];
  if (error) throw new Error(error.message, { cause: error.extensions?.code });
  if (!answer.data) throw new Error('The server answered with nothing.');
  return answer.data;
}

/** Set while there may be a session. Its cookie is out of our reach, and asking without one is an error in the log. */
const SESSION_NOTE = 'latchkey:session';

/** The user of this browser's session; undefined when there is none. */
export async function currentUser(): Promise<SignedInUser | undefined> {
  if (localStorage.getItem(SESSION_NOTE) === null) return undefined;
  try {
    const { me } = await ask<{ me: SignedInUser | null }>('query Me { me { email displayName role } }');
    return me ?? undefined;
  } catch (error) {
    if (!isSessionOver(error)) throw error;
    forgetSession();
    return undefined;
  }
}

const USER = 'user { email displayName role }';
const SIGN_IN = `mutation SignIn($input: SignInInput!) {
  signIn(input: $input) { ${USER} passkeyOptions userErrors { message } }
}`;

interface SignedIn {
  readonly user: SignedInUser | null;
  readonly userErrors: readonly Message[];
}

/**
 * Opens a session; the answer brings its cookie. Asks for a passkey where the server wants one besides. Throws an Error that
 * says why not.
 */
export async function signIn(email: string, password: string): Promise<SignedInUser> {
  type Payload = SignedIn & { readonly passkeyOptions: string | null };
  const first = await ask<{ signIn: Payload }>(SIGN_IN, { input: { email, password } });
  const options = first.signIn.passkeyOptions;
  if (options === null) return opened(first.signIn);
  const passkey = await usePasskey(options);
  const second = await ask<{ signIn: Payload }>(SIGN_IN, { input: { email, password, passkey } });
  return opened(second.signIn);
}

const SIGN_IN_WITH_PASSKEY = `mutation SignInWithPasskey($input: SignInWithPasskeyInput!) {
  signInWithPasskey(input: $input) { ${USER} userErrors { message } }
}`;

/** Opens a session with a passkey alone. Throws an Error that says why not. */
export async function signInWithPasskey(): Promise<SignedInUser> {
  const { beginPasskeySignIn } = await ask<{
    beginPasskeySignIn: { readonly options: string | null; readonly userErrors: readonly Message[] };
  }>('mutation BeginPasskeySignIn { beginPasskeySignIn { options userErrors { message } } }');
  if (beginPasskeySignIn.options === null) throw new Error(wordsOf(beginPasskeySignIn.userErrors));
  const answer = await usePasskey(beginPasskeySignIn.options);
  const { signInWithPasskey: payload } = await ask<{ signInWithPasskey: SignedIn }>(SIGN_IN_WITH_PASSKEY, {
    input: { answer },
  });
  return opened(payload);
}

/** What an app is to scan to sign this page in. */
export interface AskedSignIn {
  readonly uri: string;
  readonly qrCode: string;
  readonly secret: string;
}

export async function askAppSignIn(): Promise<AskedSignIn> {
  const { askAppSignIn: asked } = await ask<{
    askAppSignIn: AskedSignIn & { readonly userErrors: readonly Message[] };
  }>('mutation AskAppSignIn { askAppSignIn { uri qrCode secret userErrors { message } } }');
  if (asked.userErrors.length > 0) throw new Error(wordsOf(asked.userErrors));
  return asked;
}

const COMPLETE = `mutation CompleteAppSignIn($input: CompleteAppSignInInput!) {
  completeAppSignIn(input: $input) { ${USER} userErrors { message } }
}`;

/** Opens the session that an app has said yes to. */
export async function completeAppSignIn(secret: string): Promise<SignedInUser> {
  const { completeAppSignIn: payload } = await ask<{ completeAppSignIn: SignedIn }>(COMPLETE, {
    input: { secret },
  });
  return opened(payload);
}

/** Waits for the app: true for yes. Rejects when the time is over, which the server tells, or the connection is lost. */
export async function appAnswer(secret: string, signal: AbortSignal): Promise<boolean> {
  const address = new URL(API_PATH, location.href);
  address.protocol = address.protocol.replace('http', 'ws');
  const client = createClient({ url: address.href });
  signal.addEventListener('abort', () => void client.dispose(), { once: true });
  try {
    const answers = client.iterate<{ appSignInProgress: { readonly state: string } }>({
      query: 'subscription Asked($secret: String!) { appSignInProgress(secret: $secret) { state } }',
      variables: { secret },
    });
    for await (const { data } of answers) {
      if (data && data.appSignInProgress.state !== 'WAITING')
        return data.appSignInProgress.state === 'ACCEPTED';
    }
    throw new Error('No app has answered in time. Try again.');
  } finally {
    void client.dispose();
  }
}

function opened({ user, userErrors }: SignedIn): SignedInUser {
  if (user === null) throw new Error(wordsOf(userErrors));
  localStorage.setItem(SESSION_NOTE, 'open');
  return user;
}

function wordsOf(messages: readonly Message[]): string {
  return messages.map(({ message }) => message).join(' ');
}

/** What this page remembers of a session that is over: nothing. */
export function forgetSession(): void {
  localStorage.removeItem(SESSION_NOTE);
  // What was typed may hold secrets, and the next person at this screen is another one.
  sessionStorage.clear();
}

export async function signOut(): Promise<void> {
  await ask('mutation SignOut { signOut { userErrors { message } } }').catch((error: unknown) => {
    if (!isSessionOver(error)) throw error;
  });
}

function isSessionOver(error: unknown): boolean {
  return error instanceof Error && error.cause === 'UNAUTHENTICATED';
}

const SYNCHRONISE = `mutation SynchroniseEverything {
  syncNow(input: {}) { batch { id } answers { run { id } refusal { message } } userErrors { message } }
}`;

interface SynchroniseAnswer {
  readonly batch: { readonly id: string } | null;
  readonly answers: readonly { readonly run: object | null; readonly refusal: Message | null }[] | null;
  readonly userErrors: readonly Message[];
}

/** Synchronises every domain; answers the id of the batch. Throws an Error that says why nothing was started. */
export async function synchroniseEverything(): Promise<string> {
  const { syncNow } = await ask<{ syncNow: SynchroniseAnswer }>(SYNCHRONISE);
  const answers = syncNow.answers ?? [];
  if (syncNow.batch && answers.some(({ run }) => run)) return syncNow.batch.id;
  const reasons = [...syncNow.userErrors, ...answers.flatMap(({ refusal }) => refusal ?? [])];
  throw new Error(
    reasons.map(({ message }) => message).join(' ') || 'There is no domain yet. Add one with createDomain.',
  );
}

/** Id of the synchronisation that was asked for last; undefined when there was none. */
export async function newestRun(): Promise<string | undefined> {
  const { syncRuns } = await ask<{ syncRuns: { edges: readonly { node: { id: string } }[] } }>(
    'query NewestRun { syncRuns(first: 1) { edges { node { id } } } }',
  );
  return syncRuns.edges[0]?.node.id;
}
