import type {
  CheckRequest,
  Directory,
  DirectoryCheck,
  DirectoryCheckName,
  DirectorySession,
  DirectoryTarget,
} from '../../directory/directory.js';
import { AppError, isErrorCode, type ErrorCode } from '../../errors.js';
import { ScriptedDomain } from './scripted-domain.js';
import { ScriptedPasswordDirectory } from './scripted-password-directory.js';
import { interruptible, ScriptedSession } from './scripted-session.js';

const SIGN_IN_CHECKS = ['CONNECT', 'CERTIFICATE', 'BIND'] as const;

/** Directories in memory behind the port, found by their DNS name. A fake: it speaks no protocol. */
export class ScriptedDirectory implements Directory {
  private readonly domains = new Map<string, ScriptedDomain>();
  /** Sessions that nobody has closed yet. */
  openSessions = 0;
  /** What the directory was asked with, in order: a test sees that a secret was sent where it should be. */
  readonly targets: DirectoryTarget[] = [];
  /** The same domains behind the port for passwords. */
  readonly passwords = new ScriptedPasswordDirectory((target) => {
    this.targets.push(target);
    return this.signedIn(target);
  });

  addDomain(dnsName: string): ScriptedDomain {
    const domain = new ScriptedDomain(dnsName);
    this.domains.set(dnsName, domain);
    return domain;
  }

  async open(target: DirectoryTarget, signal?: AbortSignal): Promise<DirectorySession> {
    this.targets.push(target);
    const domain = this.domains.get(target.dnsName);
    await interruptible(domain?.onStep({ call: 'open', page: 0 }), signal);
    const signedIn = this.signedIn(target);
    this.openSessions += 1;
    return new ScriptedSession(signedIn, target.baseDn, signal, () => (this.openSessions -= 1));
  }

  async checkSignIn(target: DirectoryTarget, signal?: AbortSignal): Promise<DirectoryCheck[]> {
    this.targets.push(target);
    await interruptible(this.domains.get(target.dnsName)?.onStep({ call: 'checkSignIn', page: 0 }), signal);
    return this.signInChecks(target);
  }

  async check(
    target: DirectoryTarget,
    request: CheckRequest,
    signal?: AbortSignal,
  ): Promise<DirectoryCheck[]> {
    this.targets.push(target);
    await interruptible(this.domains.get(target.dnsName)?.onStep({ call: 'check', page: 0 }), signal);
    const checks = this.signInChecks(target);
    if (checks.some((check) => check.outcome === 'FAILED')) {
      return [...checks, ...(['SYNC_GROUP', 'PASSWORD_GROUP', 'PEOPLE'] as const).map(skipped)];
    }
    const session = await this.open(target, signal);
    try {
      return [...checks, ...(await domainChecks(session, request))];
    } finally {
      await session.close();
    }
  }

  private signedIn(target: DirectoryTarget): ScriptedDomain {
    const domain = this.domains.get(target.dnsName);
    const fault = this.signInChecks(target).find((check) => check.outcome === 'FAILED');
    if (domain !== undefined && fault === undefined) return domain;
    throw new AppError(isErrorCode(fault?.code) ? fault.code : 'DIRECTORY_UNREACHABLE', fault?.message ?? '');
  }

  private signInChecks(target: DirectoryTarget): DirectoryCheck[] {
    const fault = this.signInFault(target);
    const failing = SIGN_IN_CHECKS.findIndex((name) => name === fault?.check);
    return SIGN_IN_CHECKS.map((name, at) => {
      if (fault === undefined || at < failing) return passed(name);
      return at === failing ? failed(name, fault.code, `Scripted: ${fault.code}.`) : skipped(name);
    });
  }

  private signInFault(target: DirectoryTarget): ScriptedDomain['signInFault'] {
    const domain = this.domains.get(target.dnsName);
    // None listed: those of the domain are found, as DNS would.
    const listed = target.controllers.length === 0 ? domain?.controllers : target.controllers;
    const reached = listed?.find((address) => domain?.controllers.includes(address));
    if (domain === undefined || reached === undefined) {
      return { check: 'CONNECT', code: 'DIRECTORY_UNREACHABLE' };
    }
    if (domain.signInFault !== undefined) return domain.signInFault;
    const known = target.bindAccount === domain.bindAccount && target.bindSecret === domain.bindSecret;
    return known ? undefined : { check: 'BIND', code: 'BIND_REFUSED' };
  }
}

async function domainChecks(session: DirectorySession, request: CheckRequest): Promise<DirectoryCheck[]> {
  const sync = await groupCheck('SYNC_GROUP', async () => {
    const group = await session.findGroup(request.syncGroup);
    let count = 0;
    for await (const page of session.people([group])) count += page.length;
    return count;
  });
  const password = await groupCheck('PASSWORD_GROUP', async () => {
    if (request.passwordGroup !== null) await session.findGroup(request.passwordGroup);
    return null;
  });
  const { count, outcome } = sync;
  return [sync, password, outcome === 'PASSED' ? { ...passed('PEOPLE'), count } : skipped('PEOPLE')];
}

async function groupCheck(
  name: DirectoryCheckName,
  look: () => Promise<number | null>,
): Promise<DirectoryCheck> {
  try {
    return { ...passed(name), count: await look() };
  } catch (error) {
    if (error instanceof AppError) return failed(name, error.code, error.message);
    throw error;
  }
}

function passed(name: DirectoryCheckName): DirectoryCheck {
  return {
    name,
    outcome: 'PASSED',
    code: null,
    message: 'Scripted: as it should be.',
    names: [],
    count: null,
  };
}

function skipped(name: DirectoryCheckName): DirectoryCheck {
  return { ...passed(name), outcome: 'SKIPPED', message: 'Scripted: not tried.' };
}

function failed(name: DirectoryCheckName, code: ErrorCode, message: string): DirectoryCheck {
  return { ...passed(name), outcome: 'FAILED', code, message };
}
