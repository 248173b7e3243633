import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const rootDir = fileURLToPath(new URL('.', import.meta.url));
const roots = ['src', 'workflows', 'scripts', 'test'].filter((folder) => existsSync(`${rootDir}/${folder}`));

const common = {
  rootDir,
  roots: roots.map((folder) => `<rootDir>/${folder}`),
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '@swc/jest' },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
};

/** What needs nothing but Node: seconds, and no service is started. */
const fast = {
  ...common,
  displayName: 'fast',
  testMatch: [
    '<rootDir>/src/**/*.test.ts',
    '<rootDir>/workflows/**/*.test.ts',
    '<rootDir>/scripts/**/*.test.mjs',
  ],
  testPathIgnorePatterns: ['/node_modules/', '\\.db\\.test\\.ts$'],
};

/** See started-sodium.ts: a fifth of what a test file costs is saved. */
const startedSodium = { '^\\.{1,2}/(.*/)?sodium\\.js$': '<rootDir>/src/testing/jest/started-sodium.ts' };

/** What needs PostgreSQL, Temporal, directories or a browser. The first two are started once for the whole run. */
const services = {
  ...common,
  displayName: 'services',
  testMatch: ['<rootDir>/src/**/*.db.test.ts', '<rootDir>/test/**/*.test.ts'],
  globalSetup: '<rootDir>/src/testing/jest/start-services.mjs',
  globalTeardown: '<rootDir>/src/testing/jest/stop-services.mjs',
  setupFilesAfterEnv: [
    '<rootDir>/src/testing/jest/allow-slow-tests.mjs',
    '<rootDir>/src/testing/jest/start-sodium.mjs',
  ],
  moduleNameMapper: { ...startedSodium, ...common.moduleNameMapper },
};

/**
 * A worker keeps the modules of every test file it has run. With a heap of more than a gigabyte it needs longer to exit
 * than Jest waits for it, which Jest then takes for something left open; so it is replaced before.
 */
const workerIdleMemoryLimit = '512MB';

/** One more than the two cores of the machine this is made for: what needs services waits for them most of the time. */
const maxWorkers = 3;

const testSequencer = `${rootDir}/src/testing/jest/long-beside-short.mjs`;

export default {
  projects: [fast, services],
  maxWorkers,
  testSequencer,
  testTimeout: 60_000,
  workerIdleMemoryLimit,
};
