import { join } from 'node:path';
import { loadOrCreateCertificateAuthority } from '../../src/sandbox/certificates/kept-certificate-authority.js';
import { say } from '../../src/sandbox/demo/console.js';
import { startKeptEmbeddedDirectory } from '../../src/sandbox/kept-embedded-directory.js';
import { generateContents, generateTwoDomains } from '../../src/sandbox/people.js';
import { whySambaIsUnusable } from '../../src/sandbox/samba/samba-installation.js';
import { startSambaDirectory } from '../../src/sandbox/samba/start-samba-directory.js';
import { SandboxError } from '../../src/sandbox/sandbox-error.js';
import type { DirectoryContents, SandboxDirectory } from '../../src/sandbox/sandbox-directory.js';
import type { BenchPlaces } from '../stand/places.js';
import type { BenchRun } from '../stand/run-bench.js';
import type { SyncBenchOptions } from './options.js';

const SEED = 20_261_122;
/** Loopback addresses of the Samba domains: not those of the demo, which may be running. */
const ADDRESSES = ['127.0.0.21', '127.0.0.22'] as const;

/** The kind that is meant by `auto` on this machine. */
export async function chooseKind(wanted: SyncBenchOptions['directories']): Promise<'samba' | 'embedded'> {
  if (wanted === 'embedded') return 'embedded';
  const obstacle = await whySambaIsUnusable();
  if (obstacle === undefined) return 'samba';
  if (wanted === 'samba') throw new SandboxError(`Samba domains were asked for. ${obstacle}`);
  say(`Embedded directories. ${obstacle}`);
  return 'embedded';
}

/** The same people each time: one domain, or two that share a tenth of them. */
export function benchContents({ people, domains }: SyncBenchOptions): readonly DirectoryContents[] {
  if (domains === 1) return [generateContents({ dnsName: 'north.example', count: people, seed: SEED })];
  const { north, south } = generateTwoDomains({ count: Math.floor(people / 2), seed: SEED });
  return [north, south];
}

/** Starts a directory of this kind for each of the contents. What Samba needs minutes to make is kept for later runs. */
export async function startBenchDirectories(
  kind: 'samba' | 'embedded',
  contents: readonly DirectoryContents[],
  places: BenchPlaces,
  { stops, signal, onDeath }: BenchRun,
): Promise<SandboxDirectory[]> {
  const authority = await loadOrCreateCertificateAuthority(places.stateDir, 'Latchkey benchmarks');
  const directories: SandboxDirectory[] = [];
  for (const [index, one] of contents.entries()) {
    const folder = `${one.dnsName}-${one.people.length}`;
    const directory =
      kind === 'embedded'
        ? await startKeptEmbeddedDirectory({
            contents: one,
            authority,
            file: join(places.stateDir, 'embedded', `${folder}.json`),
          })
        : await startSambaDirectory({
            contents: one,
            authority,
            address: ADDRESSES[index] ?? ADDRESSES[0],
            cacheDir: join(places.cacheDir, 'samba'),
            stateDir: join(places.stateDir, 'samba', folder),
            fresh: true,
            onProgress: progressLines(one.dnsName),
            onDeath,
            signal,
          });
    stops.push(`the directory ${one.dnsName}`, () => directory.stop());
    directories.push(directory);
  }
  return directories;
}

/** One line for each tenth. */
function progressLines(dnsName: string): (text: string, done?: number, total?: number) => void {
  let shown = '';
  return (text, done, total) => {
    const tenth = total === undefined ? '' : ` ${Math.floor(((done ?? 0) / total) * 10) * 10} %`;
    const line = `  ${dnsName}: ${text}${tenth}`;
    if (line !== shown) say(line);
    shown = line;
  };
}
