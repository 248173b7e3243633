import { once } from 'node:events';
import { createCertificateAuthority } from '../../src/sandbox/certificates/certificates.js';
import { startEmbeddedDirectory } from '../../src/sandbox/embedded-directory/embedded-directory.js';
import type { DirectoryContents } from '../../src/sandbox/sandbox-directory.js';
import { clock, type Span } from '../stand/spans.js';

/**
 * A program of its own, so that its work is told from that of what is measured: serves one directory until its parent is
 * gone. Told `spans`, it answers with the time each request has taken since it was last asked.
 */
async function main(): Promise<void> {
  const [contents] = (await once(process, 'message')) as [DirectoryContents];
  const authority = await createCertificateAuthority('Latchkey benchmarks');
  const issued = await authority.issue({ commonName: 'dc1', dnsNames: [], addresses: ['127.0.0.1'] });
  let spans: Span[] = [];
  const { stop: _stop, ...served } = await startEmbeddedDirectory({
    contents,
    certificate: { ...issued, caCertificate: authority.certificate },
    grants: { resetPassword: true, unexpirePassword: true },
    intercept: (_exchange, serve) => {
      const from = clock();
      const reply = serve();
      spans.push({ from, to: clock() });
      return reply;
    },
  });
  process.on('message', () => {
    process.send?.(spans);
    spans = [];
  });
  process.once('disconnect', () => process.exit());
  process.send?.(served);
}

await main();
