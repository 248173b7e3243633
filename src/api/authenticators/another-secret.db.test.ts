import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  BeginPasskeyDocument,
  MyProfileDocument,
  OfferAuthenticatorAppDocument,
  RegisterPasskeyDocument,
  RemoveAuthenticatorDocument,
} from '../../generated/operations.js';
import { addSession } from '../../testing/credentials.js';
import { connectedSocket } from '../../testing/network/raw-socket.js';
import { addApp } from '../../testing/people/stored-credentials.js';
import { PeopleStand, PUBLIC_URL } from '../../testing/people/people-stand.js';
import { SoftwarePasskey } from '../../testing/people/software-passkey.js';
import { globalId } from '../relay/global-id.js';

let stand: PeopleStand;

beforeAll(async () => {
  // What ends here is told; no clock looks.
  stand = await PeopleStand.open({ recheckSeconds: 3_600 });
});
afterAll(() => stand.close());

/** An employee with an app, signed in on a page that has a WebSocket open. */
async function signedIn() {
  const { id: appId, userId } = await addApp(stand.pool);
  const { token, id } = await addSession(stand.pool, 'EMPLOYEE', { userId });
  const socket = await connectedSocket(stand.api.url, {}, { authorization: `Bearer ${token}` });
  return { appId: globalId('Authenticator', appId), userId, sessionId: id, token, socket };
}

type Page = Awaited<ReturnType<typeof signedIn>>;

async function isGood(token: string): Promise<boolean> {
  const { errors } = await stand.api.client({ token }).post('{ me { id } }');
  return errors.length === 0;
}

const changes: readonly (readonly [string, (page: Page) => Promise<string | null | undefined>])[] = [
  [
    'when it shows the code with which an app is let in',
    async ({ token }) => {
      const client = stand.api.client({ token });
      const { offerAuthenticatorApp } = await client.request(OfferAuthenticatorAppDocument, {});
      await stand.scan(offerAuthenticatorApp.uri ?? '');
      return offerAuthenticatorApp.token;
    },
  ],
  [
    'when it adds a passkey',
    async ({ token }) => {
      const client = stand.api.client({ token });
      const { beginPasskey } = await client.request(BeginPasskeyDocument, {});
      const answer = new SoftwarePasskey(new URL(PUBLIC_URL).origin).create(beginPasskey.options ?? '');
      const input = { answer, name: 'A passkey' };
      return (await client.request(RegisterPasskeyDocument, { input })).registerPasskey.token;
    },
  ],
  [
    'when it removes an authenticator of its own',
    async ({ token, appId }) => {
      const client = stand.api.client({ token });
      const { removeAuthenticator } = await client.request(RemoveAuthenticatorDocument, {
        input: { id: appId },
      });
      return removeAuthenticator.token;
    },
  ],
];

describe('a session gets another secret', () => {
  test.each(changes)('%s, and whoever had the old one has nothing any more', async (_when, change) => {
    const page = await signedIn();
    const token = await change(page);
    expect(await page.socket.closed).toBe(4403);
    expect(await isGood(page.token)).toBe(false);
    expect(await isGood(token ?? '')).toBe(true);
    const { myProfile } = await stand.api.client({ token: token ?? '' }).request(MyProfileDocument, {});
    expect(myProfile).not.toBeNull();
  });

  test('in its cookie where it has one', async () => {
    const { token, appId, socket } = await signedIn();
    const response = await fetch(`${stand.api.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        cookie: `latchkey_session=${token}`,
        'x-latchkey-csrf': '1',
      },
      body: JSON.stringify({
        query: `mutation ($id: ID!) { removeAuthenticator(input: { id: $id }) { token } }`,
        variables: { id: appId },
      }),
    });
    const { data } = (await response.json()) as { data: { removeAuthenticator: { token: string } } };
    expect(response.headers.get('set-cookie')).toContain(data.removeAuthenticator.token);
    expect(await socket.closed).toBe(4403);
  });

  test('and none for what is done to somebody else', async () => {
    const { appId } = await signedIn();
    const { token } = await addSession(stand.pool, 'ADMINISTRATOR');
    const client = stand.api.client({ token });
    const { removeAuthenticator } = await client.request(RemoveAuthenticatorDocument, {
      input: { id: appId },
    });
    expect(removeAuthenticator).toMatchObject({ token: null, userErrors: [] });
    expect(await isGood(token)).toBe(true);
  });
});

test('sessions end with the role of their user, and do not come back with it', async () => {
  const { token, userId, socket } = await signedIn();
  await stand.pool.query(`update app_user set role = 'AUDITOR' where id = $1`, [userId]);
  expect(await socket.closed).toBe(4401);
  await stand.pool.query(`update app_user set role = 'EMPLOYEE' where id = $1`, [userId]);
  expect(await isGood(token)).toBe(false);
});
