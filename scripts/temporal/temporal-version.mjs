import { command } from '../setup/command.mjs';

const OLDEST_SERVER = [1, 26];

/**
 * Undefined when `program` is a Temporal CLI with a server new enough for our settings, else why not. A CLI that Go
 * built calls itself 0.0.0-DEV, so it is the server's version that counts.
 */
export async function whyUnfit(program) {
  try {
    return judgeVersion(await command(program, ['--version'], { limitMs: 30_000 }));
  } catch (error) {
    return error.message;
  }
}

/** The same, from what `temporal --version` printed. */
export function judgeVersion(printed) {
  const match = /Server (\d+)\.(\d+)/.exec(printed);
  if (match === null)
    return `it does not say which server it contains (it printed "${printed.slice(0, 80)}")`;
  const [major, minor] = [Number(match[1]), Number(match[2])];
  const fits = major > OLDEST_SERVER[0] || (major === OLDEST_SERVER[0] && minor >= OLDEST_SERVER[1]);
  return fits ? undefined : `its server ${major}.${minor} is older than ${OLDEST_SERVER.join('.')}`;
}
