import { describe, expect, test } from '@jest/globals';
import type { DirectoryTarget } from '../../directory/directory.js';
import { ScriptedDirectory } from './scripted-directory.js';
import type { ScriptedDomain } from './scripted-domain.js';

function stage() {
  const directory = new ScriptedDirectory();
  const domain = directory.addDomain('north.example');
  const group = domain.addGroup('People').objectGuid;
  return { directory, domain, group };
}

function targetOf(domain: ScriptedDomain): DirectoryTarget {
  const { dnsName, controllers, bindAccount, bindSecret } = domain;
  return { dnsName, controllers, bindAccount, bindSecret, caCertificates: [] };
}

async function drain<T>(pages: AsyncIterable<readonly T[]>): Promise<T[][]> {
  const all: T[][] = [];
  for await (const page of pages) all.push([...page]);
  return all;
}

describe('a scripted directory', () => {
  test('serves people page by page, those of a primary group too, and nobody else', async () => {
    const { directory, domain, group } = stage();
    domain.pageSize = 2;
    const direct = [domain.addPerson(), domain.addPerson()];
    domain.join(group, ...direct.map(({ objectGuid }) => objectGuid));
    const primary = domain.addPerson({ primaryGroupId: domain.group(group).rid });
    domain.addPerson();
    const session = await directory.open(targetOf(domain));
    const pages = await drain(session.people([await session.findGroup({ name: 'people' })]));
    expect(pages.map((page) => page.length)).toEqual([2, 1]);
    expect(pages.flat().map(({ objectGuid }) => objectGuid)).toEqual(
      [...direct, primary].map(({ objectGuid }) => objectGuid),
    );
    await session.close();
    expect(directory.openSessions).toBe(0);
    await expect(session.lookUp([])).rejects.toMatchObject({ code: 'DIRECTORY_UNREACHABLE' });
  });

  test('names a hidden person as a member and shows nothing else of them', async () => {
    const { directory, domain, group } = stage();
    const { objectGuid } = domain.addPerson();
    domain.join(group, objectGuid);
    domain.hide(objectGuid);
    const session = await directory.open(targetOf(domain));
    const found = await session.findGroup({ name: 'People' });
    expect((await drain(session.members(found))).flat()).toMatchObject([{ objectGuid }]);
    expect((await drain(session.people([found]))).flat()).toEqual([]);
    expect(await session.lookUp([objectGuid])).toEqual([]);
  });

  test('walks nested groups to their end, loops included', async () => {
    const { directory, domain, group } = stage();
    const inner = domain.addGroup('Inner').objectGuid;
    domain.join(group, inner);
    domain.join(inner, group);
    const session = await directory.open(targetOf(domain));
    const nested = await session.nestedGroups(await session.findGroup({ name: 'People' }));
    expect(nested.map(({ name }) => name)).toEqual(['Inner']);
  });

  test('tells a group that was made again from one that is gone', async () => {
    const { directory, domain, group } = stage();
    const session = await directory.open(targetOf(domain));
    const pinned = { name: 'People', objectGuid: group };
    domain.recreateGroup(group);
    await expect(session.findGroup(pinned)).rejects.toMatchObject({ code: 'GROUP_RECREATED' });
    domain.addGroup('People');
    await expect(session.findGroup({ name: 'People' })).rejects.toMatchObject({ code: 'GROUP_AMBIGUOUS' });
    await expect(session.findGroup({ name: 'Nobody' })).rejects.toMatchObject({ code: 'GROUP_NOT_FOUND' });
  });

  test('changes a group’s usnChanged with its members, not a person’s', async () => {
    const { directory, domain, group } = stage();
    const person = domain.addPerson();
    const session = await directory.open(targetOf(domain));
    const before = await session.findGroup({ name: 'People' });
    domain.join(group, person.objectGuid);
    const [after] = await session.refreshGroups([before]);
    expect(after?.usnChanged).toBeGreaterThan(before.usnChanged);
    expect(domain.people.get(person.objectGuid)?.usnChanged).toBe(person.usnChanged);
  });

  test('fails in the middle when the script says so, and ends with its signal', async () => {
    const { directory, domain, group } = stage();
    domain.pageSize = 1;
    domain.join(group, domain.addPerson().objectGuid, domain.addPerson().objectGuid);
    const abort = new AbortController();
    const session = await directory.open(targetOf(domain), abort.signal);
    const found = await session.findGroup({ name: 'People' });
    domain.onStep = ({ call, page }) => {
      if (call === 'people' && page === 1) throw new Error('cut');
    };
    await expect(drain(session.people([found]))).rejects.toThrow('cut');
    domain.onStep = () => new Promise<void>(() => undefined);
    const waiting = session.lookUp([]);
    abort.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });

  test('lets nobody in with a wrong secret or at a wrong address', async () => {
    const { directory, domain } = stage();
    const target = targetOf(domain);
    expect((await directory.checkSignIn(target)).map(({ outcome }) => outcome)).toEqual([
      'PASSED',
      'PASSED',
      'PASSED',
    ]);
    const wrongSecret = { ...target, bindSecret: 'guess' };
    await expect(directory.open(wrongSecret)).rejects.toMatchObject({ code: 'BIND_REFUSED' });
    const wrongAddress = { ...target, controllers: ['ldaps://elsewhere:636'] };
    expect(await directory.checkSignIn(wrongAddress)).toMatchObject([
      { outcome: 'FAILED', code: 'DIRECTORY_UNREACHABLE' },
      { outcome: 'SKIPPED' },
      { outcome: 'SKIPPED' },
    ]);
  });
});
