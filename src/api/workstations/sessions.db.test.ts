import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sessionMessage } from '../../domain/workstation/signed-messages.js';
import {
  OpenWorkstationSessionDocument,
  RejectWorkstationDocument,
  WorkstationChallengeDocument,
  type OpenWorkstationSessionMutation,
} from '../../generated/operations.js';
import { createChallenges } from '../../keys/challenges.js';
import type { ApiClient } from '../../sandbox/api-client.js';
import { openSession, register } from '../../sandbox/simulated-workstation/workstation-calls.js';
import {
  newWorkstationKey,
  type WorkstationKey,
} from '../../sandbox/simulated-workstation/workstation-key.js';
import { SESSION_LIMIT } from '../../services/workstations/open-workstation-session.js';
import { startApi, type TestApi } from '../../testing/start-api.js';
import {
  enrolmentToken,
  someFacts,
  workstationNow,
} from '../../testing/workstations/simulated-workstations.js';
import { parseGlobalId } from '../relay/global-id.js';

type Opened = OpenWorkstationSessionMutation['openWorkstationSession'];

interface Known {
  readonly id: string;
  readonly key: WorkstationKey;
}

let api: TestApi;
let other: TestApi;
let admin: ApiClient;

beforeAll(async () => {
  api = await startApi();
  // Another server of the same installation.
  const { databaseUrl, masterKey } = api.config;
  other = await startApi({ config: { databaseUrl, masterKey } });
  admin = await api.signedIn('ADMINISTRATOR');
});

afterAll(async () => {
  await other.close();
  await api.close();
});

const facts = { operatingSystem: 'Windows 12', clientVersion: '2.0' };

async function registered(): Promise<Known> {
  const key = newWorkstationKey();
  const { token } = await enrolmentToken(admin);
  const { id } = await register(api.client(), key, someFacts(), token);
  return { key, id };
}

async function nonceFor(workstationId: string): Promise<string> {
  const { workstationChallenge } = await api
    .client()
    .request(WorkstationChallengeDocument, { workstationId });
  return workstationChallenge.nonce;
}

async function opening({ id, key }: Known, nonce: string, server = api): Promise<Opened> {
  const signature = key.sign(sessionMessage(id, nonce, facts));
  const input = { workstationId: id, nonce, ...facts, signature };
  return (await server.client().request(OpenWorkstationSessionDocument, { input })).openWorkstationSession;
}

function codeOf({ userErrors }: Opened): string | undefined {
  return userErrors[0]?.code;
}

async function codeWith(token: string, text: string): Promise<unknown> {
  const { errors } = await api.client({ token }).post(text);
  return errors[0]?.extensions?.['code'];
}

describe('a workstation proves itself by signing a nonce', () => {
  test('and gets a session, stored only as a hash, that tells what it runs now', async () => {
    const known = await registered();
    const opened = await opening(known, await nonceFor(known.id));
    expect(opened).toMatchObject({ state: 'PENDING', userErrors: [] });
    expect(opened.token).toMatch(/^lk_w_/);
    const { rows } = await api.backend.pool.query('select t::text as text from workstation_session t');
    expect(JSON.stringify(rows)).not.toContain(opened.token?.slice(5));
    expect(await workstationNow(admin, known.id)).toMatchObject(facts);
  });

  test('that is good once, also at the same moment, on whichever server', async () => {
    const known = await registered();
    const nonce = await nonceFor(known.id);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, at) => opening(known, nonce, at % 2 === 0 ? api : other)),
    );
    expect(answers.filter(({ token }) => token !== null)).toHaveLength(1);
    expect(answers.filter((answer) => codeOf(answer) === 'CHALLENGE_OVER')).toHaveLength(9);
    expect(codeOf(await opening(known, nonce, other))).toBe('CHALLENGE_OVER');
  });

  test('that is its own, and whose minute is not over', async () => {
    const known = await registered();
    const stranger = await registered();
    expect(codeOf(await opening(known, await nonceFor(stranger.id)))).toBe('CHALLENGE_OVER');
    const { uuid } = parseGlobalId(known.id);
    const challenges = createChallenges(api.config.masterKey, 'workstation-session');
    const late = challenges.issue(uuid, new Date(Date.now() - 60_001)).nonce;
    expect(codeOf(await opening(known, late))).toBe('CHALLENGE_OVER');
    const inTime = challenges.issue(uuid, new Date(Date.now() - 50_000)).nonce;
    expect(codeOf(await opening(known, inTime))).toBeUndefined();
  });

  test('and nobody else can with another key, nor by saying who they are', async () => {
    const known = await registered();
    const nonce = await nonceFor(known.id);
    expect(codeOf(await opening({ ...known, key: newWorkstationKey() }, nonce))).toBe('SIGNATURE_INVALID');
    // The nonce is still good for the one who has the key.
    expect(codeOf(await opening(known, nonce))).toBeUndefined();
  });

  test('and what it signs under another id, as for another server, is of no use', async () => {
    const known = await registered();
    const nonce = await nonceFor(known.id);
    const sign = (): string => known.key.sign(sessionMessage('its id elsewhere', nonce, facts));
    expect(codeOf(await opening({ ...known, key: { ...known.key, sign } }, nonce))).toBe('SIGNATURE_INVALID');
  });

  test('but not when it is unknown', async () => {
    const id = Buffer.from('Workstation:0b8f7c52-4a9b-4f0e-9f44-0a5d0a4b3c21').toString('base64url');
    const answer = await opening({ id, key: newWorkstationKey() }, await nonceFor(id));
    expect(codeOf(answer)).toBe('NOT_FOUND');
  });

  test('but not when it was rejected', async () => {
    const known = await registered();
    await admin.request(RejectWorkstationDocument, { input: { id: known.id } });
    expect(codeOf(await opening(known, await nonceFor(known.id)))).toBe('WORKSTATION_REFUSED');
  });
});

describe('a session of a workstation', () => {
  test('that waits is good for waiting, and for nothing else', async () => {
    const known = await registered();
    const token = await openSession(api.client(), known.key, known.id, someFacts());
    for (const text of [
      'mutation { reportPresence(input: {}) { userErrors { code } } }',
      'mutation { reportWorkstationEvents(input: { events: [] }) { userErrors { code } } }',
      '{ workstations { totalCount } }',
      '{ employees { totalCount } }',
      '{ me { id } }',
    ]) {
      expect([text, await codeWith(token, text)]).toEqual([text, 'FORBIDDEN']);
    }
  });

  test('is over when its time is', async () => {
    const known = await registered();
    const token = await openSession(api.client(), known.key, known.id, someFacts());
    await api.backend.pool.query('update workstation_session set expires_at = now()');
    expect(await codeWith(token, '{ me { id } }')).toBe('UNAUTHENTICATED');
  });

  test('is one of five at most: a sixth ends the oldest', async () => {
    const known = await registered();
    const tokens: string[] = [];
    for (let each = 0; each < 6; each += 1) {
      tokens.push(await openSession(api.client(), known.key, known.id, someFacts()));
    }
    const codes = await Promise.all(tokens.map((token) => codeWith(token, '{ me { id } }')));
    expect(codes).toEqual(['UNAUTHENTICATED', ...Array.from({ length: 5 }, () => 'FORBIDDEN')]);
  });

  test('is not opened without end; somebody without the key does not use that up', async () => {
    const known = await registered();
    const stranger = { ...known, key: newWorkstationKey() };
    for (let each = 0; each < SESSION_LIMIT.attempts; each += 1) {
      await opening(stranger, await nonceFor(known.id));
    }
    for (let each = 0; each < SESSION_LIMIT.attempts; each += 1) {
      expect(codeOf(await opening(known, await nonceFor(known.id)))).toBeUndefined();
    }
    const nonce = await nonceFor(known.id);
    const input = {
      workstationId: known.id,
      nonce,
      ...facts,
      signature: known.key.sign(sessionMessage(known.id, nonce, facts)),
    };
    const { errors } = await api
      .client()
      .post(
        'mutation ($input: OpenWorkstationSessionInput!) { openWorkstationSession(input: $input) { token } }',
        { input },
      );
    expect(errors[0]?.extensions).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    expect(errors[0]?.extensions?.['retryAfterSeconds']).toBeGreaterThan(0);
  });
});
