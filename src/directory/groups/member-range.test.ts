import { describe, expect, it } from '@jest/globals';
import type { LdapEntry } from '../wire/ldap-entry.js';
import { memberAttribute, readMemberRange } from './member-range.js';

function answer(attributes: Record<string, number>): LdapEntry {
  const values = (count: number): Buffer[] =>
    Array.from({ length: count }, (_, at) => Buffer.from(String(at)));
  return {
    name: Buffer.from('CN=Group'),
    attributes: new Map(Object.entries(attributes).map(([name, count]) => [name, values(count)])),
  };
}

describe('readMemberRange', () => {
  it.each([
    ['all at once, as Samba sends them', { member: 5_000 }, 0, 5_000, undefined],
    ['nothing', {}, 0, 0, undefined],
    [
      'the first range beside an empty plain attribute',
      { member: 0, 'member;range=0-1499': 1_500 },
      0,
      1_500,
      1_500,
    ],
    ['a range in the middle', { 'member;range=1500-2999': 1_500 }, 1_500, 1_500, 3_000],
    ['the last range', { 'member;range=3000-*': 200 }, 3_000, 200, undefined],
    ['a last range that is empty', { 'member;range=3000-*': 0 }, 3_000, 0, undefined],
  ])('reads %s', (_what, attributes, start, count, next) => {
    const range = readMemberRange(answer(attributes), start);
    expect(range.values).toHaveLength(count);
    expect(range.next).toBe(next);
  });

  it.each([
    ['a range that begins elsewhere', { 'member;range=1500-2999': 1_500 }, 0],
    ['a range with fewer values than announced', { 'member;range=0-1499': 1_499 }, 0],
    ['a range with more values than announced', { 'member;range=0-1499': 1_501 }, 0],
    ['a range that goes backwards', { 'member;range=10-5': 0 }, 10],
    ['no range where one was asked for', {}, 1_500],
    ['a plain attribute where a range was asked for', { member: 10 }, 1_500],
    ['two ranges', { 'member;range=0-0': 1, 'member;range=1-*': 1 }, 0],
  ])('fails with DIRECTORY_INCOMPLETE on %s', (_what, attributes, start) => {
    expect(() => readMemberRange(answer(attributes), start)).toThrow(
      expect.objectContaining({ code: 'DIRECTORY_INCOMPLETE' }),
    );
  });

  it('asks for the plain attribute first and for open ranges afterwards', () => {
    expect(memberAttribute(0)).toBe('member');
    expect(memberAttribute(1_500)).toBe('member;range=1500-*');
  });
});
