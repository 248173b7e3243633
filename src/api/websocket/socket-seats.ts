import type { SocketLimits } from '../../config.js';
import type { Principal } from '../../services/sign-in/principal.js';
import { LimitExceeded } from '../limits/limit-exceeded.js';

/** The place of one connection among those there may be. */
export interface Seat {
  /** Moves it from its address to who it says it is. Throws LimitExceeded. */
  claimFor(principal: Principal): void;
  /** Counts a subscription; what it returns takes it back, once. Throws LimitExceeded. */
  beginSubscription(): () => void;
  leave(): void;
}

/** Counts connections and subscriptions of this process: in all, by address while nobody is known, then by who it is. */
export class SocketSeats {
  private all = 0;
  private readonly sockets = new Map<string, number>();
  private readonly subscriptions = new Map<string, number>();

  constructor(private readonly limits: SocketLimits) {}

  /** Throws LimitExceeded when there are too many in all, or too many unknown ones from this network. */
  take(network: string): Seat {
    const { all, perAddress, perPrincipal, subscriptionsPerPrincipal } = this.limits;
    if (this.all >= all) throw tooMany('SOCKETS', `This server has ${all} WebSockets open.`);
    let key = `network ${network}`;
    if (!up(this.sockets, key, perAddress)) {
      throw tooMany(
        'SOCKETS_PER_ADDRESS',
        `Nobody has signed in on ${perAddress} WebSockets from this address.`,
      );
    }
    this.all += 1;
    let taken = true;
    return {
      claimFor: (principal) => {
        const own = keyOf(principal);
        if (own === undefined || !taken) return;
        if (!up(this.sockets, own, perPrincipal)) {
          throw tooMany('SOCKETS_PER_PRINCIPAL', `You have ${perPrincipal} WebSockets open.`);
        }
        down(this.sockets, key);
        key = own;
      },
      beginSubscription: () => {
        const counted = key;
        if (!up(this.subscriptions, counted, subscriptionsPerPrincipal)) {
          throw tooMany(
            'SUBSCRIPTIONS_PER_PRINCIPAL',
            `You have ${subscriptionsPerPrincipal} subscriptions under way.`,
          );
        }
        return () => down(this.subscriptions, counted);
      },
      leave: () => {
        if (!taken) return;
        taken = false;
        this.all -= 1;
        down(this.sockets, key);
      },
    };
  }
}

type Which = 'SOCKETS' | 'SOCKETS_PER_ADDRESS' | 'SOCKETS_PER_PRINCIPAL' | 'SUBSCRIPTIONS_PER_PRINCIPAL';

function tooMany(limit: Which, what: string): LimitExceeded {
  return new LimitExceeded(limit, `${what} That is the limit: end one first.`, 'TOO_MANY_REQUESTS');
}

function keyOf(principal: Principal): string | undefined {
  switch (principal.kind) {
    case 'anonymous':
      return undefined;
    case 'user':
      return `user ${principal.userId}`;
    case 'token':
      return `token ${principal.tokenId}`;
    case 'workstation':
      // Anybody may register one: until it is approved it counts by its address.
      return principal.approved ? `workstation ${principal.workstationId}` : undefined;
    case 'invitee':
      return principal.state === 'PENDING' ? `invitation ${principal.invitationId}` : undefined;
    case 'authenticator':
      return `authenticator ${principal.authenticatorId}`;
  }
  return principal satisfies never;
}

function up(counts: Map<string, number>, key: string, most: number): boolean {
  const count = counts.get(key) ?? 0;
  if (count >= most) return false;
  counts.set(key, count + 1);
  return true;
}

function down(counts: Map<string, number>, key: string): void {
  const left = (counts.get(key) ?? 1) - 1;
  if (left > 0) counts.set(key, left);
  else counts.delete(key);
}
