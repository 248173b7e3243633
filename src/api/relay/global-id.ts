import { AppError } from '../../errors.js';

/** Every type that `node(id)` can fetch, by its name in the schema. */
export const NODE_TYPE_NAMES = [
  'Alarm',
  'ApiToken',
  'AuditEvent',
  'Authenticator',
  'Domain',
  'DomainAccount',
  'Employee',
  'EnrolmentToken',
  'Invitation',
  'Key',
  'KeyTask',
  'Session',
  'Mail',
  'PasswordChange',
  'SyncBatch',
  'SyncHold',
  'SyncItem',
  'SyncRun',
  'UnlockCredential',
  'User',
  'Workstation',
] as const;
export type NodeTypeName = (typeof NODE_TYPE_NAMES)[number];

export interface NodeReference {
  readonly type: NodeTypeName;
  readonly uuid: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** `DomainAccount:` and a UUID are 50 characters, 67 in base64. */
const LONGEST_ID = 100;

export function isNodeTypeName(text: string): text is NodeTypeName {
  return NODE_TYPE_NAMES.some((name) => name === text);
}

/** The id a client sees: opaque to it, base64url of `Type:uuid`. */
export function globalId(type: NodeTypeName, uuid: string): string {
  // `btoa` is several times faster than a buffer. Of letters, digits, colons and hyphens it never makes a `+` or a `/`.
  return btoa(`${type}:${uuid}`).replace(PADDING, '');
}

const PADDING = /=+$/;

/** What an id names. Throws BAD_INPUT when it is none of ours. */
export function parseGlobalId(id: string): NodeReference {
  const text = id.length <= LONGEST_ID ? Buffer.from(id, 'base64url').toString('utf8') : '';
  const [typeName, uuid, ...rest] = text.split(':');
  const wellFormed = uuid !== undefined && UUID.test(uuid) && rest.length === 0;
  // Decoding is lenient; only the one spelling we give out is an id.
  if (typeName && isNodeTypeName(typeName) && wellFormed && globalId(typeName, uuid) === id) {
    return { type: typeName, uuid };
  }
  throw new AppError('BAD_INPUT', 'This is not an id. Use an id exactly as this API returned it.');
}

/** The UUID behind an id that must name a `type`. Throws BAD_INPUT for anything else. */
export function fromGlobalId(type: NodeTypeName, id: string): string {
  const reference = parseGlobalId(id);
  if (reference.type !== type) {
    throw new AppError(
      'BAD_INPUT',
      `The id of ${article(type)} is needed here, but this is the id of ${article(reference.type)}.`,
    );
  }
  return reference.uuid;
}

function article(type: NodeTypeName): string {
  return `${/^[AEIOU]/.test(type) ? 'an' : 'a'} ${type}`;
}
