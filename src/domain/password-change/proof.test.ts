import { describe, expect, test } from '@jest/globals';
import { meaningOf, type Proof, type Restriction, type WriteEvidence } from './proof.js';

const TAKEN: WriteEvidence = { wasAccepted: true, hasMoved: true };
const NOT_SHOWN: WriteEvidence = { wasAccepted: true, hasMoved: false };
const NOT_SAID: WriteEvidence = { wasAccepted: false, hasMoved: true };

describe('a bind with the new password', () => {
  test.each<[string, Proof['outcome'], WriteEvidence, string]>([
    ['that succeeds proves it', 'PROVED', NOT_SAID, 'PROVED'],
    ['that is refused as wrong disproves it, whatever was said before', 'WRONG', TAKEN, 'DISPROVED'],
    ['of a locked account leaves it to what the controller said and shows', 'LOCKED', TAKEN, 'PROVED'],
    ['of a locked account shows nothing where nothing has moved', 'LOCKED', NOT_SHOWN, 'UNKNOWN'],
    ['of a locked account shows nothing where the answer was lost', 'LOCKED', NOT_SAID, 'UNKNOWN'],
    ['of an account that may not log on so is the same', 'LOG_ON_TYPE_REFUSED', TAKEN, 'PROVED'],
    ['of an account that may not log on so is the same', 'LOG_ON_TYPE_REFUSED', NOT_SHOWN, 'UNKNOWN'],
    ['that is not answered shows nothing, whatever was said', 'UNANSWERED', TAKEN, 'UNKNOWN'],
  ])('%s (%s)', (_what, outcome, evidence, meaning) => {
    if (outcome === 'PROVED_BUT_RESTRICTED') throw new Error('see below');
    expect(meaningOf({ outcome }, evidence)).toEqual({ meaning });
  });

  test.each<[Restriction, string]>([
    ['LOG_ON_HOURS', '530'],
    ['WORKSTATION', '531'],
    ['PASSWORD_EXPIRED', '532'],
    ['DISABLED', '533'],
    ['ACCOUNT_EXPIRED', '701'],
    ['MUST_CHANGE', '773'],
  ])('that is refused for %s proves it, and says why nobody gets in', (restriction, code) => {
    const meaning = meaningOf({ outcome: 'PROVED_BUT_RESTRICTED', restriction }, NOT_SAID);
    expect(meaning).toMatchObject({ meaning: 'PROVED_BUT', attention: expect.stringContaining(code) });
  });
});
