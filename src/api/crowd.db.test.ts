import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ApiClient } from '../sandbox/api-client.js';
import { addApiToken, addSession } from '../testing/credentials.js';
import { startApi, type TestApi } from '../testing/start-api.js';
import { addPeople, type StoredPeople } from '../testing/stored-people.js';

const LIST =
  '{ employees(first: 5) { edges { node { displayName domainAccounts { domain { dnsName } } } } } }';

let api: TestApi;
let people: StoredPeople;

beforeAll(async () => {
  api = await startApi();
  people = await addPeople(api.backend.pool, 5);
});

afterAll(() => api.close());

const crowd = Array.from({ length: 20 });

/** The codes of the errors, in the order asked. */
async function codes(client: ApiClient, text: string): Promise<readonly (string | undefined)[]> {
  const answers = await Promise.all(crowd.map(() => client.post(text)));
  return answers.map(({ errors }) => errors[0]?.extensions?.['code'] as string | undefined);
}

describe('in a crowd that asks the same', () => {
  test('nobody is answered what was before a change that they asked after', async () => {
    const client = await api.signedIn('ADMINISTRATOR');
    const [id] = people.employeeIds;
    const begun: Promise<unknown>[] = [];
    for (let round = 0; round < 30; round++) {
      for (let at = 0; at < 5; at++) begun.push(client.post(LIST));
      const name = `A changed name ${round}`;
      await api.backend.pool.query('update employee set display_name = $2 where id = $1', [id, name]);
      const answers = await Promise.all([client.post(LIST), client.post(LIST)]);
      for (const answer of answers) expect(JSON.stringify(answer.data)).toContain(`"${name}"`);
    }
    await Promise.all(begun);
  });

  test('nobody gets in whose session ended before they asked', async () => {
    for (let round = 0; round < 5; round++) {
      const { token, id } = await addSession(api.backend.pool, 'ADMINISTRATOR');
      const client = api.client({ token });
      const before = codes(client, LIST);
      await api.backend.pool.query('update session set revoked_at = now() where id = $1', [id]);
      expect(await codes(client, LIST)).toEqual(crowd.map(() => 'UNAUTHENTICATED'));
      await before;
    }
  });

  test('only those are answered who may ask, whoever has asked before', async () => {
    const reader = api.client({ token: (await addApiToken(api.backend.pool, ['READ'])).token });
    const other = api.client({ token: (await addApiToken(api.backend.pool, ['SYNC'])).token });
    for (let round = 0; round < 3; round++) {
      const [read, refused, anonymous] = await Promise.all([
        codes(reader, LIST),
        codes(other, LIST),
        codes(api.client(), LIST),
      ]);
      expect(read).toEqual(crowd.map(() => undefined));
      expect(refused).toEqual(crowd.map(() => 'FORBIDDEN'));
      expect(anonymous).toEqual(crowd.map(() => 'UNAUTHENTICATED'));
    }
  });

  test('each is answered about themselves', async () => {
    const clients = await Promise.all(
      (['ADMINISTRATOR', 'AUDITOR', 'EMPLOYEE'] as const).map(async (role) => ({
        role,
        client: await api.signedIn(role),
      })),
    );
    for (let round = 0; round < 3; round++) {
      const asked = [...clients, ...clients].map(async ({ role, client }) => {
        const { data } = await client.post('{ me { role } sessions { edges { node { current } } } }');
        expect(data?.['me']).toEqual({ role });
        expect(JSON.stringify(data?.['sessions']).split('"current":true')).toHaveLength(2);
      });
      await Promise.all(asked);
    }
  });
});
