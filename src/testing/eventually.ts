import pRetry from 'p-retry';

const LIMIT_MS = 120_000;

/**
 * Asks again until a check passes: for what happens elsewhere and tells nobody. Fails with the check's last failure,
 * before the test itself runs out of time.
 */
export async function eventually<T>(check: () => Promise<T>, limitMilliseconds = LIMIT_MS): Promise<T> {
  return pRetry(check, {
    retries: Number.POSITIVE_INFINITY,
    factor: 1,
    minTimeout: 50,
    maxRetryTime: limitMilliseconds,
  });
}
