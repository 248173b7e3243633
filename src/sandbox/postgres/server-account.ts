import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ACCOUNT_NAME = 'postgres';

/** The operating system account a PostgreSQL server runs as. Absent ids mean: the account of this process. */
export interface ServerAccount {
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * PostgreSQL refuses to run as root. Started by root, the server runs as the account `postgres`, which is made
 * when the machine has none; started by anybody else it runs as them.
 */
export async function serverAccount(): Promise<ServerAccount> {
  if (process.getuid?.() !== 0) return {};
  return (await lookUp()) ?? (await create());
}

/** Whether `account` may do what `test -<access> <path>` asks (`x`: run or enter, `w`: write), really tried. */
export async function canAccess(account: ServerAccount, access: 'x' | 'w', path: string): Promise<boolean> {
  return run('test', [`-${access}`, path], { ...account, cwd: '/' }).then(
    () => true,
    () => false,
  );
}

async function lookUp(): Promise<ServerAccount | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', ACCOUNT_NAME]), run('id', ['-g', ACCOUNT_NAME])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

async function create(): Promise<ServerAccount> {
  try {
    await run('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--home-dir',
      '/nonexistent',
      ACCOUNT_NAME,
    ]);
  } catch (cause) {
    throw new Error(
      'PostgreSQL does not run as root, and the account "postgres" could not be made for it. ' +
        'Run as an ordinary user, make that account, or set DATABASE_URL to a server that is already there.',
      { cause },
    );
  }
  const made = await lookUp();
  if (made === undefined) throw new Error('The account "postgres" was made but cannot be looked up.');
  return made;
}
