import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Ends a child of this process at once with SIGKILL and waits until it is gone. Does nothing when it is gone already. */
export async function killChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}
