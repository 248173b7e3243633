import { createHash } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SandboxError } from '../../sandbox-error.js';
import type { LogOnController } from '../log-on/bind-at-controller.js';
import type { SimActivationOptions, SimWorkstationOptions } from './sim-options.js';
import { SimulatedWorkstation } from '../simulated-workstation.js';
import { keptWorkstationKey } from '../workstation-key.js';

export type Say = (line: string) => void;

/** A line for somebody at a terminal. */
export const sayWithTime: Say = (line) => void process.stdout.write(`${new Date().toISOString()}  ${line}\n`);

/** The workstation that the options describe, registered, with its fingerprint said. */
export async function startSimWorkstation(
  options: SimWorkstationOptions | SimActivationOptions,
  say: Say,
): Promise<SimulatedWorkstation> {
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
    controllers: await controllersOf(options),
    say,
  });
  say(`key fingerprint ${createHash('sha256').update(key.publicKey).digest('hex')}`);
  await workstation.start();
  say(`registered as ${workstation.id}`);
  return workstation;
}

/** The file of a simulated key. Serials are safe names: a colon is the oddest thing in them. */
export function fileOfKey(keysFolder: string, serial: string): string {
  return join(keysFolder, `${serial.toUpperCase().replaceAll(/[^0-9A-Z._:-]/g, '_')}.json`);
}

export function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

async function controllersOf({
  domain,
  controller,
  ca,
}: SimWorkstationOptions | SimActivationOptions): Promise<readonly LogOnController[]> {
  if (controller === undefined && ca === undefined) return [];
  if (domain === undefined || controller === undefined || ca === undefined) {
    throw new SandboxError('To log on at a controller it needs --domain, --controller and --ca together.');
  }
  return [{ dnsName: domain, url: controller, caCertificate: await readFile(ca, 'utf8') }];
}
