/**
 * What is promised within a second, and takes some hundredths of one, on a machine that does nothing else. One that runs all
 * tests at once, beside others that we know nothing of, may stand still for seconds. Whatever nobody was told of would be
 * noticed by the next look, every fifteen seconds, or never.
 */
export const AT_ONCE_MS = 10_000;
