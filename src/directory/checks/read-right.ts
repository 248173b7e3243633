import {
  ACCESS_RIGHTS,
  decideAccess,
  type AccessDecision,
} from '../../domain/active-directory/access-decision.js';
import { PERSON_ATTRIBUTES } from '../people/person-decoder.js';
import { valuesOf } from '../wire/ldap-entry.js';
import { failed, naming, passed, unknown, type Finding } from './check-outcome.js';
import type { PeopleSurvey } from './people-survey.js';
import type { SampledPerson } from './people-sample.js';
import type { SchemaGuids } from './schema-guids.js';

/** Everything the verdict on reading rests on. */
export interface ReadEvidence {
  readonly survey: PeopleSurvey;
  readonly sample: readonly SampledPerson[];
  /** Undefined: it could not be found out what the account is. */
  readonly token: ReadonlySet<string> | undefined;
  readonly accountSid: string | undefined;
  readonly schema: SchemaGuids;
}

/**
 * READ_RIGHT. What came with a value can be read. What came without one is either empty or hidden, and only the
 * person's access list tells which.
 */
export function readRightFinding(evidence: ReadEvidence): Finding {
  const { survey, sample } = evidence;
  if (survey.isMemberListHidden) {
    return failed(
      'GROUP_UNREADABLE',
      'People say that they are in the group, but its list of members comes back empty: the bind account may not read it. Give it read access to the attribute "member" of the group.',
    );
  }
  if (survey.hidden.length > 0) {
    return failed(
      'DIRECTORY_PERMISSION_DENIED',
      `Members of the group that the bind account cannot see: ${survey.hidden.length}. They would be reported as unreadable and never imported. Give it read access to them.`,
      naming(survey.hidden),
    );
  }
  if (sample.length === 0) return unknown('There is nobody in the group by whom the right could be judged.');
  return attributesFinding(evidence);
}

function attributesFinding(evidence: ReadEvidence): Finding {
  const { sample } = evidence;
  const verdicts = sample.map((person) => ({
    person,
    denied: absent(person, evidence, 'DENIED'),
    open: absent(person, evidence, 'UNKNOWN'),
  }));
  const denied = verdicts.filter((verdict) => verdict.denied.length > 0);
  if (denied.length > 0) {
    const attributes = [...new Set(denied.flatMap((verdict) => verdict.denied))];
    return failed(
      'DIRECTORY_PERMISSION_DENIED',
      `Of ${sample.length} people looked at, ${denied.length} hide something that is needed: ${attributes.join(', ')}. It would be taken for empty. Give the bind account read access to these attributes.`,
      naming(denied.map((verdict) => verdict.person.name)),
    );
  }
  const open = verdicts.filter((verdict) => verdict.open.length > 0);
  if (open.length > 0) {
    return unknown(
      `All that came of ${sample.length} people can be read, but for ${open.length} of them it cannot be told whether what is missing is empty or hidden: their access lists or the schema cannot be read.`,
      naming(open.map((verdict) => verdict.person.name)),
    );
  }
  return passed(`Everything needed can be read of all ${sample.length} people looked at.`, {
    count: sample.length,
  });
}

/** Attributes without a value for which the access list says `decision`. */
function absent(person: SampledPerson, evidence: ReadEvidence, decision: AccessDecision): string[] {
  return PERSON_ATTRIBUTES.filter(
    (attribute) =>
      valuesOf(person.entry, attribute).length === 0 && mayRead(person, attribute, evidence) === decision,
  );
}

function mayRead(
  { descriptor, sid }: SampledPerson,
  attribute: string,
  evidence: ReadEvidence,
): AccessDecision {
  const { token, accountSid, schema } = evidence;
  if (token === undefined || descriptor === undefined) return 'UNKNOWN';
  const objectTypes = schema.get(attribute.toLowerCase());
  const isSelf = sid !== undefined && sid === accountSid;
  return decideAccess(descriptor, { right: ACCESS_RIGHTS.READ_PROPERTY, objectTypes, sids: token, isSelf });
}
