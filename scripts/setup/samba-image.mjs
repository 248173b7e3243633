import { join } from 'node:path';
import { command } from './command.mjs';
import { findProgram } from './find-program.mjs';
import { ROOT } from './folders.mjs';
import { hashOfFiles } from './stamp.mjs';

const FOLDER = 'src/sandbox/samba-image';
const ANSWER_LIMIT_MS = 30_000;

/** Undefined when a Docker engine answers that runs Linux containers, else why not. */
export async function whyNoDocker() {
  if ((await findProgram('docker')) === undefined) return 'there is no docker on this system';
  return command('docker', ['info', '--format', '{{.OSType}}'], { limitMs: ANSWER_LIMIT_MS }).then(
    (system) => (system.trim() === 'linux' ? undefined : 'its Docker engine does not run Linux containers'),
    (error) => `no Docker engine answers: ${error.message.replaceAll(/\s+/g, ' ')}`,
  );
}

/** Builds the image of Samba when what goes into it has changed, and answers its name. */
export async function ensureSambaImage(progress, root = ROOT) {
  const image = `latchkey-samba:${(await hashOfFiles(root, [FOLDER])).slice(0, 16)}`;
  const present = await command('docker', ['image', 'inspect', image]).then(
    () => true,
    () => false,
  );
  if (present) return image;
  const onLine = (line) => progress(line.trim());
  await command('docker', ['build', '--tag', image, join(root, FOLDER)], { onLine });
  return image;
}
