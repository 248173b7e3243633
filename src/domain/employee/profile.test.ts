import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aProfile } from '../../testing/sync/sync-builders.js';
import { displayNameOf, mergeProfile, PROFILE_FIELDS, type LinkValues, type Profile } from './profile.js';

const NOTHING: Profile = aProfile({
  givenName: null,
  surname: null,
  displayName: null,
  email: null,
  position: null,
  department: null,
});

const link = (
  accountId: string,
  priority: number,
  values: Partial<Profile>,
  seniority = '1',
): LinkValues => ({
  accountId,
  priority,
  seniority,
  values: { ...NOTHING, ...values },
});

describe('a merged profile', () => {
  it('takes each field from the domain with the highest priority', () => {
    const { profile, origins } = mergeProfile([
      link('south', 50, { email: 'ada@south.example', position: 'Countess' }),
      link('north', 100, { email: 'ada@north.example', position: 'Analyst' }),
    ]);
    expect(profile).toMatchObject({ email: 'ada@north.example', position: 'Analyst' });
    expect(origins).toMatchObject({ email: 'north', position: 'north' });
  });

  it.each([null, '', '  '])(
    'lets an empty value (%j) give way to the next domain, field by field',
    (empty) => {
      const { profile, origins } = mergeProfile([
        link('north', 100, { email: 'ada@north.example', position: empty }),
        link('south', 50, { email: 'ada@south.example', position: 'Countess' }),
      ]);
      expect(profile).toMatchObject({ email: 'ada@north.example', position: 'Countess' });
      expect(origins).toMatchObject({ email: 'north', position: 'south' });
    },
  );

  it('lets the domain that was added first win between equal priorities', () => {
    const later = link('later', 100, { position: 'Countess' }, '2');
    const earlier = link('earlier', 100, { position: 'Analyst' }, '1');
    expect(mergeProfile([later, earlier]).origins.position).toBe('earlier');
  });

  it('has no value and no origin where no link has one', () => {
    const { profile, origins } = mergeProfile([]);
    expect(profile).toEqual(NOTHING);
    expect(Object.values(origins)).toEqual(PROFILE_FIELDS.map(() => null));
  });

  const text = fc.option(fc.constantFrom('', ' ', 'a', 'b', 'c'));
  const anyProfile: fc.Arbitrary<Profile> = fc.record({
    givenName: text,
    surname: text,
    displayName: text,
    email: text,
    telephoneNumber: text,
    position: text,
    department: text,
    company: text,
  });
  const anyLinks = fc.uniqueArray(
    fc.record({
      accountId: fc.constantFrom('1', '2', '3', '4', '5'),
      priority: fc.integer({ min: 1, max: 3 }),
      seniority: fc.constantFrom('1', '2'),
      values: anyProfile,
    }),
    { selector: ({ accountId }) => accountId, maxLength: 5 },
  );

  it('does not depend on the order of the links', () => {
    const orders = anyLinks.chain((links) =>
      fc.tuple(
        fc.constant(links),
        fc.shuffledSubarray(links, { minLength: links.length, maxLength: links.length }),
      ),
    );
    fc.assert(fc.property(orders, ([one, other]) => expect(mergeProfile(one)).toEqual(mergeProfile(other))));
  });

  it('shows for each field the value of the link it names, and an empty one only where all are empty', () => {
    fc.assert(
      fc.property(anyLinks, (links) => {
        const { profile, origins } = mergeProfile(links);
        for (const field of PROFILE_FIELDS) {
          const origin = links.find(({ accountId }) => accountId === origins[field]);
          expect(profile[field]).toBe(origin?.values[field] ?? null);
          const somebodyHasOne = links.some(({ values }) => (values[field] ?? '').trim() !== '');
          expect(origin !== undefined).toBe(somebodyHasOne);
        }
      }),
    );
  });
});

describe('the name an employee is shown by', () => {
  it('is never empty', () => {
    fc.assert(
      fc.property(fc.option(fc.string()), fc.array(fc.option(fc.string())), (displayName, fallbacks) => {
        expect(displayNameOf({ ...NOTHING, displayName }, fallbacks).trim()).not.toBe('');
      }),
    );
  });

  it('is the e-mail when neither the profile nor a fallback has a name', () => {
    expect(displayNameOf({ ...NOTHING, email: 'ada@north.example' }, [null, ' '])).toBe('ada@north.example');
  });
});
