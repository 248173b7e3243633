import { dnsName } from '../identifiers.js';
import { inField, line, refined, type InputFault, type Reading } from '../settings/input-fault.js';
import type { RegistrationFacts, SessionFacts } from './signed-messages.js';

/** What a workstation sends about itself, not looked at yet. */
export interface GivenFacts {
  readonly machineName: unknown;
  readonly joinedDomain?: unknown;
  readonly operatingSystem: unknown;
  readonly clientVersion: unknown;
}

/** NetBIOS names have 15 characters, DNS labels 63; macOS and Linux machines take the whole of a DNS name. */
const LONGEST_MACHINE_NAME = 253;
const LONGEST_DESCRIPTION = 200;
const LONGEST_VERSION = 50;

const machineName = refined(
  line(LONGEST_MACHINE_NAME),
  (text) => (/^[\p{L}\p{N}._-]+$/u.test(text) ? text : undefined),
  'Must hold only letters, digits, dots, hyphens and underscores.',
);
const domainName = refined(
  line(LONGEST_MACHINE_NAME),
  dnsName,
  'Must be a DNS name, such as north.example; leave it out when the machine is joined to no domain.',
);

/** Reads what a workstation says about itself when it registers; all mistakes together. */
export function registrationFacts(given: GivenFacts): Reading<RegistrationFacts> {
  const name = inField('machineName', machineName(given.machineName));
  const joined: Reading<string | null> =
    given.joinedDomain === null || given.joinedDomain === undefined
      ? { value: null }
      : inField('joinedDomain', domainName(given.joinedDomain));
  const session = sessionFacts(given);
  if (name.faults || joined.faults || session.faults) return { faults: faultsOf(name, joined, session) };
  return { value: { machineName: name.value, joinedDomain: joined.value, ...session.value } };
}

/** Reads what it says about itself when it connects. */
export function sessionFacts(
  given: Pick<GivenFacts, 'operatingSystem' | 'clientVersion'>,
): Reading<SessionFacts> {
  const system = inField('operatingSystem', line(LONGEST_DESCRIPTION)(given.operatingSystem));
  const version = inField('clientVersion', line(LONGEST_VERSION)(given.clientVersion));
  if (system.faults || version.faults) return { faults: faultsOf(system, version) };
  return { value: { operatingSystem: system.value, clientVersion: version.value } };
}

function faultsOf(...readings: readonly Reading<unknown>[]): InputFault[] {
  return readings.flatMap(({ faults = [] }) => [...faults]);
}
