import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  InvitationDocument,
  InvitedEmployeeDocument,
  InviteEmployeesDocument,
  MyInvitationDocument,
  ResendInvitationDocument,
  RevokeInvitationDocument,
} from '../../generated/operations.js';
import { PeopleStand, PUBLIC_URL, secretIn } from '../../testing/people/people-stand.js';

let stand: PeopleStand;

beforeAll(async () => {
  stand = await PeopleStand.open();
});
afterAll(() => stand.close());

/** Everything that is stored of invitations and mails is a minute older than it was. */
async function aMinutePasses({ pool }: PeopleStand): Promise<void> {
  await pool.query(
    `update invitation set created_at = created_at - interval '1 minute', expires_at = expires_at - interval '1 minute'`,
  );
  await pool.query(
    `update mail set created_at = created_at - interval '1 minute', last_attempt_at = last_attempt_at - interval '1 minute'`,
  );
}

describe('the mail of an invitation', () => {
  test('says who invites, where to go and until when, in text and HTML', async () => {
    const employee = await stand.addEmployee('Grace <Hopper>');
    const { secret } = await stand.invite(employee);
    const [mail] = await stand.mailsTo(employee.email);
    expect(mail?.text).toContain(`${PUBLIC_URL}invitation/#${secret}`);
    expect(mail?.text).toContain('Test ADMINISTRATOR invites you');
    expect(mail?.html).toContain(`href="${PUBLIC_URL}invitation/#${secret}"`);
    expect(mail?.html).toContain('Grace &lt;Hopper&gt;');
  });

  test('is German where the installation is', async () => {
    const own = await PeopleStand.open({ config: { mailLanguage: 'de' } });
    try {
      const employee = await own.addEmployee();
      const { secret } = await own.invite(employee);
      const [mail] = await own.mailsTo(employee.email);
      expect(mail?.subject).toBe('Ihre Einladung zur Anmeldung ohne Passwort');
      expect(mail?.text).toContain(`/invitation/#${secret}`);
      expect(mail?.html).toContain('<html lang="de">');
    } finally {
      await own.close();
    }
  });

  test('that the server refuses for its address is seen at the employee, until one is taken again', async () => {
    const employee = await stand.addEmployee();
    stand.mailer.answer = ({ to }) =>
      to === employee.email ? { outcome: 'REFUSED', reason: '550 no such mailbox' } : { outcome: 'TAKEN' };
    await expect(stand.invite(employee)).rejects.toThrow('no link');
    const refused = await stand.admin.request(InvitedEmployeeDocument, { id: employee.id });
    expect(refused.employee).toMatchObject({
      addressRefusal: '550 no such mailbox',
      invitation: { state: 'PENDING', mailState: 'REFUSED', mailError: '550 no such mailbox' },
    });
    stand.mailer.answer = () => ({ outcome: 'TAKEN' });
    await stand.invite(employee);
    const taken = await stand.admin.request(InvitedEmployeeDocument, { id: employee.id });
    expect(taken.employee).toMatchObject({ addressRefusal: null, invitation: { mailState: 'SENT' } });
  });

  test('waits while the mail server is down, and then carries a link that works', async () => {
    const employee = await stand.addEmployee();
    stand.mailer.answer = () => ({ outcome: 'LATER', everybody: true, reason: 'down' });
    await expect(stand.invite(employee)).rejects.toThrow('no link');
    stand.mailer.answer = () => ({ outcome: 'TAKEN' });
    const [mail] = await stand.mailsTo(employee.email);
    const client = stand.api.client({ token: secretIn(mail) });
    expect((await client.request(MyInvitationDocument, {})).myInvitation.state).toBe('PENDING');
  });

  test('is lost to nobody by a mail server that is down for an hour: each arrives once, and its link works', async () => {
    const own = await PeopleStand.open();
    try {
      const people = await Promise.all(Array.from({ length: 8 }, (_each, at) => own.addEmployee(`P ${at}`)));
      const [gone] = people;
      await own.admin.request(InviteEmployeesDocument, { input: {} });
      own.mailer.answer = () => ({ outcome: 'LATER', everybody: true, reason: '421 not now' });
      for (let minute = 0; minute < 60; minute += 1) {
        await own.mailsTo('nobody');
        await aMinutePasses(own);
      }
      expect(own.mailer.taken).toEqual([]);
      const tried = new Map(own.mailer.offered.map(({ to, messageId }) => [to, messageId]));
      own.mailer.answer = ({ to }) =>
        to === gone?.email ? { outcome: 'REFUSED', reason: '550 no such mailbox' } : { outcome: 'TAKEN' };
      for (const { email } of people) {
        const mails = await own.mailsTo(email);
        expect(mails).toHaveLength(email === gone?.email ? 0 : 1);
        const [mail] = mails;
        if (mail === undefined) continue;
        expect(tried.get(email) ?? mail.messageId).toBe(mail.messageId);
        const opened = await own.api.client({ token: secretIn(mail) }).request(MyInvitationDocument, {});
        expect(opened.myInvitation.state).toBe('PENDING');
      }
      const { employee } = await own.admin.request(InvitedEmployeeDocument, { id: gone?.id ?? '' });
      expect(employee).toMatchObject({ addressRefusal: '550 no such mailbox' });
    } finally {
      await own.close();
    }
  });

  test('never leaves when its invitation is over by then', async () => {
    const employee = await stand.addEmployee();
    const { resendInvitation } = await stand.admin.request(ResendInvitationDocument, {
      input: { employeeId: employee.id },
    });
    const id = resendInvitation.invitation?.id ?? '';
    await stand.admin.request(RevokeInvitationDocument, { input: { id } });
    expect(await stand.mailsTo(employee.email)).toEqual([]);
    const { invitation } = await stand.admin.request(InvitationDocument, { id });
    expect(invitation).toMatchObject({ mailState: 'REFUSED', mailError: expect.stringContaining('revoked') });
  });
});
