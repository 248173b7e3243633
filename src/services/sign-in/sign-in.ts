import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Pool } from '../../database.js';
import { emailKey } from '../../domain/identifiers.js';
import { Employee } from '../../entities/employee.js';
import { Session } from '../../entities/session.js';
import { User } from '../../entities/user.js';
import { AppError } from '../../errors.js';
import { noteAudited } from '../audit/audited-failures.js';
import { recordAudit } from '../audit/record-audit.js';
import type { Caller } from '../caller.js';
import { newBearer } from './bearer.js';
import { REMEMBERED_DAYS } from './insert-session.js';
import { LONGEST_PASSWORD, verifyPassword } from './password-hash.js';
import type { Principal } from './principal.js';
import { networkOf, SignInLimits, type Attempt, type SignInLimitOptions } from './sign-in-limits.js';
import { StoredAttempts } from './stored-attempts.js';

export interface SignInRequest {
  readonly email: string;
  readonly password: string;
  /** What the browser answered to the options of a passkey, where one is needed besides. */
  readonly passkey: string | null;
  readonly address: string;
  readonly userAgent: string | null;
}

export interface SignedIn {
  /** The bearer token: told this once, stored only as a hash. */
  readonly token: string;
  readonly session: Session;
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

export function createSignIn({ pool, limits: options, ...lasting }: SignInSettings): SignInService {
  const limits = new SignInLimits(new StoredAttempts(pool), options);
  return {
    async signIn({ actor, em }, request) {
      const user = await userOf(em, request.email);
      const attempt = await attemptOf(em, user, request);
      const begun = await limits.begin(attempt);
      const hash = user?.passwordHash ?? null;
      const fits = await verifyPassword(acceptable(request.password), hash).finally(() => begun.end());
      const refuse = (why: AppError): Promise<never> => refuseAudited({ actor, em }, user, why);
      if (!fits || user === null || !(await maySignIn(em, user))) return refuse(wrong());
      // To be asked for a passkey is no failure; a wrong one is, like a wrong password.
      if (needsPasskey(user, request, lasting)) {
        await begun.succeeded();
        return refuse(new PasskeyNeeded(await lasting.secondFactor.options()));
      }
      const { passkey } = request;
      const passkeyId =
        passkey === null
          ? null
          : await lasting.secondFactor.verify(user.id, passkey).catch((error: unknown) => {
              if (error instanceof AppError) return refuse(error);
              throw error;
            });
      await begun.succeeded();
      const opened = await openSession(em, user, { ...request, passkeyId }, lasting);
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
async function attemptOf(em: EntityManager, user: User | null, request: SignInRequest): Promise<Attempt> {
  const { address } = request;
  const place = { user: user?.id ?? NOBODY, network: networkOf(address) };
  const earlier = await em.findOne(Session, place, { fields: ['id'] });
  const account = user?.emailKey ?? request.email.trim().toLowerCase().slice(0, 254);
  return { account, address, addressKnown: earlier !== null };
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** A password that is empty or too long to be one is hashed as something short that nobody has. */
function acceptable(password: string): string {
  const bytes = Buffer.byteLength(password);
  return bytes >= 1 && bytes <= LONGEST_PASSWORD ? password : '\0';
}

/** Undefined for somebody who was deactivated since they were looked up. */
async function openSession(
  em: EntityManager,
  user: User,
  request: SignInRequest & { readonly passkeyId: string | null },
  { sessionHours, sessionIdleMinutes }: Omit<SignInSettings, 'pool' | 'limits'>,
): Promise<SignedIn | undefined> {
  const bearer = newBearer('session');
  const session = await em.transactional(async (own) => {
    // See holdStanding.
    if (user.employee !== null)
      await own.findOne(Employee, user.employee, { lockMode: LockMode.PESSIMISTIC_READ });
    if (!(await maySignIn(own, user))) return undefined;
    const forgotten = new Date(Date.now() - REMEMBERED_DAYS * 86_400_000);
    await own.nativeDelete(Session, { user: user.id, expiresAt: { $lt: forgotten } });
    const opened = own.create(Session, {
      user: user.id,
      tokenHash: bearer.hash,
      expiresAt: new Date(Date.now() + sessionHours * 3_600_000),
      idleMinutes: sessionIdleMinutes,
      method: request.passkeyId === null ? 'PASSWORD' : 'PASSWORD_AND_PASSKEY',
      authenticator: request.passkeyId,
      revokedAt: null,
      userAgent: request.userAgent,
      address: request.address,
      network: networkOf(request.address),
    });
    own.persist(opened);
    const actor = { kind: 'USER', id: user.id, name: user.displayName } as const;
    recordAudit(own, actor, { action: 'session.sign-in', targetType: 'User', targetId: user.id });
    return opened;
  });
  return session && { token: bearer.text, session, user };
}
