import { createClient } from 'graphql-ws';
import { createPasskey } from '../shared/passkey';

export type InvitationState = 'PENDING' | 'ACCEPTED' | 'EXPIRED' | 'REVOKED';
export type Method = 'APP' | 'PASSKEY';

/** What the link opens. */
export interface Invitation {
  readonly state: InvitationState;
  readonly name: string;
  readonly invitedBy: string;
  readonly expiresAt: string;
  readonly methods: readonly Method[];
}

/** What became of it, as it is told the moment it happens. */
export interface InvitationEvent {
  readonly sequence: number;
  readonly state: InvitationState;
  readonly method: Method | null;
  readonly name: string | null;
}

/** What an app is to scan. */
export interface OfferedCode {
  readonly uri: string;
  readonly qrCode: string;
  readonly expiresAt: string;
}

/** The server refused, or could not be asked; `code` says which. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';

  constructor(readonly code: string) {
    super(code);
  }
}

/** How this page asks: with the secret of the link, and with no cookie. */
export interface InvitationApi {
  /** Undefined for a link that is none of ours. */
  look(): Promise<Invitation | undefined>;
  offerApp(): Promise<OfferedCode>;
  /** Has the browser make a passkey and registers it. Throws when its user thinks better of it. */
  makePasskey(name: string): Promise<void>;
  /** Tells what happens from now on; returns what ends that. `onLost`: it has to be looked at again. */
  watch(onEvent: (event: InvitationEvent) => void, onLost: () => void): () => void;
}

const API_PATH = '/graphql';
const LOOK = 'query MyInvitation { myInvitation { state name invitedBy expiresAt methods } }';
const OFFER =
  'mutation OfferAuthenticatorApp { offerAuthenticatorApp { uri qrCode expiresAt userErrors { code } } }';
const BEGIN_PASSKEY = 'mutation BeginPasskey { beginPasskey { options userErrors { code } } }';
const REGISTER_PASSKEY =
  'mutation RegisterPasskey($input: RegisterPasskeyInput!) { registerPasskey(input: $input) { userErrors { code } } }';
const WATCH =
  'subscription InvitationProgress($after: Int!) { invitationProgress(after: $after) { sequence state method name } }';

interface Refusable {
  readonly userErrors: readonly { readonly code: string }[];
}

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

/** @param secret what stands behind the `#` of the link */
export function createInvitationApi(secret: string): InvitationApi {
  const authorization = `Bearer ${secret}`;
  return {
    look: () => (/^lk_i_[A-Za-z0-9_-]{43}$/.test(secret) ? look(authorization) : Promise.resolve(undefined)),
    offerApp: () => offerApp(authorization),
    makePasskey: (name) => makePasskey(authorization, name),
    watch: (onEvent, onLost) => watch(authorization, onEvent, onLost),
  };
}

async function look(authorization: string): Promise<Invitation | undefined> {
  try {
    return (await ask<{ myInvitation: Invitation }>(authorization, LOOK)).myInvitation;
  } catch (error) {
    if (error instanceof ApiFailure && /^(UNAUTHENTICATED|NOT_FOUND)$/.test(error.code)) return undefined;
    throw error;
  }
}

async function offerApp(authorization: string): Promise<OfferedCode> {
  const { offerAuthenticatorApp } = await ask<{ offerAuthenticatorApp: OfferedCode & Refusable }>(
    authorization,
    OFFER,
  );
  const [refusal] = offerAuthenticatorApp.userErrors;
  if (refusal) throw new ApiFailure(refusal.code);
  return offerAuthenticatorApp;
}

async function makePasskey(authorization: string, name: string): Promise<void> {
  const { beginPasskey } = await ask<{ beginPasskey: { readonly options: string | null } & Refusable }>(
    authorization,
    BEGIN_PASSKEY,
  );
  if (!beginPasskey.options) throw new ApiFailure(beginPasskey.userErrors[0]?.code ?? 'UNREACHABLE');
  const answer = await createPasskey(beginPasskey.options);
  const { registerPasskey } = await ask<{ registerPasskey: Refusable }>(authorization, REGISTER_PASSKEY, {
    input: { answer, name },
  });
  const [refusal] = registerPasskey.userErrors;
  if (refusal) throw new ApiFailure(refusal.code);
}

function watch(
  authorization: string,
  onEvent: (event: InvitationEvent) => void,
  onLost: () => void,
): () => void {
  const address = new URL(API_PATH, location.href);
  address.protocol = address.protocol.replace('http', 'ws');
  const client = createClient({ url: address.href, connectionParams: { authorization } });
  let isOver = false;
  client.subscribe<{ invitationProgress: InvitationEvent }>(
    { query: WATCH, variables: { after: 0 } },
    {
      next({ data }) {
        if (data) onEvent(data.invitationProgress);
      },
      error: () => !isOver && onLost(),
      complete: () => undefined,
    },
  );
  return () => {
    isOver = true;
    void client.dispose();
  };
}

async function ask<Data>(
  authorization: string,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Data> {
  let answer: Answer<Data>;
  try {
    const response = await fetch(API_PATH, {
      method: 'POST',
      credentials: 'omit',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({ query, variables }),
    });
    answer = (await response.json()) as Answer<Data>;
  } catch {
    throw new ApiFailure('UNREACHABLE');
  }
  const [error] = answer.errors ?? [];
  if (error || !answer.data) throw new ApiFailure(error?.extensions?.code ?? 'UNREACHABLE');
  return answer.data;
}
