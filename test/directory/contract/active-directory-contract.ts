import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { SYNC_GROUP } from '../../../src/sandbox/sandbox-directory.js';
import { describeChecks } from './check-suite.js';
import { ContractStand, drain, type ContractSubject } from './contract-stand.js';
import { describeGroups } from './group-suite.js';
import { describePeople } from './people-suite.js';
import { describeSessions } from './session-suite.js';
import { describeWire } from './wire-suite.js';

/** The first start makes the domain; later ones unpack it. */
const FIRST_START_MS = 300_000;
const TEST_MS = 60_000;

/** What every directory must be to `ActiveDirectory`. To be called within a `describe`; changes the directory and stops it. */
export function describeActiveDirectory(subject: ContractSubject): void {
  const stand = new ContractStand(subject);
  jest.setTimeout(TEST_MS);
  beforeAll(() => stand.start(), FIRST_START_MS);
  afterAll(() => stand.stop());

  describeSessions(stand);
  describeGroups(stand);
  describePeople(stand);
  describeChecks(stand);
  describeWire(stand);
  describeDeath(stand);
}

function describeDeath(stand: ContractStand): void {
  describe('a directory that dies', () => {
    it('in the middle of a read fails the read and the session', async () => {
      const open = await stand.adapter.open(stand.target());
      const people = open.people([await open.findGroup({ name: SYNC_GROUP })])[Symbol.asyncIterator]();
      await people.next();
      await stand.session.close();
      await stand.editor.close();
      await stand.directory.stop();
      const rest = drain({ [Symbol.asyncIterator]: () => people }).then(() =>
        open.findGroup({ name: SYNC_GROUP }),
      );
      await expect(rest).rejects.toMatchObject({ code: 'DIRECTORY_UNREACHABLE' });
      await expect(open.findGroup({ name: SYNC_GROUP })).rejects.toMatchObject({
        code: 'DIRECTORY_UNREACHABLE',
      });
    });
  });
}
