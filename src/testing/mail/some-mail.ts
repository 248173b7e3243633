import { emailKey, type EmailKey } from '../../domain/identifiers.js';
import type { PasswordChanged, RemovalsHeld, SyncFailed } from '../../mail/mail-templates.js';

/** Parameters of ordinary mails; a test names only what it is about. */

export function someSyncFailed(overrides: Partial<SyncFailed> = {}): SyncFailed {
  return {
    domainName: 'north.example',
    runId: '1c8f7c52-4a9b-4f0e-9f44-0a5d0a4b3c22',
    code: 'GROUP_NOT_FOUND',
    message: 'north.example has no group “Hideez Users Sync” that the bind account can see.',
    failures: 1,
    since: '2026-11-22T21:40:00.000Z',
    ...overrides,
  };
}

export function someRemovalsHeld(overrides: Partial<RemovalsHeld> = {}): RemovalsHeld {
  return {
    domainName: 'north.example',
    runId: '1c8f7c52-4a9b-4f0e-9f44-0a5d0a4b3c22',
    planHash: '5f2c9a',
    removals: 2,
    disablings: 1,
    fields: [{ field: 'telephoneNumber', people: 40 }],
    reasons: ['3 people are more than the limit of 2.'],
    names: ['Ada Lovelace', 'Grace Hopper', 'Alan Turing'],
    people: 3,
    expiresAt: '2026-11-29T21:40:00.000Z',
    ...overrides,
  };
}

export function somePasswordChanged(overrides: Partial<PasswordChanged> = {}): PasswordChanged {
  return {
    kind: 'ACTIVATION',
    domainName: 'north.example',
    accountName: 'ada',
    serial: 'HK-1',
    at: '2026-11-22T21:40:00.000Z',
    ...overrides,
  };
}

export function aRecipient(name: string): EmailKey {
  const key = emailKey(`${name}@north.example`);
  if (key === undefined) throw new RangeError(`${name} makes no address`);
  return key;
}
