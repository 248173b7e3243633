import { describe, expect, it } from '@jest/globals';
import { aDomain, aLink, anAbsence, anAccount, anEmployee } from '../../testing/sync/sync-builders.js';
import type { PasswordHolder, RemovedUserPolicy } from '../states.js';
import type { KnownAccount, KnownEmployee } from './sync-candidate.js';
import { decide } from './sync-plan.js';
import { NO_ACTION, type PlannedDecision } from './planned-decision.js';

const decided = (
  overrides: Parameters<typeof anAbsence>[0],
  removedUserPolicy: RemovedUserPolicy = 'DEACTIVATE',
): PlannedDecision => decide(anAbsence(overrides), aDomain({ removedUserPolicy }));

const leaving = (
  employee: Partial<KnownEmployee>,
  policy: RemovedUserPolicy = 'DEACTIVATE',
  account: Partial<KnownAccount> = {},
): PlannedDecision => decided({ account: anAccount({ ...account, employee: anEmployee(employee) }) }, policy);

describe('a linked person whom the group does not hold any more', () => {
  it.each([
    ['whose object was read', 'OBJECT_READ_NOT_IN_GROUP', 'LEFT_GROUP'],
    ['whom the values of the group do not name', 'NOT_NAMED_BY_GROUP', 'NO_LONGER_NAMED'],
  ])('%s is removed, with the evidence as the reason', (_how, evidence, reasonCode) => {
    expect(decided({ evidence })).toMatchObject({
      decision: 'REMOVE',
      reasonCode,
      personName: 'Ada Lovelace',
      employeeId: 'employee-1',
      instruction: { action: 'CLOSE', employee: 'EXISTING' },
    });
  });

  it.each<[RemovedUserPolicy, RegExp]>([
    ['KEEP', /kept as a manual employee/],
    ['DEACTIVATE', /are deactivated\./],
    ['DELETE', /deleted when the grace time is over/],
  ])('%s applies when it was the last link, and the reason says what follows', (policy, words) => {
    const planned = leaving({}, policy);
    expect(planned.instruction.removal).toBe(policy);
    expect(planned.reason).toMatch(words);
  });

  it('is only unlinked while another domain knows them', () => {
    const planned = leaving({ otherLinks: [aLink()] });
    expect(planned.instruction.removal).toBeNull();
    expect(planned.reason).toContain('Other domains still know them.');
  });

  it('whose place a new account with the same e-mail takes is said to be replaced, not deactivated', () => {
    const { reason } = decided({ isReplaced: true });
    expect(reason).toContain('Another account of theirs in this domain takes its place.');
    expect(reason).not.toContain('deactivated');
  });

  it('has no link left when the others close in this run too', () => {
    expect(leaving({ otherLinks: [aLink({ leaves: true })] }).instruction.removal).toBe('DEACTIVATE');
  });

  it('with a role is kept, whatever the policy, and the reason says so', () => {
    expect(leaving({ privileged: true }, 'DELETE').reason).toContain('kept as a manual employee');
  });

  it.each<[PasswordHolder, PasswordHolder]>([
    ['AWAITING_KEY', 'UNMANAGED'],
    ['UNMANAGED', 'UNMANAGED'],
    ['MANAGED', 'MANAGED'],
  ])('who was %s is %s', (before, after) => {
    expect(leaving({}, 'DEACTIVATE', { passwordHolder: before }).instruction.passwordHolder).toBe(after);
  });
});

describe('a person whose link was closed while the directory was read', () => {
  it.each([
    ['closed', anAccount({ isOpen: false })],
    ['deleted with its employee', null],
  ])('%s: nothing is done, and nobody is said to be unreadable', (_how, account) => {
    expect(decided({ account })).toMatchObject({
      decision: 'SKIP',
      reasonCode: 'NOT_LINKED',
      instruction: NO_ACTION,
    });
  });
});

describe('a person named by the group whom the account may not read', () => {
  it('is warned about and never removed', () => {
    const account = anAccount({ passwordHolder: 'MANAGED' });
    expect(decided({ standing: 'UNREADABLE', evidence: null, account })).toMatchObject({
      decision: 'UNREADABLE',
      reasonCode: 'NOT_READABLE',
      employeeId: 'employee-1',
      instruction: { action: 'MARK_UNREADABLE', passwordHolder: 'MANAGED', removal: null },
    });
  });

  it.each([
    ['never linked', null],
    ['linked once', anAccount({ isOpen: false })],
  ])('and was %s is only listed', (_who, account) => {
    expect(decided({ standing: 'UNREADABLE', evidence: null, account })).toMatchObject({
      decision: 'UNREADABLE',
      employeeId: null,
      instruction: NO_ACTION,
    });
  });
});

describe('a member of the group that is no person', () => {
  it.each([
    'COMPUTER',
    'MANAGED_SERVICE_ACCOUNT',
    'CONTACT',
    'FOREIGN_SECURITY_PRINCIPAL',
    'OTHER_NAMING_CONTEXT',
    'GROUP',
  ])('%s is skipped with its kind', (memberKind) => {
    const dn = 'CN=PC-01,CN=Computers,DC=north,DC=example';
    expect(decided({ standing: 'OTHER', memberKind, dn, evidence: null, account: null })).toMatchObject({
      decision: 'SKIP',
      reasonCode: 'NOT_A_PERSON',
      reason: expect.stringContaining(memberKind),
      personName: dn,
      employeeId: null,
      instruction: NO_ACTION,
    });
  });

  it('removes nobody who is linked', () => {
    const planned = decided({ standing: 'OTHER', memberKind: 'OTHER_NAMING_CONTEXT', evidence: null });
    expect(planned).toMatchObject({ decision: 'SKIP', instruction: { action: 'NONE' } });
  });
});
