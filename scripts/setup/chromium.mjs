import { aptInstall, whyNoApt } from './apt.mjs';
import { command } from './command.mjs';
import { findProgram } from './find-program.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** Full path of a Chromium that runs; `LATCHKEY_CHROMIUM` names one that is elsewhere. */
export async function findChromium(env = process.env) {
  const candidates = env.LATCHKEY_CHROMIUM
    ? [env.LATCHKEY_CHROMIUM]
    : await Promise.all(NAMES.map((n) => findProgram(n)));
  for (const candidate of candidates) {
    // Ubuntu's package is a script that only says where to get the browser, so being there is not enough.
    const version =
      candidate && (await command(candidate, ['--version'], { limitMs: 30_000 }).catch(() => undefined));
    if (version) return candidate;
  }
  return undefined;
}

/** Answers `{ path }`, or `{ reason }` when no Chromium can be had. */
export async function ensureChromium(progress) {
  const before = await findChromium();
  if (before !== undefined) return { note: before, value: { path: before } };
  const refusal = (await whyNoApt()) ?? (await tryInstall(progress));
  const after = refusal === undefined ? await findChromium() : undefined;
  if (after !== undefined) return { note: 'installed', value: { path: after } };
  const why = refusal ?? 'the package "chromium" of this system does not run';
  const reason = `Chromium is missing and could not be installed (${why}). Install it, or name one in LATCHKEY_CHROMIUM.`;
  return { note: 'NOT AVAILABLE', value: { reason } };
}

async function tryInstall(progress) {
  return aptInstall(['chromium'], progress).then(
    () => undefined,
    (error) => error.message,
  );
}
