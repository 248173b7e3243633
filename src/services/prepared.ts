import { createHash } from 'node:crypto';

export interface PreparedStatement {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
}

/**
 * A statement that each connection parses and plans once: for what is asked with every request. Only for texts of which
 * there are a few, since a connection keeps every one it has seen, and whose best plan does not hang on the values.
 */
export function prepared(text: string, values: readonly unknown[]): PreparedStatement {
  return { name: nameOf(text), text, values: [...values] };
}

const names = new Map<string, string>();

function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = createHash('sha256').update(text).digest('base64url');
  names.set(text, name);
  return name;
}
