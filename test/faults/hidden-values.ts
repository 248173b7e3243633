import { every } from './arming.js';
import type { Truth } from './truth.js';

/** Every nth member of the sync group as somebody sees them who may not read this column. */
export function withoutColumn(truth: Truth, nth: number, column: string): Truth {
  const members = [...truth.values()].filter(({ inSyncGroup }) => inSyncGroup).map(({ login }) => login);
  const hidden = new Set(every(members.toSorted(), nth));
  return new Map(
    [...truth].map(([guid, person]) => [
      guid,
      hidden.has(person.login) ? { ...person, values: { ...person.values, [column]: null } } : person,
    ]),
  );
}
