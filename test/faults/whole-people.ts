import { expect } from '@jest/globals';
import { isOpen, type Row } from './evidence.js';
import type { Evidence, Withheld } from './held.js';
import { COLUMNS, type TruePerson } from './truth.js';

/** Which column of an account each column of a profile comes from. */
const PROFILE = {
  given_name: 'given_name',
  surname: 'surname',
  display_name: 'display_name',
  email: 'mail',
  telephone_number: 'telephone_number',
  position: 'title',
  department: 'department',
  company: 'company',
} as const;

/**
 * Nobody is half applied: each open account has the values it had or the values the directory shows, never some of
 * each, and each employee is what follows from all of their open accounts. Worked out here without the product's code.
 *
 * @param withheld columns of somebody that stay as they were
 */
export function assertWholePeople({ before, after, shown, priorities }: Evidence, withheld: Withheld): void {
  const earlier = new Map(before.accounts.map((row) => [row['id'], row]));
  const linksOf = new Map<unknown, Row[]>();
  for (const account of after.accounts) {
    if (account['closed_at'] !== null) continue;
    linksOf.set(account['employee_id'], [...(linksOf.get(account['employee_id']) ?? []), account]);
    const truth = shown.get(String(account['domain_id']))?.get(String(account['object_guid']));
    assertWholeAccount(account, earlier.get(account['id']), truth, withheld);
  }
  for (const employee of after.employees) {
    const links = linksOf.get(employee['id']) ?? [];
    assertStanding(employee, links);
    if (links.length > 0) assertProfile(employee, ranked(links, priorities));
  }
  const known = new Set(after.employees.map(({ id }) => id));
  expect([...linksOf.keys()].filter((id) => !known.has(id))).toEqual([]);
}

function assertWholeAccount(
  account: Row,
  earlier: Row | undefined,
  truth: TruePerson | undefined,
  withheld: Withheld,
): void {
  const now = valuesOf(account);
  const asBefore = earlier && valuesOf(earlier);
  const kept = truth && earlier && isOpen(earlier) ? withheld(truth, earlier) : [];
  const asShown = truth && {
    ...truth.values,
    ...Object.fromEntries(kept.map((column) => [column, asBefore?.[column] ?? null])),
  };
  if (asBefore === undefined || !isSame(now, asBefore)) expect(now).toEqual(asShown);
  const control = account['user_account_control'];
  expect(account['enabled']).toBe(control === null ? null : (Number(control) & 2) === 0);
}

function valuesOf(account: Row): Record<string, string | null> {
  return Object.fromEntries(
    Object.keys(COLUMNS).map((column) => {
      const value = account[column];
      return [column, value === null || value === undefined ? null : String(value)];
    }),
  );
}

function isSame(one: Record<string, string | null>, other: Record<string, string | null>): boolean {
  return Object.keys(COLUMNS).every((column) => one[column] === other[column]);
}

function ranked(links: readonly Row[], priorities: Evidence['priorities']): Row[] {
  const rank = (row: Row) => priorities.get(String(row['domain_id'])) ?? 0;
  return links.toSorted((a, b) => rank(b) - rank(a));
}

function assertProfile(employee: Row, links: readonly Row[]): void {
  const filled = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
  const expected: Record<string, unknown> = {};
  for (const [field, column] of Object.entries(PROFILE))
    expected[field] = links.map((link) => link[column]).find(filled) ?? null;
  const name = expected['display_name'];
  // Without a display name somebody is called by what else there is, which is not the point here.
  expected['display_name'] = filled(name) ? name.trim() : employee['display_name'];
  const actual = Object.fromEntries(Object.keys(PROFILE).map((field) => [field, employee[field]]));
  expect(actual).toEqual(expected);
  expect(employee['display_name']).not.toBe('');
  const key = employee['email_key'];
  if (key !== null) expect(key).toBe(String(employee['email']).trim().toLowerCase());
}

function assertStanding(employee: Row, links: readonly Row[]): void {
  const causes = employee['deactivation_causes'] as string[];
  expect(employee['state']).toBe(causes.length === 0 ? 'ACTIVE' : 'DEACTIVATED');
  const enabled = links.map((link) => link['enabled']);
  if (enabled.includes(true)) expect(causes).not.toContain('DIRECTORY');
  else if (links.length > 0 && enabled.every((one) => one === false)) expect(causes).toContain('DIRECTORY');
  if (links.length > 0) expect(causes).not.toContain('REMOVED');
}
