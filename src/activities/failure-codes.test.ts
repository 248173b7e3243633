import { describe, expect, it } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { AppError } from '../errors.js';
import { createLog } from '../log.js';
import { withFailureCodes } from './failure-codes.js';

const log = createLog('test', 'silent');
/** The environment reports each failure as a warning, and failing is what is tested. */
const logger = new DefaultLogger('ERROR');
const ATTEMPTS_WITH_CODE = 4;

/** What a workflow is told when a step fails in one of its attempts. */
async function toldAbout(error: Error, attempt: number): Promise<unknown> {
  const { step } = withFailureCodes({ step: () => Promise.reject(error) }, log, { step: ATTEMPTS_WITH_CODE });
  return new MockActivityEnvironment({ attempt }, { logger }).run(step).then(
    () => undefined,
    (failure: unknown) => failure,
  );
}

const unreachable = new AppError('DIRECTORY_UNREACHABLE', 'dc1 cannot be reached. Start it.', {
  cause: new Error('connect ECONNREFUSED 10.0.0.1:636'),
});

describe('what a step fails with', () => {
  it('crosses as its code and public message, and is tried again while trying may help', async () => {
    const told = await toldAbout(unreachable, ATTEMPTS_WITH_CODE - 1);
    expect(told).toBeInstanceOf(ApplicationFailure);
    expect(told).toMatchObject({
      type: 'DIRECTORY_UNREACHABLE',
      message: 'dc1 cannot be reached. Start it.',
      nonRetryable: false,
      cause: undefined,
    });
  });

  it('is told to somebody after a few attempts, however many the workflow would make', async () => {
    expect(await toldAbout(unreachable, ATTEMPTS_WITH_CODE)).toMatchObject({ nonRetryable: true });
  });

  it('is not tried again when nothing can change by itself', async () => {
    const refused = new AppError('BIND_REFUSED', 'The password is wrong.');
    expect(await toldAbout(refused, 1)).toMatchObject({ type: 'BIND_REFUSED', nonRetryable: true });
  });

  it('is tried for as long as the workflow will when it is our own trouble, and says nothing about it', async () => {
    const away = new Error('connect ECONNREFUSED 127.0.0.1:5432');
    const told = await toldAbout(away, ATTEMPTS_WITH_CODE + 5);
    expect(told).toMatchObject({ type: 'INTERNAL_ERROR', nonRetryable: false });
    expect(String(told)).not.toContain('5432');
  });
});
