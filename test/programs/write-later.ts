import type { PasswordDirectory, PasswordSession } from '../../src/directory/password-directory.js';
import type { Checkpoints } from '../../src/services/password-changes/checkpoints.js';

/**
 * The order that must not be, for whoever gets the password after the directory, or not at all: the worker believes that the
 * directory has it, everybody else goes on, and the directory is asked for it once the change is about to be over. Nobody
 * notices, unless something dies before that. For a test that has to notice.
 */
export function writingLater(directory: PasswordDirectory): {
  readonly passwords: PasswordDirectory;
  /** These, and the directory is written to as soon as a change is about to be over. */
  readonly whenOver: (checkpoints: Checkpoints) => Checkpoints;
} {
  const left: (() => Promise<unknown>)[] = [];
  const passwords: PasswordDirectory = {
    open: async (target, wishes) =>
      lateSession(await directory.open(target, wishes), (guid, password) => {
        left.push(async () => {
          const session = await directory.open(target, wishes);
          await session.resetPassword(guid, password, { notAfter: Number.POSITIVE_INFINITY });
          await session.close();
        });
      }),
  };
  const whenOver = (checkpoints: Checkpoints): Checkpoints => ({
    async reached(point, id) {
      await checkpoints.reached(point, id);
      if (point === 'complete.before') for (const write of left.splice(0)) await write();
    },
  });
  return { passwords, whenOver };
}

type Reset = Parameters<PasswordSession['resetPassword']>;

function lateSession(
  session: PasswordSession,
  later: (guid: Reset[0], password: Reset[1]) => void,
): PasswordSession {
  const late: Pick<PasswordSession, 'resetPassword' | 'verifyBind'> = {
    async resetPassword(guid, password) {
      later(guid, password);
      return { outcome: 'DONE' };
    },
    verifyBind: async () => ({ outcome: 'PROVED' }),
  };
  return new Proxy(session, {
    get(real, name) {
      if (name === 'resetPassword' || name === 'verifyBind') return late[name];
      const value: unknown = Reflect.get(real, name, real);
      return typeof value === 'function' ? value.bind(real) : value;
    },
  });
}
