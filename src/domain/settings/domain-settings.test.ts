import { describe, expect, test } from '@jest/globals';
import {
  DOMAIN_SETTINGS,
  readDomainChanges,
  readNewDomain,
  type DomainSettingsInput,
} from './domain-settings.js';
import type { Reading } from './input-fault.js';

const asGiven = (texts: readonly string[]): Reading<string[]> => ({ value: [...texts] });
const MINIMAL = {
  dnsName: 'north.example',
  controllers: ['ldaps://dc1.north.example'],
  bindAccount: 'reader@north.example',
};
const PEM = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----';

function faultsOf(input: DomainSettingsInput): string[] {
  return (readDomainChanges(input, asGiven).faults ?? []).map(({ path }) => path.join('.'));
}

function valueOf(input: DomainSettingsInput): unknown {
  const reading = readDomainChanges(input, asGiven);
  if (reading.faults) throw new Error(JSON.stringify(reading.faults));
  return reading.value;
}

describe('a new domain', () => {
  test('without controllers is found by DNS, and must say which authorities to trust', () => {
    const searched = { ...MINIMAL, controllers: undefined };
    expect(readNewDomain(searched, asGiven).faults).toMatchObject([{ path: ['caCertificates'] }]);
    expect(readNewDomain({ ...searched, caCertificates: [PEM] }, asGiven)).toMatchObject({
      value: { controllers: [], caCertificates: [PEM] },
    });
  });

  test('needs only a name, a controller and an account; everything else has its default', () => {
    expect(readNewDomain(MINIMAL, asGiven)).toEqual({
      value: {
        dnsName: 'north.example',
        controllers: ['ldaps://dc1.north.example:636'],
        baseDn: null,
        bindAccount: 'reader@north.example',
        caCertificates: [],
        syncGroupName: 'Hideez Users Sync',
        passwordGroupName: 'Security Key Auto Password Change',
        nestedGroups: false,
        mailSuffixes: [],
        priority: 100,
        syncIntervalMinutes: 60,
        removedUserPolicy: 'DEACTIVATE',
        deletionGraceDays: 30,
        removalLimitPeople: 5,
        removalLimitPercent: 10,
        singleSignOn: false,
        signInMethods: ['APP', 'PASSKEY'],
        rotationPeriodDays: 28,
        rotationWindow: null,
        timeZone: 'UTC',
        rotationGraceHours: 72,
        rotationFailureLimit: 5,
        writeBudgetPerMinute: 600,
        trustedBy: [],
      },
    });
  });

  test('tells all mistakes together, each with its place', () => {
    const reading = readNewDomain(
      { controllers: ['ldap://dc1', 'ldaps://dc2:3269'], priority: 5_000, mailSuffixes: ['ok.example', '!'] },
      asGiven,
    );
    expect(reading.faults?.map(({ path }) => path.join('.'))).toEqual([
      'dnsName',
      'controllers.0',
      'controllers.1',
      'bindAccount',
      'mailSuffixes.1',
      'priority',
    ]);
  });

  test('says what is wrong with an address', () => {
    const [ldap, catalogue] =
      readDomainChanges({ controllers: ['ldap://dc1', 'ldaps://dc2:3269'] }, asGiven).faults ?? [];
    expect(ldap?.message).toContain('ldaps://');
    expect(catalogue?.message).toContain('global catalogue');
  });

  test('tells what the certificate reader says as faults of its field', () => {
    const refusing = () => ({ faults: [{ path: ['0'], message: 'no' }] });
    const { faults } = readNewDomain({ ...MINIMAL, caCertificates: [PEM] }, refusing);
    expect(faults).toEqual([{ path: ['caCertificates', '0'], message: 'no' }]);
  });
});

describe('changes of a domain', () => {
  test('hold only what was given', () => {
    expect(valueOf({ priority: 7, nestedGroups: undefined })).toEqual({ priority: 7 });
    expect(valueOf({})).toEqual({});
  });

  test.each(['baseDn', 'passwordGroupName', 'rotationWindow'] as const)('take null for %s', (field) => {
    expect(valueOf({ [field]: null })).toEqual({ [field]: null });
  });

  test.each(
    DOMAIN_SETTINGS.filter((field) => !['baseDn', 'passwordGroupName', 'rotationWindow'].includes(field)),
  )('refuse null for %s', (field) => {
    expect(faultsOf({ [field]: null })).toEqual([field]);
  });

  test.each([
    ['priority', -1_000, 1_000],
    ['syncIntervalMinutes', 5, 10_080],
    ['deletionGraceDays', 1, 365],
    ['removalLimitPeople', 0, 1_000_000],
    ['removalLimitPercent', 0, 100],
    ['rotationPeriodDays', 1, 180],
    ['rotationGraceHours', 1, 720],
    ['rotationFailureLimit', 1, 1_000],
    ['writeBudgetPerMinute', 1, 6_000],
  ] as const)('take %s from %i to %i and nothing beyond', (field, min, max) => {
    expect(valueOf({ [field]: min })).toEqual({ [field]: min });
    expect(valueOf({ [field]: max })).toEqual({ [field]: max });
    for (const wrong of [min - 1, max + 1, min + 0.5, Number.NaN, String(min)]) {
      expect(faultsOf({ [field]: wrong })).toEqual([field]);
    }
  });

  test.each<[keyof DomainSettingsInput, unknown]>([
    ['dnsName', 'not a name'],
    ['dnsName', `${'a.'.repeat(130)}example`],
    ['controllers', Array.from({ length: 11 }, (_, at) => `ldaps://dc${at}.north.example`)],
    ['controllers', 'ldaps://dc1.north.example'],
    ['baseDn', 'north.example'],
    ['baseDn', ''],
    ['baseDn', `DC=${'a'.repeat(1_100)}`],
    ['bindAccount', 'reader'],
    ['caCertificates', Array.from({ length: 21 }, () => PEM)],
    ['syncGroupName', ''],
    ['syncGroupName', 'a'.repeat(257)],
    ['syncGroupName', 'two\nlines'],
    ['syncGroupName', '\ud800'],
    ['nestedGroups', 'yes'],
    ['mailSuffixes', Array.from({ length: 101 }, (_, at) => `s${at}.example`)],
    ['trustedBy', Array.from({ length: 101 }, (_, at) => `d${at}.example`)],
    ['trustedBy', 'south.example'],
    ['removedUserPolicy', 'FORGET'],
    ['rotationWindow', { days: [], start: '22:00', end: '05:00' }],
    ['rotationWindow', { days: ['MONDAY', 'MONDAY'], start: '22:00', end: '05:00' }],
    ['rotationWindow', { days: ['FUNDAY'], start: '22:00', end: '05:00' }],
    ['rotationWindow', { days: ['MONDAY'], start: '24:00', end: '05:00' }],
    ['rotationWindow', { days: ['MONDAY'], start: '05:00', end: '05:00' }],
    ['timeZone', 'Mars/Olympus'],
    ['timeZone', '+01:00'],
  ])('refuse a wrong %s (%j)', (field, value) => {
    expect(faultsOf({ [field]: value })).toEqual([field]);
  });

  test.each([
    ['no certificate', 'hello'],
    ['a private key', `${PEM}\n-----BEGIN PRIVATE KEY-----`],
    ['a megabyte', PEM + ' '.repeat(10) + 'A'.repeat(1_000_000)],
  ])('refuse %s in the place of a certificate', (_what, text) => {
    expect(faultsOf({ caCertificates: [PEM, text] })).toEqual(['caCertificates.1']);
  });

  test('are brought to their normal form', () => {
    expect(
      valueOf({
        dnsName: ' North.EXAMPLE. ',
        controllers: ['LDAPS://DC1.north.example', 'ldaps://dc1.north.example:636'],
        mailSuffixes: ['@North.example', 'north.example', 'b.example'],
        trustedBy: ['South.EXAMPLE.', 'south.example', 'east.example'],
        syncGroupName: '  People ',
        rotationWindow: { days: ['SUNDAY', 'MONDAY'], start: '22:00', end: '05:00' },
      }),
    ).toEqual({
      dnsName: 'north.example',
      controllers: ['ldaps://dc1.north.example:636'],
      mailSuffixes: ['north.example', 'b.example'],
      trustedBy: ['south.example', 'east.example'],
      syncGroupName: 'People',
      rotationWindow: { days: ['MONDAY', 'SUNDAY'], start: '22:00', end: '05:00' },
    });
  });
});
