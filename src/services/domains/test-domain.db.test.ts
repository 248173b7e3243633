import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Pool } from '../../database.js';
import { inputFor, openDomainStage, type DomainStage } from '../../testing/domain-stage.js';
import type { ScriptedDomain } from '../../testing/scripted-directory/scripted-domain.js';
import { createBindSecrets } from '../../keys/bind-secrets.js';
import { auditOf, TEST_ACTOR } from '../../testing/stored-people.js';
import type { DomainService } from './domain-service.js';

let stage: DomainStage;
let pool: Pool;
let domains: DomainService;
let north: ScriptedDomain;

beforeAll(async () => {
  stage = await openDomainStage();
  ({ pool, domains } = stage);
});

afterAll(() => stage.close());

beforeEach(async () => {
  await pool.query('delete from domain');
  await pool.query('delete from employee');
  north = stage.directory.addDomain('north.example');
  stage.directory.targets.length = 0;
});

describe('testing a domain', () => {
  test('reports each check by itself', async () => {
    const id = await domains.create(TEST_ACTOR, inputFor(north, { syncGroupName: 'People' }));
    const group = north.addGroup('People');
    north.join(group.objectGuid, north.addPerson().objectGuid);
    const checks = await domains.test(TEST_ACTOR, id);
    expect(checks.map(({ name, outcome, code }) => [name, outcome, code])).toEqual([
      ['CONNECT', 'PASSED', null],
      ['CERTIFICATE', 'PASSED', null],
      ['BIND', 'PASSED', null],
      ['SYNC_GROUP', 'PASSED', null],
      ['PASSWORD_GROUP', 'FAILED', 'GROUP_NOT_FOUND'],
      ['PEOPLE', 'PASSED', null],
    ]);
    expect((await auditOf(pool, id)).at(-1)).toMatchObject({
      action: 'domain.test',
      details: { outcomes: { PASSWORD_GROUP: 'GROUP_NOT_FOUND', BIND: 'PASSED' } },
    });
  });

  test('asks for the group that is pinned, not for another of its name', async () => {
    const id = await domains.create(
      TEST_ACTOR,
      inputFor(north, { syncGroupName: 'People', passwordGroupName: null }),
    );
    const { objectGuid } = north.addGroup('People');
    await pool.query('update domain set sync_group_guid = $1', [objectGuid]);
    north.recreateGroup(objectGuid);
    const checks = await domains.test(TEST_ACTOR, id);
    expect(checks).toContainEqual(expect.objectContaining({ name: 'SYNC_GROUP', code: 'GROUP_RECREATED' }));
  });

  test('without a secret, or with one sealed under another key, says so', async () => {
    const id = await domains.create(TEST_ACTOR, { ...inputFor(north), bindSecret: null });
    await expect(domains.test(TEST_ACTOR, id)).rejects.toMatchObject({ code: 'BIND_SECRET_MISSING' });
    const other = createBindSecrets(randomBytes(32)).seal('x', id);
    await pool.query('update domain set bind_secret_sealed = $1', [other]);
    await expect(domains.test(TEST_ACTOR, id)).rejects.toMatchObject({ code: 'BIND_SECRET_UNREADABLE' });
  });
});
