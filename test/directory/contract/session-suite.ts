import { describe, expect, it } from '@jest/globals';
import { parseControllerAddress } from '../../../src/domain/active-directory/controller-address.js';
import { SYNC_GROUP } from '../../../src/sandbox/sandbox-directory.js';
import { newcomer } from './contract-contents.js';
import type { ContractStand } from './contract-stand.js';

/** Signing in, and how a session ends. */
export function describeSessions(stand: ContractStand): void {
  describe('a session', () => {
    it('names its controller, and the same one again the next time', async () => {
      const other = await stand.using({}, async (open) => open.controller);
      expect(other).toMatchObject({
        address: parseControllerAddress(stand.directory.url).address?.url,
        invocationId: stand.session.controller.invocationId,
        dnsHostName: stand.session.controller.dnsHostName,
        namingContext: stand.directory.baseDn,
        readOnly: false,
      });
      expect(stand.session.remarks).toEqual([]);
      expect(other.highestCommittedUsn).toBeGreaterThan(0n);
    });

    it('knows the account it is bound as, however that was written', async () => {
      const login = stand.readerLogin;
      const guid = await stand.editor.guidOf(login);
      const shortDomain = stand.directory.dnsName.split('.')[0]!.toUpperCase();
      for (const bindAccount of [
        stand.directory.reader.name,
        await stand.editor.dnOf(login),
        `${shortDomain}\\${login}`,
      ]) {
        expect(await stand.using({ bindAccount }, (open) => open.bindAccountGuid())).toBe(guid);
      }
    });

    it('counts its USN up with every change', async () => {
      await stand.editor.addPerson(newcomer('usn.person'));
      const now = await stand.using({}, async (open) => open.controller.highestCommittedUsn);
      expect(now).toBeGreaterThan(stand.session.controller.highestCommittedUsn);
    });

    it('is over when it was closed', async () => {
      const open = await stand.adapter.open(stand.target());
      await open.close();
      await expect(open.findGroup({ name: SYNC_GROUP })).rejects.toMatchObject({
        code: 'DIRECTORY_UNREACHABLE',
      });
    });
  });

  describe('signing in', () => {
    it.each([
      ['a wrong secret', { bindSecret: 'wrong' }, 'BIND_REFUSED'],
      ['an account that does not exist', { bindAccount: 'nobody@contract.example' }, 'BIND_REFUSED'],
      ['no secret', { bindSecret: '' }, 'BIND_SECRET_MISSING'],
      ['a base DN that does not exist', { baseDn: 'OU=Nowhere,DC=contract,DC=example' }, 'BASE_DN_NOT_FOUND'],
      ['a base DN of another domain', { baseDn: 'DC=other,DC=example' }, 'BASE_DN_NOT_FOUND'],
      ['a base DN that is none', { baseDn: 'everywhere' }, 'BASE_DN_NOT_FOUND'],
    ])('with %s fails with its own code', async (_what, parts, code) => {
      await expect(stand.adapter.open(stand.target(parts))).rejects.toMatchObject({ code });
    });

    it('with a disabled account is BIND_ACCOUNT_DISABLED', async () => {
      const password = 'Long-Enough-4711!';
      await stand.editor.addPerson(newcomer('disabled.binder'));
      await stand.editor.setPassword('disabled.binder', password);
      const bind = { bindAccount: `disabled.binder@${stand.directory.dnsName}`, bindSecret: password };
      await stand.using(bind, async (open) => expect(open.baseDn).toBe(stand.directory.baseDn));
      await stand.editor.disable('disabled.binder');
      await expect(stand.adapter.open(stand.target(bind))).rejects.toMatchObject({
        code: 'BIND_ACCOUNT_DISABLED',
      });
    });
  });
}
