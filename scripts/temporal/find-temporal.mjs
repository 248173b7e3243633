import { SetupFailure } from '../setup/setup-failure.mjs';

/**
 * @typedef {{ address: string } | { cliPath: string }} Temporal a server that runs, or the program to start one
 * @typedef {{ found: Temporal } | { reason: string }} Outcome
 * @typedef {{ name: string, demanded?: boolean, look: () => Promise<Outcome> }} Source
 *   `demanded`: the user named this place, so when it fails, no other is taken in its stead
 */

/**
 * Asks the places in their order and answers what the first of them has.
 * @param {readonly Source[]} sources
 * @param {(text: string) => void} progress
 * @throws SetupFailure that names every place and why it had nothing.
 */
export async function findTemporal(sources, progress) {
  const reasons = [];
  for (const { name, demanded, look } of sources) {
    progress(name);
    const outcome = await look();
    if ('found' in outcome) return { ...outcome.found, place: name };
    reasons.push(`${name}: ${outcome.reason}`);
    if (demanded) break;
  }
  throw new SetupFailure({
    what: 'No Temporal server could be found or made.',
    why: reasons.join('\n'),
    remedy: [
      'One of these is enough:',
      '- TEMPORAL_ADDRESS=host:port of a server that runs',
      '- TEMPORAL_CLI_PATH=path of the "temporal" program, or that program on PATH',
      '- access to https://temporal.download, from where it is fetched',
      '- Go (1.24 or newer) on PATH with access to a module proxy, which builds it in about seven minutes',
    ].join('\n'),
  });
}
