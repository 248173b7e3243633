import { expect, test } from '@jest/globals';
import {
  PasswordChangeProgressDocument,
  PasswordChangesDocument,
  RotateNowDocument,
  RotationForecastDocument,
  RotationProgressDocument,
} from '../../src/generated/operations.js';
import { fromGlobalId } from '../../src/api/relay/global-id.js';
import { expectDone } from '../../src/sandbox/demo/demo-client.js';
import type { Equipped } from './asked-for-suite.js';
import type { HandoverStand } from './handover-stand.js';

/** Whose passwords are rotated. */
export const ROTATED_LOGINS = ['jana', 'karl', 'lena'] as const;

/** Passwords that change by themselves, each ending in a log-on with the new one. */
export function rotationSuite(
  standNow: () => HandoverStand,
  equipped: (login: string) => Promise<Equipped>,
): void {
  /** How a rotation has ended. */
  async function endOf(rotationId: string) {
    const progress = standNow().administrator.subscribe(RotationProgressDocument, { rotationId, after: 0 });
    let last;
    let before = 0;
    for await (const { rotationProgress } of progress) {
      expect(rotationProgress.sequence).toBe(before + 1);
      before = rotationProgress.sequence;
      last = rotationProgress;
    }
    return last;
  }

  test('passwords of several people are rotated when somebody asks, and each logs on with the new one', async () => {
    const { administrator } = standNow();
    const people = [await equipped('jana'), await equipped('karl')];
    const input = { accountIds: people.map(({ person }) => person.accountId), reason: 'lent to somebody' };
    const { rotateNow } = await administrator.request(RotateNowDocument, { input });
    const { rotations, skipped } = expectDone(rotateNow);
    expect(skipped).toEqual([]);
    expect(await endOf(rotations?.[0]?.id ?? '')).toMatchObject({
      state: 'COMPLETED',
      completed: 2,
      failed: 0,
      secondsLeft: 0,
    });
    for (const { person, key, workstation } of people) {
      const { passwordChanges } = await administrator.request(PasswordChangesDocument, {
        first: 1,
        filter: { accountId: person.accountId },
      });
      expect(passwordChanges.edges[0]?.node).toMatchObject({ kind: 'ROTATION', stage: 'COMPLETED' });
      expect(await workstation.logOn(key.serial)).toMatchObject({ loggedOn: true, slot: 'ACTIVE', binds: 1 });
    }
  });

  test('a key that is connected when the password is due is served at once, whoever was away', async () => {
    const { administrator, installation } = standNow();
    const { person, key, workstation } = await equipped('lena');
    await workstation.removeKey(key.serial);
    const accountId = fromGlobalId('DomainAccount', person.accountId);
    const { rows } = await installation.api.backend.pool.query<{ last: number }>(
      `update domain_account a set pwd_last_set = now() - interval '100 days', password_shown_at = now() - interval '100 days'
       from event_stream s where a.id = $1 and s.id = a.id returning s.last_sequence as last`,
      [accountId],
    );
    await workstation.insertKey(key.file);
    const progress = administrator.subscribe(PasswordChangeProgressDocument, {
      accountId: person.accountId,
      after: rows[0]?.last ?? 0,
    });
    const stages: string[] = [];
    for await (const { passwordChangeProgress } of progress) {
      stages.push(`${passwordChangeProgress.kind} ${passwordChangeProgress.stage}`);
      if (passwordChangeProgress.stage === 'COMPLETED') break;
    }
    expect([...new Set(stages)]).toEqual([
      'ROTATION QUEUED',
      'ROTATION WAITING_FOR_KEY',
      'ROTATION ON_KEY',
      'ROTATION IN_DIRECTORY',
      'ROTATION VERIFIED',
      'ROTATION COMPLETED',
    ]);
    expect(await workstation.logOn(key.serial)).toMatchObject({ loggedOn: true, slot: 'ACTIVE', binds: 1 });
    const { passwordChanges } = await administrator.request(PasswordChangesDocument, {
      first: 1,
      filter: { accountId: person.accountId },
    });
    expect(passwordChanges.edges[0]?.node.wantedBy).toBe('north.example');
    const { rotationForecast } = await administrator.request(RotationForecastDocument, {
      domainId: standNow().domainId,
      first: 100,
    });
    const foreseen = rotationForecast.edges.find(({ node }) => node.accountId === person.accountId);
    expect(foreseen?.node).toMatchObject({ isDue: false, hasDrifted: false, obstacle: null });
  });
}
