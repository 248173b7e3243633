import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, test } from '@jest/globals';
import { endGroup, processFacts } from './process-group.js';

/** Starts a shell with a child of its own; answers both numbers. */
async function startGroup(): Promise<{ leader: number; child: number }> {
  const script = 'sleep 600 & echo $!; wait';
  const shell = spawn('/bin/sh', ['-c', script], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  const [line]: unknown[] = await once(createInterface(shell.stdout), 'line');
  return { leader: shell.pid ?? 0, child: Number(line) };
}

const isLinux = process.platform === 'linux';
const suite = isLinux ? describe : describe.skip;

suite(`A process group${isLinux ? '' : ' [skipped: /proc is there on Linux only, as Samba is]'}`, () => {
  test('is gone with all its members once it was ended', async () => {
    const { leader, child } = await startGroup();
    expect(await processFacts(child)).toMatchObject({
      pid: child,
      parent: leader,
      group: leader,
      isZombie: false,
    });
    await endGroup(leader);
    const left = [await processFacts(leader), await processFacts(child)];
    expect(left.filter((facts) => facts !== undefined && !facts.isZombie)).toEqual([]);
  });

  test('that is gone already is no failure', async () => {
    const { leader } = await startGroup();
    await endGroup(leader);
    await expect(endGroup(leader)).resolves.toBeUndefined();
  });

  test('has no facts when there is no such process', async () => {
    const { leader } = await startGroup();
    await endGroup(leader);
    expect((await processFacts(leader))?.isZombie ?? true).toBe(true);
  });
});
