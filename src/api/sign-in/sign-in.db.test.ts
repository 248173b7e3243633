import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AuditEventsDocument,
  MeDocument,
  SignInDocument,
  SignOutDocument,
} from '../../generated/operations.js';
import { startApi, type TestApi } from '../../testing/start-api.js';

const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { token user { id } } }';

let api: TestApi;

beforeAll(async () => {
  api = await startApi();
});

afterAll(() => api.close());

function codesOf(errors: readonly { readonly extensions?: Readonly<Record<string, unknown>> }[]): unknown[] {
  return errors.map(({ extensions }) => extensions?.['code']);
}

describe('signing in', () => {
  test('gives a bearer token that says who one is', async () => {
    const { email, password } = await api.createUser('AUDITOR');
    const { signIn } = await api.client().request(SignInDocument, { input: { email, password } });
    expect(signIn.token).toMatch(/^lk_s_/);
    const { me } = await api.client({ token: signIn.token ?? '' }).request(MeDocument, {});
    expect(me).toMatchObject({ email, role: 'AUDITOR', id: signIn.user?.id });
  });

  test('does not mind the case of the address or blanks around it', async () => {
    const { email, password } = await api.createUser('AUDITOR');
    const input = { email: `  ${email.toUpperCase()} `, password };
    const { signIn } = await api.client().request(SignInDocument, { input });
    expect(signIn.token).not.toBeNull();
  });

  test('stores the token only as a hash', async () => {
    const { email, password, id } = await api.createUser('AUDITOR');
    const { signIn } = await api.client().request(SignInDocument, { input: { email, password } });
    const { rows } = await api.backend.pool.query('select * from session where user_id = $1', [id]);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain((signIn.token ?? '').slice(5));
    expect(rows[0].token_hash).toHaveLength(32);
  });

  test.each([
    ['a wrong password', async () => ({ email: (await api.createUser('AUDITOR')).email, password: 'wrong' })],
    ['an unknown address', async () => ({ email: 'nobody@latchkey.example', password: 'whatever it is' })],
    ['something that is no address', async () => ({ email: 'x', password: 'whatever it is' })],
  ])('is refused in the same words for %s', async (_name, input) => {
    const { errors, data } = await api.client().post(SIGN_IN, { input: await input() });
    expect(codesOf(errors)).toEqual(['SIGN_IN_REFUSED']);
    expect(errors[0]?.message).toBe(
      'The e-mail address or the password is wrong, or this user may not sign in.',
    );
    expect(data).toBeNull();
  });

  test('is refused for a disabled user, whose session ends as well', async () => {
    const { email, password, id } = await api.createUser('ADMINISTRATOR');
    const { signIn } = await api.client().request(SignInDocument, { input: { email, password } });
    await api.backend.pool.query('update app_user set disabled_at = now() where id = $1', [id]);
    const again = await api.client().post(SIGN_IN, { input: { email, password } });
    expect(codesOf(again.errors)).toEqual(['SIGN_IN_REFUSED']);
    const me = await api.client({ token: signIn.token ?? '' }).post('{ me { id } }');
    expect(codesOf(me.errors)).toEqual(['UNAUTHENTICATED']);
  });

  test('asks for a password of bounded length and never repeats one', async () => {
    const password = 'secret-'.repeat(200);
    const { errors, data } = await api
      .client()
      .post(
        'mutation ($input: SignInInput!) { signIn(input: $input) { userErrors { code message path } } }',
        {
          input: { email: 'a@b.example', password },
        },
      );
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      signIn: { userErrors: [{ code: 'BAD_INPUT', path: ['input', 'password'] }] },
    });
    expect(JSON.stringify(data)).not.toContain('secret-');
  });

  test('is slowed down after ten wrong passwords, with the time to wait, and only for that address and account', async () => {
    const { email, password } = await api.createUser('AUDITOR');
    const wrong = { input: { email, password: 'wrong' } };
    for (let attempt = 0; attempt < 10; attempt += 1) {
      expect(codesOf((await api.client().post(SIGN_IN, wrong)).errors)).toEqual(['SIGN_IN_REFUSED']);
    }
    const { errors } = await api.client().post(SIGN_IN, { input: { email, password } });
    expect(codesOf(errors)).toEqual(['TOO_MANY_REQUESTS']);
    const wait = errors[0]?.extensions?.['retryAfterSeconds'];
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(300);
    const other = await api.createUser('AUDITOR');
    const { signIn } = await api
      .client()
      .request(SignInDocument, { input: { email: other.email, password: other.password } });
    expect(signIn.token).not.toBeNull();
  });

  test('that many strangers try is open to its owner: always where they were before, anywhere else at the first attempt', async () => {
    const access = { ...api.config.access, trustedProxies: ['loopback'] };
    const behindProxy = await startApi({ config: { databaseUrl: api.config.databaseUrl, access } });
    try {
      const { email, password } = await behindProxy.createUser('AUDITOR');
      const from = async (address: string, given: string): Promise<unknown[]> => {
        const client = behindProxy.client({ headers: { 'x-forwarded-for': address } });
        return codesOf((await client.post(SIGN_IN, { input: { email, password: given } })).errors);
      };
      expect(await from('198.51.100.7', password)).toEqual([]);
      for (let each = 1; each <= 50; each += 1) {
        expect(await from(`192.0.2.${each}`, 'wrong')).toEqual(['SIGN_IN_REFUSED']);
      }
      expect(await from('192.0.2.1', 'wrong')).toEqual(['TOO_MANY_REQUESTS']);
      expect(await from('198.51.100.7', 'mistyped')).toEqual(['SIGN_IN_REFUSED']);
      expect(await from('198.51.100.7', password)).toEqual([]);
      expect(await from('203.0.113.9', password)).toEqual([]);
      expect(await from('203.0.113.10', 'mistyped')).toEqual(['SIGN_IN_REFUSED']);
      expect(await from('203.0.113.10', password)).toEqual(['TOO_MANY_REQUESTS']);
    } finally {
      await behindProxy.close();
    }
  });

  test('leaves an audit event for the success and for the refusal, and one for signing out', async () => {
    const admin = await api.signedIn('ADMINISTRATOR');
    const { email, password } = await api.createUser('AUDITOR');
    await api.client().post(SIGN_IN, { input: { email, password: 'wrong' } });
    const { signIn } = await api.client().request(SignInDocument, { input: { email, password } });
    await api.client({ token: signIn.token ?? '' }).request(SignOutDocument, {});
    const filter = { targetId: signIn.user?.id ?? '' };
    const { auditEvents } = await admin.request(AuditEventsDocument, { filter });
    const told = auditEvents.edges.map(({ node }) => [node.action, node.outcome, node.actorKind]);
    expect(told).toEqual([
      ['session.sign-out', 'DONE', 'USER'],
      ['session.sign-in', 'DONE', 'USER'],
      ['session.sign-in', 'REFUSED', 'ANONYMOUS'],
      ['user.create', 'DONE', 'COMMAND_LINE'],
    ]);
  });
});

describe('a session', () => {
  test('is over after signing out', async () => {
    const client = await api.signedIn('AUDITOR');
    await client.request(SignOutDocument, {});
    expect(codesOf((await client.post('{ me { id } }')).errors)).toEqual(['UNAUTHENTICATED']);
  });

  test('is over when its time is', async () => {
    const { email, password, id } = await api.createUser('AUDITOR');
    const { signIn } = await api.client().request(SignInDocument, { input: { email, password } });
    const hours = (Date.parse(signIn.expiresAt ?? '') - Date.now()) / 3_600_000;
    expect(hours).toBeCloseTo(api.config.sessionHours, 1);
    await api.backend.pool.query(
      `update session set expires_at = now() - interval '1 second' where user_id = $1`,
      [id],
    );
    const me = await api.client({ token: signIn.token ?? '' }).post('{ me { id } }');
    expect(codesOf(me.errors)).toEqual(['UNAUTHENTICATED']);
  });

  test('notes when it was last used, at most once a minute', async () => {
    const { email, password, id } = await api.createUser('AUDITOR');
    const { signIn } = await api.client().request(SignInDocument, { input: { email, password } });
    const client = api.client({ token: signIn.token ?? '' });
    const lastUsed = async (): Promise<Date> => {
      const { rows } = await api.backend.pool.query('select last_used_at from session where user_id = $1', [
        id,
      ]);
      return rows[0].last_used_at;
    };
    const first = await lastUsed();
    await client.request(MeDocument, {});
    expect(await lastUsed()).toEqual(first);
    await api.backend.pool.query(
      `update session set last_used_at = now() - interval '2 minutes' where user_id = $1`,
      [id],
    );
    const before = await lastUsed();
    await client.request(MeDocument, {});
    expect((await lastUsed()).getTime()).toBeGreaterThan(before.getTime());
  });
});
