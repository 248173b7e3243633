import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { standingAfter, stateOf, type EmployeeStanding, type StandingFacts } from './employee-standing.js';
import { DeactivationCause, EmployeeSource, RemovedUserPolicy } from '../states.js';

const LATER = new Date('2026-12-22T00:00:00Z');
const ACTIVE: EmployeeStanding = { source: 'DIRECTORY', causes: [], deleteAfter: null };

const after = (facts: Partial<StandingFacts>): EmployeeStanding =>
  standingAfter({ before: ACTIVE, linksEnabled: [true], privileged: false, ...facts });

describe('an employee with open links', () => {
  it.each<[string, Partial<StandingFacts>, DeactivationCause[]]>([
    ['enabled everywhere is active', { linksEnabled: [true, true] }, []],
    ['disabled in AD on every link is deactivated', { linksEnabled: [false, false] }, ['DIRECTORY']],
    ['disabled on one of two links stays active', { linksEnabled: [false, true] }, []],
    ['enabled again is restored', { before: { ...ACTIVE, causes: ['DIRECTORY'] } }, []],
    ['back after a removal is restored', { before: { ...ACTIVE, causes: ['REMOVED'] } }, []],
    [
      'deactivated by an administrator stays so when enabled',
      { before: { ...ACTIVE, causes: ['ADMINISTRATOR', 'DIRECTORY'] } },
      ['ADMINISTRATOR'],
    ],
    ['unreadable on the only link stays active when active', { linksEnabled: [null] }, []],
    [
      'unreadable on the only link stays deactivated when deactivated',
      { linksEnabled: [null], before: { ...ACTIVE, causes: ['DIRECTORY'] } },
      ['DIRECTORY'],
    ],
    [
      'back after a removal but unreadable is not taken for enabled',
      { linksEnabled: [null], before: { ...ACTIVE, causes: ['REMOVED'] } },
      ['DIRECTORY'],
    ],
    [
      'new and unreadable is not taken for enabled',
      { linksEnabled: [null], before: undefined },
      ['DIRECTORY'],
    ],
    ['new and disabled is deactivated', { linksEnabled: [false], before: undefined }, ['DIRECTORY']],
    ['disabled on one link and unreadable on another stays active', { linksEnabled: [false, null] }, []],
    ['with a role is never deactivated', { linksEnabled: [false], privileged: true }, []],
    [
      'with a role since being disabled is not activated while the directory says disabled',
      { linksEnabled: [false], privileged: true, before: { ...ACTIVE, causes: ['DIRECTORY'] } },
      ['DIRECTORY'],
    ],
    [
      'with a role is restored like everybody',
      { linksEnabled: [true], privileged: true, before: { ...ACTIVE, causes: ['DIRECTORY'] } },
      [],
    ],
  ])('%s', (_claim, facts, causes) => {
    expect(after(facts)).toEqual({ source: 'DIRECTORY', causes, deleteAfter: null });
  });

  it('becomes synchronised when entered by hand before, and is not deleted any more', () => {
    expect(after({ before: { source: 'MANUAL', causes: [], deleteAfter: null } }).source).toBe('DIRECTORY');
    const removed = { source: 'DIRECTORY', causes: ['REMOVED'], deleteAfter: LATER } as const;
    expect(after({ before: removed })).toEqual(ACTIVE);
  });
});

describe('an employee whose last link closes', () => {
  const closing = (policy: RemovedUserPolicy, facts: Partial<StandingFacts> = {}) =>
    after({ linksEnabled: [], removal: { policy, deleteAfter: LATER }, ...facts });

  it('KEEP: somebody who was disabled becomes manual and stays deactivated, until an administrator decides', () => {
    const before: EmployeeStanding = { ...ACTIVE, causes: ['DIRECTORY'] };
    const removal = { policy: 'KEEP', deleteAfter: null } as const;
    expect(after({ before, linksEnabled: [], removal })).toEqual({
      source: 'MANUAL',
      causes: ['DIRECTORY'],
      deleteAfter: null,
    });
  });

  it('KEEP: becomes manual and stays active', () => {
    expect(closing('KEEP')).toEqual({ source: 'MANUAL', causes: [], deleteAfter: null });
  });

  it('DEACTIVATE: is deactivated and not deleted', () => {
    expect(closing('DEACTIVATE')).toEqual({ source: 'DIRECTORY', causes: ['REMOVED'], deleteAfter: null });
  });

  it('DELETE: is deactivated at once and deleted after the grace time', () => {
    expect(closing('DELETE')).toEqual({ source: 'DIRECTORY', causes: ['REMOVED'], deleteAfter: LATER });
  });

  it.each(Object.values(RemovedUserPolicy))('%s: with a role, is kept as a manual employee', (policy) => {
    expect(closing(policy, { privileged: true })).toEqual({
      source: 'MANUAL',
      causes: [],
      deleteAfter: null,
    });
  });

  it('does not change again when no link closed in this run', () => {
    const removed = { source: 'DIRECTORY', causes: ['REMOVED'], deleteAfter: LATER } as const;
    expect(after({ before: removed, linksEnabled: [], removal: undefined })).toBe(removed);
  });

  it('has the cause once, also when the removal is applied twice', () => {
    const once = closing('DEACTIVATE');
    expect(closing('DEACTIVATE', { before: once })).toEqual(once);
  });
});

describe('whatever the directories say', () => {
  const anyFacts: fc.Arbitrary<StandingFacts> = fc.record({
    before: fc.option(
      fc.record({
        source: fc.constantFrom(...Object.values(EmployeeSource)),
        causes: fc.subarray(Object.values(DeactivationCause)),
        deleteAfter: fc.option(fc.constant(LATER)),
      }),
      { nil: undefined },
    ),
    linksEnabled: fc.array(fc.constantFrom(true, false, null), { maxLength: 4 }),
    removal: fc.option(
      fc.record({
        policy: fc.constantFrom(...Object.values(RemovedUserPolicy)),
        deleteAfter: fc.constant(LATER),
      }),
      { nil: undefined },
    ),
    privileged: fc.boolean(),
  });

  it('a synchronisation neither sets nor lifts the cause ADMINISTRATOR', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const before = facts.before?.causes.includes('ADMINISTRATOR') ?? false;
        expect(standingAfter(facts).causes.includes('ADMINISTRATOR')).toBe(before);
      }),
    );
  });

  it('nobody with a role is deactivated', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        fc.pre(facts.privileged && facts.before?.causes.length === 0);
        expect(stateOf(standingAfter(facts).causes)).toBe('ACTIVE');
      }),
    );
  });

  it('working it out again changes nothing, and every cause stands once', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const once = standingAfter(facts);
        expect(standingAfter({ ...facts, before: once })).toEqual(once);
        expect(new Set(once.causes).size).toBe(once.causes.length);
      }),
    );
  });
});
