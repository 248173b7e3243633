import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { isProcessOf, waitUntilGone } from './process-identity.js';

/** Ends when its input does. */
const PROGRAM = ['-e', 'process.stdin.resume()', 'a-marker-of-ours'];

test('a process is known by what stands in its command line, and by nothing after its end', async () => {
  const child = spawn(process.execPath, PROGRAM, { stdio: ['pipe', 'ignore', 'ignore'] });
  await once(child, 'spawn');
  const pid = Number(child.pid);
  expect(await isProcessOf(pid, 'a-marker-of-ours')).toBe(true);
  expect(await isProcessOf(pid, 'a-marker-of-others')).toBe(false);
  expect(await waitUntilGone(pid, 0)).toBe(false);
  child.stdin.end();
  expect(await waitUntilGone(pid, 10_000)).toBe(true);
  expect(await isProcessOf(pid, 'a-marker-of-ours')).toBe(false);
});
