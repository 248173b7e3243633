import { createHash, randomBytes } from 'node:crypto';

/** What a bearer credential belongs to; the prefix says so to whoever finds one in a file. */
export const BEARER_PREFIX = {
  session: 'lk_s_',
  token: 'lk_t_',
  workstation: 'lk_w_',
  invitation: 'lk_i_',
  app: 'lk_a_',
} as const;
export type BearerKind = keyof typeof BEARER_PREFIX;

export interface Bearer {
  readonly kind: BearerKind;
  readonly hash: Buffer;
}

/** A new credential, 256 random bits. Only its hash is stored; 256 random bits need no slow hash. */
export function newBearer(kind: BearerKind): Bearer & { readonly text: string } {
  const text = `${BEARER_PREFIX[kind]}${randomBytes(32).toString('base64url')}`;
  return { kind, text, hash: hashOf(text) };
}

const BEARER = /^lk_([stwia])_[A-Za-z0-9_-]{43}$/;
const KINDS: Readonly<Record<string, BearerKind>> = {
  s: 'session',
  t: 'token',
  w: 'workstation',
  i: 'invitation',
  a: 'app',
};

/** Undefined for anything that cannot be one of ours. */
export function parseBearer(text: string): Bearer | undefined {
  const kind = KINDS[BEARER.exec(text)?.[1] ?? ''];
  return kind === undefined ? undefined : { kind, hash: hashOf(text) };
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
