import { randomBytes } from 'node:crypto';
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createMasterKey } from '../../cli/create-master-key.js';

export interface Administrator {
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

/** What the demo makes once and keeps, readable by its user only. */
export interface DemoSettings {
  readonly masterKeyFile: string;
  readonly administrator: Administrator;
}

/** Finds or makes the master key and the administrator's password in the demo's folder. */
export async function demoSettings(stateDir: string): Promise<DemoSettings> {
  await mkdir(stateDir, { recursive: true, mode: 0o700 });
  const masterKeyFile = join(stateDir, 'master.key');
  if (!(await exists(masterKeyFile))) await createMasterKey(masterKeyFile);
  return { masterKeyFile, administrator: await administratorOf(join(stateDir, 'administrator.json')) };
}

async function administratorOf(file: string): Promise<Administrator> {
  if (await exists(file)) return JSON.parse(await readFile(file, 'utf8')) as Administrator;
  const administrator: Administrator = {
    email: 'admin@latchkey.example',
    name: 'Demo Administrator',
    password: randomBytes(12).toString('base64url'),
  };
  await writeFile(file, JSON.stringify(administrator), { mode: 0o600 });
  return administrator;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
