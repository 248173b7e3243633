import { AppError, type ErrorCode } from '../../errors.js';
import type { DirectoryCheck, DirectoryCheckName } from '../directory.js';

/** What a check found, before it has its name. */
export type Finding = Omit<DirectoryCheck, 'name'>;

/** Names shown with a finding. */
export const MOST_NAMES = 20;

export function passed(message: string, about: Partial<Finding> = {}): Finding {
  return finding('PASSED', message, about);
}

export function warning(message: string, about: Partial<Finding> = {}): Finding {
  return finding('WARNING', message, about);
}

export function unknown(message: string, about: Partial<Finding> = {}): Finding {
  return finding('UNKNOWN', message, about);
}

export function skipped(message: string): Finding {
  return finding('SKIPPED', message, {});
}

export function failed(code: ErrorCode, message: string, about: Partial<Finding> = {}): Finding {
  return finding('FAILED', message, { ...about, code });
}

/** The people a finding is about: at most 20 of their names, and how many there are. */
export function naming(names: readonly string[], count = names.length): Pick<Finding, 'names' | 'count'> {
  return { names: names.slice(0, MOST_NAMES), count };
}

function finding(outcome: Finding['outcome'], message: string, about: Partial<Finding>): Finding {
  return { code: null, names: [], count: null, ...about, outcome, message };
}

/** A finding as a result of its own right; what it was based on goes to the checks that need it. */
export interface Checked<T> {
  readonly finding: Finding;
  readonly value?: T;
}

/** Runs one check. A directory's fault becomes its finding; anything else is a fault of ours and is thrown. */
export async function attempt<T>(
  signal: AbortSignal | undefined,
  run: () => Promise<Checked<T>>,
): Promise<Checked<T>> {
  try {
    return await run();
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof AppError) return { finding: failed(error.code, error.message) };
    throw error;
  }
}

export function named(name: DirectoryCheckName, { finding: found }: Checked<unknown>): DirectoryCheck {
  return { name, ...found };
}
