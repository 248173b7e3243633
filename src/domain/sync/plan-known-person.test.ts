import { describe, expect, it } from '@jest/globals';
import {
  aCandidate,
  aDomain,
  aHolder,
  aLink,
  anAccount,
  anEmployee,
  aProfile,
  aSnapshotPerson,
  DISABLED,
  someValues,
} from '../../testing/sync/sync-builders.js';
import type { AccountValues } from '../employee/account-values.js';
import type { EmailHolder, KnownAccount, SnapshotPerson } from './sync-candidate.js';
import { decide } from './sync-plan.js';
import { NO_ACTION, type PlannedDecision } from './planned-decision.js';

interface Case {
  readonly account?: Partial<KnownAccount>;
  /** What differs in the snapshot from what the link has. */
  readonly values?: Partial<AccountValues>;
  readonly person?: Partial<SnapshotPerson>;
  readonly holder?: EmailHolder;
}

const decided = ({ account = {}, values = {}, person = {}, holder }: Case): PlannedDecision =>
  decide(
    aCandidate({
      account: anAccount(account),
      person: aSnapshotPerson(values, person),
      holder: holder ?? null,
    }),
    aDomain(),
  );

describe('a person who is linked', () => {
  it.each<[string, Case, { field: string; before: string | null; after: string | null }[]]>([
    [
      'whose attribute changed',
      { values: { title: 'Countess' } },
      [{ field: 'title', before: 'Analyst', after: 'Countess' }],
    ],
    [
      'whose attribute was cleared: the field is cleared',
      { values: { department: null } },
      [{ field: 'department', before: 'Engines', after: null }],
    ],
    [
      'who was renamed and moved: the objectGUID is what they are known by',
      { values: { dn: 'CN=Ada King,OU=Nobles,DC=north,DC=example', samAccountName: 'ada.king' } },
      [
        {
          field: 'dn',
          before: 'CN=Ada Lovelace,OU=People,DC=north,DC=example',
          after: 'CN=Ada King,OU=Nobles,DC=north,DC=example',
        },
        { field: 'samAccountName', before: 'ada', after: 'ada.king' },
      ],
    ],
    [
      'whose e-mail changed to one that nobody holds',
      { values: { mail: 'king@north.example' } },
      [{ field: 'mail', before: 'ada@north.example', after: 'king@north.example' }],
    ],
    [
      'whose e-mail was cleared',
      { values: { mail: null } },
      [{ field: 'mail', before: 'ada@north.example', after: null }],
    ],
    [
      'who joined the password group, and waits for a key',
      { person: { inPasswordGroup: true } },
      [
        { field: 'inPasswordGroup', before: 'false', after: 'true' },
        { field: 'passwordHolder', before: 'UNMANAGED', after: 'AWAITING_KEY' },
      ],
    ],
    [
      'who left the password group before a key had taken over',
      { account: { inPasswordGroup: true, passwordHolder: 'AWAITING_KEY' } },
      [
        { field: 'inPasswordGroup', before: 'true', after: 'false' },
        { field: 'passwordHolder', before: 'AWAITING_KEY', after: 'UNMANAGED' },
      ],
    ],
    [
      'who left the password group with a password on the key: the key keeps it',
      { account: { inPasswordGroup: true, passwordHolder: 'MANAGED' } },
      [{ field: 'inPasswordGroup', before: 'true', after: 'false' }],
    ],
  ])('%s is an UPDATE that names the fields', (_who, facts, changes) => {
    expect(decided(facts)).toMatchObject({
      decision: 'UPDATE',
      reasonCode: 'VALUES_CHANGED',
      employeeId: 'employee-1',
      changes,
      instruction: { action: 'LINK', employee: 'EXISTING', withholdMail: false, removal: null },
    });
  });

  it('who is looked at again with nothing changed says so', () => {
    expect(decided({})).toMatchObject({ decision: 'UPDATE', reasonCode: 'LOOKED_AT_AGAIN', changes: [] });
  });

  it('keeps an unconfirmed link unconfirmed, and waits for no key', () => {
    const { instruction } = decided({ account: { confirmed: false }, person: { inPasswordGroup: true } });
    expect(instruction).toMatchObject({ confirmed: false, passwordHolder: 'UNMANAGED' });
  });
});

describe('a person who was disabled or enabled', () => {
  const elsewhere = (enabled: boolean | null) => anEmployee({ otherLinks: [aLink({ enabled })] });
  const disabled = { values: { userAccountControl: DISABLED } };
  const inactive = { account: { employee: anEmployee({ causes: ['DIRECTORY'] }) } };

  it.each<[string, Case, string, string]>([
    ['disabled on their only link', disabled, 'DISABLE', 'DISABLED_IN_DIRECTORY'],
    ['disabled on every link', { ...disabled, account: { employee: elsewhere(false) } }, 'DISABLE', 'DISABLED_IN_DIRECTORY'], // prettier-ignore
    ['disabled here, enabled elsewhere', { ...disabled, account: { employee: elsewhere(true) } }, 'UPDATE', 'VALUES_CHANGED'], // prettier-ignore
    ['disabled here, unreadable elsewhere', { ...disabled, account: { employee: elsewhere(null) } }, 'UPDATE', 'VALUES_CHANGED'], // prettier-ignore
    ['disabled, with a role', { ...disabled, account: { employee: anEmployee({ privileged: true }) } }, 'UPDATE', 'VALUES_CHANGED'], // prettier-ignore
    ['disabled, deactivated already', { ...disabled, ...inactive }, 'UPDATE', 'VALUES_CHANGED'],
    ['enabled again', inactive, 'RESTORE', 'ENABLED_AGAIN'],
    [
      'enabled again, deactivated by an administrator as well',
      { account: { employee: anEmployee({ causes: ['ADMINISTRATOR', 'DIRECTORY'] }) } },
      'UPDATE',
      'LOOKED_AT_AGAIN',
    ],
    ['whose state became unreadable', { values: { userAccountControl: null } }, 'UPDATE', 'VALUES_CHANGED'],
    ['deactivated, whose state became unreadable', { ...inactive, values: { userAccountControl: null } }, 'UPDATE', 'VALUES_CHANGED'], // prettier-ignore
  ])('%s', (_who, facts, decision, reasonCode) => {
    expect(decided(facts)).toMatchObject({ decision, reasonCode });
  });

  it('counts a link that closes in this run for nothing', () => {
    const employee = anEmployee({ otherLinks: [aLink({ enabled: true, leaves: true })] });
    expect(decided({ ...disabled, account: { employee } }).decision).toBe('DISABLE');
  });
});

describe('a person who comes back', () => {
  const closed = { isOpen: false, employee: anEmployee({ causes: ['REMOVED'] }) };

  it('is restored to the employee they were', () => {
    expect(decided({ account: closed })).toMatchObject({
      decision: 'RESTORE',
      reasonCode: 'RETURNED',
      employeeId: 'employee-1',
      instruction: { action: 'LINK', employee: 'EXISTING' },
    });
  });

  it('is a conflict when the employee has another account in this domain by now', () => {
    const employee = anEmployee({ otherLinks: [aLink({ inThisDomain: true })] });
    expect(decided({ account: { isOpen: false, employee } })).toMatchObject({
      decision: 'CONFLICT',
      reasonCode: 'EMPLOYEE_HAS_ACCOUNT_IN_DOMAIN',
      instruction: NO_ACTION,
    });
  });

  it('takes the place of an account that leaves in the same run, in one transaction with it', () => {
    const employee = anEmployee({ otherLinks: [aLink({ inThisDomain: true, leaves: true })] });
    expect(decided({ account: { isOpen: false, employee } })).toMatchObject({
      decision: 'RESTORE',
      instruction: { together: true },
    });
  });
});

describe('a known person who claims the address of somebody else', () => {
  const claim = { mail: 'grace@north.example', title: 'Countess' };

  it.each<[string, Case, string]>([
    ['an employee keeps it', { holder: aHolder() }, 'EMAIL_OF_OTHER_EMPLOYEE'],
    ['others of the domain claim it too', { person: { sharesEmailWith: ['Grace Hopper'] } }, 'EMAIL_TWICE_IN_DOMAIN'], // prettier-ignore
    [
      'others claim it too, and its holder would give it up',
      { person: { sharesEmailWith: ['Grace Hopper'] }, holder: aHolder({}, { givesUp: true }) },
      'EMAIL_TWICE_IN_DOMAIN',
    ],
  ])('%s: only the change of e-mail is withheld, and both are named', (_why, facts, reasonCode) => {
    expect(decided({ ...facts, values: claim })).toMatchObject({
      decision: 'CONFLICT',
      reasonCode,
      personName: 'Ada Lovelace',
      reason: expect.stringContaining('Grace Hopper'),
      employeeId: 'employee-1',
      changes: [{ field: 'title', before: 'Analyst', after: 'Countess' }],
      instruction: { action: 'LINK', employee: 'EXISTING', withholdMail: true },
    });
  });

  it('gets it when the holder gives it up in this run, in one transaction with them', () => {
    expect(decided({ values: claim, holder: aHolder({}, { givesUp: true }) })).toMatchObject({
      decision: 'UPDATE',
      instruction: { withholdMail: false, together: true },
    });
  });

  it('is not in conflict when only the case of their address changed', () => {
    expect(decided({ values: { mail: ' ADA@North.Example ' } })).toMatchObject({
      decision: 'UPDATE',
      instruction: { withholdMail: false },
    });
  });
});

describe('a known person whose own address another employee came to hold', () => {
  it('is named in every run, and nothing is withheld', () => {
    expect(decided({ holder: aHolder(), values: { title: 'Countess' } })).toMatchObject({
      decision: 'CONFLICT',
      reasonCode: 'EMAIL_OF_OTHER_EMPLOYEE',
      reason: expect.stringContaining('Grace Hopper'),
      instruction: { withholdMail: false },
    });
  });

  it('is in no conflict when a domain of higher priority gives them another address', () => {
    const otherLinks = [aLink({ priority: 200, values: aProfile({ email: 'ada@south.example' }) })];
    expect(
      decided({
        account: { employee: anEmployee({ otherLinks }) },
        holder: aHolder(),
        values: { title: 'X' },
      }),
    ).toMatchObject({ decision: 'UPDATE', reasonCode: 'VALUES_CHANGED' });
  });

  it('is still disabled when disabled', () => {
    const facts = { holder: aHolder(), values: { userAccountControl: DISABLED } };
    expect(decided(facts)).toMatchObject({ decision: 'DISABLE' });
  });
});

describe('somebody with a role', () => {
  const account = { employee: anEmployee({ privileged: true }) };

  it.each([
    ['to an address that nobody holds', 'other@north.example'],
    ['to none', null],
    ['to something that is no address', 'ada at north'],
  ])('is not re-addressed by a synchronisation: %s', (_how, mail) => {
    expect(decided({ account, values: { mail, title: 'Countess' } })).toMatchObject({
      decision: 'CONFLICT',
      reasonCode: 'PRIVILEGED_USER',
      changes: [{ field: 'title', before: 'Analyst', after: 'Countess' }],
      instruction: { withholdMail: true },
    });
  });

  it.each(['ada@north.example', null, 'two@x.example, three@x.example'])(
    'whose e-mail %j is what it was is in no conflict',
    (mail) => {
      const values = someValues({ mail });
      expect(decided({ account: { ...account, values }, values: { mail, title: 'Countess' } })).toMatchObject(
        {
          decision: 'UPDATE',
          instruction: { withholdMail: false },
        },
      );
    },
  );
});
