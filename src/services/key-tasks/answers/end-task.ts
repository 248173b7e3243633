import type { Sql } from '../../../database.js';
import type { KeyRefusal } from '../../../keys/key-protocol.js';
import type { StoredTask } from '../stored-task.js';
import { prepared } from '../../prepared.js';

/** In SQL: of tasks (uuid[]), that their keys have done them. What was sealed to those is erased. */
export function END_AS_DONE(ids: string): string {
  return `update key_task set state = 'ACKNOWLEDGED', ended_at = now(), sealed = null, envelope = null, last_error = null
     where id = any(${ids}::uuid[])`;
}

/** The key will not do it, or is not to be told any more. What was sealed to it is erased. */
export async function refuseTask(sql: Sql, { id }: StoredTask, refusal: KeyRefusal): Promise<void> {
  await sql.query(
    prepared(
      `update key_task set state = 'REFUSED', ended_at = now(), sealed = null, envelope = null, last_error = $2
     where id = $1`,
      [id, WORDS[refusal]],
    ),
  );
}

/** It goes again, under a number that the key has not seen yet. */
export async function renumberTask(sql: Sql, { id }: StoredTask): Promise<void> {
  await sql.query(
    prepared(
      `update key_task set state = 'PENDING', sequence = null, envelope = null, last_error = $2 where id = $1`,
      [id, WORDS.REPLAYED],
    ),
  );
}

/** Why a key did not do what it was told, for people. */
export const WORDS: { readonly [Refusal in KeyRefusal]: string } = {
  MALFORMED: 'The key could not read the envelope.',
  UNSUPPORTED_VERSION: 'The key does not know this version of the protocol: its firmware is too old.',
  OTHER_KEY: 'The envelope reached another key.',
  NOT_LINKED: 'The key is not linked: it was reset by hand, and has to be activated anew.',
  OTHER_SERVER: 'The key is linked to another server. It has to be reset by hand, and activated anew.',
  BAD_SIGNATURE: 'The key does not take our signature.',
  REPLAYED: 'The key has carried out an envelope with a higher number already.',
  SEQUENCE_TOO_FAR: 'The number of the envelope is too far above the last one of the key.',
  ALREADY_LINKED: 'The key is linked to another server. It has to be reset by hand, and activated anew.',
  CONTENT_UNREADABLE: 'The key could not open what was sealed to it.',
  ACCOUNT_UNKNOWN: 'The key does not hold the account.',
  OTHER_WRITE: 'The key has another password of the account waiting.',
  NO_ROOM: 'The key holds as many accounts as it can.',
  LOCKED: 'The key is locked.',
};

/** The same inside a sentence. */
export function reasonOf(refusal: KeyRefusal): string {
  return `${refusal}: ${WORDS[refusal].replace(/\.$/, '')}`;
}
