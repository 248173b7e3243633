import { PASSWORD_GROUP, SYNC_GROUP } from '../sandbox-directory.js';
import type { SeedPerson } from '../sandbox-directory.js';

/** The unit all awkward people are in. */
export const AWKWARD_UNIT = 'Awkward "Names" \\ <All>; #1 = +1';

/** The longest values Active Directory takes, in characters (rangeUpper of its schema). */
export const LONGEST = {
  login: 20,
  commonName: 64,
  title: 128,
  department: 64,
  company: 64,
  displayName: 256,
} as const;

const ENABLED_MEMBER = { enabled: true, groups: [SYNC_GROUP], unit: AWKWARD_UNIT } as const;

/**
 * People whose values break software that glues strings together, as far as a real directory takes them. Always the
 * same ones, all in the sync group, all enabled, with addresses in `mailDomain`; logins start with `awk`, but for
 * those whose login is the point. Two values are left out because they can't be sent: a lone surrogate has no UTF-8
 * form, and an empty value is no value to LDAP.
 */
export function awkwardPeople(mailDomain: string): readonly SeedPerson[] {
  return [
    ...relativeNamesToEscape(mailDomain),
    ...manyScripts(mailDomain),
    ...extremeLengths(mailDomain),
    ...missingValues(mailDomain),
    ...oddAddresses(mailDomain),
  ];
}

function named(login: string, commonName: string, mailDomain: string): SeedPerson {
  const [givenName = commonName, ...rest] = commonName.trim().split(' ');
  const surname = rest.join(' ') || givenName;
  return {
    ...ENABLED_MEMBER,
    login,
    commonName,
    givenName,
    surname,
    displayName: commonName,
    mail: `${login}@${mailDomain}`,
  };
}

function relativeNamesToEscape(mailDomain: string): SeedPerson[] {
  const commonNames: Record<string, string> = {
    'awk.comma': 'Doe, John',
    'awk.hash': '#1 Supporter',
    'awk.blanks': ' Blank Both Ends ',
    'awk.quotes': 'Anna "The Boss" Quote',
    'awk.plus': 'C++ Team+Lead',
    'awk.semicolon': 'Semi; Colon',
    'awk.backslash': 'Back\\Slash \\',
    'awk.angles': '<Angle> Bracket',
    'awk.equals': 'CN=Not A DN',
    'awk.filter': '*)(objectClass=*',
    'awk.percent': "Robert'); DROP TABLE people;--",
    'awk.slash': 'R/D and/or QA',
    'awk.conflict': 'Conflict Copy\nCNF:0f8fad5b-d9cb-469f-a165-70867728950e',
    'awk.apostrophe': "Seán O'Néill-D'Arcy",
  };
  return Object.entries(commonNames).map(([login, commonName]) => ({
    ...named(login, commonName, mailDomain),
    ...(login === 'awk.comma' ? { groups: [SYNC_GROUP, PASSWORD_GROUP] } : {}),
  }));
}

function manyScripts(mailDomain: string): SeedPerson[] {
  return [
    { ...named('соломія.ш', 'Соломія Шевченко', mailDomain), mail: `awk.cyrillic@${mailDomain}` },
    { ...named('awk.arabic', 'محمد بن عبد الله', mailDomain), groups: [SYNC_GROUP, PASSWORD_GROUP] },
    named('awk.chinese', '欧阳 建国', mailDomain),
    named('awk.emoji', 'Ana 🙂👩‍💻 Ünï', mailDomain),
    named('awk.combining', 'Zoe\u0308 Bjo\u0308rk', mailDomain),
    named('awk.invisible', 'Zero\u200bWidth Non\u00a0Breaking', mailDomain),
  ];
}

function extremeLengths(mailDomain: string): SeedPerson[] {
  return [
    named('abcdefghij0123456789', 'Twenty Character Login', mailDomain),
    named(
      'awk.long.name',
      `Maximilian ${'von und zu '.repeat(3)}Hohenstein`.padEnd(LONGEST.commonName, 'e'),
      mailDomain,
    ),
    {
      ...named('awk.long.texts', 'Long Texts', mailDomain),
      displayName: 'Ж'.repeat(LONGEST.displayName),
      title: 'Senior Principal '.repeat(10).slice(0, LONGEST.title - 1) + '!',
      department: 'Department of Departments '.repeat(4).slice(0, LONGEST.department - 1) + '!',
      company: `${'Holding of Holdings '.repeat(3)}SE.!`,
    },
  ];
}

function missingValues(mailDomain: string): SeedPerson[] {
  const { mail: _mail, ...withoutMail } = named('awk.no.mail', 'Without Mail', mailDomain);
  const { givenName: _givenName, ...withoutGivenName } = named('awk.no.given', 'Mononymous', mailDomain);
  return [
    withoutMail,
    withoutGivenName,
    { ...ENABLED_MEMBER, login: 'awk.only.login', commonName: 'awk.only.login' },
  ];
}

function oddAddresses(mailDomain: string): SeedPerson[] {
  return [
    { ...named('awk.upper', 'Upper Case', mailDomain), mail: `AWK.UPPER@${mailDomain.toUpperCase()}` },
    { ...named('awk.spaced', 'Spaced Address', mailDomain), mail: `  awk.spaced@${mailDomain} ` },
    { ...named('awk.two.mails', 'Two Addresses', mailDomain), mail: `one@${mailDomain}; two@${mailDomain}` },
    { ...named('awk.not.mail', 'Not An Address', mailDomain), mail: 'ask reception, extension 12' },
  ];
}
