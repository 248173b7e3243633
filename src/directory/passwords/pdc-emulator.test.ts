import { describe, expect, it } from '@jest/globals';
import { parseControllerAddress } from '../../domain/active-directory/controller-address.js';
import type { DirectoryTarget } from '../directory.js';
import { pdcAddress } from './pdc-emulator.js';

const TARGET: DirectoryTarget = {
  dnsName: 'Corp.example',
  controllers: [],
  bindAccount: 'reader@corp.example',
  bindSecret: 'secret',
  caCertificates: ['a certificate'],
};
const LISTED = ['ldaps://dc1.corp.example', 'ldaps://pdc.elsewhere.example:1636'].map(
  (text) => parseControllerAddress(text).address!,
);

describe('the PDC emulator is reached', () => {
  it.each<[string, string | undefined, Partial<DirectoryTarget>, string | undefined]>([
    ['at its address in the list', 'dc1.corp.example', {}, 'ldaps://dc1.corp.example:636'],
    ['there also outside of the domain', 'pdc.elsewhere.example', {}, 'ldaps://pdc.elsewhere.example:1636'],
    [
      'there also without authorities',
      'dc1.corp.example',
      { caCertificates: [] },
      'ldaps://dc1.corp.example:636',
    ],
    ['at its name within the domain', 'dc9.corp.example', {}, 'ldaps://dc9.corp.example:636'],
    ['nowhere within the domain without authorities', 'dc9.corp.example', { caCertificates: [] }, undefined],
    ['nowhere outside of the domain', 'dc9.thief.example', {}, undefined],
    ['nowhere where the name only ends alike', 'dc9.evilcorp.example', {}, undefined],
    ['nowhere at the domain itself', 'corp.example', {}, undefined],
    ['nowhere at a name that is none', 'dc 9@x.corp.example', {}, undefined],
    ['nowhere at a port of somebody’s choice', 'dc9:3269/.corp.example', {}, undefined],
    ['nowhere when its name cannot be read', undefined, {}, undefined],
  ])('%s', (_where, dnsHostName, parts, url) => {
    const pdc = { serviceName: 'CN=NTDS Settings,CN=DC9', dnsHostName };
    expect(pdcAddress(pdc, LISTED, { ...TARGET, ...parts })?.address.url).toBe(url);
  });
});
