import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { SandboxError } from '../sandbox-error.js';
import type { SambaFolders } from './samba-configuration.js';

const TAIL_BYTES = 2_000;

/** A Samba server that was started here. */
export interface SambaProcess {
  /** Its process number, which is that of its process group too. */
  readonly pid: number;
  /** Aborted when the server ends, with a SandboxError that carries the end of its log. */
  readonly ended: AbortSignal;
  /** Ends the server with all its processes and waits until none is left. May be called twice. */
  stop(): Promise<void>;
}

/** How a Samba server is run, which has to end when its standard input does (`samba -i`). */
export interface ServerProgram {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Returns once the server is gone with all that belongs to it. */
  end(pid: number, child: ChildProcess): Promise<void>;
}

/**
 * Starts the server of `folders` in a process group of its own, its output in the log file. It watches its standard
 * input: when this process dies, however suddenly, the server ends too.
 */
export async function launchServer(folders: SambaFolders, server: ServerProgram): Promise<SambaProcess> {
  const output = await open(folders.log, 'w', 0o600);
  const child = spawn(server.program, server.arguments, {
    cwd: folders.root,
    detached: true,
    stdio: ['pipe', output.fd, output.fd],
    env: server.env,
  });
  try {
    await once(child, 'spawn');
  } finally {
    await output.close();
  }
  const { pid } = child;
  if (pid === undefined) throw new SandboxError(`${server.program} was started and has no process number.`);
  // The pipe only has to stay open; neither it nor the server keeps this process from ending.
  child.stdin?.on('error', () => undefined);
  let stopping: Promise<void> | undefined;
  return {
    pid,
    ended: endOf(child, folders),
    stop: () => (stopping ??= server.end(pid, child)),
  };
}

function endOf(child: ChildProcess, folders: SambaFolders): AbortSignal {
  const end = new AbortController();
  child.once('exit', (code, signal) => {
    void logTail(folders.log).then((tail) => {
      end.abort(
        new SandboxError(
          `The Samba server in ${folders.root} ended (exit code ${code}, signal ${signal}). ` +
            `The end of its log (${folders.log}):\n${tail}`,
        ),
      );
    });
  });
  return end.signal;
}

async function logTail(file: string): Promise<string> {
  const log = await open(file, 'r');
  try {
    const { size } = await log.stat();
    const { buffer, bytesRead } = await log.read(
      Buffer.alloc(TAIL_BYTES),
      0,
      TAIL_BYTES,
      Math.max(0, size - TAIL_BYTES),
    );
    return buffer.subarray(0, bytesRead).toString('utf8').trim();
  } finally {
    await log.close();
  }
}
