import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline/promises';
import type { SimWorkstationOptions } from './sim-options.js';
import { SimulatedWorkstation } from './simulated-workstation.js';
import { keptWorkstationKey } from './workstation-key.js';

const HELP = `Type what happens at it:
  in SERIAL      a key is connected          log-on [SERIAL]  somebody logs on
  out SERIAL     it is taken away            lock, unlock     the screen
  reach yes|no   a domain controller         quit             (or Ctrl-C)
`;

/** Runs until it is stopped or not let in any more. Answers the exit code. */
export async function runWorkstation(options: SimWorkstationOptions): Promise<number> {
  const say = (line: string): void => void process.stdout.write(`${new Date().toISOString()}  ${line}\n`);
  const key = await keptWorkstationKey(options.keyFile);
  const workstation = new SimulatedWorkstation({
    url: options.url,
    key,
    facts: {
      machineName: options.name,
      joinedDomain: options.domain ?? null,
      operatingSystem: `${process.platform} (simulated)`,
      clientVersion: 'simulated',
    },
    ...(options.enrolmentToken === undefined ? {} : { enrolmentToken: options.enrolmentToken }),
    say,
  });
  say(`key fingerprint ${createHash('sha256').update(key.publicKey).digest('hex')}`);
  await workstation.start();
  say(`registered as ${workstation.id}`);
  process.stdout.write(HELP);
  const input = createInterface({ input: process.stdin });
  const stop = (): void => input.close();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  void workstation.ended.then(stop);
  for await (const line of input) {
    if (line.trim() === 'quit') break;
    await obey(workstation, line, say);
  }
  await workstation.stop();
  return (await workstation.ended) === undefined ? 0 : 1;
}

/** Does what one line says. */
export async function obey(
  workstation: Pick<SimulatedWorkstation, 'connectKey' | 'removeKey' | 'reachController' | 'report'>,
  line: string,
  say: (line: string) => void,
): Promise<void> {
  const [command = '', argument] = line.trim().split(/\s+/);
  const serial = argument === undefined ? {} : { keySerial: argument };
  if (command === '') return undefined;
  if (command === 'in' && argument) return workstation.connectKey(argument);
  if (command === 'out' && argument) return workstation.removeKey(argument);
  if (command === 'reach' && argument) return workstation.reachController(argument === 'yes');
  if (command === 'log-on') return workstation.report({ kind: 'LOG_ON', ...serial });
  if (command === 'lock') return workstation.report({ kind: 'LOCK', ...serial });
  if (command === 'unlock') return workstation.report({ kind: 'UNLOCK', ...serial });
  return say(`"${line}" is nothing it can do.\n${HELP}`);
}
