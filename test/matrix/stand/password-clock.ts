import { LdapSession, textOf } from '../../../src/sandbox/directory-editor/ldap-session.js';
import { eventually } from '../../../src/testing/eventually.js';
import type { MatrixStand } from './matrix-stand.js';
import type { Person } from './person.js';

/** When the directory says that a person's password was set last, asked past everything that stands before it. */
export async function passwordLastSet({ directory }: MatrixStand, { who }: Person): Promise<string> {
  const session = await LdapSession.open(directory.now);
  try {
    return textOf(await session.byLogin(who.login, ['pwdLastSet']), 'pwdLastSet') ?? '';
  } finally {
    await session.close();
  }
}

/** Settles when the directory has taken another password than the one of that time. */
export function untilPasswordIsSet(stand: MatrixStand, person: Person, before: string): Promise<void> {
  return eventually(async () => {
    if ((await passwordLastSet(stand, person)) === before)
      throw new Error('The directory has written nothing.');
  });
}
