import { SetupFailure } from './setup-failure.mjs';

/** The first with Argon2 in `node:crypto`. */
const OLDEST = [24, 7];

/** Whether Latchkey itself (not only its set-up) runs on this version of Node. */
export function isSupportedNode(version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

/** @throws SetupFailure on a Node that is too old. */
export function checkNode(version) {
  if (isSupportedNode(version)) return;
  throw new SetupFailure({
    what: `Latchkey does not run on Node ${version}.`,
    why: `It needs Node ${OLDEST.join('.')} or newer. Node 24 comes with the packages, and "npm run" uses it by itself; it is missing here (packages not installed, or installed with --omit=optional).`,
    remedy: 'Run "npm ci --include=optional", then start everything with "npm run …".',
  });
}
