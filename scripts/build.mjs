import { build } from './setup/build.mjs';
import { endOnInterrupt } from './setup/command.mjs';
import { fail, step } from './setup/console.mjs';
import { ROOT } from './setup/folders.mjs';
import { checkNode } from './setup/node-version.mjs';

endOnInterrupt();
try {
  checkNode(process.versions.node);
  await step('build', (progress) => build(ROOT, process.execPath, progress));
} catch (error) {
  process.exit(fail(error));
}
