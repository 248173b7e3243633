import { createHash } from 'node:crypto';
import type { Sql } from '../../database.js';
import { keySerial } from '../../domain/key/key-serial.js';
import { inField } from '../../domain/settings/input-fault.js';
import { AppError } from '../../errors.js';
import type { OpenedChallenge } from '../../keys/challenges.js';
import { valueOrThrow } from '../app-errors.js';
import { spendChallenge } from '../sign-in/spend-challenge.js';
import type { KeyTaskParts } from './key-task-parts.js';

/** A nonce for a key, as a workstation carries it. */
export interface KeyChallenge {
  /** Comes back with what the key has signed. */
  readonly challenge: string;
  /** What the key signs: 32 bytes in base64. */
  readonly nonce: string;
  readonly expiresAt: Date;
}

/** A nonce for one key. Nothing is looked up or stored: what there is not cannot sign it. */
export function keyChallenge({ challenges }: Pick<KeyTaskParts, 'challenges'>, serial: string): KeyChallenge {
  const known = valueOrThrow(inField('keySerial', keySerial(serial)));
  const { nonce: challenge, expiresAt } = challenges.issue(known, new Date());
  return { challenge, nonce: nonceOf(challenge).toString('base64'), expiresAt };
}

/** The nonce of the key protocol that belongs to a challenge: a challenge is longer, since it needs no memory of ours. */
export function nonceOf(challenge: string): Buffer {
  return createHash('sha256').update(challenge, 'ascii').digest();
}

/** Opens a challenge that came back for a key. Fails with CHALLENGE_OVER. It is not taken yet. */
export function openChallenge(
  { challenges }: Pick<KeyTaskParts, 'challenges'>,
  serial: string,
  challenge: string,
): OpenedChallenge {
  const opened = challenges.open(challenge, serial, new Date());
  if (opened === undefined) throw challengeOver();
  return opened;
}

/** Takes a challenge, in the transaction that acts on it. Fails with CHALLENGE_OVER when it was taken before. */
export async function takeChallenge(sql: Sql, opened: OpenedChallenge): Promise<void> {
  if (!(await spendChallenge(sql, opened))) throw challengeOver();
}

function challengeOver(): AppError {
  return new AppError(
    'CHALLENGE_OVER',
    'This challenge is not for this key, was used before, or its minute is over. Ask for a new one.',
    { path: ['input', 'challenge'] },
  );
}
