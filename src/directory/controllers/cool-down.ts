/** How long an address that failed is tried after the others, in milliseconds. */
export const COOL_DOWN_MS = 5 * 60_000;
/** More addresses than all domains together have. */
const MOST_ADDRESSES = 1_000;

/**
 * Remembers, for as long as the process lives, which addresses could not be reached, did not answer in time or lost a
 * connection a while ago: those are tried last. None is ever left out.
 */
export class CoolDown {
  /** When each failed, the longest ago first. */
  private readonly failures = new Map<string, number>();

  /**
   * @param now Milliseconds of a clock that only goes forward.
   * @param lasting How long, in milliseconds.
   */
  constructor(
    private readonly now: () => number,
    private readonly lasting = COOL_DOWN_MS,
  ) {}

  failed(url: string): void {
    this.failures.delete(url);
    this.failures.set(url, this.now());
    for (const [oldest] of this.failures) {
      if (this.failures.size <= MOST_ADDRESSES) break;
      this.failures.delete(oldest);
    }
  }

  /** The addresses in the order to try them: as given, those that failed lately behind the others. */
  order<A extends { readonly url: string }>(addresses: readonly A[]): A[] {
    const cooling = (address: A): boolean => this.isCooling(address.url);
    return [...addresses.filter((address) => !cooling(address)), ...addresses.filter(cooling)];
  }

  isCooling(url: string): boolean {
    const failedAt = this.failures.get(url);
    if (failedAt === undefined) return false;
    if (this.now() - failedAt < this.lasting) return true;
    this.failures.delete(url);
    return false;
  }
}
