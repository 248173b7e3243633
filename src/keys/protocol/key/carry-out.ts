import type { KeyRefusal } from '../acknowledgement.js';
import type { Instruction } from '../envelope.js';
import type { KeyIdentity, ServerPublicKey } from '../identity.js';
import { MOST_ACCOUNTS } from '../protocol-limits.js';
import { decodeCredential } from '../sealed-content.js';
import { accountOf, wipedMemory, withAccount } from './key-memory.js';
import type { KeyMemory, StoredAccount } from './key-memory.js';

/** An instruction whose sender and place in the sequence are proved. */
export interface ProvedInstruction {
  readonly sequence: bigint;
  readonly instruction: Instruction;
  readonly sender: ServerPublicKey;
}

/** The memory with an instruction carried out, or why it cannot be. */
export function carryOut(
  key: KeyIdentity,
  memory: KeyMemory,
  { sequence, instruction, sender }: ProvedInstruction,
): KeyMemory | KeyRefusal {
  switch (instruction.kind) {
    case 'LINK':
      // A key that is linked already keeps its passwords: this is how it is unlocked.
      return { ...memory, server: sender, locked: false, pinLocked: false };
    case 'WRITE_PENDING':
      return writePending(key, memory, { sequence, ...instruction });
    case 'COMMIT':
    case 'DISCARD':
      return settlePending(memory, instruction);
    case 'FORGET_ACCOUNT':
      return withAccount(memory, emptyAccount(instruction.accountId));
    case 'LOCK':
      return { ...memory, locked: true };
    case 'WIPE':
      return wipedMemory(memory);
    case 'RENEW_CACHED_LOGON':
      if (memory.locked || memory.pinLocked) return 'LOCKED';
      return accountOf(memory, instruction.accountId)?.active ? memory : 'ACCOUNT_UNKNOWN';
  }
}

function writePending(
  key: KeyIdentity,
  memory: KeyMemory,
  { sequence, accountId, sealed }: { sequence: bigint; accountId: string; sealed: Uint8Array },
): KeyMemory | KeyRefusal {
  const content = key.openSealed(sealed);
  const credential = content && decodeCredential(content);
  if (credential?.accountId !== accountId) return 'CONTENT_UNREADABLE';
  const account = accountOf(memory, accountId);
  if (account === undefined && memory.accounts.length >= MOST_ACCOUNTS) return 'NO_ROOM';
  const pending = { ...credential, write: sequence };
  return withAccount(memory, { ...(account ?? emptyAccount(accountId)), pending });
}

function settlePending(
  memory: KeyMemory,
  { kind, accountId, write }: { kind: 'COMMIT' | 'DISCARD'; accountId: string; write: bigint },
): KeyMemory | KeyRefusal {
  const account = accountOf(memory, accountId);
  if (account === undefined) return 'ACCOUNT_UNKNOWN';
  const { active, pending } = account;
  if (pending?.write !== write) return 'OTHER_WRITE';
  const after =
    kind === 'COMMIT'
      ? { ...account, active: pending, pending: null, previous: active }
      : { ...account, pending: null };
  return withAccount(memory, after);
}

function emptyAccount(accountId: string): StoredAccount {
  return { accountId, active: null, pending: null, previous: null };
}
