import DataLoader from 'dataloader';

/**
 * How to load many rows by key at once. Define it once, as a module constant, beside the resolver that needs it;
 * `context.loaders.get(definition)` gives this request's loader for it.
 */
export interface LoaderDefinition<Context, Key, Value> {
  /** Answers in the order of the keys: a value, or an Error for that key alone. */
  readonly load: (keys: readonly Key[], context: Context) => Promise<readonly (Value | Error)[]>;
}

/** The loaders of one request, made when first asked for. */
export class Loaders<Context> {
  // Values are loaders of the types in their key's definition: `get` is the only door.
  private readonly made = new Map<object, object>();

  constructor(private readonly context: () => Context) {}

  get<Key, Value>(definition: LoaderDefinition<Context, Key, Value>): DataLoader<Key, Value> {
    const known = this.made.get(definition) as DataLoader<Key, Value> | undefined;
    if (known !== undefined) return known;
    const loader = new DataLoader<Key, Value>((keys) => definition.load(keys, this.context()), {
      maxBatchSize: 1_000,
    });
    this.made.set(definition, loader);
    return loader;
  }
}

/** Rows in the order of their keys; null where there is none. For `load` functions. */
export function inOrderOf<Key, Row>(
  keys: readonly Key[],
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
): readonly (Row | null)[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  return keys.map((key) => byKey.get(key) ?? null);
}

/** All rows of each key, in the order of the keys. For `load` functions of lists. */
export function groupedBy<Key, Row>(
  keys: readonly Key[],
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
): readonly (readonly Row[])[] {
  const groups = new Map<Key, Row[]>(keys.map((key) => [key, []]));
  for (const row of rows) groups.get(keyOf(row))?.push(row);
  return keys.map((key) => groups.get(key) ?? []);
}
