import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AnswerAppSignInDocument,
  BeginPasskeyDocument,
  DeactivateEmployeeDocument,
  MyProfileDocument,
  OfferAuthenticatorAppDocument,
  OpenAuthenticatorSessionDocument,
  RegisterPasskeyDocument,
  RemoveAuthenticatorDocument,
  RevokeInvitationDocument,
  SignOutDocument,
} from '../../generated/operations.js';
import type { SimulatedApp } from '../../sandbox/simulated-app/simulated-app.js';
import { complete, MisuseStand, ORIGIN, register } from '../../testing/people/misuse-stand.js';
import { answerOf, sessionRequestOf } from '../../testing/people/signed-inputs.js';
import { SoftwarePasskey } from '../../testing/people/software-passkey.js';
import { somebodyWaits } from '../../testing/stored-people.js';
import { fromGlobalId } from '../relay/global-id.js';

let stand: MisuseStand;
let ada: SimulatedApp;
/** Another, with a session of its own. */
let bea: SimulatedApp;
let own: string;

beforeAll(async () => {
  stand = await MisuseStand.open();
  ada = (await stand.people.withApp('Ada Lovelace')).app;
  bea = (await stand.people.withApp('Bea Byron')).app;
  own = await stand.openApp(bea);
});
afterAll(() => stand.close());

describe('what was used', () => {
  test('is used once, of eight who use it at the same instant at two servers, and the others are audited', async () => {
    const eight = Array.from({ length: 8 });
    const seven = (what: string) => Array.from({ length: 7 }, () => what);
    const { uri } = await stand.invited();
    const apps = await stand.atOnce(eight.map(() => register(uri)));
    expect(apps).toEqual({
      passed: 1,
      codes: seven('SCAN_OVER'),
      audited: seven('mutation.refuse ANONYMOUS'),
    });

    const asked = await stand.page();
    await ada.answer(asked.uri, true, stand.people.api.url);
    const pages = await stand.atOnce(eight.map(() => complete(asked.secret)));
    expect(pages).toEqual({
      passed: 1,
      codes: seven('SCAN_OVER'),
      audited: seven('mutation.refuse ANONYMOUS'),
    });

    const variables = sessionRequestOf(ada.kept, await stand.nonce(ada.kept.authenticatorId));
    const nonces = await stand.atOnce(
      eight.map(() => ({ document: OpenAuthenticatorSessionDocument, variables })),
    );
    expect(nonces).toEqual({
      passed: 1,
      codes: seven('CHALLENGE_OVER'),
      audited: seven('mutation.refuse ANONYMOUS'),
    });

    const answer = await stand.passkeyAnswer(await stand.withPasskey());
    const passkeys = await stand.atOnce(eight.map(() => answer));
    expect(passkeys).toEqual({
      passed: 1,
      codes: seven('PASSKEY_REFUSED'),
      audited: seven('mutation.refuse ANONYMOUS'),
    });

    const open = await stand.page();
    const yes = { document: AnswerAppSignInDocument, variables: answerOf(bea.kept, open.uri), token: own };
    // The same of the same app, whose answer may have been lost, is answered the same, and counts once.
    expect(await stand.atOnce(eight.map(() => yes))).toEqual({ passed: 8, codes: [], audited: [] });
    const { rows } = await stand.people.pool.query(
      `select count(*)::int as all, count(details->'repeated')::int as repeated
       from audit_event where action = 'session.app-accept' and details->>'requestId' = $1`,
      [answerOf(bea.kept, open.uri).input.requestId],
    );
    expect(rows).toEqual([{ all: 8, repeated: 7 }]);
    const no = {
      document: AnswerAppSignInDocument,
      variables: answerOf(bea.kept, open.uri, false),
      token: own,
    };
    expect(await stand.atOnce(eight.map(() => no))).toEqual({
      passed: 0,
      codes: [...seven('SCAN_OVER'), 'SCAN_OVER'],
      audited: [...seven('mutation.refuse AUTHENTICATOR'), 'mutation.refuse AUTHENTICATOR'],
    });
  });

  test('is used by an app or by a passkey, where both come at the same instant with one invitation', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { client, secret, uri } = await stand.invited();
      const { beginPasskey } = await client.request(BeginPasskeyDocument, {});
      const input = { answer: new SoftwarePasskey(ORIGIN).create(beginPasskey.options ?? ''), name: 'P' };
      const passkey = { document: RegisterPasskeyDocument, variables: { input }, token: secret };
      const { passed, codes, audited } = await stand.atOnce([register(uri), passkey]);
      expect([passed, audited.length]).toEqual([1, 1]);
      expect(['INVITATION_OVER', 'FORBIDDEN']).toContain(codes[0]);
    }
  });

  test('is over afterwards: the link, the code, the question, the nonce, the answer of a passkey', async () => {
    const { secret, uri } = await stand.invited();
    await stand.people.scan(uri);
    for (const document of [OfferAuthenticatorAppDocument, BeginPasskeyDocument]) {
      expect(await stand.ask({ document, token: secret })).toEqual({
        codes: ['FORBIDDEN'],
        audited: ['mutation.refuse INVITEE'],
      });
    }
    const variables = sessionRequestOf(ada.kept, await stand.nonce(ada.kept.authenticatorId));
    const passkey = await stand.passkeyAnswer(await stand.withPasskey());
    const asked = await stand.page();
    const yes = { document: AnswerAppSignInDocument, variables: answerOf(bea.kept, asked.uri), token: own };
    const once = [{ document: OpenAuthenticatorSessionDocument, variables }, passkey, yes];
    for (const question of once) expect(await stand.ask(question)).toEqual({ codes: [], audited: [] });
    // What an app has said, it says again to no effect.
    expect(await stand.ask(yes)).toEqual({ codes: [], audited: [] });
    const other = { ...yes, variables: answerOf(ada.kept, asked.uri), token: await stand.openApp(ada) };
    const codes: string[] = [];
    for (const question of [once[0]!, passkey, other, register(uri)]) {
      const again = await stand.ask(question);
      expect(again.audited).toHaveLength(1);
      codes.push(...again.codes);
    }
    expect(codes).toEqual(['CHALLENGE_OVER', 'PASSKEY_REFUSED', 'SCAN_OVER', 'SCAN_OVER']);
  });
});

describe('what was revoked', () => {
  test('is good for nothing: an invitation with its code, an app with its session, its nonce and its yes', async () => {
    const { id, secret, uri } = await stand.invited();
    await stand.people.admin.request(RevokeInvitationDocument, { input: { id } });
    const offer = await stand.ask({ document: OfferAuthenticatorAppDocument, token: secret });
    expect(offer).toEqual({ codes: ['FORBIDDEN'], audited: ['mutation.refuse INVITEE'] });
    const scan = await stand.ask(register(uri));
    expect(scan).toEqual({ codes: ['INVITATION_OVER'], audited: ['mutation.refuse ANONYMOUS'] });

    const { app } = await stand.people.withApp();
    const session = await stand.openApp(app);
    const variables = sessionRequestOf(app.kept, await stand.nonce(app.kept.authenticatorId));
    const asked = await stand.page();
    await app.answer(asked.uri, true, stand.people.api.url);
    const { authenticatorId } = app.kept;
    await stand.people.admin.request(RemoveAuthenticatorDocument, { input: { id: authenticatorId } });
    const outcomes = [
      await stand.ask({ document: MyProfileDocument, token: session }),
      await stand.ask({ document: OpenAuthenticatorSessionDocument, variables }),
      await stand.ask(complete(asked.secret)),
    ];
    expect(outcomes).toEqual([
      { codes: ['UNAUTHENTICATED'], audited: ['query.refuse ANONYMOUS'] },
      { codes: ['AUTHENTICATOR_REFUSED'], audited: ['mutation.refuse ANONYMOUS'] },
      { codes: ['SCAN_OVER'], audited: ['mutation.refuse ANONYMOUS'] },
    ]);
  });

  test('takes no code out of the hand of a page that shows another in the instant it is scanned', async () => {
    const { id, uri } = await stand.invited();
    const page = await stand.people.pool.connect();
    try {
      await page.query('begin');
      await page.query('select 1 from invitation where id = $1 for update', [fromGlobalId('Invitation', id)]);
      const scan = stand.ask(register(uri));
      await somebodyWaits(stand.people.pool);
      await page.query('delete from app_enrolment where invitation_id = $1', [
        fromGlobalId('Invitation', id),
      ]);
      await page.query('commit');
      expect((await scan).codes).toEqual(['SCAN_OVER']);
    } finally {
      page.release();
    }
  });

  test('takes a code with it that was asked for in a session which has ended', async () => {
    const page = stand.client(await stand.session(ada));
    const { offerAuthenticatorApp } = await page.request(OfferAuthenticatorAppDocument, {});
    const { uri, token } = offerAuthenticatorApp;
    await stand.client(token ?? '').request(SignOutDocument, {});
    expect((await stand.ask(register(uri ?? ''))).codes).toEqual(['SCAN_OVER']);
  });

  test('with the deactivation of its owner is good for nothing, whatever they had open', async () => {
    const { app, employee } = await stand.people.withApp();
    const [session, appSession] = [await stand.session(app), await stand.openApp(app)];
    const uri = await stand.people.offer(stand.client(session));
    const asked = await stand.page();
    await app.answer(asked.uri, true, stand.people.api.url);
    await stand.people.admin.request(DeactivateEmployeeDocument, { input: { id: employee.id } });
    const codes: string[] = [];
    for (const question of [
      { document: MyProfileDocument, token: session },
      { document: MyProfileDocument, token: appSession },
      register(uri),
      complete(asked.secret),
    ]) {
      const outcome = await stand.ask(question);
      expect(outcome.audited).toHaveLength(1);
      codes.push(...outcome.codes);
    }
    expect(codes).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED', 'SCAN_OVER', 'SIGN_IN_REFUSED']);
  });
});
