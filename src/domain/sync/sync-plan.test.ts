import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  aCandidate,
  aDomain,
  aHolder,
  aLink,
  anAbsence,
  anAccount,
  anEmployee,
  aProfile,
  aSnapshotPerson,
  DISABLED,
  ENABLED,
} from '../../testing/sync/sync-builders.js';
import { isEnabled, type AccountValues } from '../employee/account-values.js';
import { standingAfter } from '../employee/employee-standing.js';
import { emailKey } from '../identifiers.js';
import { DeactivationCause, EmployeeSource, PasswordHolder, RemovedUserPolicy } from '../states.js';
import type { KnownEmployee, KnownLink, PlanDomain, SyncCandidate } from './sync-candidate.js';
import { decide } from './sync-plan.js';
import { type PlannedDecision } from './planned-decision.js';

type PersonCandidate = Extract<SyncCandidate, { standing: 'PERSON' }>;

const anyMail = fc.constantFrom(
  'ada@north.example',
  'grace@north.example',
  'ada@south.example',
  'no address',
  null,
);
const anyControl = fc.constantFrom(ENABLED, DISABLED, 0x4_0200, null);
const anyValues: fc.Arbitrary<Partial<AccountValues>> = fc.record({
  mail: anyMail,
  title: fc.constantFrom('Analyst', 'Countess', null),
  rid: fc.constantFrom(500, 1_101, null),
  userAccountControl: anyControl,
});
const anyLink: fc.Arbitrary<KnownLink> = fc
  .record({
    accountId: fc.constantFrom('a', 'b', 'c'),
    priority: fc.constantFrom(50, 100, 200),
    email: anyMail,
    enabled: fc.constantFrom(true, false, null),
    suffixCovers: fc.boolean(),
  })
  .map(({ email, ...link }) => aLink({ ...link, values: aProfile({ email }) }));
const anyEmployee: fc.Arbitrary<Partial<KnownEmployee>> = fc.record({
  source: fc.constantFrom(...Object.values(EmployeeSource)),
  enteredByHand: fc.boolean(),
  causes: fc.subarray(Object.values(DeactivationCause)),
  privileged: fc.boolean(),
  otherLinks: fc.uniqueArray(anyLink, { selector: ({ accountId }) => accountId, maxLength: 2 }),
});
const anyDomain: fc.Arbitrary<PlanDomain> = fc
  .record({
    mailSuffixes: fc.constantFrom([], ['north.example']),
    removedUserPolicy: fc.constantFrom(...Object.values(RemovedUserPolicy)),
  })
  .map(aDomain);
const anyAccount = fc
  .record({
    isOpen: fc.boolean(),
    values: anyValues,
    inPasswordGroup: fc.boolean(),
    confirmed: fc.boolean(),
    passwordHolder: fc.constantFrom(...Object.values(PasswordHolder)),
    employee: anyEmployee,
  })
  .map(({ values, employee, ...account }) =>
    anAccount({ ...account, values: aSnapshotPerson(values).values, employee: anEmployee(employee) }),
  );
const anyPerson: fc.Arbitrary<PersonCandidate> = fc
  .record({
    values: anyValues,
    facts: fc.record({
      inPasswordGroup: fc.boolean(),
      isBindAccount: fc.boolean(),
      sharesEmailWith: fc.constantFrom([], ['Mary Somerville']),
    }),
    account: fc.option(anyAccount),
    holder: fc.option(fc.record({ employee: anyEmployee, givesUp: fc.boolean() })),
  })
  .map(({ values, facts, account, holder }) => {
    const person = aSnapshotPerson(values, facts);
    // Nobody holds what is no address, or keeps what this run takes from them although they have a role.
    const held = person.emailKey !== null && holder !== null ? holder : null;
    const givesUp = held?.givesUp === true && held.employee.privileged !== true;
    return aCandidate({ person, account, holder: held && aHolder(held.employee, { givesUp }) });
  });
const anyCandidate: fc.Arbitrary<SyncCandidate> = fc.oneof(
  anyPerson,
  fc
    .record({
      standing: fc.constantFrom('LEFT' as const, 'UNREADABLE' as const, 'OTHER' as const),
      account: fc.option(anyAccount),
    })
    .map(anAbsence),
);

/** The same person in the next run when nothing changed in the directory: what applying the decision left behind. */
function afterApplying(
  candidate: PersonCandidate,
  { decision, instruction }: PlannedDecision,
): PersonCandidate {
  const { person, account, holder } = candidate;
  const attached = decision === 'MERGE' || decision === 'ADOPT' ? holder?.employee : undefined;
  const employee = account?.employee ?? attached ?? anEmployee();
  const isNew = account === null && attached === undefined;
  const otherLinks = employee.otherLinks.filter((link) => !link.leaves);
  const { source, causes } = standingAfter({
    before: isNew ? undefined : { source: employee.source, causes: employee.causes, deleteAfter: null },
    linksEnabled: [...otherLinks.map(({ enabled }) => enabled), isEnabled(person.values.userAccountControl)],
    privileged: employee.privileged,
  });
  const mail = instruction.withholdMail ? (account?.values.mail ?? null) : person.values.mail;
  return {
    ...candidate,
    account: anAccount({
      values: { ...person.values, mail },
      inPasswordGroup: person.inPasswordGroup,
      confirmed: instruction.confirmed,
      passwordHolder: instruction.passwordHolder,
      employee: { ...employee, source, causes, otherLinks },
    }),
    holder: attached !== undefined || holder?.givesUp === true ? null : holder,
  };
}

describe('a plan', () => {
  it('that is made again on its own result yields nothing new', () => {
    fc.assert(
      fc.property(anyPerson, anyDomain, (candidate, domain) => {
        const first = decide(candidate, domain);
        fc.pre(first.instruction.action === 'LINK');
        const second = decide(afterApplying(candidate, first), domain);
        expect(second.changes).toEqual([]);
        expect(['UPDATE', 'CONFLICT']).toContain(second.decision);
        expect(second.instruction).toMatchObject({
          action: 'LINK',
          confirmed: first.instruction.confirmed,
          passwordHolder: first.instruction.passwordHolder,
        });
        // Whatever was withheld is named again until somebody settles it.
        expect(first.instruction.withholdMail && second.decision !== 'CONFLICT').toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  it('never touches the employee or the link of a candidate it cannot take', () => {
    const harmless = (standing: SyncCandidate['standing'], { decision }: PlannedDecision): string[] => {
      if (standing === 'UNREADABLE') return ['NONE', 'MARK_UNREADABLE'];
      return decision === 'SKIP' ? ['NONE'] : ['NONE', 'LINK', 'CLOSE'];
    };
    fc.assert(
      fc.property(anyCandidate, anyDomain, (candidate, domain) => {
        const planned = decide(candidate, domain);
        const { action } = planned.instruction;
        expect(harmless(candidate.standing, planned)).toContain(action);
        const unknownInConflict = candidate.account === null && planned.decision === 'CONFLICT';
        expect(unknownInConflict && action !== 'NONE').toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('removes nobody without positive evidence, and whoever is there never', () => {
    fc.assert(
      fc.property(anyCandidate, anyDomain, (candidate, domain) => {
        const { decision, instruction } = decide(candidate, domain);
        const removes = candidate.standing === 'LEFT' && candidate.account?.isOpen === true;
        expect(decision === 'REMOVE').toBe(removes);
        expect(instruction.action === 'CLOSE').toBe(removes);
        expect(removes || instruction.removal === null).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('lets a managed password begin only on a confirmed link of a member of both groups', () => {
    fc.assert(
      fc.property(anyPerson, anyDomain, (candidate, domain) => {
        const { instruction } = decide(candidate, domain);
        const before = candidate.account?.passwordHolder ?? 'UNMANAGED';
        if (instruction.passwordHolder !== 'AWAITING_KEY' || before === 'AWAITING_KEY') return;
        expect(instruction.confirmed).toBe(true);
        expect(candidate.person.inPasswordGroup).toBe(true);
        expect(candidate.person.isBindAccount).toBe(false);
      }),
      { numRuns: 3_000 },
    );
  });

  it('never attaches by e-mail, adopts or re-addresses somebody with a role', () => {
    fc.assert(
      fc.property(anyPerson, anyDomain, (candidate, domain) => {
        const planned = decide(candidate, domain);
        const { account, holder, person } = candidate;
        const attaches = account === null && planned.employeeId === holder?.employee.id;
        expect(attaches && holder?.employee.privileged === true).toBe(false);
        const isSame = emailKey(account?.values.mail) === (person.emailKey ?? undefined);
        const readdresses = !isSame && planned.changes?.some(({ field }) => field === 'mail') === true;
        expect(account?.isOpen === true && account.employee.privileged && readdresses).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('gives every decision a reason and a name', () => {
    fc.assert(
      fc.property(anyCandidate, anyDomain, (candidate, domain) => {
        const { reason, personName } = decide(candidate, domain);
        expect(reason.trim()).not.toBe('');
        expect(personName.trim()).not.toBe('');
      }),
    );
  });
});
