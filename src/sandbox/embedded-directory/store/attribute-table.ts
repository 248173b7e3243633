import type { AttributeType } from '../schema/attribute-type.js';
import type { Octets } from '../values/octets.js';

type Stored = Octets | readonly Octets[];

const none: readonly Octets[] = [];
const layouts = new Map<string, readonly AttributeType[]>();

/**
 * The stored attributes of one entry. The list of types is shared by all entries that have the same ones, and a
 * single value is kept bare: a person of 30 attributes takes a few hundred bytes besides the values.
 */
export class AttributeTable {
  #types: readonly AttributeType[];
  #values: Stored[];

  constructor(attributes: ReadonlyMap<AttributeType, readonly Octets[]>) {
    const filled = [...attributes].filter(([, values]) => values.length > 0);
    this.#types = sharedLayout(filled.map(([type]) => type));
    this.#values = filled.map(([, values]) => compact(values));
  }

  /** The values, none when the attribute is absent. */
  get(type: AttributeType): readonly Octets[] {
    const stored = this.#values[this.#types.indexOf(type)];
    if (stored === undefined) return none;
    return typeof stored === 'string' ? [stored] : stored;
  }

  /** The first value. */
  first(type: AttributeType): Octets | undefined {
    const stored = this.#values[this.#types.indexOf(type)];
    return typeof stored === 'string' ? stored : stored?.[0];
  }

  has(type: AttributeType): boolean {
    return this.#types.includes(type);
  }

  /** Replaces all values; none removes the attribute. */
  set(type: AttributeType, values: readonly Octets[]): void {
    const index = this.#types.indexOf(type);
    if (values.length === 0) {
      if (index < 0) return;
      this.#types = sharedLayout(this.#types.toSpliced(index, 1));
      this.#values.splice(index, 1);
    } else if (index >= 0) {
      this.#values[index] = compact(values);
    } else {
      this.#types = sharedLayout([...this.#types, type]);
      this.#values.push(compact(values));
    }
  }

  /** The types present, in the order they were written. */
  types(): readonly AttributeType[] {
    return this.#types;
  }
}

function compact(values: readonly Octets[]): Stored {
  const [first] = values;
  return values.length === 1 && first !== undefined ? first : values;
}

function sharedLayout(types: readonly AttributeType[]): readonly AttributeType[] {
  const key = types.map((type) => type.name).join(',');
  const known = layouts.get(key);
  if (known !== undefined) return known;
  layouts.set(key, types);
  return types;
}
