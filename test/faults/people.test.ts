import { afterAll, beforeAll, describe } from '@jest/globals';
import { sendsInstead } from '../../src/sandbox/embedded-directory/faults/content-faults.js';
import { ascii, octetsOfText } from '../../src/sandbox/embedded-directory/values/octets.js';
import { AWKWARD_UNIT } from '../../src/sandbox/people/awkward-people.js';
import { SYNC_GROUP, type SeedPerson } from '../../src/sandbox/sandbox-directory.js';
import { decided, nobodyHasAddress, unconfirmedTwins } from './aftermath.js';
import { armed, changed } from './arming.js';
import { itHolds } from './fault-row.js';
import { FaultStand } from './fault-stand.js';
import type { Truth } from './truth.js';

const ADDRESS_OUTSIDE = 'consultant@elsewhere.example';

function newcomer(login: string, mail: string): SeedPerson {
  return {
    login,
    commonName: `New ${login}`,
    givenName: 'New',
    surname: login,
    displayName: `New ${login}`,
    mail,
    enabled: true,
    groups: [SYNC_GROUP],
    unit: AWKWARD_UNIT,
  };
}

/** People of one domain with some of their values replaced. */
function withValues(truth: Truth, instead: Readonly<Record<string, Record<string, string | null>>>): Truth {
  return new Map(
    [...truth].map(([guid, person]) => [
      guid,
      { ...person, values: { ...person.values, ...instead[person.login] } },
    ]),
  );
}

describe('people', () => {
  let stand: FaultStand;
  beforeAll(async () => void (stand = await FaultStand.open()));
  afterAll(() => stand?.close());

  const mailOf = async (on: FaultStand, login: string): Promise<string> =>
    [...(await on.truth()).get(on.northId)!.values()].find((person) => person.login === login)!.values[
      'mail'
    ]!;

  itHolds(() => stand, {
    name: 'who are known, one with the address of the other: the change of address is withheld, the rest is applied',
    arm: changed(async (on) => {
      const [one, other] = [on.login(0), on.login(1)];
      const before = await mailOf(on, one);
      await on.editor.change(one, { mail: await mailOf(on, other), company: 'Twins' });
      return () => on.editor.change(one, { mail: before });
    }),
    outcome: {
      phase: 'COMPLETED',
      counts: { CONFLICT: 1 },
      withheld: ({ login }) => (login === stand.login(0) ? ['mail'] : []),
    },
    also: (on, run) => decided({ [on.login(0)]: { reason_code: 'EMAIL_TWICE_IN_DOMAIN' } })(on, run),
  });

  itHolds(() => stand, {
    name: 'who are new and have one address between them are not made into anybody',
    arm: changed(async ({ editor }) => {
      for (const login of ['twin.one', 'twin.two'])
        await editor.addPerson(newcomer(login, 'twin@north.example'));
      return async () => {
        for (const login of ['twin.one', 'twin.two']) await editor.deletePerson(login);
      };
    }),
    outcome: { phase: 'COMPLETED', counts: { CONFLICT: 2, CREATE: 0 } },
    also: nobodyHasAddress('twin@north.example'),
  });

  itHolds(() => stand, {
    name: 'of two domains with one address outside the suffixes of both stay two people',
    arm: changed(async ({ editor, southEditor, world, northId, southId }) => {
      const suffixes = async (north: string[], south: string[]): Promise<void> => {
        await world.change(northId, { mail_suffixes: north });
        await world.change(southId, { mail_suffixes: south });
      };
      await suffixes(['north.example', 'corp.example'], ['south.example', 'corp.example']);
      await editor.addPerson(newcomer('consultant', ADDRESS_OUTSIDE));
      await southEditor.addPerson(newcomer('consultant', ADDRESS_OUTSIDE));
      return async () => {
        await editor.deletePerson('consultant');
        await southEditor.deletePerson('consultant');
        await suffixes([], []);
        await world.sync(southId);
      };
    }),
    outcome: { phase: 'COMPLETED', counts: { CREATE: 1 } },
    also: unconfirmedTwins(ADDRESS_OUTSIDE),
  });

  itHolds(() => stand, {
    name: 'who exchange their addresses in one run keep who they are',
    arm: changed(async (on) => {
      const [one, other] = [on.login(2), on.login(3)];
      const [first, second] = [await mailOf(on, one), await mailOf(on, other)];
      await on.editor.change(one, { mail: second });
      await on.editor.change(other, { mail: first });
      return async () => undefined;
    }),
    outcome: { phase: 'COMPLETED', isWhole: true, counts: { CREATE: 0, CONFLICT: 0 } },
  });

  itHolds(() => stand, {
    name: 'one of whom gives an address to a newcomer in the same run are two people',
    arm: changed(async (on) => {
      const given = await mailOf(on, on.login(4));
      await on.editor.change(on.login(4), { mail: 'gave.away@north.example' });
      await on.editor.addPerson(newcomer('taker', given));
      return async () => undefined;
    }),
    outcome: { phase: 'COMPLETED', isWhole: true, counts: { CREATE: 1, CONFLICT: 0 } },
  });

  itHolds(() => stand, {
    name: 'whose objectGUID stays while everything else changes stay who they are',
    arm: changed(async ({ editor, login }) => {
      const before = login(5);
      await editor.rename(before, 'Entirely, Different #1');
      await editor.move(before, AWKWARD_UNIT);
      await editor.change(before, {
        givenName: 'Entirely',
        sn: 'Different',
        displayName: 'Different, Entirely',
        mail: 'entirely.different@north.example',
        telephoneNumber: '+99 9',
        title: 'Somebody Else',
        department: 'Elsewhere',
        company: 'Other Ltd',
        userPrincipalName: 'entirely.different@north.example',
      });
      await editor.change(before, { sAMAccountName: 'entirely.different' });
      return async () => undefined;
    }),
    outcome: { phase: 'COMPLETED', isWhole: true, counts: { CREATE: 0, CONFLICT: 0 } },
    also: decided({ 'entirely.different': { decision: 'UPDATE' } }),
  });

  const NAMES = [
    'Comma, Quote" Plus+ Less<',
    '#hash at the start',
    '  leading and trailing blanks  ',
    '\u202eright to left \u0627\u0644\u0639\u0631\u0628\u064a\u0629',
    'line\nbreak and \t tab',
    '\u{1f469}\u200d\u{1f4bb} \u{10ffff}',
  ];
  itHolds(() => stand, {
    name: 'with commas, hashes, leading blanks, line breaks and right-to-left signs in their DNs are read as they are',
    arm: changed(async ({ editor, login }) => {
      for (const [at, name] of NAMES.entries()) {
        await editor.rename(login(10 + at), name);
        await editor.change(login(10 + at), { displayName: name, department: name });
      }
      return async () => undefined;
    }),
    outcome: { phase: 'COMPLETED', isWhole: true },
  });

  const LONE = '\u{fffd}'.repeat(3);
  itHolds(() => stand, {
    name: 'with NUL bytes, lone surrogates, values of 300 and 5,000 characters and nonsense numbers are stored as far as can be',
    arm: (on) =>
      armed(
        sendsInstead({
          [on.login(20)]: { title: ascii('t'.repeat(300)), department: ascii('d'.repeat(5_000)) },
          [on.login(21)]: { sn: ascii('Nu\0ll\0'), displayName: ascii('\0') },
          [on.login(22)]: { displayName: octetsOfText('lone \ud800 high'), company: octetsOfText('\udfff') },
          [on.login(23)]: { userAccountControl: ascii('not a number'), pwdLastSet: ascii('yesterday') },
          [on.login(24)]: {
            distinguishedName: octetsOfText('CN=a\ud800\0b\\,c,OU=Nowhere,DC=north,DC=example'),
          },
        }),
      )(on),
    outcome: { phase: 'COMPLETED', warns: /do not show whether they are enabled/ },
    shows: (truth, on) =>
      withValues(truth, {
        [on.login(20)]: { title: 't'.repeat(300), department: 'd'.repeat(1_024) },
        [on.login(21)]: { surname: 'Null', display_name: null },
        [on.login(22)]: { display_name: `lone ${LONE} high`, company: LONE },
        [on.login(23)]: { user_account_control: null },
        [on.login(24)]: { dn: `CN=a${LONE}b\\,c,OU=Nowhere,DC=north,DC=example` },
      }),
    also: (on, run) => decided({ [on.login(20)]: { decision: 'UPDATE', state: 'APPLIED' } })(on, run),
  });
});
