import fc from 'fast-check';
import type { Instruction } from '../../keys/protocol/envelope.js';
import type { SlotName } from '../../keys/protocol/key/key-memory.js';
import type { KeyState } from '../../keys/protocol/key-state.js';
import { commit, discard, envelope, link, NORTH, OTHER_SERVER, SOUTH, write } from './key-stand.js';

/** An envelope the server has signed, and what it says in plain words: what the model goes by. */
export interface Issued {
  readonly bytes: Uint8Array;
  readonly sequence: number;
  readonly kind: Instruction['kind'];
  readonly accountId: string;
  /** WRITE_PENDING: the password. */
  readonly password: string;
  /** COMMIT and DISCARD: the sequence number they are about. */
  readonly write: number;
}

/** What an untrusted workstation does with what the server has issued. */
export type Delivery =
  | { readonly how: 'AS_IT_IS'; readonly at: number }
  | { readonly how: 'BIT_FLIPPED'; readonly at: number; readonly bit: number }
  | { readonly how: 'CUT_SHORT'; readonly at: number; readonly bytes: number }
  | { readonly how: 'FOREIGN'; readonly at: number };

/** Nearly all that a server sends concerns passwords; after a wipe nothing gets through until the next link. */
const KINDS = [
  ...Array<'WRITE_PENDING'>(8).fill('WRITE_PENDING'),
  ...(['FORGET_ACCOUNT', 'LOCK', 'LINK', 'LINK', 'WIPE'] as const),
  ...Array<'DISCARD'>(2).fill('DISCARD'),
  ...Array<'COMMIT'>(8).fill('COMMIT'),
] as const;

interface Step {
  readonly kind: (typeof KINDS)[number];
  readonly accountId: string;
  /** Commits and discards: how far back what they are about was sent; 0 for the last password of the account. */
  readonly back: number;
}

/** A history of a server, from the first link on: most of it sensible, some not. */
export function issuedEnvelopes(maxLength: number): fc.Arbitrary<readonly Issued[]> {
  const step: fc.Arbitrary<Step> = fc.record({
    kind: fc.constantFrom(...KINDS),
    accountId: fc.constantFrom(NORTH, SOUTH),
    back: fc.constantFrom(0, 0, 0, 1, 2),
  });
  const first: Step = { kind: 'LINK', accountId: NORTH, back: 0 };
  return fc
    .array(step, { minLength: Math.ceil(maxLength / 2), maxLength })
    .map((steps) => issue([first, ...steps]));
}

function issue(steps: readonly Step[]): readonly Issued[] {
  return steps.map(({ kind, accountId, back }, at) => {
    const sequence = at + 1;
    const before = steps.slice(0, at);
    const last = before.findLastIndex(
      (step) => step.kind === 'WRITE_PENDING' && step.accountId === accountId,
    );
    const about = back === 0 ? last + 1 : sequence - back;
    const plain = { sequence, kind, accountId, password: `Passw0rd-${sequence}`, write: Math.max(1, about) };
    return { ...plain, bytes: envelope(sequence, instructionOf(plain)) };
  });
}

/** Deliveries of `count` issued envelopes: mostly the next one, often another, sometimes spoilt. */
export function deliveries(count: number, maxLength: number): fc.Arbitrary<readonly Delivery[]> {
  const at = fc.nat(count - 1);
  const delivery: fc.Arbitrary<Delivery> = fc.oneof(
    { weight: 6, arbitrary: at.map((index) => ({ how: 'AS_IT_IS' as const, at: index })) },
    fc.record({ how: fc.constant('BIT_FLIPPED' as const), at, bit: fc.nat(20_000) }),
    fc.record({ how: fc.constant('CUT_SHORT' as const), at, bytes: fc.integer({ min: 1, max: 200 }) }),
    fc.record({ how: fc.constant('FOREIGN' as const), at }),
  );
  // In order first, so that much gets through; then anything at all.
  const inOrder = fc
    .integer({ min: Math.ceil(count / 2), max: count })
    .map((length): readonly Delivery[] =>
      [...Array(length).keys()].map((index) => ({ how: 'AS_IT_IS', at: index })),
    );
  return fc
    .tuple(inOrder, fc.array(delivery, { maxLength }))
    .chain(([first, then]) => fc.shuffledSubarray([...then]).map((some) => mix(first, some)));
}

/** The bytes that arrive. */
export function delivered(issued: readonly Issued[], delivery: Delivery): Uint8Array {
  const sent = issued[delivery.at];
  if (sent === undefined) throw new Error('There is no such envelope.');
  switch (delivery.how) {
    case 'AS_IT_IS':
      return sent.bytes;
    case 'BIT_FLIPPED': {
      const bytes = sent.bytes.slice();
      const bit = delivery.bit % (bytes.length * 8);
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      return bytes;
    }
    case 'CUT_SHORT':
      return sent.bytes.subarray(0, -Math.min(delivery.bytes, sent.bytes.length));
    case 'FOREIGN':
      return envelope(sent.sequence + 1, instructionOf(sent), { server: OTHER_SERVER });
  }
}

/** What a key must hold after it has carried out these, written down without a look at how it does it. */
export function explained(accepted: readonly Issued[]): {
  readonly slots: Record<string, string>;
  readonly state: Omit<KeyState, 'accounts' | 'server'> & { readonly linked: boolean };
} {
  const slots = new Map<string, string>();
  const name = (accountId: string, slot: SlotName): string => `${accountId} ${slot}`;
  let [linked, locked] = [false, false];
  for (const { kind, accountId, password } of accepted) {
    const [active, pending, previous] = (['active', 'pending', 'previous'] as const).map((slot) =>
      name(accountId, slot),
    ) as [string, string, string];
    const move = (from: string, to: string): void => {
      const value = slots.get(from);
      slots.delete(from);
      if (value === undefined) slots.delete(to);
      else slots.set(to, value);
    };
    if (kind === 'LINK') [linked, locked] = [true, false];
    if (kind === 'LOCK') locked = true;
    if (kind === 'WRITE_PENDING') slots.set(pending, password);
    if (kind === 'DISCARD') slots.delete(pending);
    if (kind === 'COMMIT')
      for (const [from, to] of [
        [active, previous],
        [pending, active],
      ] as const)
        move(from, to);
    if (kind === 'FORGET_ACCOUNT') for (const slot of [active, pending, previous]) slots.delete(slot);
    if (kind === 'WIPE') {
      slots.clear();
      [linked, locked] = [false, false];
    }
  }
  const lastSequence = BigInt(accepted.at(-1)?.sequence ?? 0);
  return { slots: Object.fromEntries(slots), state: { linked, locked, pinLocked: false, lastSequence } };
}

/** Between those in order come mostly repetitions: a leap forward shuts out all that it leaps over. */
function mix(first: readonly Delivery[], then: readonly Delivery[]): readonly Delivery[] {
  const between = first.flatMap((delivery, at) => {
    const other = then[at];
    return other ? [delivery, { ...other, at: other.at % (at + 1) }] : [delivery];
  });
  return [...between, ...then.slice(first.length)];
}

function instructionOf({ kind, accountId, password, write: number }: Omit<Issued, 'bytes'>): Instruction {
  switch (kind) {
    case 'LINK':
      return link();
    case 'WRITE_PENDING':
      return write(accountId, password);
    case 'COMMIT':
      return commit(accountId, number);
    case 'DISCARD':
      return discard(accountId, number);
    case 'FORGET_ACCOUNT':
    case 'RENEW_CACHED_LOGON':
      return { kind, accountId };
    case 'LOCK':
    case 'WIPE':
      return { kind };
  }
}
