import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  CreateDomainDocument,
  DeleteDomainDocument,
  DomainDocument,
  DomainsDocument,
  RepinGroupDocument,
  TestDomainDocument,
  UpdateDomainDocument,
  type CreateDomainInput,
} from '../../generated/operations.js';
import { createCertificateAuthority } from '../../sandbox/certificates/certificates.js';
import type { ApiClient } from '../../sandbox/api-client.js';
import { ScriptedDirectory } from '../../testing/scripted-directory/scripted-directory.js';
import { startApi, type TestApi } from '../../testing/start-api.js';

const SECRET = 'never to be seen again';
const directory = new ScriptedDirectory();
let api: TestApi;
let administrator: ApiClient;

beforeAll(async () => {
  api = await startApi({ adapters: { directory } });
  administrator = await api.signedIn('ADMINISTRATOR');
});

afterAll(async () => {
  await api.close();
});

/** Input for a domain that the scripted directory knows. */
function known(dnsName: string): CreateDomainInput {
  const domain = directory.addDomain(dnsName);
  domain.bindSecret = SECRET;
  return { dnsName, controllers: domain.controllers, bindAccount: domain.bindAccount, bindSecret: SECRET };
}

async function create(input: CreateDomainInput) {
  const { createDomain } = await administrator.request(CreateDomainDocument, { input });
  expect(createDomain.userErrors).toEqual([]);
  return createDomain.domain!;
}

describe('domains over the API', () => {
  test('are saved with their defaults, shown without the secret, and listed by priority', async () => {
    const authority = await createCertificateAuthority('North CA');
    const low = await create({ ...known('low.example'), priority: -5 });
    const high = await create({
      ...known('high.example'),
      priority: 500,
      caCertificates: [authority.certificate],
      rotationWindow: { days: ['SATURDAY', 'MONDAY'], start: '22:00', end: '04:00' },
    });
    expect(high).toMatchObject({
      hasBindSecret: true,
      readiness: 'READY',
      syncGroupName: 'Hideez Users Sync',
      removedUserPolicy: 'DEACTIVATE',
      rotationWindow: { days: ['MONDAY', 'SATURDAY'], start: '22:00', end: '04:00' },
      caCertificates: [{ subject: 'CN=North CA' }],
    });
    const first = await administrator.request(DomainsDocument, { first: 1 });
    expect(first.domains).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: true } });
    const second = await administrator.request(DomainsDocument, {
      first: 1,
      after: first.domains.pageInfo.endCursor ?? null,
    });
    expect([...first.domains.edges, ...second.domains.edges].map(({ node }) => node.id)).toEqual([
      high.id,
      low.id,
    ]);
    const everything = await administrator.post(
      `query ($id: ID!) { node(id: $id) { ... on Domain { ${await readableFields('Domain')} } } }`,
      { id: high.id },
    );
    expect(everything.errors).toEqual([]);
    expect(JSON.stringify(everything.data)).not.toContain(SECRET);
  });

  test('without a secret say that they need one', async () => {
    const bare = await create({ ...known('bare.example'), bindSecret: null });
    expect(bare).toMatchObject({ hasBindSecret: false, readiness: 'NEEDS_BIND_SECRET' });
    const { testDomain } = await administrator.request(TestDomainDocument, { input: { domainId: bare.id } });
    expect(testDomain).toMatchObject({ checks: null, userErrors: [{ code: 'BIND_SECRET_MISSING' }] });
  });

  test('are refused with every mistake at once, each with its place', async () => {
    const { createDomain } = await administrator.request(CreateDomainDocument, {
      input: {
        dnsName: '!',
        controllers: ['ldap://dc1.x.example', 'ldaps://dc1.x.example:3268'],
        bindAccount: 'reader@x.example',
        bindSecret: 's'.repeat(1_025),
        caCertificates: ['-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----'],
        priority: 1_001,
      },
    });
    expect(createDomain.domain).toBeNull();
    expect(createDomain.userErrors.map(({ code, path }) => `${code} ${path?.join('.')}`)).toEqual([
      'BAD_INPUT input.dnsName',
      'BAD_INPUT input.controllers.0',
      'BAD_INPUT input.controllers.1',
      'BAD_INPUT input.caCertificates.0',
      'BAD_INPUT input.priority',
      'BAD_INPUT input.bindSecret',
    ]);
    expect(JSON.stringify(createDomain)).not.toContain('sss');
  });

  test('are refused with what the directory says about the way in', async () => {
    const input = known('locked.example');
    const { createDomain } = await administrator.request(CreateDomainDocument, {
      input: { ...input, bindSecret: 'a wrong one' },
    });
    expect(createDomain.userErrors).toMatchObject([{ code: 'BIND_REFUSED', path: ['input', 'bindAccount'] }]);
    const again = await administrator.request(CreateDomainDocument, { input });
    expect(again.createDomain.userErrors).toEqual([]);
    const twice = await administrator.request(CreateDomainDocument, { input });
    expect(twice.createDomain.userErrors).toMatchObject([{ code: 'ALREADY_EXISTS' }]);
  });

  test('are changed in part; null clears where that means something', async () => {
    const { id } = await create({ ...known('changing.example'), timeZone: 'Europe/Oslo' });
    const { updateDomain } = await administrator.request(UpdateDomainDocument, {
      input: { id, passwordGroupName: null, nestedGroups: true },
    });
    expect(updateDomain).toMatchObject({
      domain: { passwordGroupName: null, nestedGroups: true, timeZone: 'Europe/Oslo', hasBindSecret: true },
      userErrors: [],
    });
    const refused = await administrator.request(UpdateDomainDocument, { input: { id, syncGroupName: null } });
    expect(refused.updateDomain.userErrors).toMatchObject([
      { code: 'BAD_INPUT', path: ['input', 'syncGroupName'] },
    ]);
    const repinned = await administrator.request(RepinGroupDocument, {
      input: { domainId: id, group: 'PASSWORD' },
    });
    expect(repinned.repinGroup.userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
  });

  test('are tested check by check', async () => {
    const { id } = await create({ ...known('tested.example'), passwordGroupName: null });
    const { testDomain } = await administrator.request(TestDomainDocument, { input: { domainId: id } });
    expect(testDomain.checks?.map(({ name, outcome, code }) => [name, outcome, code])).toEqual([
      ['CONNECT', 'PASSED', null],
      ['CERTIFICATE', 'PASSED', null],
      ['BIND', 'PASSED', null],
      ['SYNC_GROUP', 'FAILED', 'GROUP_NOT_FOUND'],
      ['PASSWORD_GROUP', 'PASSED', null],
      ['PEOPLE', 'SKIPPED', null],
    ]);
  });

  test('are deleted after a look at what that does, by name', async () => {
    const { id } = await create(known('leaving.example'));
    const { domain } = await administrator.request(DomainDocument, { id });
    expect(domain?.deletionPreview).toMatchObject({
      employeesKnownOnlyHere: 0,
      employeesKept: 0,
      accounts: 0,
    });
    const wrong = await administrator.request(DeleteDomainDocument, { input: { id, confirmDnsName: 'x' } });
    expect(wrong.deleteDomain.userErrors).toMatchObject([
      { code: 'CONFIRMATION_MISMATCH', path: ['input', 'confirmDnsName'] },
    ]);
    const right = await administrator.request(DeleteDomainDocument, {
      input: { id, confirmDnsName: 'leaving.example' },
    });
    expect(right.deleteDomain).toEqual({
      deletedDomainId: id,
      closedAccounts: 0,
      affectedEmployees: 0,
      userErrors: [],
    });
    expect((await administrator.request(DomainDocument, { id })).domain).toBeNull();
  });

  test('are read by auditors, who change nothing, and by nobody who is not signed in', async () => {
    const auditor = await api.signedIn('AUDITOR');
    expect((await auditor.request(DomainsDocument, { first: 1 })).domains.edges).toHaveLength(1);
    await expect(auditor.request(CreateDomainDocument, { input: known('no.example') })).rejects.toMatchObject(
      {
        code: 'FORBIDDEN',
      },
    );
    await expect(api.client().request(DomainsDocument, { first: 1 })).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });
});

/** Every field of a type that holds a plain value, so that a secret could not hide in one that no test names. */
async function readableFields(type: string): Promise<string> {
  interface Introspection {
    described: { fields: { name: string; type: { kind: string; ofType: { kind: string } | null } }[] };
  }
  const { data } = await administrator.post<Introspection>(
    `query ($type: String!) { described: __type(name: $type) { fields { name type { kind ofType { kind } } } } }`,
    { type },
  );
  const plain = (data?.described.fields ?? []).filter(({ type: { kind, ofType } }) =>
    ['SCALAR', 'ENUM'].includes(ofType?.kind ?? kind),
  );
  expect(plain.length).toBeGreaterThan(15);
  return plain.map(({ name }) => name).join(' ');
}
