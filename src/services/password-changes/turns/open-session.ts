import type {
  NamedController,
  PasswordDirectory,
  PasswordSession,
  PasswordSessionWishes,
} from '../../../directory/password-directory.js';
import { AppError, type ErrorCode } from '../../../errors.js';
import type { BindSecrets } from '../../../keys/bind-secrets.js';
import { storedTarget } from '../../domains/stored-target.js';
import type { PasswordDomain } from '../policy/account-facts.js';

export interface DirectoryAccess {
  readonly passwords: PasswordDirectory;
  readonly bindSecrets: BindSecrets;
}

/** What says nothing about a controller but that it cannot be asked now: another one may. */
const OUT_OF_REACH: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'DIRECTORY_ADDRESS_UNKNOWN',
  'DIRECTORY_UNREACHABLE',
  'DIRECTORY_TIMEOUT',
  'DIRECTORY_CONTROLLER_CHANGED',
  'DIRECTORY_PROTOCOL_ERROR',
  'NO_WRITABLE_CONTROLLER',
]);

/** A controller that did not answer is not asked again for so long. */
const SILENT_MS = 30_000;

/** Whether a failure leaves open what another controller would have said. */
export function isOutOfReach(error: unknown): error is AppError {
  return error instanceof AppError && OUT_OF_REACH.has(error.code);
}

/**
 * Sessions with the controllers of one domain for as long as a change, or a cohort of them, is worked on: a controller is
 * signed in to once.
 * Opening fails with an AppError, also BIND_SECRET_MISSING and BIND_SECRET_UNREADABLE.
 */
export class Conversation {
  private readonly sessions: PasswordSession[] = [];
  /** Being signed in to for several changes at once. */
  private opening: Promise<PasswordSession> | undefined;
  private readonly openingNamed = new Map<string, Promise<PasswordSession>>();
  /** Controllers that did not answer: each is waited for once in a while. */
  private readonly silent = new Map<string, { readonly failure: AppError; readonly at: number }>();

  constructor(
    private readonly access: DirectoryAccess,
    private readonly domain: PasswordDomain,
  ) {}

  /** The PDC emulator where it can be had, else another writable controller; one that is talked to already goes first. */
  async any(except: readonly NamedController[] = []): Promise<PasswordSession> {
    this.forgetOver();
    const passedOver = except.map(({ invocationId }) => invocationId);
    const known = this.sessions.find(({ controller }) => !passedOver.includes(controller.invocationId));
    if (known !== undefined) return known;
    if (passedOver.length > 0) return this.open({ except: passedOver });
    this.opening ??= this.open({}).finally(() => (this.opening = undefined));
    return this.opening;
  }

  /** This controller and no other. */
  async only(controller: NamedController): Promise<PasswordSession> {
    this.forgetOver();
    const known = this.sessions.find(
      (session) => session.controller.invocationId === controller.invocationId,
    );
    if (known !== undefined) return known;
    const silence = this.silent.get(controller.invocationId);
    if (silence !== undefined && performance.now() - silence.at < SILENT_MS) throw silence.failure;
    const { invocationId } = controller;
    const opening =
      this.openingNamed.get(invocationId) ??
      this.open({ only: controller }).finally(() => this.openingNamed.delete(invocationId));
    this.openingNamed.set(invocationId, opening);
    try {
      return await opening;
    } catch (error) {
      if (isOutOfReach(error)) this.silent.set(invocationId, { failure: error, at: performance.now() });
      throw error;
    }
  }

  /** The next time, a controller that stopped answering is signed in to anew, or another one is. */
  async drop(session: PasswordSession): Promise<void> {
    const at = this.sessions.indexOf(session);
    if (at >= 0) this.sessions.splice(at, 1);
    await session.close();
  }

  /** Those whose connection was lost are signed in to anew. */
  private forgetOver(): void {
    for (const session of this.sessions.filter(({ isOver }) => isOver))
      this.drop(session).catch(() => undefined);
  }

  async close(): Promise<void> {
    await Promise.all(this.sessions.splice(0).map((session) => session.close()));
  }

  private async open(wishes: PasswordSessionWishes): Promise<PasswordSession> {
    const session = await this.access.passwords.open(
      storedTarget(this.domain, this.access.bindSecrets),
      wishes,
    );
    this.sessions.push(session);
    return session;
  }
}

/** The controller of a session, as a change names it. */
export function nameOf({ controller }: PasswordSession): NamedController {
  return { address: controller.address, invocationId: controller.invocationId };
}
