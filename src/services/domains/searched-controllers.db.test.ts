import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createCertificateAuthority } from '../../sandbox/certificates/certificates.js';
import { inputFor, openDomainStage, type DomainStage } from '../../testing/domain-stage.js';
import type { ScriptedDomain } from '../../testing/scripted-directory/scripted-domain.js';
import { TEST_ACTOR } from '../../testing/stored-people.js';
import type { DomainService } from './domain-service.js';

let stage: DomainStage;
let domains: DomainService;
let north: ScriptedDomain;
let one: string;
let other: string;

beforeAll(async () => {
  stage = await openDomainStage();
  ({ domains } = stage);
  [one, other] = (await Promise.all(
    ['One', 'Other'].map(async (name) => (await createCertificateAuthority(name)).certificate),
  )) as [string, string];
});

afterAll(() => stage.close());

beforeEach(async () => {
  await stage.pool.query('delete from domain');
  north = stage.directory.addDomain('north.example');
  stage.directory.targets.length = 0;
});

async function controllersOf(id: string): Promise<string[]> {
  const { rows } = await stage.pool.query<{ controllers: string[] }>(
    'select controllers from domain where id = $1',
    [id],
  );
  return rows[0]!.controllers;
}

describe('a domain whose controllers DNS names', () => {
  test('needs authorities to trust, and its stored secret follows neither a new name nor new ones', async () => {
    const searched = { ...inputFor(north), controllers: [], caCertificates: [one] };
    await expect(domains.create(TEST_ACTOR, { ...searched, caCertificates: [] })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      inputPath: ['input', 'caCertificates'],
    });
    const id = await domains.create(TEST_ACTOR, searched);
    stage.directory.targets.length = 0;
    const refused = { code: 'BIND_SECRET_MISSING', inputPath: ['input', 'bindSecret'] };
    for (const change of [
      { dnsName: 'thief.example' },
      { caCertificates: [one, other] },
      { controllers: ['ldaps://thief.example'] },
    ]) {
      await expect(domains.update(TEST_ACTOR, id, change)).rejects.toMatchObject(refused);
    }
    await expect(domains.update(TEST_ACTOR, id, { caCertificates: [] })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
    expect(stage.directory.targets).toEqual([]);
    await domains.update(TEST_ACTOR, id, { baseDn: north.baseDn });
    expect(stage.directory.targets).toMatchObject([{ controllers: [], bindSecret: north.bindSecret }]);
  });

  test('and listed them before needs the secret again', async () => {
    const id = await domains.create(TEST_ACTOR, { ...inputFor(north), caCertificates: [one] });
    stage.directory.targets.length = 0;
    await expect(domains.update(TEST_ACTOR, id, { controllers: [] })).rejects.toMatchObject({
      code: 'BIND_SECRET_MISSING',
    });
    expect(stage.directory.targets).toEqual([]);
    await domains.update(TEST_ACTOR, id, { controllers: [], bindSecret: north.bindSecret });
    expect(await controllersOf(id)).toEqual([]);
  });
});
