import { fail } from './setup/console.mjs';
import { checkNode } from './setup/node-version.mjs';

// `npm run` silently falls back to the system's Node when the one from the packages is missing.
try {
  checkNode(process.versions.node);
} catch (error) {
  process.exit(fail(error));
}
