import type { NamedController } from '../../../directory/password-directory.js';
import type { ObjectGuid } from '../../../domain/identifiers.js';
import type { StoredChange } from '../rows/stored-change.js';

/** A controller that may have taken a reset, with `pwdLastSet` there before it; null: that could not be read. */
export interface Doubt extends NamedController {
  readonly ticks: bigint | null;
}

/** The controller a change names. */
export function namedController(change: StoredChange): NamedController | undefined {
  const { controllerAddress: address, controllerInvocationId: invocationId } = change;
  if (address === null || invocationId === null) return undefined;
  return { address, invocationId: invocationId as ObjectGuid };
}

/** Every controller that a change has sent a reset to and that has not refused it. */
export function doubtsOf(change: StoredChange): Doubt[] {
  return withDoubt(change).map(parse);
}

/** The doubts of a change as they are stored, the named controller among them. */
export function withDoubt(change: StoredChange): string[] {
  const named = namedController(change);
  if (named === undefined) return [...change.doubts];
  return [...change.doubts, `${named.address} ${named.invocationId} ${change.ticksBefore ?? '-'}`];
}

/** One controller taken out of the doubts; `known` when it was among them. */
export function takeDoubt(
  doubts: readonly string[],
  { invocationId }: NamedController,
): { readonly known: Doubt | undefined; readonly others: readonly string[] } {
  const isIt = (text: string): boolean => parse(text).invocationId === invocationId;
  const known = doubts.find(isIt);
  return {
    known: known === undefined ? undefined : parse(known),
    others: doubts.filter((text) => !isIt(text)),
  };
}

function parse(text: string): Doubt {
  const [address = '', invocationId = '', ticks = '-'] = text.split(' ');
  return {
    address,
    invocationId: invocationId as ObjectGuid,
    ticks: ticks === '-' ? null : BigInt(ticks),
  };
}
