import { join } from 'node:path';
import { loadOrCreateCertificateAuthority } from '../../src/sandbox/certificates/kept-certificate-authority.js';
import { say } from '../../src/sandbox/demo/console.js';
import { DirectoryEditor } from '../../src/sandbox/directory-editor.js';
import { startSambaDirectory } from '../../src/sandbox/samba/start-samba-directory.js';
import type { DirectoryContents, SandboxDirectory } from '../../src/sandbox/sandbox-directory.js';
import { startDirectoryProgram } from '../activation/timed-directory.js';
import type { BenchPlaces } from '../stand/places.js';
import type { BenchRun } from '../stand/run-bench.js';

/** Not the addresses of the demo or of other benchmarks, which may be running. */
const ADDRESS = '127.0.0.23';

/** A directory whose reader may reset passwords: a fresh copy of a Samba domain, or an embedded one in its own process. */
export async function startBenchDirectory(
  kind: 'samba' | 'embedded',
  contents: DirectoryContents,
  places: BenchPlaces,
  run: BenchRun,
): Promise<Omit<SandboxDirectory, 'stop'>> {
  if (kind === 'embedded') return startDirectoryProgram(contents, run);
  const { stops, signal, onDeath } = run;
  const directory = await startSambaDirectory({
    contents,
    authority: await loadOrCreateCertificateAuthority(places.stateDir, 'Latchkey benchmarks'),
    address: ADDRESS,
    cacheDir: join(places.cacheDir, 'samba'),
    stateDir: join(places.stateDir, 'samba', `rotation-${contents.people.length}`),
    fresh: true,
    onProgress: (text, done) => done === undefined && say(`  ${contents.dnsName}: ${text}`),
    onDeath,
    signal,
  });
  stops.push('the directory', () => directory.stop());
  const [login = ''] = directory.reader.name.split('@');
  await using editor = await DirectoryEditor.open(directory);
  await editor.grantPasswords(login);
  return directory;
}
