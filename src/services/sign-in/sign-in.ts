import type { EntityManager } from '@mikro-orm/postgresql';
import { withTransaction, type Pool } from '../../database.js';
import { emailKey } from '../../domain/identifiers.js';
import { Employee } from '../../entities/employee.js';
import { Session } from '../../entities/session.js';
import { User } from '../../entities/user.js';
import { AppError } from '../../errors.js';
import { noteAudited } from '../audit/audited-failures.js';
import { recordAudit } from '../audit/record-audit.js';
import type { Caller } from '../caller.js';
import { findDevice } from './devices/known-devices.js';
import { insertSession, type InsertedSession, type SignInPlace } from './insert-session.js';
import { LONGEST_PASSWORD, verifyPassword } from './password-hash.js';
import type { Principal } from './principal.js';
import {
  networkOf,
  SignInLimits,
  type Attempt,
  type BegunAttempt,
  type SignInLimitOptions,
} from './attempts/sign-in-limits.js';
import { StoredAttempts } from './attempts/stored-attempts.js';

export interface SignInRequest extends SignInPlace {
  readonly email: string;
  readonly password: string;
  /** What the browser answered to the options of a passkey, where one is needed besides. */
  readonly passkey: string | null;
}

export interface SignedIn extends InsertedSession {
  readonly user: User;
}

export interface SignInService {
  /**
   * Opens a session. Fails with SIGN_IN_REFUSED without saying which of address and password was wrong, and with
   * TOO_MANY_REQUESTS after too many failures.
   */
  signIn(caller: Caller, request: SignInRequest): Promise<SignedIn>;
  /** Ends the caller's session. */
  signOut(caller: Caller, principal: Principal): Promise<void>;
}

/** The passkey besides a password. */
export interface SecondFactor {
  /** What a browser needs to answer with a passkey. */
  options(): Promise<string>;
  /** The id of the user's own passkey that the answer was made with. Throws PASSKEY_REFUSED. */
  verify(userId: string, answer: string): Promise<string>;
}

/** The password is right; a passkey is needed besides. */
export class PasskeyNeeded extends AppError {
  constructor(readonly options: string) {
    super(
      'PASSKEY_NEEDED',
      'The password is right. Sign in with a passkey of yours besides: answer `passkeyOptions` and send it with the same password.',
    );
  }
}

export interface SignInSettings {
  readonly pool: Pool;
  readonly sessionHours: number;
  readonly sessionIdleMinutes: number;
  /** Whether administrators and auditors give a passkey besides the password. */
  readonly requirePasskey: boolean;
  readonly secondFactor: SecondFactor;
  readonly limits?: SignInLimitOptions;
}

export function createSignIn({ limits: options, ...lasting }: SignInSettings): SignInService {
  const { pool } = lasting;
  const limits = new SignInLimits(new StoredAttempts(pool), options);
  return {
    async signIn({ actor, em }, request) {
      const user = await userOf(em, request.email);
      const attempt = await attemptOf(pool, em, { user, request });
      const begun = await limits.begin(attempt);
      const hash = user?.passwordHash ?? null;
      const fits = await looked(begun, () => verifyPassword(acceptable(request.password), hash, begun.from));
      const refuse = (why: AppError): Promise<never> => refuseAudited({ actor, em }, user, why);
      if (!fits || user === null || !(await maySignIn(em, user))) return refuse(wrong());
      // To be asked for a passkey is no failure; a wrong one is, like a wrong password.
      if (needsPasskey(user, request, lasting)) {
        await begun.succeeded();
        return refuse(new PasskeyNeeded(await lasting.secondFactor.options()));
      }
      const { passkey, address, userAgent, device } = request;
      const passkeyId =
        passkey === null
          ? null
          : await lasting.secondFactor.verify(user.id, passkey).catch((error: unknown) => {
              if (error instanceof AppError) return refuse(error);
              throw error;
            });
      await begun.succeeded();
      const opened = await openSession(user, { address, userAgent, device, passkeyId }, lasting);
      return opened ?? refuse(wrong());
    },

    async signOut({ actor, em }, principal) {
      if (principal.kind !== 'user') {
        throw new AppError(
          'BAD_INPUT',
          'There is no session to end. An API token is ended by revokeApiToken.',
        );
      }
      await em.transactional(async (own) => {
        const open = { id: principal.sessionId, revokedAt: null };
        const ended = await own.nativeUpdate(Session, open, { revokedAt: new Date() });
        if (ended === 0) return;
        recordAudit(own, actor, {
          action: 'session.sign-out',
          targetType: 'User',
          targetId: principal.userId,
          details: { sessionId: principal.sessionId },
        });
      });
    },
  };
}

/** An attempt that there was no room for was none. */
async function looked<T>(begun: BegunAttempt, look: () => Promise<T>): Promise<T> {
  try {
    return await look();
  } catch (error) {
    await begun.undone();
    throw error;
  } finally {
    begun.end();
  }
}

/** Somebody who has a password that fits, and no more, is in the audit too: it is known to others than its owner. */
async function refuseAudited({ actor, em }: Caller, user: User | null, why: AppError): Promise<never> {
  const target = user === null ? {} : { targetType: 'User', targetId: user.id };
  await em.transactional((own) => {
    const details = { reason: why.code };
    recordAudit(own, actor, { action: 'session.sign-in', outcome: 'REFUSED', ...target, details });
  });
  throw noteAudited(why);
}

function wrong(): AppError {
  return new AppError(
    'SIGN_IN_REFUSED',
    'The e-mail address or the password is wrong, or this user may not sign in.',
  );
}

function needsPasskey(
  { role }: User,
  { passkey }: SignInRequest,
  { requirePasskey }: Pick<SignInSettings, 'requirePasskey'>,
): boolean {
  return requirePasskey && passkey === null && role !== 'EMPLOYEE';
}

async function userOf(em: EntityManager, email: string): Promise<User | null> {
  const key = emailKey(email);
  return key === undefined ? null : em.findOne(User, { emailKey: key });
}

/** Neither disabled, nor the user of an employee who is deactivated. */
async function maySignIn(em: EntityManager, user: User): Promise<boolean> {
  if (user.disabledAt !== null) return false;
  if (user.employee === null) return true;
  return (await em.count(Employee, { id: user.employee, state: 'DEACTIVATED' })) === 0;
}

/** For unknown users the same questions are asked, so that the answer takes as long. */
async function attemptOf(
  pool: Pool,
  em: EntityManager,
  { user, request }: { readonly user: User | null; readonly request: SignInRequest },
): Promise<Attempt> {
  const { address } = request;
  const place = { user: user?.id ?? NOBODY, network: networkOf(address) };
  const earlier = await em.findOne(Session, place, { fields: ['id'] });
  const account = user?.emailKey ?? request.email.trim().toLowerCase().slice(0, 254);
  const device = await findDevice(pool, place.user, request.device?.given);
  return { account, address, addressKnown: earlier !== null, device };
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** A password that is empty or too long to be one is hashed as something short that nobody has. */
function acceptable(password: string): string {
  const bytes = Buffer.byteLength(password);
  return bytes >= 1 && bytes <= LONGEST_PASSWORD ? password : '\0';
}

/** Somebody who was deactivated since they were looked up, or is another by role or password, is told what anybody is told. */
async function openSession(
  user: User,
  { passkeyId, ...place }: SignInPlace & { readonly passkeyId: string | null },
  { pool, sessionHours, sessionIdleMinutes }: Omit<SignInSettings, 'limits'>,
): Promise<SignedIn | undefined> {
  const method = passkeyId === null ? 'PASSWORD' : 'PASSWORD_AND_PASSKEY';
  try {
    const session = await withTransaction(pool, (sql) =>
      insertSession(sql, {
        user: { id: user.id, name: user.displayName, role: user.role, passwordHash: user.passwordHash },
        method,
        authenticatorId: passkeyId,
        sessionHours,
        sessionIdleMinutes,
        place,
      }),
    );
    return { ...session, user };
  } catch (error) {
    if (error instanceof AppError && error.code === 'SIGN_IN_REFUSED') return undefined;
    throw error;
  }
}
