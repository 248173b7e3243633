/** Where a benchmark keeps what it makes, and what it starts. Set by the script that starts it. */
export interface BenchPlaces {
  readonly stateDir: string;
  /** Shared by all clones of this user. */
  readonly cacheDir: string;
  /** The `temporal` program; empty where an address is given. */
  readonly temporalCli: string;
}

/** Reads what the starting script hands over; run alone, there is nothing to stand on. */
export function readPlaces(environment: NodeJS.ProcessEnv): BenchPlaces {
  const { LATCHKEY_STATE_DIR: stateDir, LATCHKEY_CACHE_DIR: cacheDir } = environment;
  if (!stateDir || !cacheDir)
    throw new Error('Start the benchmarks with `npm run bench:sync`, `bench:api` or `bench:activation`.');
  return { stateDir, cacheDir, temporalCli: environment['LATCHKEY_TEMPORAL_CLI'] ?? '' };
}
