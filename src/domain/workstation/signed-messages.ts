import { signedMessage as message, text } from '../signed-message.js';

/** What a workstation says about itself when it registers. */
export interface RegistrationFacts {
  readonly machineName: string;
  /** DNS name of the domain it is joined to; null: to none. */
  readonly joinedDomain: string | null;
  readonly operatingSystem: string;
  readonly clientVersion: string;
}

/** What it says about itself each time it connects: what may change while it stays the same machine. */
export type SessionFacts = Pick<RegistrationFacts, 'operatingSystem' | 'clientVersion'>;

/**
 * The bytes a workstation signs with its private key to register: that it has the key, and what it says about itself.
 *
 * @param publicKey its own Ed25519 key, 32 bytes
 */
export function registrationMessage(publicKey: Uint8Array, facts: RegistrationFacts): Uint8Array {
  const { machineName, joinedDomain, operatingSystem, clientVersion } = facts;
  return message('latchkey/workstation-registration/1', [
    publicKey,
    text(machineName),
    text(joinedDomain ?? ''),
    text(operatingSystem),
    text(clientVersion),
  ]);
}

/**
 * The bytes it signs to open a session.
 *
 * @param workstationId its id as this server gave it: what it signs for one server is of no use to another
 * @param nonce the server's, as it was given; it is good for one workstation only
 */
export function sessionMessage(
  workstationId: string,
  nonce: string,
  { operatingSystem, clientVersion }: SessionFacts,
): Uint8Array {
  return message('latchkey/workstation-session/1', [
    text(workstationId),
    text(nonce),
    text(operatingSystem),
    text(clientVersion),
  ]);
}
