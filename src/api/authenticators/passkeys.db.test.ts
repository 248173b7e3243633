import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  BeginPasskeyDocument,
  BeginPasskeySignInDocument,
  DeactivateEmployeeDocument,
  InvitationProgressDocument,
  MyProfileDocument,
  RegisterPasskeyDocument,
  RemoveAuthenticatorDocument,
  SignInWithPasskeyDocument,
} from '../../generated/operations.js';
import { fromGlobalId } from '../relay/global-id.js';
import type { ApiClient } from '../../sandbox/api-client.js';
import { PeopleStand } from '../../testing/people/people-stand.js';
import { SoftwarePasskey, type Falsehood } from '../../testing/people/software-passkey.js';

const ORIGIN = 'http://keys.example';
let stand: PeopleStand;

beforeAll(async () => {
  stand = await PeopleStand.open();
});
afterAll(() => stand.close());

async function register(client: ApiClient, passkey: SoftwarePasskey, falsehood: Falsehood = {}) {
  const { beginPasskey } = await client.request(BeginPasskeyDocument, {});
  const answer = passkey.create(beginPasskey.options ?? '', falsehood);
  const { registerPasskey } = await client.request(RegisterPasskeyDocument, {
    input: { answer, name: 'My computer' },
  });
  return { ...registerPasskey, answer };
}

async function options(client = stand.api.client()): Promise<string> {
  const { beginPasskeySignIn } = await client.request(BeginPasskeySignInDocument, {});
  return beginPasskeySignIn.options ?? '';
}

async function signIn(answer: string) {
  const { signInWithPasskey } = await stand.api
    .client()
    .request(SignInWithPasskeyDocument, { input: { answer } });
  return signInWithPasskey;
}

/** An employee who has accepted with a passkey. */
async function withPasskey() {
  const employee = await stand.addEmployee('Ada Lovelace');
  const { client } = await stand.invite(employee);
  const passkey = new SoftwarePasskey(ORIGIN);
  const { userErrors } = await register(client, passkey);
  expect(userErrors).toEqual([]);
  return { employee, passkey };
}

describe('a passkey', () => {
  test('accepts an invitation, which is told to its page, and signs its employee in', async () => {
    const employee = await stand.addEmployee('Ada Lovelace');
    const { client } = await stand.invite(employee);
    const told = client.subscribe(InvitationProgressDocument, { after: 1 });
    const accepted = told.next();
    const passkey = new SoftwarePasskey(ORIGIN);
    expect((await register(client, passkey)).userErrors).toEqual([]);
    expect((await accepted).value?.invitationProgress).toMatchObject({
      state: 'ACCEPTED',
      method: 'PASSKEY',
      name: 'My computer',
    });
    const { token, user } = await signIn(passkey.get(await options()));
    expect(user).toMatchObject({ email: employee.email, role: 'EMPLOYEE' });
    const { myProfile } = await stand.api.client({ token: token ?? '' }).request(MyProfileDocument, {});
    expect(myProfile?.authenticators).toMatchObject([{ kind: 'PASSKEY', name: 'My computer' }]);
  });

  test('is discoverable and asks who its user is: the options say so', async () => {
    const { client } = await stand.invite(await stand.addEmployee());
    const { beginPasskey } = await client.request(BeginPasskeyDocument, {});
    expect(JSON.parse(beginPasskey.options ?? '')).toMatchObject({
      rp: { id: 'keys.example' },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    expect(JSON.parse(await options())).toMatchObject({ rpId: 'keys.example', userVerification: 'required' });
  });

  test.each<[string, Falsehood]>([
    ['for another page', { origin: 'https://elsewhere.example' }],
    ['for another site', { rpId: 'elsewhere.example' }],
    ['for a challenge of nobody', { challenge: 'A'.repeat(75) }],
    ['without asking who its user is', { unverified: true }],
    ['for another owner', { userHandle: Buffer.alloc(32, 7).toString('base64url') }],
  ])('that answers %s is neither registered nor let in', async (_what, falsehood) => {
    const { client } = await stand.invite(await stand.addEmployee());
    // Whose it is says only who signs in.
    const codes = 'userHandle' in falsehood ? [] : [{ code: 'PASSKEY_REFUSED' }];
    const refused = await register(client, new SoftwarePasskey(ORIGIN), falsehood);
    expect(refused.userErrors).toMatchObject(codes);
    const { passkey } = await withPasskey();
    const { userErrors } = await signIn(passkey.get(await options(), falsehood));
    expect(userErrors).toMatchObject([{ code: 'PASSKEY_REFUSED' }]);
  });

  test('knows its owner as the same, invited or signed in, by nothing that says who they are', async () => {
    const { employee, passkey } = await withPasskey();
    const userOf = async (client: ApiClient) => {
      const { beginPasskey } = await client.request(BeginPasskeyDocument, {});
      return (JSON.parse(beginPasskey.options ?? '') as { user: { id: string } }).user.id;
    };
    const first = passkey.userHandle ?? '';
    const signedIn = await signIn(passkey.get(await options()));
    expect(await userOf(stand.api.client({ token: signedIn.token ?? '' }))).toBe(first);
    expect(await userOf((await stand.invite(employee)).client)).toBe(first);
    expect(await userOf((await stand.invite(await stand.addEmployee())).client)).not.toBe(first);
    const handle = Buffer.from(first, 'base64url');
    expect(handle).toHaveLength(32);
    const { rows } = await stand.pool.query<{ known: string }>(
      `select unnest(array[id::text, employee_id::text, email]) as known from app_user where email = $1`,
      [employee.email],
    );
    for (const { known } of rows) {
      const hidden = [Buffer.from(known), Buffer.from(known.replaceAll('-', ''), 'hex')];
      expect(hidden.filter((bytes) => bytes.length > 8 && handle.includes(bytes))).toEqual([]);
    }
    // One that does not say whose it is, is known by its id, in whichever of the two ways it is silent.
    expect((await signIn(passkey.get(await options(), { userHandle: null }))).userErrors).toEqual([]);
    passkey.userHandle = undefined;
    expect((await signIn(passkey.get(await options()))).userErrors).toEqual([]);
  });

  test('knows its owner as the one before it does, also where that was made in another way', async () => {
    const { employee, passkey } = await withPasskey();
    const other = Buffer.alloc(16, 9);
    await stand.pool.query('update authenticator set user_handle = $2 where credential_id = $1', [
      passkey.id,
      other,
    ]);
    const second = new SoftwarePasskey(ORIGIN);
    expect((await register((await stand.invite(employee)).client, second)).userErrors).toEqual([]);
    expect(second.userHandle).toBe(other.toString('base64url'));
    expect((await signIn(second.get(await options()))).userErrors).toEqual([]);
  });

  test('answers a challenge once, and not one that was given out for something else', async () => {
    const { passkey } = await withPasskey();
    const answer = passkey.get(await options());
    const both = await Promise.all([signIn(answer), signIn(answer)]);
    expect(both.filter(({ token }) => token !== null)).toHaveLength(1);
    const { client } = await stand.invite(await stand.addEmployee());
    const { beginPasskey } = await client.request(BeginPasskeyDocument, {});
    const { challenge } = JSON.parse(beginPasskey.options ?? '') as { challenge: string };
    const { userErrors } = await signIn(passkey.get(await options(), { challenge }));
    expect(userErrors).toMatchObject([{ code: 'PASSKEY_REFUSED' }]);
  });

  test('is registered with the challenge of the person it is for, and of nobody else', async () => {
    const [one, other] = [
      await stand.invite(await stand.addEmployee()),
      await stand.invite(await stand.addEmployee()),
    ];
    const { beginPasskey } = await one.client.request(BeginPasskeyDocument, {});
    const answer = new SoftwarePasskey(ORIGIN).create(beginPasskey.options ?? '');
    const { registerPasskey } = await other.client.request(RegisterPasskeyDocument, {
      input: { answer, name: 'Stolen' },
    });
    expect(registerPasskey.userErrors).toMatchObject([{ code: 'PASSKEY_REFUSED' }]);
  });

  test('whose counter goes back was copied, and is refused', async () => {
    const { passkey } = await withPasskey();
    passkey.counter = 5;
    expect((await signIn(passkey.get(await options()))).userErrors).toEqual([]);
    passkey.counter = 3;
    expect((await signIn(passkey.get(await options()))).userErrors).toMatchObject([
      { code: 'PASSKEY_REFUSED' },
    ]);
    passkey.counter = 6;
    expect((await signIn(passkey.get(await options()))).userErrors).toEqual([]);
  });

  test('is one of several, and another secret follows for the session that adds it', async () => {
    const { passkey } = await withPasskey();
    const { token } = await signIn(passkey.get(await options()));
    const before = stand.api.client({ token: token ?? '' });
    const second = new SoftwarePasskey(ORIGIN);
    const added = await register(before, second);
    await expect(before.request(MyProfileDocument, {})).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    const after = stand.api.client({ token: added.token ?? '' });
    const { myProfile } = await after.request(MyProfileDocument, {});
    expect(myProfile?.authenticators).toHaveLength(2);
    expect((await signIn(second.get(await options()))).userErrors).toEqual([]);
  });

  test('that is removed, or whose owner is deactivated, lets nobody in', async () => {
    const { passkey, employee } = await withPasskey();
    const { token } = await signIn(passkey.get(await options()));
    const page = stand.api.client({ token: token ?? '' });
    await stand.admin.request(DeactivateEmployeeDocument, { input: { id: employee.id } });
    await expect(page.request(MyProfileDocument, {})).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    const refused = await signIn(passkey.get(await options()));
    expect(refused.userErrors).toMatchObject([{ code: 'PASSKEY_REFUSED' }]);
    const other = await withPasskey();
    const session = await signIn(other.passkey.get(await options()));
    const own = stand.api.client({ token: session.token ?? '' });
    const id = (await own.request(MyProfileDocument, {})).myProfile?.authenticators[0]?.id ?? '';
    await stand.admin.request(RemoveAuthenticatorDocument, { input: { id } });
    await expect(own.request(MyProfileDocument, {})).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect((await signIn(other.passkey.get(await options()))).userErrors).toMatchObject([
      { code: 'PASSKEY_REFUSED' },
    ]);
  });

  test.each(['', 'null', '{}', '{"id":7}', '[1]', 'x'.repeat(20_000), '{"id":"AAAA","response":{}}'])(
    'made up as %.20s is refused without a word about what is wrong',
    async (answer) => {
      const { userErrors } = await signIn(answer);
      expect(userErrors).toMatchObject([{ code: 'PASSKEY_REFUSED' }]);
    },
  );
});

test('whoever begins to add an authenticator is in the audit, also where they never finish', async () => {
  const employee = await stand.addEmployee('Ada Lovelace');
  const invited = await stand.invite(employee);
  await stand.offer(invited.client);
  await invited.client.request(BeginPasskeyDocument, {});
  const { rows } = await stand.pool.query<{ kind: string }>(
    `select details->>'kind' as kind from audit_event
     where action = 'authenticator.offer' and actor_kind = 'INVITEE' and target_id = $1 order by position`,
    [fromGlobalId('Employee', employee.id)],
  );
  expect(rows.map(({ kind }) => kind)).toEqual(['APP', 'PASSKEY']);
});

test('nobody registers without end: the twenty-first authenticator of one person is refused', async () => {
  const { employee, passkey } = await withPasskey();
  const { token } = await signIn(passkey.get(await options()));
  await stand.pool.query(
    `insert into authenticator (user_id, kind, name, public_key, credential_id)
     select u.id, 'PASSKEY', 'Another', uuid_send(gen_random_uuid()), uuid_send(gen_random_uuid())
     from app_user u, generate_series(1, 18) where u.email = $1`,
    [employee.email],
  );
  const { authenticatorId, token: next } = await register(
    stand.api.client({ token: token ?? '' }),
    new SoftwarePasskey(ORIGIN),
  );
  expect(authenticatorId).not.toBeNull();
  const { userErrors } = await register(stand.api.client({ token: next ?? '' }), new SoftwarePasskey(ORIGIN));
  expect(userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
});
