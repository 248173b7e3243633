import { join } from 'node:path';
import { command } from './command.mjs';
import { checkNode, isSupportedNode } from './node-version.mjs';

/** The Node that Latchkey runs on: the one from the packages, else this very one if it is new enough. */
export async function findNode(root) {
  const packaged = join(root, 'node_modules', '.bin', 'node');
  const version = await command(packaged, ['--version']).catch(() => undefined);
  if (version !== undefined && isSupportedNode(version)) return { note: version, value: packaged };
  checkNode(process.versions.node);
  return { note: `v${process.versions.node}`, value: process.execPath };
}
