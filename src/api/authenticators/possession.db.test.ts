import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  BeginPasskeyDocument,
  RegisterAuthenticatorAppDocument,
  RegisterPasskeyDocument,
} from '../../generated/operations.js';
import { MisuseStand, ORIGIN } from '../../testing/people/misuse-stand.js';
import { registrationOf } from '../../testing/people/signed-inputs.js';
import { SoftwarePasskey } from '../../testing/people/software-passkey.js';

let stand: MisuseStand;

beforeAll(async () => {
  stand = await MisuseStand.open();
});
afterAll(() => stand.close());

type Registration = ReturnType<typeof registrationOf>['input'];

async function authenticatorsOf(invitationId: string): Promise<readonly string[]> {
  const { rows } = await stand.people.pool.query<{ name: string }>(
    `select t.name from authenticator t join app_user u on u.id = t.user_id
     join invitation i on i.employee_id = u.employee_id where i.id = $1`,
    [Buffer.from(invitationId, 'base64url').toString().split(':')[1]],
  );
  return rows.map(({ name }) => name);
}

describe('an app registers the key that it has', () => {
  test.each<readonly [string, (uri: string, own: Registration) => Partial<Registration>]>([
    ['with the key of another', (uri) => ({ publicKey: registrationOf(uri).input.publicKey })],
    ['signed by another', (uri) => ({ signature: registrationOf(uri).input.signature })],
    ['under another name than it has signed', () => ({ name: 'Somebody else’s' })],
    ['on another platform than it has signed', () => ({ platform: 'Another 1' })],
    ['with a signature of nothing', () => ({ signature: Buffer.alloc(64).toString('base64') })],
  ])('and not %s', async (_how, change) => {
    const { id, uri } = await stand.invited();
    const { input } = registrationOf(uri);
    const variables = { input: { ...input, ...change(uri, input) } };
    expect(await stand.ask({ document: RegisterAuthenticatorAppDocument, variables })).toEqual({
      codes: ['SIGNATURE_INVALID'],
      audited: ['mutation.refuse ANONYMOUS'],
    });
    expect(await authenticatorsOf(id)).toEqual([]);
    // And the code is as good as before.
    const right = { document: RegisterAuthenticatorAppDocument, variables: { input } };
    expect((await stand.ask(right)).codes).toEqual([]);
    expect(await authenticatorsOf(id)).toEqual([input.name]);
  });
});

describe('a passkey, at two servers at the same instant,', () => {
  const seven = (what: string) => Array.from({ length: 7 }, () => what);

  test('is registered once', async () => {
    const { id, client, secret } = await stand.invited();
    const { beginPasskey } = await client.request(BeginPasskeyDocument, {});
    const input = { answer: new SoftwarePasskey(ORIGIN).create(beginPasskey.options ?? ''), name: 'Mine' };
    const question = { document: RegisterPasskeyDocument, variables: { input }, token: secret };
    const { passed, codes, audited } = await stand.atOnce(Array.from({ length: 8 }, () => question));
    expect([passed, codes.length, audited.length]).toEqual([1, 7, 7]);
    const refusals = ['PASSKEY_REFUSED', 'INVITATION_OVER', 'FORBIDDEN'];
    expect(codes.filter((code) => !refusals.includes(code))).toEqual([]);
    expect(await authenticatorsOf(id)).toEqual(['Mine']);
  });

  test('that was copied signs in as one: what says the same count is refused', async () => {
    const passkey = await stand.withPasskey();
    const answers = [];
    for (let copy = 0; copy < 8; copy += 1) {
      passkey.counter = 6;
      answers.push(await stand.passkeyAnswer(passkey));
    }
    expect(await stand.atOnce(answers)).toEqual({
      passed: 1,
      codes: seven('PASSKEY_REFUSED'),
      audited: seven('mutation.refuse ANONYMOUS'),
    });
  });
});
