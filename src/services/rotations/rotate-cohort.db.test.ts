import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RotationStand } from '../../testing/passwords/rotation-stand.js';

let stand: RotationStand;

beforeAll(async () => {
  stand = await RotationStand.open();
});
afterAll(() => stand.close());
beforeEach(() => stand.reset());

describe('a rotation', () => {
  it('changes what is due of keys that are connected, and nothing else', async () => {
    const due = await stand.addManaged(29);
    const young = await stand.addManaged(27);
    const away = await stand.addManaged(29);
    await stand.changes.disconnect(away);
    expect(await stand.scan()).toEqual({ accounts: 3, added: 2, dropped: 0 });
    await stand.rotate();
    expect(await stand.stagesOf([due, young, away])).toEqual(['COMPLETED', undefined, 'QUEUED']);
    expect(await stand.changes.holderOf(due)).toBe('MANAGED');
    expect(await stand.scan()).toMatchObject({ added: 0 });
  });

  it('draws five accounts, then more, and ends when nothing is left', async () => {
    for (let at = 0; at < 12; at += 1) await stand.addManaged();
    await stand.scan();
    await stand.cohort();
    expect((await stand.stagesOf()).filter((stage) => stage === 'COMPLETED')).toHaveLength(5);
    await stand.rotate();
    expect(new Set(await stand.stagesOf())).toEqual(new Set(['COMPLETED']));
    expect(await stand.rotations()).toMatchObject([{ state: 'COMPLETED', completed: 12, total: 12 }]);
  });
});
