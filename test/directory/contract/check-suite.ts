import { afterAll, describe, expect, it } from '@jest/globals';
import type {
  CheckRequest,
  DirectoryCheck,
  DirectoryCheckName,
  DirectoryTarget,
} from '../../../src/directory/directory.js';
import { PASSWORD_GROUP, SYNC_GROUP, type SandboxDirectory } from '../../../src/sandbox/sandbox-directory.js';
import { contents, synchronised } from './contract-contents.js';
import { resetAsReader, targetOf, type ContractStand } from './contract-stand.js';

/** What testing a domain finds. */
export function describeChecks(stand: ContractStand): void {
  describe('testing a domain', () => {
    const request: CheckRequest = {
      syncGroup: { name: SYNC_GROUP },
      passwordGroup: { name: PASSWORD_GROUP },
      nestedGroups: false,
      rotationPeriodDays: 28,
    };

    let granted: SandboxDirectory;
    afterAll(async () => {
      if (granted !== stand.directory) await granted?.stop();
    });

    async function check(
      parts: Partial<DirectoryTarget> = {},
      asked: Partial<CheckRequest> = {},
    ): Promise<Checks> {
      return byName(await stand.adapter.check(stand.target(parts), { ...request, ...asked }));
    }

    it('finds the right to reset passwords denied until it is granted, as a real reset shows', async () => {
      const member = contents.people.find((person) => person.groups.includes(PASSWORD_GROUP))!;
      const dn = await stand.editor.dnOf(member.login);
      expect((await check()).RESET_PASSWORD_RIGHT).toMatchObject({
        outcome: 'FAILED',
        code: 'DIRECTORY_PERMISSION_DENIED',
        names: Array(20).fill(expect.stringMatching(/\(.+\)$/)),
        count: 200,
      });
      await expect(resetAsReader(stand.directory, dn)).rejects.toMatchObject({ code: 50 });
      granted = await stand.subject.startGranted(stand);
      expect((await check(targetOf(granted))).RESET_PASSWORD_RIGHT).toMatchObject({ outcome: 'PASSED' });
      expect(await resetAsReader(granted, dn)).toBeUndefined();
    });

    it('passes every check for a domain that is as it should be', async () => {
      const checks = await check(targetOf(granted));
      const outcomes = Object.fromEntries(Object.values(checks).map((one) => [one.name, one.outcome]));
      expect(outcomes).toEqual({
        CONNECT: 'PASSED',
        CERTIFICATE: 'PASSED',
        BIND: 'PASSED',
        BASE_DN: 'PASSED',
        SYNC_GROUP: 'PASSED',
        PASSWORD_GROUP: 'PASSED',
        PEOPLE: 'PASSED',
        PASSWORD_POLICY: 'PASSED',
        READ_RIGHT: 'PASSED',
        RESET_PASSWORD_RIGHT: 'PASSED',
        UNEXPIRE_PASSWORD_RIGHT: 'PASSED',
        PROTECTED_PEOPLE: 'PASSED',
        ROTATION_PERIOD: 'PASSED',
      });
      expect(checks.PEOPLE.count).toBe(synchronised.length);
    });

    it('warns when passwords expire before they are rotated', async () => {
      expect((await check({}, { rotationPeriodDays: 180 })).ROTATION_PERIOD).toMatchObject({
        outcome: 'WARNING',
      });
    });

    it('skips what is about passwords where there is no password group', async () => {
      const checks = await check({}, { passwordGroup: null });
      const skipped = [
        'PASSWORD_GROUP',
        'RESET_PASSWORD_RIGHT',
        'UNEXPIRE_PASSWORD_RIGHT',
        'PROTECTED_PEOPLE',
        'ROTATION_PERIOD',
      ] as const;
      for (const name of skipped) expect(checks[name].outcome).toBe('SKIPPED');
      expect(checks.READ_RIGHT.outcome).toBe('PASSED');
    });

    it('names people the account may not see, and those of protected groups', async () => {
      await stand.editor.addGroup('Shielded');
      await stand.editor.addToGroup('Shielded', 'hidden.person', 'administrator');
      const checks = await check(
        {},
        { syncGroup: { name: 'Shielded' }, passwordGroup: { name: 'Shielded' } },
      );
      expect(checks.READ_RIGHT).toMatchObject({
        outcome: 'FAILED',
        names: [expect.stringContaining('hidden.person')],
      });
      expect(checks.PROTECTED_PEOPLE).toMatchObject({ outcome: 'WARNING', count: 1 });
    });

    it.each([
      [
        'a wrong secret',
        { bindSecret: 'wrong' },
        'BIND',
        'BIND_REFUSED',
        ['BASE_DN', 'PEOPLE', 'ROTATION_PERIOD'],
      ],
      ['no secret', { bindSecret: '' }, 'BIND', 'BIND_SECRET_MISSING', ['BASE_DN']],
      [
        'CA certificates that are none',
        { caCertificates: ['rubbish'] },
        'CERTIFICATE',
        'CERTIFICATE_UNTRUSTED',
        ['CONNECT', 'BIND'],
      ],
      [
        'other CA certificates',
        { caCertificates: [] },
        'CERTIFICATE',
        'CERTIFICATE_UNTRUSTED',
        ['BIND', 'SYNC_GROUP'],
      ],
      [
        'a port nobody listens on',
        { controllers: ['ldaps://127.0.0.1:1'] },
        'CONNECT',
        'DIRECTORY_UNREACHABLE',
        ['CERTIFICATE', 'BIND'],
      ],
      [
        'a missing base DN',
        { baseDn: 'OU=Nowhere,DC=contract,DC=example' },
        'BASE_DN',
        'BASE_DN_NOT_FOUND',
        ['PEOPLE', 'READ_RIGHT'],
      ],
    ] as const)(
      'with %s fails that check and skips what rests on it',
      async (_what, parts, failing, code, skipped) => {
        const checks = await check({ ...targetOf(granted), ...parts });
        expect(checks[failing]).toMatchObject({ outcome: 'FAILED', code });
        for (const name of skipped) expect(checks[name].outcome).toBe('SKIPPED');
        expect(Object.values(checks).filter((one) => one.outcome === 'FAILED')).toHaveLength(1);
        expect(Object.values(checks).every((one) => one.message.length > 10)).toBe(true);
      },
    );

    it('with a missing group fails that check, and the others stand', async () => {
      const checks = await check({}, { passwordGroup: { name: 'No such group' } });
      expect(checks.PASSWORD_GROUP).toMatchObject({ outcome: 'FAILED', code: 'GROUP_NOT_FOUND' });
      expect(checks.RESET_PASSWORD_RIGHT.outcome).toBe('SKIPPED');
      expect(checks.PEOPLE.outcome).toBe('PASSED');
    });

    it('can be kept to connecting and signing in', async () => {
      const checks = await stand.adapter.checkSignIn(stand.target());
      expect(checks.map(({ name, outcome }) => [name, outcome])).toEqual([
        ['CONNECT', 'PASSED'],
        ['CERTIFICATE', 'PASSED'],
        ['BIND', 'PASSED'],
      ]);
    });

    it('throws the reason of the signal and nothing else', async () => {
      await expect(
        stand.adapter.check(stand.target(), request, AbortSignal.abort(new Error('enough'))),
      ).rejects.toThrow('enough');
    });
  });
}

type Checks = Record<DirectoryCheckName, DirectoryCheck>;

function byName(checks: readonly DirectoryCheck[]): Checks {
  return Object.fromEntries(checks.map((one) => [one.name, one])) as Checks;
}
