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

/** What needs PostgreSQL, Temporal, directories or a browser. The first two are started once for the whole run. */
const services = {
  ...common,
  displayName: 'services',
  testMatch: ['<rootDir>/src/**/*.db.test.ts', '<rootDir>/test/**/*.test.ts'],
  globalSetup: '<rootDir>/src/testing/jest/start-services.mjs',
  globalTeardown: '<rootDir>/src/testing/jest/stop-services.mjs',
  setupFilesAfterEnv: ['<rootDir>/src/testing/jest/allow-slow-tests.mjs'],
};

export default { projects: [fast, services], maxWorkers: 2, testTimeout: 60_000 };
