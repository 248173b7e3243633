import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AnswerAppSignInDocument,
  CompleteAppSignInDocument,
  MyInvitationDocument,
  MyProfileDocument,
  OfferAuthenticatorAppDocument,
  OpenAuthenticatorSessionDocument,
  SignInWithPasskeyDocument,
  SignOutDocument,
  WaitingSignInDocument,
} from '../../generated/operations.js';
import type { SimulatedApp } from '../../sandbox/simulated-app/simulated-app.js';
import { newBearer, type BearerKind } from '../../services/sign-in/bearer.js';
import {
  codesOf,
  complete,
  MisuseStand,
  register,
  type Question,
} from '../../testing/people/misuse-stand.js';
import { answerOf, sessionRequestOf, spoilt, withSecret } from '../../testing/people/signed-inputs.js';

let stand: MisuseStand;
let ada: SimulatedApp;
/** Another, with the session of a page and one of its own. */
let bea: SimulatedApp;
let page: string;
let own: string;

beforeAll(async () => {
  stand = await MisuseStand.open();
  ada = (await stand.people.withApp('Ada Lovelace')).app;
  bea = (await stand.people.withApp('Bea Byron')).app;
  page = await stand.session(bea);
  own = await stand.openApp(bea);
});
afterAll(() => stand.close());

const randomSecret = (): string => randomBytes(32).toString('base64url');

describe('a bearer credential', () => {
  const kinds: readonly BearerKind[] = ['session', 'app', 'invitation', 'token', 'workstation'];

  test.each(kinds)('of the kind %s that is guessed opens nothing', async (kind) => {
    const { text: token } = newBearer(kind);
    const reading = await stand.ask({ document: MyProfileDocument, token });
    expect(reading).toEqual({ codes: ['UNAUTHENTICATED'], audited: ['query.refuse ANONYMOUS'] });
    const changing = await stand.ask({ document: OfferAuthenticatorAppDocument, token });
    expect(changing).toEqual({ codes: ['UNAUTHENTICATED'], audited: ['mutation.refuse ANONYMOUS'] });
  });

  test('is good as what it is, whole, and as nothing else', async () => {
    const { secret } = await stand.invited();
    for (const good of [page, own, secret]) {
      for (const prefix of ['lk_s_', 'lk_a_', 'lk_i_', 'lk_t_', 'lk_w_']) {
        const token = prefix + good.slice(5);
        if (token === good) continue;
        const { codes } = await stand.ask({ document: MyProfileDocument, token });
        expect([prefix, codes]).toEqual([prefix, ['UNAUTHENTICATED']]);
      }
      for (const token of [spoilt(good), good.slice(0, -1), `${good}A`, good.toLowerCase()]) {
        const { codes, audited } = await stand.ask({ document: MyInvitationDocument, token });
        expect([codes, audited]).toEqual([['UNAUTHENTICATED'], ['query.refuse ANONYMOUS']]);
      }
    }
  });

  test('is good for nothing once it is revoked, over the WebSocket that it had opened neither', async () => {
    const token = await stand.session(ada);
    const client = stand.client(token);
    const results = client.iterate('query { myProfile { displayName } }');
    expect((await results.next()).value?.errors).toBeUndefined();
    await stand.client(token).request(SignOutDocument, {});
    expect(await stand.ask({ document: MyProfileDocument, token })).toEqual({
      codes: ['UNAUTHENTICATED'],
      audited: ['query.refuse ANONYMOUS'],
    });
    const connecting = await stand.watched(async () => {
      const again = stand.client(token).iterate('query { myProfile { displayName } }');
      return [String(((await again.next().catch((error: unknown) => error)) as { code: number }).code)];
    });
    expect(connecting).toEqual({ codes: ['4403'], audited: ['connection.refuse ANONYMOUS'] });
  });
});

describe('what is guessed', () => {
  test.each<[string, () => Promise<Question> | Question, string, string]>([
    [
      'the secret of a code that an app scans',
      async () => register(withSecret((await stand.invited()).uri, randomSecret())),
      'SCAN_OVER',
      'mutation.refuse ANONYMOUS',
    ],
    ['the secret of a page', () => complete(randomSecret()), 'SCAN_OVER', 'mutation.refuse ANONYMOUS'],
    [
      'the question of a page, by an app that would look at it',
      () => ({ document: WaitingSignInDocument, variables: { requestId: randomUUID() }, token: own }),
      'SCAN_OVER',
      'query.refuse AUTHENTICATOR',
    ],
    [
      'the question of a page, by an app that would answer it',
      async () => ({
        document: AnswerAppSignInDocument,
        variables: answerOf(bea.kept, withSecret((await stand.page()).uri, randomUUID())),
        token: own,
      }),
      'SCAN_OVER',
      'mutation.refuse AUTHENTICATOR',
    ],
    [
      'a nonce',
      () => ({
        document: OpenAuthenticatorSessionDocument,
        variables: sessionRequestOf(ada.kept, randomBytes(56).toString('base64url')),
      }),
      'CHALLENGE_OVER',
      'mutation.refuse ANONYMOUS',
    ],
    [
      'the challenge of a passkey',
      async () => {
        const options = JSON.stringify({ challenge: randomSecret(), rpId: 'keys.example' });
        const input = { answer: (await stand.withPasskey()).get(options) };
        return { document: SignInWithPasskeyDocument, variables: { input } };
      },
      'PASSKEY_REFUSED',
      'mutation.refuse ANONYMOUS',
    ],
  ])('is %s: refused, and audited', async (_what, question, code, action) => {
    expect(await stand.ask(await question())).toEqual({ codes: [code], audited: [action] });
  });

  test('over a WebSocket is refused and audited as over HTTP', async () => {
    const watching = await stand.watched(async () => {
      const results = stand
        .client()
        .iterate('subscription ($secret: String!) { appSignInProgress(secret: $secret) { state } }', {
          secret: randomSecret(),
        });
      const { value } = await results.next();
      return codesOf({ data: null, errors: value?.errors ?? [] });
    });
    expect(watching).toEqual({ codes: ['SCAN_OVER'], audited: ['subscription.refuse ANONYMOUS'] });
    const changing = await stand.watched(async () => {
      const results = stand
        .client()
        .iterate(
          'mutation ($input: CompleteAppSignInInput!) { completeAppSignIn(input: $input) { token userErrors { code } } }',
          { input: { secret: randomSecret() } },
        );
      const payload = (await results.next()).value?.data?.['completeAppSignIn'] as {
        userErrors: { code: string }[];
      };
      return payload.userErrors.map(({ code }) => code);
    });
    expect(changing).toEqual({ codes: ['SCAN_OVER'], audited: ['mutation.refuse ANONYMOUS'] });
  });

  test('many times in one document is refused each time, and in a batch not looked at', async () => {
    const fields = Array.from(
      { length: 15 },
      (_each, at) =>
        `a${at}: completeAppSignIn(input: { secret: "${randomSecret()}" }) { userErrors { code } }`,
    );
    const { codes, audited } = await stand.ask({ document: `mutation { ${fields.join(' ')} }` });
    expect(new Set(codes)).toEqual(new Set(['SCAN_OVER']));
    expect([codes.length, audited.length]).toEqual([15, 15]);
    const more = Array.from({ length: 31 }, (_each, at) => `a${at}: myInvitation { state }`);
    const tooMany = await stand.ask({
      document: `{ ${more.join(' ')} }`,
      token: newBearer('invitation').text,
    });
    expect(tooMany.codes).toEqual(['BAD_INPUT']);
    const response = await fetch(`${stand.people.api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fields.map((field) => ({ query: `mutation { ${field} }` }))),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { limit: 'BATCH' } }] });
  });

  test('too often is only told when to come back, and keeps nobody out who has what is right', async () => {
    const { page: asked, client } = { page: await stand.page(), client: stand.client() };
    await ada.answer(asked.uri, true, stand.people.api.url);
    const guess = async (): Promise<string | undefined> => {
      const { completeAppSignIn } = await client
        .request(CompleteAppSignInDocument, { input: { secret: randomSecret() } })
        .catch((error: { code: string }) => ({
          completeAppSignIn: { userErrors: [{ code: error.code }] },
        }));
      return completeAppSignIn.userErrors[0]?.code;
    };
    const answers: (string | undefined)[] = [];
    for (let each = 0; each < 12; each += 1)
      answers.push(...(await Promise.all(Array.from({ length: 10 }, guess))));
    expect(answers.filter((code) => code === 'SCAN_OVER')).toHaveLength(100);
    expect(answers.filter((code) => code === 'TOO_MANY_REQUESTS')).toHaveLength(20);
    const { completeAppSignIn } = await client.request(CompleteAppSignInDocument, {
      input: { secret: asked.secret },
    });
    expect(completeAppSignIn.userErrors).toEqual([]);
  });
});
