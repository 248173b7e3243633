/**
 * What the server needs of the protocol that docs/key-protocol.md describes. Everything here is a pure function of its
 * arguments, except that sealing draws a one-time key. The key's half, which tests and simulations need, is
 * `src/keys/protocol/key`.
 */
export { hashEnvelope, verifyAcknowledgement } from './protocol/acknowledgement.js';
export type {
  Acknowledgement,
  AcknowledgementRefusal,
  Expected,
  KeyRefusal,
  Outcome,
} from './protocol/acknowledgement.js';
export { signEnvelope } from './protocol/envelope.js';
export type { Envelope, Instruction, InstructionKind } from './protocol/envelope.js';
export { isIdentityPublicKey, sealTo, serverIdentityFromSeed } from './protocol/identity.js';
export type { KeyPublicKey, ServerIdentity, ServerPublicKey } from './protocol/identity.js';
export { isLinkedTo, isWiped, showsEffect } from './protocol/key-state.js';
export type { AccountSlots, KeyState } from './protocol/key-state.js';
export { verifyAttempt, verifyStatus } from './protocol/nonce-proofs.js';
export type { Attempt, StatusRefusal } from './protocol/nonce-proofs.js';
export { openOldPassword } from './protocol/old-password.js';
export {
  isKeySerial,
  LONGEST_PASSWORD_UNITS,
  MOST_ACCOUNTS,
  NONCE_BYTES,
} from './protocol/protocol-limits.js';
export { sealCredential, sealLink } from './protocol/sealed-content.js';
export type { Credential } from './protocol/sealed-content.js';
export type { Verdict } from './protocol/verdict.js';
