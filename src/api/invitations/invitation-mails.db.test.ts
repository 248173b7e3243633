import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  InvitationDocument,
  InvitedEmployeeDocument,
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
