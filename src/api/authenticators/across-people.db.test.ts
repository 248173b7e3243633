import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AnswerAppSignInDocument,
  BeginPasskeyDocument,
  EmployeeDocument,
  InvitationLinkDocument,
  InviteEmployeesDocument,
  MyProfileDocument,
  OfferAuthenticatorAppDocument,
  OpenAuthenticatorSessionDocument,
  RegisterPasskeyDocument,
  RemoveAuthenticatorDocument,
  RenameAuthenticatorDocument,
  ResendInvitationDocument,
  RevokeSessionDocument,
  RevokeSessionsDocument,
  SessionsDocument,
} from '../../generated/operations.js';
import type { SimulatedApp } from '../../sandbox/simulated-app/simulated-app.js';
import { MisuseStand, ORIGIN, register } from '../../testing/people/misuse-stand.js';
import { answerOf, sessionRequestOf } from '../../testing/people/signed-inputs.js';
import { SoftwarePasskey } from '../../testing/people/software-passkey.js';
import { addStoredAccount, addStoredDomain } from '../../testing/stored-people.js';
import { globalId } from '../relay/global-id.js';

interface Person {
  readonly app: SimulatedApp;
  readonly employeeId: string;
  readonly userId: string;
  readonly sessionId: string;
  /** Of a page of theirs. */
  readonly page: string;
}

let stand: MisuseStand;
let ada: Person;
let eve: Person;

beforeAll(async () => {
  stand = await MisuseStand.open();
  [ada, eve] = [await person('Ada Lovelace'), await person('Eve Nosy')];
});
afterAll(() => stand.close());

async function person(name: string): Promise<Person> {
  const { app, employee } = await stand.people.withApp(name);
  const page = await stand.session(app);
  const { sessions } = await stand.client(page).request(SessionsDocument, {});
  const own = sessions.edges.find(({ node }) => node.current)?.node;
  return { app, page, employeeId: employee.id, userId: own?.user?.id ?? '', sessionId: own?.id ?? '' };
}

describe('one employee, at what is another’s', () => {
  test('changes and ends nothing: it is as if it were not there, and audited', async () => {
    const token = eve.page;
    const { authenticatorId: id } = ada.app.kept;
    const questions = [
      { document: RenameAuthenticatorDocument, variables: { input: { id, name: 'Mine' } } },
      { document: RemoveAuthenticatorDocument, variables: { input: { id } } },
      { document: RevokeSessionDocument, variables: { input: { id: ada.sessionId } } },
      { document: RevokeSessionsDocument, variables: { input: { userId: ada.userId } } },
    ];
    for (const question of questions) {
      const { codes, audited } = await stand.ask({ ...question, token });
      expect([codes, audited.length]).toEqual([['NOT_FOUND'], 1]);
      expect(audited[0]).toMatch(/ USER$/);
    }
    await stand.client(ada.page).request(MyProfileDocument, {});
  });

  test('reads nothing and invites nobody, which is audited too', async () => {
    const input = { employeeId: ada.employeeId };
    const questions = [
      { document: EmployeeDocument, variables: { id: ada.employeeId } },
      { document: InvitationLinkDocument, variables: { id: globalId('Invitation', ada.userId) } },
      { document: `{ node(id: "${ada.app.kept.authenticatorId}") { id } }` },
      { document: ResendInvitationDocument, variables: { input } },
      { document: InviteEmployeesDocument, variables: { input: {} } },
    ];
    const actions: string[] = [];
    for (const question of questions) {
      const { codes, audited } = await stand.ask({ ...question, token: eve.page });
      expect(codes).toEqual(['FORBIDDEN']);
      actions.push(...audited);
    }
    const [query, mutation] = ['query.refuse USER', 'mutation.refuse USER'];
    expect(actions).toEqual([query, query, query, mutation, mutation]);
    const { sessions } = await stand
      .client(eve.page)
      .request(SessionsDocument, { filter: { userId: ada.userId, includeEnded: true } });
    expect(sessions.edges).toEqual([]);
  });

  test('has nothing of another’s nonce, key, or question with their own app', async () => {
    const [adaId, eveId] = [ada.app.kept.authenticatorId, eve.app.kept.authenticatorId];
    const [forAda, forEve] = [await stand.nonce(adaId), await stand.nonce(eveId)];
    const asEve = { ...eve.app.kept, authenticatorId: adaId };
    const attempts = [
      sessionRequestOf(eve.app.kept, forAda),
      sessionRequestOf(ada.app.kept, forEve),
      sessionRequestOf(asEve, forAda),
    ];
    const codes: string[] = [];
    for (const variables of attempts) {
      const outcome = await stand.ask({ document: OpenAuthenticatorSessionDocument, variables });
      expect(outcome.audited).toEqual(['mutation.refuse ANONYMOUS']);
      codes.push(...outcome.codes);
    }
    expect(codes).toEqual(['CHALLENGE_OVER', 'CHALLENGE_OVER', 'SIGNATURE_INVALID']);
    // Signed by Eve's key as Ada's app, and by Ada's key in a session of Eve's app.
    const { uri } = await stand.page();
    const token = await stand.openApp(eve.app);
    for (const kept of [asEve, ada.app.kept]) {
      const variables = answerOf(kept, uri);
      expect(await stand.ask({ document: AnswerAppSignInDocument, variables, token })).toEqual({
        codes: ['SIGNATURE_INVALID'],
        audited: ['mutation.refuse AUTHENTICATOR'],
      });
    }
  });

  test('cannot take over a key that is registered, nor use a passkey’s options for themselves', async () => {
    const { uri } = await stand.invited();
    const registered = register(uri);
    expect((await stand.ask(registered)).codes).toEqual([]);
    const again = await stand.ask({ ...registered, token: eve.page });
    expect(again).toEqual({ codes: [], audited: [] });
    const other = await stand.invited();
    const { beginPasskey } = await other.client.request(BeginPasskeyDocument, {});
    const input = { answer: new SoftwarePasskey(ORIGIN).create(beginPasskey.options ?? ''), name: 'Mine' };
    const taken = await stand.ask({
      document: RegisterPasskeyDocument,
      variables: { input },
      token: eve.page,
    });
    expect(taken).toEqual({ codes: ['PASSKEY_REFUSED'], audited: ['mutation.refuse USER'] });
  });
});

describe('whoever has an invitation', () => {
  test('sees and changes nothing but that', async () => {
    const { secret: token } = await stand.invited();
    const other = await stand.invited();
    const questions = [
      { document: MyProfileDocument },
      { document: SessionsDocument },
      { document: InvitationLinkDocument, variables: { id: other.id } },
      { document: RemoveAuthenticatorDocument, variables: { input: { id: ada.app.kept.authenticatorId } } },
      { document: RevokeSessionDocument, variables: { input: { id: ada.sessionId } } },
    ];
    for (const question of questions) {
      const { codes, audited } = await stand.ask({ ...question, token });
      expect([codes, audited.length]).toEqual([['FORBIDDEN'], 1]);
      expect(audited[0]).toMatch(/ INVITEE$/);
    }
  });
});

describe('across domains', () => {
  /** Somebody whom these domains know, the last of them without anybody having confirmed it. */
  async function known(methods: readonly string[], unconfirmed: readonly string[]) {
    const { pool } = stand.people;
    const mail = `${Math.random().toString(36).slice(2)}@x.example`;
    const name = (at: string): string => `${mail.split('@')[0]}.${at}.example`;
    const on = { singleSignOn: true };
    const north = await addStoredDomain(pool, name('north'), { ...on, signInMethods: methods });
    const south = await addStoredDomain(pool, name('south'), { ...on, signInMethods: unconfirmed });
    const { employeeId } = await addStoredAccount(pool, north, { mail });
    await addStoredAccount(pool, south, { mail, employeeId, confirmed: false });
    const invited = await stand.people.invite({ id: globalId('Employee', employeeId), email: mail });
    return { ...invited, north };
  }

  test('a domain that has not confirmed somebody allows them nothing', async () => {
    const { secret: token } = await known(['PASSKEY'], ['APP', 'PASSKEY']);
    const offer = await stand.ask({ document: OfferAuthenticatorAppDocument, token });
    expect(offer).toEqual({ codes: ['AUTHENTICATOR_REFUSED'], audited: ['mutation.refuse INVITEE'] });
    const other = await known(['APP'], ['PASSKEY']);
    const passkey = await stand.ask({ document: BeginPasskeyDocument, token: other.secret });
    expect(passkey).toEqual({ codes: ['AUTHENTICATOR_REFUSED'], audited: ['mutation.refuse INVITEE'] });
  });

  test('what a domain has switched off meanwhile is not registered with what was given out before', async () => {
    const { client, secret: token, north } = await known(['APP', 'PASSKEY'], []);
    const uri = await stand.people.offer(client);
    const { beginPasskey } = await client.request(BeginPasskeyDocument, {});
    await stand.people.pool.query(`update domain set single_sign_on = false where id = $1`, [north]);
    const input = { answer: new SoftwarePasskey(ORIGIN).create(beginPasskey.options ?? ''), name: 'P' };
    const outcomes = [
      await stand.ask(register(uri)),
      await stand.ask({ document: RegisterPasskeyDocument, variables: { input }, token }),
    ];
    expect(outcomes).toEqual([
      { codes: ['AUTHENTICATOR_REFUSED'], audited: ['mutation.refuse ANONYMOUS'] },
      { codes: ['AUTHENTICATOR_REFUSED'], audited: ['mutation.refuse INVITEE'] },
    ]);
  });
});
