import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AnswerAppSignInDocument,
  AppSignInProgressDocument,
  AskAppSignInDocument,
  AuthenticatorChallengeDocument,
  CompleteAppSignInDocument,
  DeactivateEmployeeDocument,
  MyProfileDocument,
  OfferAuthenticatorAppDocument,
  OpenAuthenticatorSessionDocument,
  RemoveAuthenticatorDocument,
  RenameAuthenticatorDocument,
  SessionsDocument,
  UpdateMyProfileDocument,
} from '../../generated/operations.js';
import type { ApiClient } from '../../sandbox/api-client.js';
import { SimulatedApp } from '../../sandbox/simulated-app/simulated-app.js';
import { hashOfSecret } from '../../keys/invitation-secrets.js';
import { PeopleStand } from '../../testing/people/people-stand.js';

let stand: PeopleStand;

beforeAll(async () => {
  stand = await PeopleStand.open();
});
afterAll(() => stand.close());

async function ask(page: ApiClient = stand.api.client()) {
  const { askAppSignIn } = await page.request(AskAppSignInDocument, {});
  return { page, uri: askAppSignIn.uri ?? '', secret: askAppSignIn.secret ?? '' };
}

/** A page that an app has signed in. */
async function signedIn(app: SimulatedApp): Promise<ApiClient> {
  const { page, uri, secret } = await ask();
  await app.answer(uri, true, stand.api.url);
  const { completeAppSignIn } = await page.request(CompleteAppSignInDocument, { input: { secret } });
  return stand.api.client({ token: completeAppSignIn.token ?? '' });
}

async function complete(secret: string) {
  const { completeAppSignIn } = await stand.api
    .client()
    .request(CompleteAppSignInDocument, { input: { secret } });
  return completeAppSignIn;
}

const forged = (app: SimulatedApp): SimulatedApp =>
  SimulatedApp.of({
    ...app.kept,
    privateKey: String(generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' })),
  });

describe('signing a page in with an app', () => {
  test('tells the page the moment the app says yes, and gives the session to it alone, once', async () => {
    const { app, employee } = await stand.withApp('Ada Lovelace');
    const { page, uri, secret } = await ask();
    const told = page.subscribe(AppSignInProgressDocument, { secret });
    expect((await told.next()).value?.appSignInProgress.state).toBe('WAITING');
    expect(await complete(secret)).toMatchObject({ token: null, userErrors: [{ code: 'WRONG_STATE' }] });
    expect(await app.look(uri, stand.api.url)).toMatchObject({ address: '127.0.0.1' });
    await app.answer(uri, true, stand.api.url);
    expect((await told.next()).value?.appSignInProgress.state).toBe('ACCEPTED');
    expect((await told.next()).done).toBe(true);
    const answers = await Promise.all([complete(secret), complete(secret)]);
    expect(answers.filter(({ token }) => token !== null)).toHaveLength(1);
    const [token] = answers.flatMap((answer) => answer.token ?? []);
    const { me } = await stand.api.client({ token: token ?? '' }).request(MyProfileDocument, {});
    expect(me).toMatchObject({ email: employee.email, role: 'EMPLOYEE' });
  });

  test('stops watching when the time is over, so that the page can ask anew', async () => {
    const { page, secret } = await ask();
    await stand.pool.query(
      `update app_sign_in set expires_at = now() + interval '1 second' where completed_at is null and token_hash = $1`,
      [hashOfSecret(secret)],
    );
    const told = page.subscribe(AppSignInProgressDocument, { secret });
    expect((await told.next()).value?.appSignInProgress.state).toBe('WAITING');
    expect((await told.next()).done).toBe(true);
  });

  test('gives nothing when the app says no, and an answer counts once', async () => {
    const { app } = await stand.withApp();
    const { uri, secret } = await ask();
    await app.answer(uri, false, stand.api.url);
    await expect(app.answer(uri, true, stand.api.url)).rejects.toMatchObject({ code: 'SCAN_OVER' });
    expect((await complete(secret)).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
  });

  test('is of no use to whoever has seen the code and not the secret', async () => {
    const { app } = await stand.withApp();
    const { uri } = await ask();
    const id = /t=([^&]+)/.exec(uri)?.[1] ?? '';
    await app.answer(uri, true, stand.api.url);
    expect((await complete(id)).userErrors).toMatchObject([{ code: 'SCAN_OVER' }]);
  });

  test('takes no answer that is signed for another question or with another key', async () => {
    const { app } = await stand.withApp();
    const [one, other] = [await ask(), await ask()];
    const session = await app.open(stand.api.url);
    const id = (uri: string) => /t=([^&]+)/.exec(uri)?.[1] ?? '';
    const signature = Buffer.alloc(64, 7).toString('base64');
    for (const requestId of [id(one.uri), id(other.uri)]) {
      const { answerAppSignIn } = await session.request(AnswerAppSignInDocument, {
        input: { requestId, accept: true, signature },
      });
      expect(answerAppSignIn.userErrors).toMatchObject([{ code: 'SIGNATURE_INVALID' }]);
    }
    await expect(forged(app).open(stand.api.url)).rejects.toMatchObject({ code: 'SIGNATURE_INVALID' });
  });
});

describe('an authenticator app', () => {
  test('trusts no server but the one in the code', async () => {
    const { client } = await stand.invite(await stand.addEmployee());
    const uri = await stand.offer(client);
    const other = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }).x ?? '';
    await expect(stand.scan(uri.replace(/k=[^&]+/, `k=${other}`))).rejects.toMatchObject({
      code: 'SIGNATURE_INVALID',
    });
    // The attempt was signed for another server, so it used nothing up.
    await stand.scan(uri);
  });

  test('opens one session with one nonce, and none with the nonce of another', async () => {
    const { app } = await stand.withApp();
    const other = await stand.withApp();
    const client = stand.api.client();
    const { authenticatorId } = app.kept;
    const { authenticatorChallenge } = await client.request(AuthenticatorChallengeDocument, {
      authenticatorId: other.app.kept.authenticatorId,
    });
    const { openAuthenticatorSession } = await client.request(OpenAuthenticatorSessionDocument, {
      input: { authenticatorId, nonce: authenticatorChallenge.nonce, signature: 'AAAA' },
    });
    expect(openAuthenticatorSession.userErrors).toMatchObject([{ code: 'CHALLENGE_OVER' }]);
  });

  test('that is removed is out at once, with every page it signed in', async () => {
    const { app, employee } = await stand.withApp();
    const page = await signedIn(app);
    const { myProfile } = await page.request(MyProfileDocument, {});
    const id = myProfile?.authenticators[0]?.id ?? '';
    const session = await app.open(stand.api.url);
    await session.request(MyProfileDocument, {});
    await stand.admin.request(RemoveAuthenticatorDocument, { input: { id } });
    await expect(session.request(MyProfileDocument, {})).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(page.request(MyProfileDocument, {})).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(app.open(stand.api.url)).rejects.toMatchObject({ code: 'AUTHENTICATOR_REFUSED' });
    expect(employee.id).not.toBe('');
  });

  test('is out at once when its owner is deactivated, and so is every page and subscription', async () => {
    const { app, employee } = await stand.withApp();
    const page = await signedIn(app);
    const { uri, secret } = await ask();
    const session = await app.open(stand.api.url);
    const unanswered = { secret: (await ask()).secret };
    const watching = [page, session].map((client) => client.subscribe(AppSignInProgressDocument, unanswered));
    for (const each of watching) expect((await each.next()).done).toBe(false);
    await app.answer(uri, true, stand.api.url);
    await stand.admin.request(DeactivateEmployeeDocument, { input: { id: employee.id } });
    for (const client of [page, session]) {
      await expect(client.request(MyProfileDocument, {})).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    }
    for (const each of watching) await expect(each.next()).rejects.toMatchObject({ code: 4401 });
    // What it had said yes to is worth nothing either.
    await expect(complete(secret)).rejects.toMatchObject({ code: 'SIGN_IN_REFUSED' });
    await expect(app.open(stand.api.url)).rejects.toMatchObject({ code: 'AUTHENTICATOR_REFUSED' });
  });

  test('can be given another name by its owner and by nobody else but an administrator', async () => {
    const { app } = await stand.withApp();
    const page = await signedIn(app);
    const stranger = await signedIn((await stand.withApp()).app);
    const id = app.kept.authenticatorId;
    const input = { id, name: 'Old telephone' };
    const renamed = await page.request(RenameAuthenticatorDocument, { input });
    expect(renamed.renameAuthenticator.authenticator?.name).toBe('Old telephone');
    const refused = await stranger.request(RenameAuthenticatorDocument, { input });
    expect(refused.renameAuthenticator.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    const { removeAuthenticator } = await stranger.request(RemoveAuthenticatorDocument, { input: { id } });
    expect(removeAuthenticator.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    const auditor = await stand.api.signedIn('AUDITOR');
    await expect(auditor.request(RenameAuthenticatorDocument, { input })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});

describe('an employee', () => {
  test('sees and changes their own profile, and adds another app while signed in', async () => {
    const { app } = await stand.withApp('Ada Lovelace');
    const page = await signedIn(app);
    const { updateMyProfile } = await page.request(UpdateMyProfileDocument, {
      input: { telephoneNumber: '+44 1' },
    });
    expect(updateMyProfile).toMatchObject({ userErrors: [], profile: { telephoneNumber: '+44 1' } });
    const { offerAuthenticatorApp } = await page.request(OfferAuthenticatorAppDocument, {});
    await stand.scan(offerAuthenticatorApp.uri ?? '', 'Second telephone');
    const after = stand.api.client({ token: offerAuthenticatorApp.token ?? '' });
    const { myProfile } = await after.request(MyProfileDocument, {});
    expect(myProfile?.authenticators.map(({ name }) => name)).toEqual(['My telephone', 'Second telephone']);
  });

  test('sees the sessions they have, however they were opened, and no others', async () => {
    const { app } = await stand.withApp();
    const page = await signedIn(app);
    const { sessions } = await page.request(SessionsDocument, { first: 10 });
    const methods = sessions.edges.map(({ node }) => node.method).toSorted();
    expect(methods).toEqual(['APP', 'APP_ITSELF']);
  });
});

describe('a session that nobody uses', () => {
  test('is over before its time', async () => {
    const { app } = await stand.withApp();
    const page = await signedIn(app);
    await page.request(MyProfileDocument, {});
    await stand.pool.query(
      `update session set last_used_at = now() - (idle_minutes + 1) * interval '1 minute' where method = 'APP'`,
    );
    await expect(page.request(MyProfileDocument, {})).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});
