import {
  ACCESS_RIGHTS,
  decideAccess,
  type AccessDecision,
} from '../../domain/active-directory/access-decision.js';
import { objectGuid, type ObjectGuid } from '../../domain/identifiers.js';
import type { SecurityDescriptor } from '../../domain/active-directory/security-descriptor.js';
import { failed, naming, passed, unknown, warning, type Finding } from './check-outcome.js';
import type { SampledPerson } from './people-sample.js';

/** Control access rights (MS-ADTS 5.1.3.2.1): User-Force-Change-Password and Unexpire-Password. */
const RESET_PASSWORD = objectGuid('00299570-246d-11d0-a768-00aa006e0529')!;
const UNEXPIRE_PASSWORD = objectGuid('ccc2dc7d-a6ad-4a7a-8846-c04e3cc53501')!;

/** Who asks: the SIDs of its token (undefined when they could not be read), and its own. */
export interface Asker {
  readonly token: ReadonlySet<string> | undefined;
  readonly sid: string | undefined;
}

/** RESET_PASSWORD_RIGHT: for each person of the password group by itself, since delegation stops at protected people. */
export function resetRightFinding(sample: readonly SampledPerson[], asker: Asker): Finding {
  const people = sample.filter((person) => mayBeManaged(person, asker));
  if (people.length === 0)
    return unknown('There is nobody in the password group by whom the right could be judged.');
  const having = (decision: AccessDecision): SampledPerson[] =>
    people.filter((person) => decide(person.descriptor, RESET_PASSWORD, asker) === decision);
  const denied = having('DENIED');
  if (denied.length > 0) {
    const shielded = denied.filter((person) => person.isProtected).length;
    const why =
      shielded > 0 ? ` Protected groups, which inherit no delegated rights, hold ${shielded} of them.` : '';
    return failed(
      'DIRECTORY_PERMISSION_DENIED',
      `The bind account may not reset the password of ${denied.length} of ${people.length} people looked at.${why} Delegate "Reset password" for them to the account.`,
      naming(denied.map((person) => person.name)),
    );
  }
  const open = having('UNKNOWN');
  if (open.length > 0) {
    return unknown(
      `It cannot be told whether the bind account may reset the password of ${open.length} of ${people.length} people looked at: their access lists cannot be read or hold conditions.`,
      naming(open.map((person) => person.name)),
    );
  }
  return passed(`The bind account may reset the passwords of all ${people.length} people looked at.`, {
    count: people.length,
  });
}

/** UNEXPIRE_PASSWORD_RIGHT, which is a right on the domain object. */
export function unexpireRightFinding(domain: SecurityDescriptor | undefined, asker: Asker): Finding {
  switch (decide(domain, UNEXPIRE_PASSWORD, { ...asker, sid: undefined })) {
    case 'GRANTED':
      return passed(
        'The bind account may declare a password it has set to be a valid one (Unexpire-Password).',
      );
    case 'DENIED':
      return failed(
        'DIRECTORY_PERMISSION_DENIED',
        'The bind account lacks the right Unexpire-Password on the domain object. A password it sets would have to be changed at the next sign-in, which nobody can do who never sees it. Grant the right.',
      );
    case 'UNKNOWN':
      return unknown(
        'It cannot be told whether the bind account has the right Unexpire-Password: the access list of the domain object or the groups of the account cannot be read, or it holds conditions.',
      );
  }
}

/** PROTECTED_PEOPLE: those whom delegated rights do not reach. */
export function protectedPeopleFinding(names: readonly string[]): Finding {
  if (names.length === 0)
    return passed('No protected people (adminCount) can be seen in the password group.', { count: 0 });
  return warning(
    `People of the password group who belong to protected groups (adminCount): ${names.length}. Delegated rights do not reach them: grant the right on AdminSDHolder, or take them out of the password group.`,
    naming(names),
  );
}

/** The bind account and the built-in ones (Administrator, Guest, krbtgt) are never given a managed password. */
function mayBeManaged({ sid }: SampledPerson, asker: Asker): boolean {
  return sid === undefined || (sid !== asker.sid && !/-50[0-2]$/.test(sid));
}

function decide(descriptor: SecurityDescriptor | undefined, right: ObjectGuid, asker: Asker): AccessDecision {
  // No object in sight has the SID "self" refers to but the account's own, which is never asked about.
  if (descriptor === undefined || asker.token === undefined) return 'UNKNOWN';
  const { token } = asker;
  return decideAccess(descriptor, {
    right: ACCESS_RIGHTS.CONTROL_ACCESS,
    objectTypes: [right],
    sids: token,
    isSelf: false,
  });
}
