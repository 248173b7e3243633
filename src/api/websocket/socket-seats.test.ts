import { describe, expect, test } from '@jest/globals';
import type { Principal } from '../../services/sign-in/principal.js';
import { LimitExceeded } from '../limits/limit-exceeded.js';
import { SocketSeats } from './socket-seats.js';

const limits = { all: 4, perAddress: 2, perPrincipal: 2, subscriptionsPerPrincipal: 3 };
const ann: Principal = {
  kind: 'user',
  userId: 'ann',
  displayName: 'Ann',
  role: 'AUDITOR',
  sessionId: 's',
  expiresAt: new Date('2100-01-01'),
};

function limitOf(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof LimitExceeded) return error.limit;
    throw error;
  }
}

describe('seats for WebSockets', () => {
  test('are limited for an address until somebody is known on them', () => {
    const seats = new SocketSeats(limits);
    const first = seats.take('192.0.2.1');
    seats.take('192.0.2.1');
    expect(limitOf(() => seats.take('192.0.2.1'))).toBe('SOCKETS_PER_ADDRESS');
    expect(limitOf(() => seats.take('192.0.2.2'))).toBeUndefined();
    first.claimFor(ann);
    expect(limitOf(() => seats.take('192.0.2.1'))).toBeUndefined();
  });

  test('go on counting by address for a workstation that waits: anybody may register one', () => {
    const known = { kind: 'workstation', workstationId: 'w', machineName: 'W', sessionId: 's' } as const;
    const pending: Principal = { ...known, approved: false, expiresAt: new Date('2100-01-01') };
    const seats = new SocketSeats(limits);
    const first = seats.take('192.0.2.1');
    seats.take('192.0.2.1');
    first.claimFor(pending);
    expect(limitOf(() => seats.take('192.0.2.1'))).toBe('SOCKETS_PER_ADDRESS');
    first.claimFor({ ...pending, approved: true });
    expect(limitOf(() => seats.take('192.0.2.1'))).toBeUndefined();
  });

  test('count invited people and apps by who they are: a whole office comes in through one address', () => {
    const expiresAt = new Date('2100-01-01');
    const invited = { kind: 'invitee', employeeId: 'e', displayName: 'E', expiresAt } as const;
    const app = { kind: 'authenticator', name: 'A', userId: 'u', sessionId: 's', expiresAt } as const;
    const seats = new SocketSeats({ ...limits, all: 10 });
    const seatFor = (principal: Principal) => seats.take('192.0.2.1').claimFor(principal);
    seatFor({ ...invited, invitationId: 'one', state: 'PENDING' });
    seatFor({ ...invited, invitationId: 'two', state: 'PENDING' });
    seatFor({ ...app, authenticatorId: 'one' });
    seatFor({ ...app, authenticatorId: 'two' });
    seatFor({ ...invited, invitationId: 'over', state: 'EXPIRED' });
    expect(limitOf(() => seats.take('192.0.2.1'))).toBeUndefined();
    expect(limitOf(() => seats.take('192.0.2.1'))).toBe('SOCKETS_PER_ADDRESS');
  });

  test('are limited for one principal, whatever the addresses', () => {
    const seats = new SocketSeats(limits);
    const own = ['192.0.2.1', '192.0.2.2', '192.0.2.3'].map((address) => seats.take(address));
    own[0]!.claimFor(ann);
    own[1]!.claimFor(ann);
    expect(limitOf(() => own[2]!.claimFor(ann))).toBe('SOCKETS_PER_PRINCIPAL');
    own[0]!.leave();
    expect(limitOf(() => own[2]!.claimFor(ann))).toBeUndefined();
  });

  test('are limited in all', () => {
    const seats = new SocketSeats(limits);
    for (let each = 0; each < 4; each += 1) seats.take(`192.0.2.${each}`);
    expect(limitOf(() => seats.take('192.0.2.9'))).toBe('SOCKETS');
  });

  test('are free again once left, and only once', () => {
    const seats = new SocketSeats(limits);
    const [first] = [seats.take('192.0.2.1'), seats.take('192.0.2.1')];
    first.leave();
    first.leave();
    expect(limitOf(() => seats.take('192.0.2.1'))).toBeUndefined();
    expect(limitOf(() => seats.take('192.0.2.1'))).toBe('SOCKETS_PER_ADDRESS');
  });

  test('count the subscriptions of one principal over all connections', () => {
    const seats = new SocketSeats(limits);
    const own = ['192.0.2.1', '192.0.2.2'].map((address) => seats.take(address));
    for (const seat of own) seat.claimFor(ann);
    const end = own[0]!.beginSubscription();
    own[0]!.beginSubscription();
    own[1]!.beginSubscription();
    expect(limitOf(() => own[1]!.beginSubscription())).toBe('SUBSCRIPTIONS_PER_PRINCIPAL');
    end();
    expect(limitOf(() => own[1]!.beginSubscription())).toBeUndefined();
  });
});
