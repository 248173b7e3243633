import {
  searchWords,
  containsPattern,
  SEARCH_LIMIT,
  SEARCH_WORDS_LIMIT,
} from '../../domain/employee/search-text.js';
import type { EmployeeSource, EmployeeState } from '../../domain/states.js';
import { AppError } from '../../errors.js';

/** Which employees. Every condition given must hold; those about accounts look at open ones only. */
export interface EmployeeFilter {
  /** Known to one of these domains. */
  readonly domainIds?: readonly string[] | null | undefined;
  readonly states?: readonly EmployeeState[] | null | undefined;
  readonly sources?: readonly EmployeeSource[] | null | undefined;
  /** True: some account (of the domains named) is in the group. False: none is. */
  readonly inSyncGroup?: boolean | null | undefined;
  readonly inPasswordGroup?: boolean | null | undefined;
  /** Only those with a link gained by e-mail that nobody has confirmed. */
  readonly unconfirmedOnly?: boolean | null | undefined;
}

/** Collects the values of a statement; its text gets their places. */
export class BindValues {
  readonly all: unknown[] = [];

  add(value: unknown): string {
    return `$${this.all.push(value)}`;
  }
}

/**
 * The conditions of a WHERE clause over `employee e`; none for everybody.
 *
 * @throws AppError BAD_INPUT for a search that is too long or of too many words
 */
export function conditionsOf(
  filter: EmployeeFilter,
  search: string | null | undefined,
  bind: BindValues,
): string[] {
  const { domainIds, states, sources, inSyncGroup, inPasswordGroup, unconfirmedOnly } = filter;
  const inDomains = domainIds ? ` and a.domain_id = any(${bind.add(domainIds)}::uuid[])` : '';
  const conditions = wordsOf(search).map((word) => `e.search_text like ${bind.add(containsPattern(word))}`);
  if (states) conditions.push(`e.state = any(${bind.add(states)})`);
  if (sources) conditions.push(`e.source = any(${bind.add(sources)})`);
  if (domainIds) conditions.push(hasAccount(inDomains));
  if (typeof inSyncGroup === 'boolean') {
    conditions.push(not(!inSyncGroup, hasAccount(`${inDomains} and a.in_sync_group`)));
  }
  if (typeof inPasswordGroup === 'boolean') {
    conditions.push(not(!inPasswordGroup, hasAccount(`${inDomains} and a.in_password_group`)));
  }
  if (unconfirmedOnly) conditions.push(hasAccount(`${inDomains} and not a.confirmed`));
  return conditions;
}

function wordsOf(search: string | null | undefined): string[] {
  if (!search) return [];
  const words = search.length > SEARCH_LIMIT ? undefined : searchWords(search);
  if (words === undefined || words.length > SEARCH_WORDS_LIMIT) {
    throw new AppError(
      'BAD_INPUT',
      `A search has at most ${SEARCH_LIMIT} characters and ${SEARCH_WORDS_LIMIT} words.`,
      { path: ['search'] },
    );
  }
  return words;
}

function hasAccount(more: string): string {
  return `exists (select 1 from domain_account a where a.employee_id = e.id and a.closed_at is null${more})`;
}

function not(negated: boolean, condition: string): string {
  return negated ? `not ${condition}` : condition;
}
