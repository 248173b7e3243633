import { describe } from '@jest/globals';

/** What a machine may lack. `npm test` tries to get it and leaves the outcome in the environment. */
export type OptionalService = 'samba' | 'chromium' | 'pynacl';

/** What the set-up writes when the service is there; anything else is the reason why it is not. */
const AVAILABLE = 'available';

/** Undefined when `service` can be used, else a sentence that says why not. */
export function whyUnavailable(service: OptionalService): string | undefined {
  const variable = `LATCHKEY_TEST_${service.toUpperCase()}`;
  const outcome = process.env[variable] ?? `${variable} is not set: run these tests with "npm test".`;
  return outcome === AVAILABLE ? undefined : outcome;
}

/**
 * A suite that needs `service`. Without it the suite is skipped, and its name carries the reason, which the end of
 * the run repeats. Under `CI=true` a missing service is a failure instead.
 */
export function describeWith(service: OptionalService, name: string, suite: () => void): void {
  const reason = whyUnavailable(service);
  if (reason === undefined) {
    describe(name, suite);
    return;
  }
  if (process.env['CI'] === 'true')
    throw new Error(`${name} needs ${service}, and under CI=true it must be there: ${reason}`);
  describe.skip(`${name} [skipped: ${reason}]`, suite);
}
