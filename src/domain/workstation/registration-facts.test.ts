import { describe, expect, test } from '@jest/globals';
import { registrationFacts } from './registration-facts.js';

const good = {
  machineName: 'PC-01',
  joinedDomain: 'North.Example.',
  operatingSystem: 'Windows 11 24H2',
  clientVersion: '2.1.0',
};

describe('what a workstation says about itself', () => {
  test('is taken in its normal form', () => {
    expect(registrationFacts({ ...good, machineName: ' PC-01 ' })).toEqual({
      value: { ...good, joinedDomain: 'north.example' },
    });
  });

  test('may leave out the domain, when the machine is joined to none', () => {
    expect(registrationFacts({ ...good, joinedDomain: null }).faults).toBeUndefined();
  });

  test.each([
    ['machineName', ''],
    ['machineName', 'a'.repeat(254)],
    ['machineName', 'PC 1'],
    ['machineName', 'PC\n1'],
    ['machineName', '<b>'],
    ['machineName', 7],
    ['joinedDomain', 'north example'],
    ['joinedDomain', ''],
    ['operatingSystem', ' '],
    ['operatingSystem', 'a'.repeat(201)],
    ['operatingSystem', '\ud800'],
    ['clientVersion', 'a'.repeat(51)],
    ['clientVersion', undefined],
  ])('is refused with its place when %s is %j', (field, value) => {
    const { faults } = registrationFacts({ ...good, [field]: value });
    expect(faults?.map(({ path }) => path)).toEqual([[field]]);
  });

  test('is refused with every mistake at once', () => {
    const { faults } = registrationFacts({ machineName: '', operatingSystem: '', clientVersion: '' });
    expect(faults?.map(({ path }) => path.join())).toEqual([
      'machineName',
      'operatingSystem',
      'clientVersion',
    ]);
  });
});
