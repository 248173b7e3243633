import { spawn } from 'node:child_process';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program with our own input and output, hands signals on to it and answers its exit code once it has ended.
 * In a terminal Ctrl-C reaches it directly as well, so it must take a repeated signal as one.
 */
export async function foreground(file, args, { cwd, env }) {
  const child = spawn(file, args, { cwd, env, stdio: 'inherit' });
  const handOn = (signal) => child.kill(signal);
  for (const signal of SIGNALS) process.on(signal, handOn);
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => resolve(code ?? 1));
    });
  } finally {
    for (const signal of SIGNALS) process.removeListener(signal, handOn);
  }
}
