import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { replacing } from '../testing/changes.js';
import { numberControl } from '../testing/raw-control.js';
import { namesFound, person, readEntry, startTestDirectory } from '../testing/test-directory.js';
import type { TestDirectory } from '../testing/test-directory.js';
import { bufferOfOctets, octetsOfBuffer } from '../values/octets.js';
import type { Octets } from '../values/octets.js';
import { textOfSid } from '../values/sid.js';
import { attributeGuids, controlRight, wellKnownSid } from './access-rights.js';
import { decodeSecurityDescriptor, encodeSecurityDescriptor } from './security-descriptor.js';
import type { SecurityDescriptor } from './security-descriptor.js';

const base = 'DC=north,DC=example';
const ada = `CN=ada,OU=Staff,${base}`;
const sdFlags = (parts: number) => [numberControl('1.2.840.113556.1.4.801', parts)];

describe('the bytes of a security descriptor', () => {
  const everyone = wellKnownSid.everyone;
  const sample: SecurityDescriptor = {
    owner: wellKnownSid.administrators,
    group: wellKnownSid.users,
    isProtected: true,
    accessList: [
      { effect: 'deny', flags: 0, mask: 0x10, trustee: everyone },
      {
        effect: 'allow',
        flags: 0x10,
        mask: 0x100,
        objectType: controlRight.resetPassword,
        trustee: everyone,
      },
      {
        effect: 'allow',
        flags: 0xa,
        mask: 0x100,
        objectType: controlRight.resetPassword,
        inheritedObjectType: controlRight.unexpirePassword,
        trustee: wellKnownSid.self,
      },
    ],
  };

  test('hold everything that was put in', () => {
    expect(decodeSecurityDescriptor(encodeSecurityDescriptor(sample))).toEqual(sample);
  });

  test('are those Windows writes', () => {
    const small = encodeSecurityDescriptor({
      owner: everyone,
      isProtected: false,
      accessList: [{ effect: 'allow', flags: 0, mask: 0x20094, trustee: wellKnownSid.authenticatedUsers }],
    });
    expect(bufferOfOctets(small).toString('hex')).toBe(
      '01000484' +
        '14000000' +
        '00000000' +
        '00000000' +
        '20000000' +
        '010100000000000100000000' +
        '04001c0001000000' +
        '0000140094000200' +
        '01010000000000050b000000',
    );
  });

  test('are refused when cut short anywhere', () => {
    const whole = bufferOfOctets(encodeSecurityDescriptor(sample));
    for (let length = 0; length < whole.length; length += 1)
      expect(decodeSecurityDescriptor(octetsOfBuffer(whole.subarray(0, length)))).toBeUndefined();
  });
});

describe('security descriptors of entries', () => {
  let directory: TestDirectory;

  beforeAll(async () => {
    directory = await startTestDirectory(
      { people: [person('ada'), person('bob'), person('cyd')] },
      { grants: { resetPassword: true, unexpirePassword: true, forceChange: true } },
    );
  });
  afterAll(() => directory.stop());

  const descriptorOf = async (name: string, parts = 7): Promise<SecurityDescriptor> => {
    const entry = await readEntry(await directory.client(), name, ['nTSecurityDescriptor'], sdFlags(parts));
    const descriptor = decodeSecurityDescriptor(octetsOfBuffer(entry['nTSecurityDescriptor'] as Buffer));
    if (descriptor === undefined) throw new Error('no descriptor');
    return descriptor;
  };
  const readerSid = async (): Promise<Octets> =>
    octetsOfBuffer(
      (await readEntry(await directory.client(), `CN=reader,CN=Users,${base}`, ['objectSid']))[
        'objectSid'
      ] as Buffer,
    );
  const rightsOf = ({ accessList = [] }: SecurityDescriptor, trustee: Octets) =>
    accessList.filter((ace) => ace.trustee === trustee && (ace.flags & 8) === 0);

  test('a person grants the reader what was asked for', async () => {
    const granted = rightsOf(await descriptorOf(ada), await readerSid());
    expect(granted).toMatchObject([
      { effect: 'allow', mask: 0x100, objectType: controlRight.resetPassword },
      { effect: 'allow', mask: 0x20, objectType: attributeGuids.get('pwdlastset') },
    ]);
  });

  test('the domain grants the right to set passwords that need not be changed', async () => {
    const granted = rightsOf(await descriptorOf(base), await readerSid());
    expect(granted).toMatchObject([
      { effect: 'allow', mask: 0x100, objectType: controlRight.unexpirePassword },
    ]);
  });

  test('a person of a protected group grants the reader nothing', async () => {
    const administrator = await directory.client(directory.administrator);
    await administrator.modify(`CN=bob,OU=Staff,${base}`, replacing('adminCount', '1'));
    const descriptor = await descriptorOf(`CN=bob,OU=Staff,${base}`);
    expect(descriptor.isProtected).toBe(true);
    expect(rightsOf(descriptor, await readerSid())).toEqual([]);
  });

  test('only the parts asked for come, and the audit list makes others than administrators see nothing', async () => {
    const owner = await descriptorOf(ada, 1);
    expect(owner.owner && textOfSid(owner.owner)).toMatch(/-512$/);
    expect(owner).not.toHaveProperty('accessList');
    const read = async (account: typeof directory.reader, parts?: number) =>
      (
        await readEntry(
          await directory.client(account),
          ada,
          ['nTSecurityDescriptor'],
          parts === undefined ? [] : sdFlags(parts),
        )
      )['nTSecurityDescriptor'];
    expect(await read(directory.reader)).toEqual([]);
    expect(await read(directory.reader, 15)).toEqual([]);
    expect(await read(directory.administrator)).toBeInstanceOf(Buffer);
  });

  test('all attributes include the descriptor only with the control', async () => {
    const client = await directory.client();
    expect(await readEntry(client, ada, ['*'])).not.toHaveProperty('nTSecurityDescriptor');
    expect(await readEntry(client, ada, ['*'], sdFlags(4))).toHaveProperty('nTSecurityDescriptor');
  });

  test('a written access list is in force: what the reader may not read is not there', async () => {
    const administrator = await directory.client(directory.administrator);
    const name = `CN=cyd,OU=Staff,${base}`;
    const current = await descriptorOf(name);
    const denied = {
      ...current,
      accessList: [
        { effect: 'deny' as const, flags: 0, mask: 0x10, trustee: await readerSid() },
        ...(current.accessList ?? []),
      ],
    };
    const value = bufferOfOctets(encodeSecurityDescriptor(denied));
    await administrator.modify(name, replacing('nTSecurityDescriptor', value), sdFlags(4));
    const reader = await directory.client();
    await expect(readEntry(reader, name)).rejects.toMatchObject({ code: 32 });
    expect(await namesFound(reader, base, '(sAMAccountName=cyd)')).toEqual([]);
    expect(await namesFound(reader, base, '(sAMAccountName=ada)')).toEqual(['ada']);
    expect(await namesFound(administrator, base, '(sAMAccountName=cyd)')).toEqual(['cyd']);
  });

  test('bytes that are no descriptor are refused', async () => {
    const administrator = await directory.client(directory.administrator);
    await expect(
      administrator.modify(ada, replacing('nTSecurityDescriptor', Buffer.from('nonsense'))),
    ).rejects.toMatchObject({ code: 19 });
  });
});
