/** What GraphiQL keeps its texts in. */
export type TextStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'clear' | 'length'>;

/** Fields and variables that hold a secret, by what their names end with. An enum such as `passwords` is none. */
const SECRET_NAME = String.raw`\w*(?:[pP]assword|[sS]ecret|[tT]oken)|code`;
/** Variables of a type of secrets, whatever they are called. */
const SECRET_VARIABLE = /\$(\w+)\s*:\s*\[?\s*\w*(?:Password|Secret|Token)\b/g;
/** A text as GraphQL and JSON have it, or as much of one as was typed so far. */
const TEXT = String.raw`"""[\s\S]*?(?:"""|$)|"(?:[^"\\\n]|\\.)*"?`;
const VARIABLES = 'graphiql:variables';
/** Of these the texts are within a JSON text. */
const LISTS: readonly string[] = ['graphiql:tabState', 'graphiql:queries'];

/** A storage that keeps what is typed, but no secret: where one stood there is an empty text after a reload. */
export function secretlessStorage(kept: TextStorage): TextStorage {
  const variables = new Set<string>();
  const without = (text: string): string => {
    const names = [SECRET_NAME, ...variables].join('|');
    return text.replaceAll(
      new RegExp(`(?<![\\w$])("?)(${names})\\1(\\s*:\\s*)(?:${TEXT})`, 'g'),
      '$1$2$1$3""',
    );
  };
  const keep = (key: string, text: string): void => {
    kept.setItem(key, LISTS.includes(key) ? inTexts(text, without) : without(text));
  };
  /** Which variables are secret may be known only when their values are kept already. */
  const learn = (text: string): void => {
    const known = variables.size;
    for (const [, name = ''] of text.matchAll(SECRET_VARIABLE)) variables.add(name);
    if (variables.size === known) return;
    for (const key of [VARIABLES, ...LISTS]) {
      const earlier = kept.getItem(key);
      if (earlier !== null) keep(key, earlier);
    }
  };
  return {
    get length() {
      return kept.length;
    },
    getItem: (key) => kept.getItem(key),
    setItem(key, text) {
      learn(text);
      keep(key, text);
    },
    removeItem: (key) => kept.removeItem(key),
    clear: () => kept.clear(),
  };
}

/** A JSON text with every text in it changed. */
function inTexts(json: string, change: (text: string) => string): string {
  const changed = (_name: string, value: unknown): unknown =>
    typeof value === 'string' ? change(value) : value;
  return JSON.stringify(JSON.parse(json), changed);
}
