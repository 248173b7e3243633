import { Attribute, Change } from 'ldapts';
import type { Client, Control } from 'ldapts';

/** A password as `unicodePwd` takes it: in double quotes, UTF-16LE. */
export function passwordValue(password: string): Buffer {
  return Buffer.from(`"${password}"`, 'utf16le');
}

/** Sets a password without the old one. */
export async function resetPassword(
  client: Client,
  name: string,
  password: string,
  controls: Control[] = [],
): Promise<void> {
  await client.modify(name, replacing('unicodePwd', passwordValue(password)), controls);
}

/** Sets a password with the old one, as its owner does. */
export async function changePassword(
  client: Client,
  name: string,
  oldPassword: string,
  password: string,
): Promise<void> {
  const change = (operation: 'add' | 'delete', value: string): Change =>
    new Change({
      operation,
      modification: new Attribute({ type: 'unicodePwd', values: [passwordValue(value)] }),
    });
  await client.modify(name, [change('delete', oldPassword), change('add', password)]);
}

/** A change that puts these values in the place of the old ones; none removes the attribute. */
export function replacing(type: string, ...values: (string | Buffer)[]): Change {
  return changing('replace', type, ...values);
}

/** Any change of one attribute. */
export function changing(
  operation: 'add' | 'delete' | 'replace',
  type: string,
  ...values: (string | Buffer)[]
): Change {
  const buffers = values.map((value) => (typeof value === 'string' ? Buffer.from(value, 'utf8') : value));
  return new Change({ operation, modification: new Attribute({ type, values: buffers }) });
}
