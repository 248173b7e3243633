/** Who is signed in. */
export interface SignedInUser {
  readonly email: string;
  readonly displayName: string;
  readonly role: string;
}

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
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

/** The user of this page's session; undefined when there is none. */
export async function currentUser(): Promise<SignedInUser | undefined> {
  try {
    const { me } = await ask<{ me: SignedInUser | null }>('query Me { me { email displayName role } }');
    return me ?? undefined;
  } catch (error) {
    if (error instanceof Error && error.cause === 'UNAUTHENTICATED') return undefined;
    throw error;
  }
}

const SIGN_IN = `mutation SignIn($input: SignInInput!) {
  signIn(input: $input) { user { email displayName role } userErrors { message } }
}`;

/** Opens a session; the answer brings its cookie. Throws an Error that says why not. */
export async function signIn(email: string, password: string): Promise<SignedInUser> {
  const { signIn: payload } = await ask<{
    signIn: { user: SignedInUser | null; userErrors: readonly { message: string }[] };
  }>(SIGN_IN, { input: { email, password } });
  if (payload.user) return payload.user;
  throw new Error(payload.userErrors.map(({ message }) => message).join(' '));
}

export async function signOut(): Promise<void> {
  await ask('mutation SignOut { signOut { userErrors { message } } }');
}

/** Id of the synchronisation that was asked for last; undefined when there was none. */
export async function newestRun(): Promise<string | undefined> {
  const { syncRuns } = await ask<{ syncRuns: { edges: readonly { node: { id: string } }[] } }>(
    'query NewestRun { syncRuns(first: 1) { edges { node { id } } } }',
  );
  return syncRuns.edges[0]?.node.id;
}
