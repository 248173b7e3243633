import { registerEnumType } from 'type-graphql';
import type { CheckOutcome as Outcome, DirectoryCheckName as CheckName } from '../../directory/directory.js';
import { DomainGroup } from '../../services/domains/repin-group.js';

/** Whether a domain can be synchronised. */
export const DomainReadiness = { READY: 'READY', NEEDS_BIND_SECRET: 'NEEDS_BIND_SECRET' } as const;
export type DomainReadiness = keyof typeof DomainReadiness;

registerEnumType(DomainReadiness, {
  name: 'DomainReadiness',
  description: 'Whether a domain can be synchronised.',
  valuesConfig: {
    READY: { description: 'It has all it needs.' },
    NEEDS_BIND_SECRET: {
      description: 'It has no bind secret, so it is not synchronised. Set one with updateDomain.',
    },
  },
});

registerEnumType(DomainGroup, {
  name: 'DomainGroup',
  description: 'One of the two groups of a domain.',
  valuesConfig: {
    SYNC: { description: 'The group whose members become employees.' },
    PASSWORD: { description: 'The group whose members also get a managed password.' },
  },
});

const OUTCOMES: { readonly [Name in Outcome]: string } = {
  PASSED: 'It is as it should be.',
  FAILED: 'It is not; the code and the message say what to do.',
  WARNING: 'It works, but somebody should look at it.',
  UNKNOWN: 'It could not be found out; nothing is assumed.',
  SKIPPED: 'An earlier check failed, or there is nothing to check.',
};

const NAMES: { readonly [Name in CheckName]: string } = {
  CONNECT: 'Does a controller answer at one of the addresses?',
  CERTIFICATE: 'Is its certificate valid, for this name, from one of the authorities?',
  BIND: 'Does it accept the bind account and its secret?',
  BASE_DN: 'Is there something at the base DN?',
  SYNC_GROUP: 'Is there exactly one sync group, the one that was pinned?',
  PASSWORD_GROUP: 'Is there exactly one password group, the one that was pinned?',
  PEOPLE: 'How many people would be read?',
  PASSWORD_POLICY: 'Which password policy does the domain have?',
  READ_RIGHT: 'May the bind account read the people?',
  RESET_PASSWORD_RIGHT: 'May it reset the passwords of the members of the password group?',
  UNEXPIRE_PASSWORD_RIGHT: 'May it set passwords that need not be changed at once?',
  PROTECTED_PEOPLE: 'Which people are protected against such rights?',
  ROTATION_PERIOD: 'Is the rotation period shorter than the maximum password age?',
};

/** How one check of a domain ended. */
export const CheckOutcome = enumOf('CheckOutcome', 'How one check ended.', OUTCOMES);
/** What a check of a domain looks at. */
export const DirectoryCheckName = enumOf('DirectoryCheckName', 'What a check looks at.', NAMES);

/** The values of a union type of the port as a GraphQL enum: the compiler asks for a line per value. */
function enumOf<Name extends string>(
  name: string,
  description: string,
  texts: Readonly<Record<Name, string>>,
) {
  const values = Object.keys(texts) as Name[];
  const object = Object.fromEntries(values.map((value) => [value, value]));
  const valuesConfig = Object.fromEntries(values.map((value) => [value, { description: texts[value] }]));
  registerEnumType(object, { name, description, valuesConfig });
  return object;
}
