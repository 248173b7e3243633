import type { Credential } from '../sealed-content.js';
import type { ServerPublicKey } from '../identity.js';
import type { AccountSlots, KeyState } from '../key-state.js';

export type SlotName = 'active' | 'pending' | 'previous';

/** A password in a slot, and the sequence number of the WRITE_PENDING that brought it. */
export interface StoredCredential extends Credential {
  readonly write: bigint;
}

export interface StoredAccount {
  readonly accountId: string;
  readonly active: StoredCredential | null;
  readonly pending: StoredCredential | null;
  readonly previous: StoredCredential | null;
}

/** All that a key keeps when it has no power, besides its identity and its PIN. It is written in one piece. */
export interface KeyMemory {
  readonly server: ServerPublicKey | null;
  readonly locked: boolean;
  readonly pinLocked: boolean;
  readonly lastSequence: bigint;
  /** In the order of their ids. */
  readonly accounts: readonly StoredAccount[];
  /** The last envelope that was carried out, and what was answered to it. */
  readonly lastDone: { readonly envelopeHash: Uint8Array; readonly acknowledgement: Uint8Array } | null;
}

/** A key as it leaves the factory. */
export const EMPTY_MEMORY: KeyMemory = {
  server: null,
  locked: false,
  pinLocked: false,
  lastSequence: 0n,
  accounts: [],
  lastDone: null,
};

/** What is left when a key forgets everything: the number below which no envelope is ever carried out again. */
export function wipedMemory({ lastSequence }: KeyMemory): KeyMemory {
  return { ...EMPTY_MEMORY, lastSequence };
}

/** What may be told of a memory. */
export function stateOf(memory: KeyMemory): KeyState {
  const { server, locked, pinLocked, lastSequence } = memory;
  return { server, locked, pinLocked, lastSequence, accounts: memory.accounts.map(slotsOf) };
}

/** What a slot holds; undefined when it is empty, or the key is locked and gives nothing away. */
export function readSlot(memory: KeyMemory, accountId: string, slot: SlotName): Credential | undefined {
  if (memory.locked || memory.pinLocked) return undefined;
  const stored = accountOf(memory, accountId)?.[slot];
  if (!stored) return undefined;
  return { accountId: stored.accountId, logOnName: stored.logOnName, password: stored.password };
}

export function accountOf(memory: KeyMemory, accountId: string): StoredAccount | undefined {
  return memory.accounts.find((account) => account.accountId === accountId);
}

/** The memory with this account as given; without it when no slot is filled. */
export function withAccount(memory: KeyMemory, account: StoredAccount): KeyMemory {
  const others = memory.accounts.filter(({ accountId }) => accountId !== account.accountId);
  const empty = account.active === null && account.pending === null && account.previous === null;
  const accounts = empty ? others : [...others, account];
  return { ...memory, accounts: accounts.toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1)) };
}

function slotsOf({ accountId, active, pending, previous }: StoredAccount): AccountSlots {
  return {
    accountId,
    active: active?.write ?? null,
    pending: pending?.write ?? null,
    previous: previous?.write ?? null,
  };
}
