import { describe, expect, test } from '@jest/globals';
import { KeyTaskKind } from '../states.js';
import { mayHandOver, whyWaiting, type PlaceFacts, type TaskFacts, type Waiting } from './may-go.js';

const READY: PlaceFacts = { status: 'ACTIVE', isLinked: true, alarm: false };
const ANY: Omit<TaskFacts, 'kind'> = {
  isDelivered: false,
  isHeldBack: false,
  hasClaim: true,
  mayHandOver: true,
};

type Row = readonly [KeyTaskKind, Partial<TaskFacts>, Partial<PlaceFacts>, Waiting | undefined];

const rows: readonly Row[] = [
  ['WIPE', {}, { status: 'DEACTIVATED', isLinked: false, alarm: true }, undefined],
  ['LINK', {}, { isLinked: false }, undefined],
  ['LINK', {}, {}, undefined],
  ['LINK', {}, { status: 'SUSPENDED' }, 'KEY_NOT_ACTIVE'],
  ['LINK', {}, { alarm: true }, 'ALARM'],
  ['LINK', { isDelivered: true }, { alarm: true }, undefined],
  ['WRITE_PENDING', {}, { isLinked: false }, 'NOT_LINKED'],
  ['WRITE_PENDING', { mayHandOver: false }, {}, 'NOT_JOINED'],
  ['WRITE_PENDING', { mayHandOver: false, isDelivered: true }, {}, 'NOT_JOINED'],
  ['WRITE_PENDING', {}, { status: 'SUSPENDED' }, 'KEY_NOT_ACTIVE'],
  ['WRITE_PENDING', {}, { alarm: true }, undefined],
  ['WRITE_PENDING', { hasClaim: false }, { alarm: true }, 'ALARM'],
  ['WRITE_PENDING', { isHeldBack: true }, {}, 'HELD_BACK'],
  ['COMMIT', { mayHandOver: false }, { status: 'SUSPENDED', alarm: true }, undefined],
  ['COMMIT', {}, { isLinked: false }, 'NOT_LINKED'],
  ['DISCARD', { mayHandOver: false }, { alarm: true }, undefined],
  ['FORGET_ACCOUNT', {}, { alarm: true }, undefined],
  ['LOCK', {}, { status: 'LOCKED', alarm: true }, undefined],
  ['LOCK', {}, { isLinked: false }, 'NOT_LINKED'],
  ['RENEW_CACHED_LOGON', {}, { alarm: true }, 'ALARM'],
];

describe('what may go to a key', () => {
  test.each(rows)('%s, of which %j, to a key of which %j: %s', (kind, task, place, waiting) => {
    expect(whyWaiting({ ...ANY, kind, ...task }, { ...READY, ...place })).toBe(waiting);
  });

  test.each(Object.values(KeyTaskKind))('%s goes when nothing is in its way', (kind) => {
    expect(whyWaiting({ ...ANY, kind }, READY)).toBeUndefined();
  });
});

describe('a password passes through a workstation', () => {
  const north = { dnsName: 'north.example', trustedBy: ['West.Example'] };

  test.each([
    ['north.example', true],
    ['NORTH.example', true],
    ['west.example', true],
    ['south.example', false],
    ['sub.north.example', false],
    [null, false],
  ])('that is joined to %j: %s', (joined, may) => {
    expect(mayHandOver(north, joined)).toBe(may);
  });
});
