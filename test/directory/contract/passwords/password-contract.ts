import { afterAll, beforeAll, jest } from '@jest/globals';
import { describeAccounts } from './account-suite.js';
import { describeChanges } from './change-suite.js';
import type { PasswordStage } from './password-stage.js';
import { describePolicies } from './policy-suite.js';
import { describeFences } from './fence-suite.js';
import { describeResets } from './reset-suite.js';
import { describeProofs } from './proof-suite.js';

/** The first start makes the domain; later ones unpack it. */
const FIRST_START_MS = 300_000;
const TEST_MS = 60_000;

/** What every directory must be to whoever sets passwords in it. To be called within a `describe`. */
export function describePasswords(stage: PasswordStage): void {
  jest.setTimeout(TEST_MS);
  beforeAll(() => stage.start(), FIRST_START_MS);
  afterAll(() => stage.stop());

  describeAccounts(stage);
  describeResets(stage);
  describeFences(stage);
  describeChanges(stage);
  describeProofs(stage);
  describePolicies(stage);
}
