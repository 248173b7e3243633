import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { registrationMessage, sessionMessage, type RegistrationFacts } from './signed-messages.js';

const key = new Uint8Array(32).fill(7);
const facts: RegistrationFacts = {
  machineName: 'PC-1',
  joinedDomain: 'north.example',
  operatingSystem: 'Windows 11',
  clientVersion: '1.0',
};

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

describe('what a workstation signs', () => {
  test('is written as the README says: the purpose and each field behind its length', () => {
    expect(hex(sessionMessage('id', 'no', { operatingSystem: 'é', clientVersion: '' }))).toBe(
      [
        '0000001e',
        Buffer.from('latchkey/workstation-session/1').toString('hex'),
        '000000026964',
        '000000026e6f',
        '00000002c3a9',
        '00000000',
      ].join(''),
    );
  });

  test('differs when any field does, and when a character moves from one field to the next', () => {
    const field = fc.string({ maxLength: 8 });
    const some = fc.record({ machineName: field, operatingSystem: field, clientVersion: field });
    fc.assert(
      fc.property(some, some, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        const bytes = [one, other].map((own) => hex(registrationMessage(key, { ...facts, ...own })));
        expect(bytes[0] === bytes[1]).toBe(same);
      }),
    );
    const moved = { operatingSystem: 'a', clientVersion: 'bc' };
    expect(hex(sessionMessage('i', 'n', moved))).not.toBe(
      hex(sessionMessage('i', 'n', { operatingSystem: 'ab', clientVersion: 'c' })),
    );
  });

  test('for one purpose is never what it signs for another', () => {
    expect(hex(registrationMessage(key, facts)).slice(8)).not.toContain(
      hex(sessionMessage('PC-1', 'north.example', facts)).slice(0, 60),
    );
  });
});
