import { join } from 'node:path';
import { loadOrCreateCertificateAuthority } from '../certificates/kept-certificate-authority.js';
import { startKeptEmbeddedDirectory } from '../kept-embedded-directory.js';
import {
  contentsOf,
  directoryOrder,
  directoryPlan,
  type DirectoryNews,
  type DirectoryPlan,
} from './directory-messages.js';
import { PageHolds } from './page-holds.js';

function tell(news: DirectoryNews): void {
  process.send?.(news);
}

/** Serves the directories of a plan until the process ends, which it does with the one that started it. */
async function serve(plan: DirectoryPlan): Promise<void> {
  const holds = new PageHolds((dnsName) => tell({ kind: 'held', dnsName }));
  process.on('message', (message) => {
    const order = directoryOrder.parse(message);
    holds.order(order);
    if (order.hold) tell({ kind: 'holding', dnsName: order.dnsName });
  });
  process.once('disconnect', () => process.exit());
  const authority = await loadOrCreateCertificateAuthority(plan.folder, 'Latchkey sandbox');
  const directories = [];
  for (const contents of contentsOf(plan)) {
    const { stop: _stop, ...served } = await startKeptEmbeddedDirectory({
      contents,
      authority,
      file: join(plan.folder, `${contents.dnsName}.json`),
      intercept: holds.interceptorFor(contents.dnsName),
    });
    directories.push(served);
  }
  tell({ kind: 'serving', directories });
}

await serve(directoryPlan.parse(JSON.parse(process.argv[2] ?? '')));
