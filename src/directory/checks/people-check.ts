import type { MemberKind } from '../directory.js';
import { passed, warning, type Finding } from './check-outcome.js';
import type { PeopleSurvey } from './people-survey.js';

const KIND_WORDS: Readonly<Record<MemberKind, string>> = {
  COMPUTER: 'computers',
  MANAGED_SERVICE_ACCOUNT: 'managed service accounts',
  CONTACT: 'contacts',
  FOREIGN_SECURITY_PRINCIPAL: 'members of other forests',
  OTHER_NAMING_CONTEXT: 'members of other domains',
  GROUP: 'groups nested in it (nested groups are switched off)',
  OTHER: 'objects of another kind',
};

/** PEOPLE: how many would be read, and which members would not become employees. */
export function peopleFinding(survey: PeopleSurvey, baseDn: string): Finding {
  const remarks = [
    ...[...survey.others].map(([kind, count]) => `${count} ${KIND_WORDS[kind]}`),
    ...(survey.outsideBase > 0 ? [`${survey.outsideBase} people outside of ${baseDn}`] : []),
    ...(survey.unexamined > 0
      ? [`${survey.unexamined} more members that were not looked at one by one`]
      : []),
  ];
  const left = remarks.length === 0 ? '' : ` Left out: ${remarks.join(', ')}.`;
  const about = { count: survey.people };
  if (survey.people === 0) {
    return warning(
      `Nobody would be read: no people are in the group below ${baseDn}.${left} Put people into the group.`,
      about,
    );
  }
  if (survey.outsideBase > 0 || survey.unexamined > 0) {
    return warning(`${survey.people} people would be read.${left} Check the base DN.`, about);
  }
  return passed(`${survey.people} people would be read.${left}`, about);
}
