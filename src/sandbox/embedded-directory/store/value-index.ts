import type { AttributeType } from '../schema/attribute-type.js';
import type { Octets } from '../values/octets.js';
import type { Entry } from './entry.js';

/** Finds entries by the value of one attribute without looking at the others. */
export class ValueIndex {
  readonly #entries = new Map<Octets, Entry | Set<Entry>>();

  constructor(readonly type: AttributeType) {}

  add(entry: Entry): void {
    for (const value of entry.attributes.get(this.type)) {
      const key = this.type.syntax.key(value);
      if (key === undefined) continue;
      const known = this.#entries.get(key);
      if (known === undefined) this.#entries.set(key, entry);
      else if (known instanceof Set) known.add(entry);
      else if (known !== entry) this.#entries.set(key, new Set([known, entry]));
    }
  }

  remove(entry: Entry): void {
    for (const value of entry.attributes.get(this.type)) {
      const key = this.type.syntax.key(value);
      if (key === undefined) continue;
      const known = this.#entries.get(key);
      if (known instanceof Set && known.size > 1) known.delete(entry);
      else if (known === entry || known instanceof Set) this.#entries.delete(key);
    }
  }

  /** Entries with this value; `key` as the attribute's syntax makes it. */
  *lookUp(key: Octets): Generator<Entry> {
    const found = this.#entries.get(key);
    if (found instanceof Set) yield* found;
    else if (found !== undefined) yield found;
  }

  count(key: Octets): number {
    const found = this.#entries.get(key);
    return found instanceof Set ? found.size : found === undefined ? 0 : 1;
  }

  first(key: Octets): Entry | undefined {
    return this.lookUp(key).next().value ?? undefined;
  }
}
