import { hashEnvelope, signAcknowledgement } from '../acknowledgement.js';
import type { KeyRefusal, Outcome } from '../acknowledgement.js';
import { readEnvelope } from '../envelope.js';
import type { ReceivedEnvelope } from '../envelope.js';
import type { KeyIdentity, ServerPublicKey } from '../identity.js';
import { isSameServer } from '../key-state.js';
import { LARGEST_LEAP } from '../protocol-limits.js';
import { decodeLink } from '../sealed-content.js';
import type { ReadMessage } from '../wire/signed-message.js';
import { carryOut } from './carry-out.js';
import { stateOf } from './key-memory.js';
import type { KeyMemory } from './key-memory.js';

export interface Received {
  /** What the key has to have written before it gives the acknowledgement away; the same object when nothing changed. */
  readonly memory: KeyMemory;
  readonly outcome: Outcome;
  readonly acknowledgement: Uint8Array;
}

/**
 * What a key does with bytes that are said to be an envelope. It carries them out whole or not at all: whatever is
 * forged, replayed, reordered, cut short or meant for another key changes nothing, and the signed acknowledgement says
 * why. The envelope that was carried out last is acknowledged again with the same bytes and not carried out again.
 */
export function receiveEnvelope(key: KeyIdentity, memory: KeyMemory, bytes: Uint8Array): Received {
  const envelopeHash = hashEnvelope(bytes);
  const { lastDone } = memory;
  if (lastDone !== null && Buffer.from(lastDone.envelopeHash).equals(envelopeHash))
    return { memory, outcome: 'DONE', acknowledgement: lastDone.acknowledgement };
  const after = memoryAfter(key, memory, bytes);
  if (typeof after === 'string') {
    const answer = { envelopeHash, outcome: after, state: stateOf(memory) };
    return { memory, outcome: after, acknowledgement: signAcknowledgement(key, answer) };
  }
  const answer = { envelopeHash, outcome: 'DONE', state: stateOf(after) } as const;
  const acknowledgement = signAcknowledgement(key, answer);
  return {
    memory: { ...after, lastDone: { envelopeHash, acknowledgement } },
    outcome: 'DONE',
    acknowledgement,
  };
}

function memoryAfter(key: KeyIdentity, memory: KeyMemory, bytes: Uint8Array): KeyMemory | KeyRefusal {
  const message = readEnvelope(bytes);
  if (typeof message === 'string') return message;
  if (message.fields.serial !== key.serial) return 'OTHER_KEY';
  const sender = senderOf(key, memory, message);
  if (typeof sender === 'string') return sender;
  if (!message.isSignedBy(sender.publicKey)) return 'BAD_SIGNATURE';
  const { sequence, instruction } = message.fields;
  if (sequence <= memory.lastSequence) return 'REPLAYED';
  if (sequence > memory.lastSequence + LARGEST_LEAP) return 'SEQUENCE_TOO_FAR';
  const after = carryOut(key, memory, { sequence, instruction, sender });
  return typeof after === 'string' ? after : { ...after, lastSequence: sequence };
}

/** Whose signature counts: the server's the key is linked to, or the one that a first link names. */
function senderOf(
  key: KeyIdentity,
  { server }: KeyMemory,
  { fields: { serverVersion, instruction } }: ReadMessage<ReceivedEnvelope>,
): ServerPublicKey | KeyRefusal {
  if (instruction.kind !== 'LINK') {
    if (server === null) return 'NOT_LINKED';
    return server.version === serverVersion ? server : 'OTHER_SERVER';
  }
  const content = key.openSealed(instruction.sealed);
  const named = content && decodeLink(content);
  if (named === undefined || named.version !== serverVersion) return 'CONTENT_UNREADABLE';
  return server === null || isSameServer(server, named) ? named : 'ALREADY_LINKED';
}
