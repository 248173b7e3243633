import { describe, expect, test } from '@jest/globals';
import { parseSecurityDescriptor } from '../../domain/active-directory/security-descriptor.js';
import { withAccessEntry } from './access-list.js';

const EVERYONE = Uint8Array.from([1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
const EMPTY = Buffer.alloc(20).fill(Uint8Array.from([1]), 0, 1);
const RIGHT = Buffer.alloc(16, 7);

const allow = { effect: 'allow', trusteeSid: EVERYONE, mask: 0x10 } as const;
const deny = { effect: 'deny', trusteeSid: EVERYONE, mask: 0x80 } as const;

function effects(descriptor: Buffer): string[] {
  return parseSecurityDescriptor(descriptor)?.entries?.map(({ effect, mask }) => `${effect} ${mask}`) ?? [];
}

describe('Adding to an access list', () => {
  test('begins one where there is none', () => {
    const [entry] =
      parseSecurityDescriptor(withAccessEntry(EMPTY, { ...allow, objectType: RIGHT }))?.entries ?? [];
    expect(entry).toMatchObject({ effect: 'ALLOW', mask: 0x10, sid: 'S-1-1-0' });
    expect(entry?.objectType).toBe('07070707-0707-0707-0707-070707070707');
  });

  test('puts refusals before grants, and keeps what was there', () => {
    const granted = withAccessEntry(EMPTY, allow);
    const refused = withAccessEntry(granted, deny);
    const again = withAccessEntry(refused, { ...allow, mask: 0x100 });
    expect(effects(again)).toEqual(['DENY 128', 'ALLOW 256', 'ALLOW 16']);
  });

  test('adds nothing that is there already', () => {
    const once = withAccessEntry(withAccessEntry(EMPTY, allow), deny);
    expect(effects(withAccessEntry(withAccessEntry(once, allow), deny))).toEqual(effects(once));
  });

  test('can be for objects below only, which says nothing about this one', () => {
    expect(effects(withAccessEntry(EMPTY, { ...allow, forClassBelow: RIGHT }))).toEqual([]);
  });

  test('refuses a list that is cut short', () => {
    const whole = withAccessEntry(EMPTY, allow);
    expect(() => withAccessEntry(whole.subarray(0, whole.length - 4), deny)).toThrow(RangeError);
  });
});
