import { describe, expect, it } from '@jest/globals';
import { anAddress } from '../testing/sync/sync-builders.js';
import { isCoveredBy, mayMatch } from './mail-suffixes.js';

describe('the mail suffixes of a domain', () => {
  it.each<[string, readonly string[], boolean, boolean]>([
    ['ada@north.example', [], false, true],
    ['ada@north.example', ['north.example'], true, true],
    ['ada@north.example', ['south.example', 'north.example'], true, true],
    ['ada@north.example', ['south.example'], false, false],
    ['ada@sub.north.example', ['north.example'], false, false],
    ['ada@evilnorth.example', ['north.example'], false, false],
    ['north.example@south.example', ['north.example'], false, false],
  ])('%s, declared %j: covered %p, may match %p', (address, suffixes, covered, matches) => {
    const key = anAddress(address);
    expect(isCoveredBy(suffixes, key)).toBe(covered);
    expect(mayMatch(suffixes, key)).toBe(matches);
  });
});
