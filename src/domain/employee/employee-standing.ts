import type { DeactivationCause, EmployeeSource, EmployeeState, RemovedUserPolicy } from '../states.js';

/** What of an employee a synchronisation may change besides the profile. */
export interface EmployeeStanding {
  readonly source: EmployeeSource;
  readonly causes: readonly DeactivationCause[];
  readonly deleteAfter: Date | null;
}

/** What closing an employee's last link does. */
export interface RemovalEffect {
  readonly policy: RemovedUserPolicy;
  /** Only for DELETE. */
  readonly deleteAfter: Date | null;
}

export interface StandingFacts {
  /** Undefined for a new employee. */
  readonly before: EmployeeStanding | undefined;
  /** For each open link whether the directory has it enabled; null where it would not say. */
  readonly linksEnabled: readonly (boolean | null)[];
  /** Only looked at when no link is open. Absent: nothing changes. */
  readonly removal?: RemovalEffect | undefined;
  /** Linked to a user with a role above their own profile: never deactivated by a synchronisation. */
  readonly privileged: boolean;
}

/** Source, causes and deletion date as they follow from the open links. Administrators' own causes are never touched. */
export function standingAfter(facts: StandingFacts): EmployeeStanding {
  const before = facts.before ?? { source: 'DIRECTORY', causes: [], deleteAfter: null };
  if (facts.linksEnabled.length === 0) return standingWithoutLinks(before, facts);
  // Not deactivated by a synchronisation is not the same as activated by one while the directory says disabled.
  const untouchable = facts.privileged && !before.causes.includes('DIRECTORY');
  const disabled = !untouchable && isDisabledByDirectory(facts);
  const causes = before.causes.filter((cause) => cause === 'ADMINISTRATOR');
  return { source: 'DIRECTORY', causes: disabled ? [...causes, 'DIRECTORY'] : causes, deleteAfter: null };
}

/**
 * Disabled on every link. A link the directory says nothing about proves neither: an active employee stays active, while
 * a new one, and one who is deactivated or was removed, is not taken for enabled.
 */
function isDisabledByDirectory({ before, linksEnabled }: StandingFacts): boolean {
  if (linksEnabled.includes(true)) return false;
  if (!linksEnabled.includes(null)) return true;
  return before === undefined || before.causes.some((cause) => cause !== 'ADMINISTRATOR');
}

function standingWithoutLinks(
  before: EmployeeStanding,
  { removal, privileged }: StandingFacts,
): EmployeeStanding {
  if (removal === undefined) return before;
  // Somebody who was disabled when the last link closed stays so, until an administrator reactivates them.
  if (removal.policy === 'KEEP' || privileged) {
    return { source: 'MANUAL', causes: before.causes, deleteAfter: null };
  }
  const causes = before.causes.filter((cause) => cause !== 'DIRECTORY');
  return {
    source: 'DIRECTORY',
    causes: [...new Set([...causes, 'REMOVED' as const])],
    deleteAfter: removal.policy === 'DELETE' ? removal.deleteAfter : null,
  };
}

/** An employee is active exactly when nothing speaks against it. */
export function stateOf(causes: readonly DeactivationCause[]): EmployeeState {
  return causes.length === 0 ? 'ACTIVE' : 'DEACTIVATED';
}
