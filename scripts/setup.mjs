import { endOnInterrupt } from './setup/command.mjs';
import { fail } from './setup/console.mjs';
import { setUp } from './setup/steps.mjs';

// Everything the demo and the tests stand on, without running either.
endOnInterrupt();
try {
  const { sambaMissing, chromium, pynacl } = await setUp({
    build: true,
    temporal: true,
    samba: true,
    chromium: true,
    pynacl: true,
  });
  for (const reason of [sambaMissing, chromium.reason, pynacl.reason])
    if (reason) process.stderr.write(`\n${reason}\n`);
} catch (error) {
  process.exit(fail(error));
}
