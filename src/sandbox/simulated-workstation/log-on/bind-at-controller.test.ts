import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createCertificateAuthority } from '../../certificates/certificates.js';
import { DirectoryEditor } from '../../directory-editor.js';
import { startEmbeddedDirectory } from '../../embedded-directory/embedded-directory.js';
import type { SandboxDirectory } from '../../sandbox-directory.js';
import { bindAtController, controllerFor } from './bind-at-controller.js';

const NAME = 'NORTH\\ada';

describe('a bind at a controller', () => {
  let directory: SandboxDirectory;
  let editor: DirectoryEditor;

  beforeAll(async () => {
    const authority = await createCertificateAuthority('Latchkey tests');
    const issued = await authority.issue({
      commonName: 'dc1.north.example',
      dnsNames: [],
      addresses: ['127.0.0.1'],
    });
    const ada = {
      login: 'ada',
      commonName: 'Ada North',
      enabled: true,
      groups: [],
      unit: 'People',
    };
    directory = await startEmbeddedDirectory({
      contents: { dnsName: 'north.example', units: ['People'], groups: [], people: [ada] },
      certificate: { ...issued, caCertificate: authority.certificate },
    });
    editor = await DirectoryEditor.open(directory);
    await editor.setPassword('ada', 'Second-Passw0rd');
  });

  afterAll(async () => {
    await editor.close();
    await directory.stop();
  });

  test('proves the password the directory has, and refuses the one before it at once', async () => {
    await editor.setPassword('ada', 'Third-Passw0rd');
    expect(await bindAtController(directory, NAME, 'Third-Passw0rd')).toEqual({ outcome: 'PROVED' });
    expect(await bindAtController(directory, NAME, 'Second-Passw0rd')).toEqual({ outcome: 'WRONG' });
  });

  test('tells a password that must be changed from a wrong one', async () => {
    await editor.change('ada', { pwdLastSet: '0' });
    expect(await bindAtController(directory, NAME, 'Third-Passw0rd')).toEqual({
      outcome: 'PROVED_BUT_RESTRICTED',
      restriction: 'MUST_CHANGE',
    });
    await editor.change('ada', { pwdLastSet: '-1' });
  });

  test('is no answer where nobody listens, or another authority vouches for whoever does', async () => {
    const nowhere = { ...directory, url: 'ldaps://127.0.0.1:1' };
    expect(await bindAtController(nowhere, NAME, 'x')).toMatchObject({ outcome: 'UNANSWERED' });
    const other = await createCertificateAuthority('Somebody else');
    const untrusted = { ...directory, caCertificate: other.certificate };
    expect(await bindAtController(untrusted, NAME, 'x')).toMatchObject({ outcome: 'UNANSWERED' });
  });

  test('is never made with an empty password, which would let anybody in as nobody', async () => {
    await expect(bindAtController(directory, NAME, '')).rejects.toThrow(RangeError);
  });
});

describe('the controller for a log-on name', () => {
  const of = (dnsName: string) => ({ dnsName, url: `ldaps://${dnsName}`, caCertificate: '' });
  const north = of('north.example');
  const south = of('south.example');

  test.each([
    ['NORTH\\ada', null, north],
    ['south.example\\ada', 'north.example', south],
    ['ada@South.example', 'north.example', south],
    ['ada@corp.example', 'north.example', north],
    ['ada', 'South.Example', south],
    ['EAST\\ada', null, undefined],
  ])('%j at a workstation of %j', (name, joined, expected) => {
    expect(controllerFor([north, south], name, joined)).toBe(expected);
  });
});
