import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aGuid, anAddress } from '../../testing/sync/sync-builders.js';
import { grantEmailClaims, type EmailClaim } from './email-claims.js';

/** `[claimant, through whom the address becomes free]`. */
type Shorthand = readonly [number, number | null];

const claimsOf = (shorthand: readonly Shorthand[]): EmailClaim[] =>
  shorthand.map(([claimant, releasedBy]) => ({
    objectGuid: aGuid(claimant),
    email: anAddress(`address-of-${claimant}@north.example`),
    releasedBy: releasedBy === null ? null : aGuid(releasedBy),
  }));

const granted = (shorthand: readonly Shorthand[]): number[] => {
  const answer = grantEmailClaims(claimsOf(shorthand));
  return shorthand.map(([claimant]) => claimant).filter((claimant) => answer.has(aGuid(claimant)));
};

describe('addresses that move between people in one run', () => {
  it.each<[string, Shorthand[], number[]]>([
    ['a holder who moves to a free address gives theirs to who claims it', [[1, 2]], [1]],
    ['nobody gets an address that its holder keeps', [[1, null]], []],
    ['two people swap', [[1, 2], [2, 1]], [1, 2]], // prettier-ignore
    ['a ring of three is granted whole', [[1, 2], [2, 3], [3, 1]], [1, 2, 3]], // prettier-ignore
    ['a chain that ends at a free address is granted whole', [[1, 2], [2, 3]], [1, 2]], // prettier-ignore
    ['a chain that ends at who keeps is refused whole', [[1, 2], [2, 3], [3, null]], []], // prettier-ignore
    ['a refused chain does not touch a ring beside it', [[1, 2], [2, 1], [5, 6], [6, null]], [1, 2]], // prettier-ignore
    ['who waits for a member of a ring is granted with it', [[1, 2], [2, 1], [3, 1]], [1, 2, 3]], // prettier-ignore
    ['nothing claimed, nothing granted', [], []],
  ])('%s', (_claim, claims, expected) => {
    expect(granted(claims)).toEqual(expected);
  });

  // At most one claim a person, in any order, each waiting for anybody or for one who keeps.
  const anyClaims = fc.uniqueArray(
    fc.tuple(fc.integer({ min: 1, max: 12 }), fc.option(fc.integer({ min: 1, max: 15 }))),
    { selector: ([claimant]) => claimant, maxLength: 12 },
  );

  it('nobody is granted an address that somebody keeps, and nobody else is refused', () => {
    fc.assert(
      fc.property(anyClaims, (claims) => {
        const releasedBy = new Map(claims);
        const answer = grantEmailClaims(claimsOf(claims));
        // Followed by hand: a claim fails exactly when the way from holder to holder ends at one who keeps.
        const endsAtKeeper = (start: number): boolean => {
          const seen = new Set<number>();
          for (let at = start; releasedBy.has(at) && !seen.has(at);) {
            seen.add(at);
            const next = releasedBy.get(at);
            if (next === null || next === undefined) return true;
            at = next;
          }
          return false;
        };
        for (const [claimant] of claims) expect(answer.has(aGuid(claimant))).toBe(!endsAtKeeper(claimant));
      }),
    );
  });

  it('the order of the claims changes nothing', () => {
    const shuffled = anyClaims.chain((claims) =>
      fc.tuple(
        fc.constant(claims),
        fc.shuffledSubarray(claims, { minLength: claims.length, maxLength: claims.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        expect(grantEmailClaims(claimsOf(one))).toEqual(grantEmailClaims(claimsOf(other)));
      }),
    );
  });
});
