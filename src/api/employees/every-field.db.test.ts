import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { DirectoryPerson } from '../../directory/directory.js';
import {
  PROFILE_VALUE_NAMES,
  profileOfAccount,
  SHOWN_ACCOUNT_VALUES,
  type ProfileValues,
} from '../../domain/employee/account-values.js';
import { PROFILE_FIELDS } from '../../domain/employee/profile.js';
import type { ApiClient } from '../../sandbox/api-client.js';
import { ScriptedSync, type ScriptedStand } from '../../testing/sync/scripted-sync.js';
import { startApi, type TestApi } from '../../testing/start-api.js';

let sync: ScriptedSync;
let north: ScriptedStand;
let api: TestApi;
let auditor: ApiClient;

beforeAll(async () => {
  sync = await ScriptedSync.open();
  north = await sync.addDomain();
  api = await startApi({ config: { databaseUrl: sync.world.databaseUrl } });
  auditor = await api.signedIn('AUDITOR');
});

afterAll(async () => {
  await api.close();
  await sync.close();
});

/** A person of whom every value of the profile is something else. */
function valuesOf(version: string): ProfileValues {
  const text = Object.fromEntries(PROFILE_VALUE_NAMES.map((name) => [name, `${name} ${version}`]));
  return { ...(text as Record<keyof ProfileValues, string>), mail: `ada-${version}@north.example` };
}

const ASK = `{ employees(first: 10) { edges { node {
  ${PROFILE_FIELDS.join(' ')}
  fieldOrigins { field domain { dnsName } }
  domainAccounts { ${SHOWN_ACCOUNT_VALUES.join(' ')} }
} } } }`;

async function theEmployee(): Promise<unknown> {
  const { data, errors } = await auditor.post(ASK, {});
  expect(errors).toEqual([]);
  return data;
}

function asShown(values: ProfileValues, person: DirectoryPerson) {
  const shown = SHOWN_ACCOUNT_VALUES.map((name) => [name, person[name]] as const);
  const texts = shown.map(([name, value]) => [name, value instanceof Date ? value.toISOString() : value]);
  return {
    ...profileOfAccount(values),
    fieldOrigins: PROFILE_FIELDS.map((field) => ({ field, domain: { dnsName: 'north.example' } })),
    domainAccounts: [Object.fromEntries(texts)],
  };
}

test('every field of a person comes from the directory to the API, and so does its change', async () => {
  const before = valuesOf('one');
  const guid = north.member('ada', before);
  await sync.world.sync(north.domainId);
  const added = north.domain.people.get(guid)!;
  expect(await theEmployee()).toEqual({ employees: { edges: [{ node: asShown(before, added) }] } });

  const after = valuesOf('two');
  const changed = north.domain.changePerson(guid, after);
  const run = await sync.world.sync(north.domainId);
  expect(await theEmployee()).toEqual({ employees: { edges: [{ node: asShown(after, changed) }] } });
  const [item] = await sync.world.items(run.id);
  const fields = item?.changes?.map(({ field }) => field);
  expect(fields).toEqual(expect.arrayContaining([...PROFILE_VALUE_NAMES]));
});
