import type { Finding } from './place.js';
import type { SecretKind } from './secret.js';

/** A way a secret is meant to take. */
export interface Channel {
  /** Completes "A … is meant to be in …". */
  readonly what: string;
  readonly kind: SecretKind;
  readonly place: string;
  readonly where: RegExp;
}

export interface Sorted {
  /** What was found where it should not be, in words. */
  readonly leaks: readonly string[];
  /** Channels in which nothing was found: either they are none any more, or the search does not see. */
  readonly unused: readonly string[];
}

/** Tells what was found in its intended channel from what was not. */
export function sortFindings(findings: readonly Finding[], channels: readonly Channel[]): Sorted {
  const used = new Set<Channel>();
  const leaks = new Set<string>();
  for (const finding of findings) {
    const channel = channels.find((each) => isIn(each, finding));
    if (channel === undefined) leaks.add(inWords(finding));
    else used.add(channel);
  }
  return {
    leaks: [...leaks],
    unused: channels.filter((channel) => !used.has(channel)).map(({ what }) => what),
  };
}

function isIn({ kind, place, where }: Channel, finding: Finding): boolean {
  return finding.secret.kind === kind && finding.place === place && where.test(finding.where);
}

function inWords({ secret, encoding, place, where }: Finding): string {
  return `${secret.kind} (${secret.name}) in ${place}: ${where}, as ${encoding}`;
}
