import type { PasswordDirectory, PasswordSession } from '../../src/directory/password-directory.js';
import { arriveAt } from './control-channel.js';

/** Where a worker is that has looked whether it may write, and has not begun to. */
export const ABOUT_TO_SEND = 'reset.sending';

/** A directory that tells a test before each reset, and waits for it. The test knows of no change there. */
export function haltingPasswords(directory: PasswordDirectory): PasswordDirectory {
  return {
    async open(target, wishes) {
      return haltingSession(await directory.open(target, wishes));
    },
  };
}

/** What a session does besides is done by the session itself, which has state of its own. */
function haltingSession(session: PasswordSession): PasswordSession {
  return new Proxy(session, {
    get(real, name) {
      if (name === 'resetPassword') {
        const reset: PasswordSession['resetPassword'] = async (...given) => {
          await arriveAt(ABOUT_TO_SEND, null);
          return real.resetPassword(...given);
        };
        return reset;
      }
      const value: unknown = Reflect.get(real, name, real);
      return typeof value === 'function' ? value.bind(real) : value;
    },
  });
}
