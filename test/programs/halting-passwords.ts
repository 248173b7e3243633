import type { PasswordDirectory, PasswordSession } from '../../src/directory/password-directory.js';
import { arriveAt } from './control-channel.js';

/** Where a worker is that has looked whether it may write, and has not begun to. */
export const ABOUT_TO_SEND = 'reset.sending';

/** Where a worker is with an owner's change: it has sent nothing, has begun to, has the answer and has told nobody. */
export const OWNERS_CHANGE = {
  before: 'change.before',
  during: 'change.during',
  after: 'change.after',
} as const;

/** A directory that tells a test before each reset and around each change, and waits for it. The test knows of no change there. */
export function haltingPasswords(directory: PasswordDirectory): PasswordDirectory {
  return {
    async open(target, wishes) {
      return haltingSession(await directory.open(target, wishes));
    },
  };
}

/** What a session does besides is done by the session itself, which has state of its own. */
function haltingSession(session: PasswordSession): PasswordSession {
  const halting: Pick<PasswordSession, 'resetPassword' | 'changePassword'> = {
    async resetPassword(...given) {
      await arriveAt(ABOUT_TO_SEND, null);
      return session.resetPassword(...given);
    },
    async changePassword(...given) {
      await arriveAt(OWNERS_CHANGE.before, null);
      const answer = session.changePassword(...given);
      await arriveAt(OWNERS_CHANGE.during, null);
      const outcome = await answer;
      await arriveAt(OWNERS_CHANGE.after, null);
      return outcome;
    },
  };
  return new Proxy(session, {
    get(real, name) {
      if (name === 'resetPassword' || name === 'changePassword') return halting[name];
      const value: unknown = Reflect.get(real, name, real);
      return typeof value === 'function' ? value.bind(real) : value;
    },
  });
}
