import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { registrationMessage, type RegistrationFacts } from '../../domain/workstation/signed-messages.js';
import {
  AuditEventsDocument,
  EnrolmentTokensDocument,
  RegisterWorkstationDocument,
  RevokeEnrolmentTokenDocument,
  type RegisterWorkstationMutation,
} from '../../generated/operations.js';
import type { ApiClient } from '../../sandbox/api-client.js';
import {
  newWorkstationKey,
  type WorkstationKey,
} from '../../sandbox/simulated-workstation/workstation-key.js';
import { MOST_PENDING, MOST_PENDING_OF_NETWORK } from '../../services/workstations/register-workstation.js';
import { startApi, type TestApi } from '../../testing/start-api.js';
import {
  enrolmentToken,
  someFacts,
  workstationNow,
} from '../../testing/workstations/simulated-workstations.js';

interface Registration {
  readonly key?: WorkstationKey;
  readonly facts?: RegistrationFacts;
  readonly token?: string | null;
  /** What is signed, when it is not what is sent. */
  readonly signed?: RegistrationFacts;
  readonly headers?: Record<string, string>;
}

type Registered = RegisterWorkstationMutation['registerWorkstation'];

async function registering(
  api: TestApi,
  { key = newWorkstationKey(), facts = someFacts(), token = null, signed = facts, headers }: Registration,
): Promise<Registered> {
  const { publicKey } = key;
  const input = {
    ...facts,
    publicKey: publicKey.toString('base64'),
    enrolmentToken: token,
    signature: key.sign(registrationMessage(publicKey, signed)),
  };
  const client = api.client(headers === undefined ? {} : { headers });
  return (await client.request(RegisterWorkstationDocument, { input })).registerWorkstation;
}

function codesOf({ userErrors }: Registered): readonly string[] {
  return userErrors.map(({ code }) => code);
}

describe('a workstation registers with an enrolment token', () => {
  let api: TestApi;
  let admin: ApiClient;

  beforeAll(async () => {
    api = await startApi();
    admin = await api.signedIn('ADMINISTRATOR');
  });

  afterAll(() => api.close());

  async function usesOf(id: string): Promise<number | undefined> {
    const { enrolmentTokens } = await admin.request(EnrolmentTokensDocument, { first: 100 });
    return enrolmentTokens.edges.find(({ node }) => node.id === id)?.node.uses;
  }

  test('and waits for approval, seen with what it has said, under the fingerprint of its key', async () => {
    const { token, id } = await enrolmentToken(admin);
    const facts = someFacts({ joinedDomain: null });
    const registered = await registering(api, { token, facts });
    expect(registered).toMatchObject({ state: 'PENDING', userErrors: [] });
    const seen = await workstationNow(admin, registered.workstationId ?? '');
    expect(seen).toMatchObject({ ...facts, state: 'PENDING', online: false, enrolmentToken: { id } });
    expect(seen.keyFingerprint).toMatch(/^[0-9a-f]{64}$/);
    const { auditEvents } = await admin.request(AuditEventsDocument, { filter: { targetId: seen.id } });
    expect(auditEvents.edges.map(({ node }) => [node.action, node.actorKind, node.actorId])).toEqual([
      ['workstation.register', 'WORKSTATION', seen.id],
    ]);
  });

  test('which is shown once, and stored only as a hash', async () => {
    const { token } = await enrolmentToken(admin);
    await registering(api, { token });
    for (const table of ['enrolment_token', 'audit_event', 'workstation']) {
      const { rows } = await api.backend.pool.query(`select t::text as text from ${table} t`);
      expect(JSON.stringify(rows)).not.toContain(token.slice(5));
    }
  });

  test.each<[string, (token: string, id: string) => Promise<string | null>]>([
    ['none', async () => null],
    ['an unknown one', async () => `lk_e_${randomBytes(32).toString('base64url')}`],
    ['something else', async () => 'x'],
    [
      'a revoked one',
      async (token, id) => {
        await admin.request(RevokeEnrolmentTokenDocument, { input: { id } });
        return token;
      },
    ],
    [
      'one whose time is over',
      async (token) => {
        await api.backend.pool.query(`update enrolment_token set expires_at = now()`);
        return token;
      },
    ],
    [
      'one that is used up',
      async (token) => {
        await registering(api, { token });
        return token;
      },
    ],
  ])('but not with %s', async (_which, spoil) => {
    const { token, id } = await enrolmentToken(admin);
    const answer = await registering(api, { token: await spoil(token, id) });
    expect(codesOf(answer)).toEqual(['ENROLMENT_REFUSED']);
    expect(answer.workstationId).toBeNull();
  });

  test('once by its key: again, and at the same moment, changes nothing and uses nothing up', async () => {
    const { token, id } = await enrolmentToken(admin, 5);
    const key = newWorkstationKey();
    const facts = someFacts();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => registering(api, { key, facts, token })),
    );
    const again = await registering(api, { key, token: null });
    const ids = [...answers, again].map(({ workstationId }) => workstationId);
    expect(new Set(ids).size).toBe(1);
    expect(await usesOf(id)).toBe(1);
    expect(await workstationNow(admin, ids[0] ?? '')).toMatchObject(facts);
  });

  test('as often as the token says, however many try at the same moment', async () => {
    const { token, id } = await enrolmentToken(admin, 3);
    const answers = await Promise.all(Array.from({ length: 10 }, () => registering(api, { token })));
    expect(answers.filter(({ state }) => state === 'PENDING')).toHaveLength(3);
    expect(answers.filter((answer) => codesOf(answer)[0] === 'ENROLMENT_REFUSED')).toHaveLength(7);
    expect(await usesOf(id)).toBe(3);
  });

  test.each<[string, (facts: RegistrationFacts) => Registration]>([
    [
      'what it signed is not what it sent',
      (facts) => ({ facts, signed: { ...facts, machineName: 'OTHER' } }),
    ],
    [
      'it has the public key only',
      (facts) => ({
        facts,
        key: { ...newWorkstationKey(), sign: (bytes) => newWorkstationKey().sign(bytes) },
      }),
    ],
  ])('but not when %s, and the token is as it was', async (_what, registration) => {
    const { token, id } = await enrolmentToken(admin);
    const answer = await registering(api, { ...registration(someFacts()), token });
    expect(codesOf(answer)).toEqual(['SIGNATURE_INVALID']);
    expect(await usesOf(id)).toBe(0);
  });

  test('but not with a key that anybody can sign for, nor with facts that are none', async () => {
    const { token } = await enrolmentToken(admin);
    const key = { publicKey: Buffer.alloc(32), sign: () => 'x' };
    expect(codesOf(await registering(api, { token, key }))).toEqual(['BAD_INPUT']);
    const { userErrors } = await registering(api, {
      token,
      facts: someFacts({ machineName: 'a b', clientVersion: '' }),
    });
    expect(userErrors.map(({ path }) => path)).toEqual([
      ['input', 'machineName'],
      ['input', 'clientVersion'],
    ]);
  });

  test('which is no credential for anything else', async () => {
    const { token } = await enrolmentToken(admin);
    const { errors } = await api.client({ token }).post('{ workstations { totalCount } }');
    expect(errors[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
  });
});

describe('where registration is open', () => {
  let api: TestApi;
  let admin: ApiClient;

  beforeAll(async () => {
    api = await startApi({
      config: {
        workstationEnrolment: 'open',
        access: {
          trustedProxies: ['loopback'],
          introspection: false,
          graphiql: false,
          sockets: { all: 100, perAddress: 100, perPrincipal: 100, subscriptionsPerPrincipal: 100 },
        },
      },
    });
    admin = await api.signedIn('ADMINISTRATOR');
  });

  afterAll(() => api.close());

  const from = (address: string): Record<string, string> => ({ 'x-forwarded-for': address });

  test('anybody may, until too many from one network wait, also at the same moment', async () => {
    const one = from('198.51.100.7');
    const answers = await Promise.all(
      Array.from({ length: MOST_PENDING_OF_NETWORK + 5 }, () => registering(api, { headers: one })),
    );
    expect(answers.filter(({ state }) => state === 'PENDING')).toHaveLength(MOST_PENDING_OF_NETWORK);
    expect(answers.filter((answer) => codesOf(answer)[0] === 'ENROLMENT_REFUSED')).toHaveLength(5);
    expect((await registering(api, { headers: from('198.51.100.8') })).state).toBe('PENDING');
  });

  test('one that is decided about makes room', async () => {
    const place = from('198.51.100.9');
    const first = await registering(api, { headers: place });
    for (let each = 1; each < MOST_PENDING_OF_NETWORK; each += 1) await registering(api, { headers: place });
    expect(codesOf(await registering(api, { headers: place }))).toEqual(['ENROLMENT_REFUSED']);
    await admin.post(
      'mutation ($id: ID!) { rejectWorkstation(input: { id: $id }) { userErrors { code } } }',
      {
        id: first.workstationId,
      },
    );
    expect((await registering(api, { headers: place })).state).toBe('PENDING');
  });

  test('nobody may while too many wait in all; who is known is still answered', async () => {
    const key = newWorkstationKey();
    await registering(api, { key, headers: from('203.0.113.1') });
    await api.backend.pool.query(
      `insert into workstation (public_key, machine_name, operating_system, client_version, address, network)
       select decode(md5(n::text) || md5('x' || n), 'hex'), 'FULL-' || n, 'x', 'x', 'x', 'n' || n
       from generate_series(1, $1::int) n`,
      [MOST_PENDING],
    );
    expect(codesOf(await registering(api, { headers: from('203.0.113.2') }))).toEqual(['ENROLMENT_REFUSED']);
    expect((await registering(api, { key, headers: from('203.0.113.2') })).state).toBe('PENDING');
  });
});
