import type { DirectoryTarget } from '../../directory/directory.js';
import type {
  PasswordDirectory,
  PasswordSession,
  PasswordSessionWishes,
} from '../../directory/password-directory.js';
import { AppError } from '../../errors.js';
import type { ScriptedDomain } from './scripted-domain.js';
import { ScriptedPasswordSession } from './scripted-password-session.js';
import type { ScriptedController } from './scripted-passwords.js';
import { interruptible } from './scripted-session.js';

/** The passwords of scripted domains behind the port. */
export class ScriptedPasswordDirectory implements PasswordDirectory {
  /** Sessions that nobody has closed yet. */
  openSessions = 0;

  /** @param signIn the domain of this target; fails as signing in to it does */
  constructor(private readonly signIn: (target: DirectoryTarget) => ScriptedDomain) {}

  async open(target: DirectoryTarget, wishes: PasswordSessionWishes = {}): Promise<PasswordSession> {
    const domain = this.signIn(target);
    const controller = chosen(domain, wishes);
    for (const at of ['BEFORE', 'AFTER'] as const)
      await interruptible(
        domain.passwords.onStep({ call: 'open', at, controller, account: undefined }),
        wishes.signal,
      );
    if (!controller.isUp) throw unreachable(controller.dnsHostName);
    this.openSessions += 1;
    return new ScriptedPasswordSession(domain, controller, wishes.signal, () => (this.openSessions -= 1));
  }
}

function chosen(
  { passwords }: ScriptedDomain,
  { only, except = [] }: PasswordSessionWishes,
): ScriptedController {
  const { controllers, pdcEmulator } = passwords;
  if (only !== undefined) {
    const there = controllers.find(({ address }) => address === only.address);
    if (there?.isUp !== true) throw unreachable(only.address);
    if (there.invocationId !== only.invocationId)
      throw new AppError('DIRECTORY_CONTROLLER_CHANGED', 'Scripted: another controller answers.');
    return there;
  }
  const up = controllers.filter(({ isUp }) => isUp);
  if (up.length === 0) throw unreachable(pdcEmulator.dnsHostName);
  const usable = up.filter(({ isReadOnly, invocationId }) => !isReadOnly && !except.includes(invocationId));
  const [first] = usable.toSorted((one, two) => Number(two === pdcEmulator) - Number(one === pdcEmulator));
  if (first === undefined)
    throw new AppError('NO_WRITABLE_CONTROLLER', 'Scripted: no writable controller is left.');
  return first;
}

function unreachable(name: string): AppError {
  return new AppError('DIRECTORY_UNREACHABLE', `Scripted: ${name} does not answer.`);
}
