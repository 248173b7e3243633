import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  DeactivateEmployeeDocument,
  InvitationDocument,
  InvitationProgressDocument,
  InviteEmployeesDocument,
  MyInvitationDocument,
  MyProfileDocument,
  OfferAuthenticatorAppDocument,
  ResendInvitationDocument,
  RevokeInvitationDocument,
  UpdateEmployeeDocument,
} from '../../generated/operations.js';
import { PeopleStand } from '../../testing/people/people-stand.js';
import { fromGlobalId } from '../relay/global-id.js';

let stand: PeopleStand;

beforeAll(async () => {
  stand = await PeopleStand.open();
});
afterAll(() => stand.close());

describe('an invitation', () => {
  test('comes by mail, opens, registers an app, and is told to its page the moment it is used', async () => {
    const employee = await stand.addEmployee('Ada Lovelace');
    const { secret, client } = await stand.invite(employee);
    expect(secret).toMatch(/^lk_i_[A-Za-z0-9_-]{43}$/);
    const { myInvitation } = await client.request(MyInvitationDocument, {});
    expect(myInvitation).toMatchObject({
      state: 'PENDING',
      name: 'Ada Lovelace',
      invitedBy: 'Test ADMINISTRATOR',
      methods: ['APP', 'PASSKEY'],
    });
    const told = client.subscribe(InvitationProgressDocument, { after: 0 });
    const first = await told.next();
    expect(first.value?.invitationProgress).toMatchObject({ sequence: 1, state: 'PENDING' });
    const app = await stand.scan(await stand.offer(client), 'Ada’s telephone');
    const second = await told.next();
    expect(second.value?.invitationProgress).toMatchObject({
      state: 'ACCEPTED',
      method: 'APP',
      name: 'Ada’s telephone',
    });
    expect((await told.next()).done).toBe(true);
    const { me, myProfile } = await app.owner(stand.api.url);
    expect(me).toMatchObject({ email: employee.email, role: 'EMPLOYEE' });
    expect(myProfile).toMatchObject({ displayName: 'Ada Lovelace' });
    expect(myProfile?.authenticators).toMatchObject([
      { kind: 'APP', name: 'Ada’s telephone', platform: 'Simulated 1' },
    ]);
    const again = await client.request(MyInvitationDocument, {});
    expect(again.myInvitation.state).toBe('ACCEPTED');
  });

  test('has a secret that no table holds', async () => {
    const { secret } = await stand.invite(await stand.addEmployee());
    const { rows } = await stand.pool.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    );
    expect(rows.length).toBeGreaterThan(20);
    for (const { name } of rows) {
      const found = await stand.pool.query(
        `select 1 from "${name}" t where strpos(t::text, $1) > 0 limit 1`,
        [secret.slice(5)],
      );
      expect([name, found.rowCount]).toEqual([name, 0]);
    }
  });

  test('lasts a day, and is then good for nothing but to be told so', async () => {
    const { id, client } = await stand.invite(await stand.addEmployee());
    const uuid = fromGlobalId('Invitation', id);
    const { rows } = await stand.pool.query<{ hours: number }>(
      `select extract(epoch from expires_at - created_at)::float8 / 3600 as hours from invitation where id = $1`,
      [uuid],
    );
    expect(rows[0]?.hours).toBeCloseTo(24, 2);
    const uri = await stand.offer(client);
    await stand.pool.query(`update invitation set expires_at = now() - interval '1 second' where id = $1`, [
      uuid,
    ]);
    expect((await client.request(MyInvitationDocument, {})).myInvitation.state).toBe('EXPIRED');
    await expect(client.request(OfferAuthenticatorAppDocument, {})).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(stand.scan(uri)).rejects.toMatchObject({ code: 'INVITATION_OVER' });
    const { invitation } = await stand.admin.request(InvitationDocument, { id });
    expect(invitation?.state).toBe('EXPIRED');
  });

  test('is used once, by one of two apps that scan its code at the same instant', async () => {
    const { client } = await stand.invite(await stand.addEmployee());
    const uri = await stand.offer(client);
    const scans = await Promise.allSettled([stand.scan(uri), stand.scan(uri), stand.scan(uri)]);
    expect(scans.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
    const refusals = scans.flatMap((scan) => (scan.status === 'rejected' ? [scan.reason as unknown] : []));
    expect(refusals).toMatchObject([{ code: 'SCAN_OVER' }, { code: 'SCAN_OVER' }]);
    await expect(client.request(OfferAuthenticatorAppDocument, {})).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  test('that is sent again has a new link; the old one ends at once, with what it has open', async () => {
    const employee = await stand.addEmployee();
    const first = await stand.invite(employee);
    const told = first.client.subscribe(InvitationProgressDocument, { after: 1 });
    const revoked = told.next();
    const second = await stand.invite(employee);
    expect(second.secret).not.toBe(first.secret);
    // Told of it, or cut off by it, whichever is faster.
    await revoked.then(
      ({ value }) => expect(value?.invitationProgress.state).toBe('REVOKED'),
      (closed: unknown) => expect(closed).toMatchObject({ code: 4401 }),
    );
    expect((await first.client.request(MyInvitationDocument, {})).myInvitation.state).toBe('REVOKED');
    await expect(first.client.request(OfferAuthenticatorAppDocument, {})).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await stand.scan(await stand.offer(second.client));
  });

  test('ends with the address it went to: nobody there becomes the employee, and its mail leaves no more', async () => {
    const employee = await stand.addEmployee();
    const { id, client } = await stand.invite(employee);
    const uri = await stand.offer(client);
    const waiting = await stand.addEmployee();
    await stand.admin.request(ResendInvitationDocument, { input: { employeeId: waiting.id } });
    for (const each of [employee, waiting]) {
      const input = { id: each.id, email: `right.${each.email}` };
      const { updateEmployee } = await stand.admin.request(UpdateEmployeeDocument, { input });
      expect(updateEmployee.userErrors).toEqual([]);
    }
    expect((await client.request(MyInvitationDocument, {})).myInvitation.state).toBe('REVOKED');
    await expect(client.request(OfferAuthenticatorAppDocument, {})).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(stand.scan(uri)).rejects.toMatchObject({ code: 'INVITATION_OVER' });
    expect((await stand.admin.request(InvitationDocument, { id })).invitation?.state).toBe('REVOKED');
    expect(await stand.mailsTo(waiting.email)).toEqual([]);
    const { inviteEmployees } = await stand.admin.request(InviteEmployeesDocument, {
      input: { search: `right.${employee.email}` },
    });
    expect(inviteEmployees).toMatchObject({ invited: 1 });
    expect(await stand.mailsTo(`right.${employee.email}`)).toHaveLength(1);
  });

  test('can be revoked, again and again; one that was used cannot', async () => {
    const { id } = await stand.invite(await stand.addEmployee());
    for (let time = 0; time < 2; time += 1) {
      const { revokeInvitation } = await stand.admin.request(RevokeInvitationDocument, { input: { id } });
      expect(revokeInvitation).toMatchObject({ userErrors: [], invitation: { state: 'REVOKED' } });
    }
    expect(await stand.auditOf('invitation.revoke', fromGlobalId('Invitation', id))).toHaveLength(2);
    const used = await stand.withApp();
    const { revokeInvitation } = await stand.admin.request(RevokeInvitationDocument, {
      input: { id: used.invited.id },
    });
    expect(revokeInvitation.userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
  });

  test('ends with the deactivation of the employee, in the hands of whoever has its code too', async () => {
    const employee = await stand.addEmployee();
    const { client } = await stand.invite(employee);
    const uri = await stand.offer(client);
    await stand.admin.request(DeactivateEmployeeDocument, { input: { id: employee.id } });
    expect((await client.request(MyInvitationDocument, {})).myInvitation.state).toBe('REVOKED');
    await expect(stand.scan(uri)).rejects.toMatchObject({ code: 'INVITATION_OVER' });
    const { resendInvitation } = await stand.admin.request(ResendInvitationDocument, {
      input: { employeeId: employee.id },
    });
    expect(resendInvitation.userErrors).toMatchObject([{ code: 'INVITATION_REFUSED' }]);
  });

  test('is nothing to whoever guesses its link', async () => {
    const guess = stand.api.client({ token: `lk_i_${'A'.repeat(43)}` });
    await expect(guess.request(MyInvitationDocument, {})).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('opens nothing of anybody’s profile', async () => {
    const { client } = await stand.invite(await stand.addEmployee());
    await expect(client.request(MyProfileDocument, {})).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('inviting whom a filter finds', () => {
  test('mails each once, however often and at once it is asked, and says who was passed over', async () => {
    const own = await PeopleStand.open();
    try {
      const some = await Promise.all(['Bea', 'Ben', 'Bob'].map((name) => own.addEmployee(`${name} Wanted`)));
      const signsIn = await own.withApp('Bix Wanted');
      const deactivated = await own.addEmployee('Bil Wanted');
      await own.admin.request(DeactivateEmployeeDocument, { input: { id: deactivated.id } });
      await own.addEmployee('Zed');
      const ask = () => own.admin.request(InviteEmployeesDocument, { input: { search: 'wanted' } });
      const answers = await Promise.all([ask(), ask(), ask()]);
      const invited = answers.map(({ inviteEmployees }) => inviteEmployees.invited ?? 0);
      expect(invited.reduce((sum, count) => sum + count, 0)).toBe(3);
      const { inviteEmployees } = await ask();
      expect(inviteEmployees.invited).toBe(0);
      expect(inviteEmployees.passedOver?.toSorted((a, b) => (a.standing < b.standing ? -1 : 1))).toEqual([
        { standing: 'DEACTIVATED', people: 1 },
        { standing: 'INVITED_ALREADY', people: 3 },
        { standing: 'SIGNS_IN_ALREADY', people: 1 },
      ]);
      for (const { email } of some) expect(await own.mailsTo(email)).toHaveLength(1);
      expect(await own.mailsTo(signsIn.employee.email)).toHaveLength(1);
      const ids = new Set(own.mailer.taken.map(({ messageId }) => messageId));
      expect(ids.size).toBe(4);
    } finally {
      await own.close();
    }
  });

  test('needs an address to which links lead', async () => {
    const own = await PeopleStand.open({
      config: { http: { host: '127.0.0.1', port: 0, publicUrl: undefined } },
    });
    try {
      const { inviteEmployees } = await own.admin.request(InviteEmployeesDocument, { input: {} });
      expect(inviteEmployees.userErrors).toMatchObject([{ code: 'PUBLIC_URL_MISSING' }]);
    } finally {
      await own.close();
    }
  });
});
