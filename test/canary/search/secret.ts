/** Something that may be in no place but the intended ones. */
export interface Secret {
  /** What it is, for whoever reads that it was found. */
  readonly name: string;
  /** Secrets of one kind have the same intended channels. */
  readonly kind: SecretKind;
  readonly bytes: Buffer;
  /** Text is looked for in UTF-16 as well. */
  readonly isText: boolean;
  /** Found only where neither a letter nor a digit stands beside it: eight digits are in many a number. */
  readonly isWholeWord: boolean;
}

export type SecretKind =
  | 'generated password'
  | 'temporary password'
  | 'user password'
  | 'bind secret'
  | 'service password'
  | 'bearer token'
  | 'enrolment token'
  | 'invitation secret'
  | 'app code'
  | 'pairing code'
  | 'passkey challenge'
  | 'device mark'
  | 'private key'
  | 'master key'
  | 'activation code';

/** Shorter ones are found by chance. */
const SHORTEST_BYTES = 8;

export function secretText(kind: SecretKind, name: string, text: string): Secret {
  return made({ kind, name, bytes: Buffer.from(text), isText: true, isWholeWord: false });
}

export function secretBytes(kind: SecretKind, name: string, bytes: Uint8Array): Secret {
  return made({ kind, name, bytes: Buffer.from(bytes), isText: false, isWholeWord: false });
}

/** An activation code. */
export function secretWord(kind: SecretKind, name: string, text: string): Secret {
  return made({ kind, name, bytes: Buffer.from(text), isText: true, isWholeWord: true });
}

function made(secret: Secret): Secret {
  if (secret.bytes.length < SHORTEST_BYTES) throw new RangeError(`${secret.name} is too short to look for.`);
  return secret;
}
