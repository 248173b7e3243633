import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import {
  InvitationDocument,
  InvitationLinkDocument,
  RevokeInvitationDocument,
} from '../../generated/operations.js';
import { PeopleStand, PUBLIC_URL } from '../../testing/people/people-stand.js';
import { fromGlobalId } from '../relay/global-id.js';

let stand: PeopleStand;

beforeAll(async () => {
  stand = await PeopleStand.open();
});
afterAll(() => stand.close());

describe('the link for administrators', () => {
  test('is shown as text and as a QR code while it can be used, and each look is audited', async () => {
    const { id, secret } = await stand.invite(await stand.addEmployee());
    const { invitation } = await stand.admin.request(InvitationLinkDocument, { id });
    expect(invitation?.link).toBe(`${PUBLIC_URL}invitation/#${secret}`);
    expect(invitation?.qrCode).toMatch(/^<svg /);
    expect(await stand.auditOf('invitation.show', fromGlobalId('Invitation', id))).toHaveLength(1);
  });

  test('is not shown to an auditor', async () => {
    const { id } = await stand.invite(await stand.addEmployee());
    const auditor = await stand.api.signedIn('AUDITOR');
    expect((await auditor.request(InvitationDocument, { id })).invitation).toMatchObject({
      state: 'PENDING',
    });
    await expect(auditor.request(InvitationLinkDocument, { id })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  test('is not shown any more once it is over, which is audited too', async () => {
    const { invited } = await stand.withApp();
    await expect(stand.admin.request(InvitationLinkDocument, { id: invited.id })).rejects.toMatchObject({
      code: 'INVITATION_OVER',
    });
    const looks = await stand.auditOf('invitation.show', fromGlobalId('Invitation', invited.id));
    expect(new Set(looks.map(({ outcome }) => outcome))).toEqual(new Set(['REFUSED']));
  });

  test('is shown for a list at once, with an audit event for each, and none of them stands in the way of the others', async () => {
    const search = randomUUID();
    const invited = [];
    for (const each of ['one', 'two', 'three']) {
      invited.push(await stand.invite(await stand.addEmployee(`${each} ${search}`)));
    }
    await stand.admin.request(RevokeInvitationDocument, { input: { id: invited[1]!.id } });
    const { invitations } = stand.api.backend.services;
    const show = jest.spyOn(invitations, 'show');
    const { data, errors } = await stand.admin.post<{
      employees: { edges: { node: { invitation: { id: string; link: string | null } } }[] };
    }>(
      `query ($search: String!) { employees(first: 10, search: $search) {
         edges { node { invitation { id link code: qrCode } } } } }`,
      { search },
    );
    expect(show).toHaveBeenCalledTimes(1);
    show.mockRestore();
    const links = new Map(
      data?.employees.edges.map(({ node: { invitation } }) => [invitation.id, invitation.link]),
    );
    expect(invited.map(({ id }) => links.get(id))).toEqual([
      `${PUBLIC_URL}invitation/#${invited[0]!.secret}`,
      null,
      `${PUBLIC_URL}invitation/#${invited[2]!.secret}`,
    ]);
    expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual([
      'INVITATION_OVER',
      'INVITATION_OVER',
    ]);
    const looks = [];
    for (const { id } of invited)
      looks.push(await stand.auditOf('invitation.show', fromGlobalId('Invitation', id)));
    expect(looks).toEqual([
      [{ outcome: 'DONE', details: {} }],
      [{ outcome: 'REFUSED', details: { refusals: [{ code: 'INVITATION_OVER', path: [] }] } }],
      [{ outcome: 'DONE', details: {} }],
    ]);
  });
});
