import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AskAppSignInDocument,
  AuthenticatorChallengeDocument,
  BeginPasskeyDocument,
  CompleteAppSignInDocument,
  MyProfileDocument,
  OfferAuthenticatorAppDocument,
  OpenAuthenticatorSessionDocument,
  RegisterPasskeyDocument,
} from '../../generated/operations.js';
import type { ApiClient } from '../../sandbox/api-client.js';
import type { SimulatedApp } from '../../sandbox/simulated-app/simulated-app.js';
import { REPEATED_ANSWERS } from '../../services/authenticators/app-sign-in.js';
import { APP_SESSION_LIMIT } from '../../services/authenticators/open-app-session.js';
import { MOST_AUTHENTICATORS } from '../../services/authenticators/room-for-authenticators.js';
import { withTransaction } from '../../database.js';
import { PeopleStand, PUBLIC_URL } from '../../testing/people/people-stand.js';
import { sessionRequestOf } from '../../testing/people/signed-inputs.js';
import { rsaKey, SoftwarePasskey } from '../../testing/people/software-passkey.js';
import { somebodyWaits } from '../../testing/stored-people.js';
import { fromGlobalId, parseGlobalId } from '../relay/global-id.js';

const ORIGIN = new URL(PUBLIC_URL).origin;

let stand: PeopleStand;

beforeAll(async () => {
  stand = await PeopleStand.open();
});
afterAll(() => stand.close());

async function ask() {
  const { askAppSignIn } = await stand.api.client().request(AskAppSignInDocument, {});
  return askAppSignIn;
}

/** A page of the owner of this app. */
async function signedIn(app: SimulatedApp): Promise<ApiClient> {
  const { uri, secret } = await ask();
  await app.answer(uri ?? '', true, stand.api.url);
  const { completeAppSignIn } = await stand.api
    .client()
    .request(CompleteAppSignInDocument, { input: { secret: secret ?? '' } });
  return stand.api.client({ token: completeAppSignIn.token ?? '' });
}

async function registerPasskey(
  client: ApiClient,
  change: (answer: string) => string = (answer) => answer,
  passkey = new SoftwarePasskey(ORIGIN),
) {
  const { beginPasskey } = await client.request(BeginPasskeyDocument, {});
  const answer = change(passkey.create(beginPasskey.options ?? ''));
  const input = { answer, name: 'My computer' };
  return (await client.request(RegisterPasskeyDocument, { input })).registerPasskey;
}

describe('one user', () => {
  test(`has at most ${MOST_AUTHENTICATORS} authenticators, and adds another once one is gone`, async () => {
    const { app, employee } = await stand.withApp();
    let page = await signedIn(app);
    const { rows } = await stand.pool.query<{ id: string }>(
      `insert into authenticator (user_id, kind, name, platform, public_key)
       select u.id, 'APP', 'An app', 'Test', decode(md5('a' || n) || md5('b' || n), 'hex')
       from app_user u, generate_series(2, $2) n where u.email = $1 returning id`,
      [employee.email, MOST_AUTHENTICATORS],
    );
    const { offerAuthenticatorApp } = await page.request(OfferAuthenticatorAppDocument, {});
    page = stand.api.client({ token: offerAuthenticatorApp.token ?? '' });
    const uri = offerAuthenticatorApp.uri ?? '';
    await expect(stand.scan(uri)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    const refused = await registerPasskey(page);
    expect(refused.userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    const { myProfile } = await page.request(MyProfileDocument, {});
    expect(myProfile?.authenticators).toHaveLength(MOST_AUTHENTICATORS);
    await stand.pool.query('delete from authenticator where id = $1', [rows[0]?.id]);
    // Of two at the same instant one is too many.
    const begun = await withTransaction(stand.pool, async (sql) => {
      // Whatever is counted is counted while nothing can be written.
      await sql.query('lock table authenticator in share mode');
      const scan = stand.scan(uri).then(
        () => [],
        (refusal: unknown) => [refusal],
      );
      await somebodyWaits(stand.pool);
      const made = registerPasskey(page).then(({ userErrors }) => userErrors);
      await somebodyWaits(stand.pool, 2);
      return { both: [scan, made] };
    });
    expect((await Promise.all(begun.both)).flat()).toMatchObject([{ code: 'WRONG_STATE' }]);
  });
});

describe('a passkey', () => {
  test('that says it is reached in ways nobody has heard of is kept without them', async () => {
    const { client } = await stand.invite(await stand.addEmployee());
    const made = await registerPasskey(client, (answer) => {
      const said = JSON.parse(answer) as { response: object };
      return JSON.stringify({
        ...said,
        response: { ...said.response, transports: [['usb'], 'nfc', 7, 'UPPER'] },
      });
    });
    expect(made.userErrors).toEqual([]);
    const { rows } = await stand.pool.query<{ transports: string[] }>(
      `select transports from authenticator where kind = 'PASSKEY'`,
    );
    expect(rows).toEqual([{ transports: ['nfc'] }]);
  });

  test.each([
    [2_600, []],
    [2_700, [{ code: 'PASSKEY_REFUSED' }]],
  ])('whose key has %i bytes is kept or refused, and nothing breaks', async (bytes, refusals) => {
    const { client } = await stand.invite(await stand.addEmployee());
    const made = await registerPasskey(client, undefined, new SoftwarePasskey(ORIGIN, rsaKey(bytes)));
    expect(made.userErrors).toMatchObject(refusals);
  });

  test('is not begun with an invitation that is over, whoever asks', async () => {
    const { services } = stand.api.backend;
    const employee = await stand.addEmployee();
    const asked = (state: 'PENDING' | 'EXPIRED') =>
      services.authenticators.passkeyOptions({
        kind: 'invitee',
        invitationId: randomUUID(),
        employeeId: parseGlobalId(employee.id).uuid,
        displayName: 'Ada Lovelace',
        state,
        expiresAt: new Date(),
      });
    await expect(asked('EXPIRED')).rejects.toMatchObject({ code: 'INVITATION_OVER' });
    expect(await asked('PENDING')).toContain('challenge');
  });
});

describe('a page that waits for an app', () => {
  test('says where the mistake is when an app asks for one that cannot be', async () => {
    const { app } = await stand.withApp();
    const session = await app.open(stand.api.url);
    const { errors } = await session.post('{ waitingSignIn(requestId: "nothing") { address } }');
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', inputPath: ['requestId'] });
  });
});

describe('an app', () => {
  test('is not kept out by who repeats a signature of its, however often', async () => {
    const { app } = await stand.withApp();
    const client = stand.api.client();
    const { authenticatorId } = app.kept;
    const { authenticatorChallenge } = await client.request(AuthenticatorChallengeDocument, {
      authenticatorId,
    });
    const { input } = sessionRequestOf(app.kept, authenticatorChallenge.nonce);
    const open = async () =>
      (await client.request(OpenAuthenticatorSessionDocument, { input })).openAuthenticatorSession;
    expect((await open()).userErrors).toEqual([]);
    // From other places: guesses of one are slowed anyway.
    for (let time = 0; time < APP_SESSION_LIMIT.attempts; time += 1) {
      await stand.pool.query('delete from attempt_window');
      expect((await open()).userErrors).toMatchObject([{ code: 'CHALLENGE_OVER' }]);
    }
    await stand.pool.query('delete from attempt_window');
    await (await app.open(stand.api.url)).request(MyProfileDocument, {});
  });

  test('says again what it has said, each time in the audit, and only so often', async () => {
    const { app } = await stand.withApp();
    const { uri, secret } = await ask();
    const answered = async (times: number) => {
      for (let time = 0; time < times; time += 1) await app.answer(uri ?? '', true, stand.api.url);
    };
    await answered(1 + REPEATED_ANSWERS.attempts);
    await expect(answered(1)).rejects.toThrow('says the same too often');
    const { rows } = await stand.pool.query(
      `select count(*)::int as all, count(details->'repeated')::int as repeated
       from audit_event where action = 'session.app-accept' and target_id = $1`,
      [fromGlobalId('Authenticator', app.kept.authenticatorId)],
    );
    const repeated = REPEATED_ANSWERS.attempts;
    expect(rows).toEqual([{ all: repeated + 1, repeated }]);
    // Its answer counts all the same.
    const input = { secret: secret ?? '' };
    const { completeAppSignIn } = await stand.api.client().request(CompleteAppSignInDocument, { input });
    expect(completeAppSignIn.userErrors).toEqual([]);
  });
});
