import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { KEY, SERVER } from '../../../testing/keys/key-stand.js';
import {
  delivered,
  deliveries,
  explained,
  issuedEnvelopes,
} from '../../../testing/keys/random-deliveries.js';
import type { Issued } from '../../../testing/keys/random-deliveries.js';
import { verifyAcknowledgement } from '../acknowledgement.js';
import { EMPTY_MEMORY, stateOf } from './key-memory.js';
import type { KeyMemory } from './key-memory.js';
import { receiveEnvelope } from './receive-envelope.js';

const history = issuedEnvelopes(14).chain((issued) =>
  fc.record({ issued: fc.constant(issued), arriving: deliveries(issued.length, 25) }),
);

/** What a memory holds, in the words of the model. */
function held(memory: KeyMemory): unknown {
  const { server, locked, pinLocked, lastSequence } = stateOf(memory);
  const slots = memory.accounts.flatMap((account) =>
    (['active', 'pending', 'previous'] as const).flatMap((slot) => {
      const stored = account[slot];
      return stored ? [[`${account.accountId} ${slot}`, stored.password]] : [];
    }),
  );
  return {
    slots: Object.fromEntries(slots),
    state: { linked: server !== null, locked, pinLocked, lastSequence },
  };
}

describe('whatever an untrusted workstation delivers, in whatever order', () => {
  it('a key holds exactly what the envelopes explain that it has acknowledged as done', () => {
    let [refused, repeated] = [0, 0];
    const carriedOut: string[] = [];
    fc.assert(
      fc.property(history, ({ issued, arriving }) => {
        let memory = EMPTY_MEMORY;
        const accepted: Issued[] = [];
        for (const delivery of arriving) {
          const bytes = delivered(issued, delivery);
          const received = receiveEnvelope(KEY, memory, bytes);
          const changed = received.memory !== memory;
          expect(changed && delivery.how !== 'AS_IT_IS').toBe(false);
          if (changed) accepted.push(issued[delivery.at]!);
          if (changed) carriedOut.push(issued[delivery.at]!.kind);
          else if (received.outcome === 'DONE') repeated += 1;
          else refused += 1;
          memory = received.memory;
          expect(held(memory)).toEqual(explained(accepted));
        }
        const numbers = accepted.map(({ sequence }) => sequence);
        expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
      }),
      { numRuns: 150 },
    );
    // Otherwise the property would be about nothing.
    expect([refused > 100, repeated > 20, new Set(carriedOut).size]).toEqual([true, true, 7]);
    expect(carriedOut.filter((kind) => kind === 'COMMIT').length).toBeGreaterThan(25);
  });

  it('the server can read every acknowledgement, and learns from it what the key holds', () => {
    fc.assert(
      fc.property(history, ({ issued, arriving }) => {
        let memory = EMPTY_MEMORY;
        let newestSequence = 0n;
        for (const delivery of arriving.filter(({ how }) => how === 'AS_IT_IS')) {
          const { bytes } = issued[delivery.at]!;
          const received = receiveEnvelope(KEY, memory, bytes);
          memory = received.memory;
          const { acknowledgement } = received;
          const verdict = verifyAcknowledgement(acknowledgement, {
            key: KEY,
            server: SERVER,
            envelope: bytes,
            newestSequence,
          });
          if (!verdict.ok) throw new Error(verdict.refusal);
          const { version, publicKey } = SERVER;
          const state = stateOf(memory);
          const server = state.server && { version, publicKey };
          expect(verdict.value).toMatchObject({ outcome: received.outcome, state: { ...state, server } });
          newestSequence = verdict.value.state.lastSequence;
        }
      }),
      { numRuns: 100 },
    );
  });
});
