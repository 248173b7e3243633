import type { AttributeType } from '../schema/attribute-type.js';
import { forwardLinkOf } from '../schema/attribute-types.js';
import type { Entry } from '../store/entry.js';
import type { Condition } from './condition.js';

/** True for entries whose link attribute names one of these entries. */
export function linkedTo(type: AttributeType, others: ReadonlySet<Entry>): Condition {
  const forward = forwardLinkOf.get(type);
  if (forward === undefined) return startingLink(type, others);
  const size = sum(others, (source) => source.links(forward)?.targets.size ?? 0);
  return {
    matches: (entry) =>
      entry.incoming?.some((links) => links.type === forward && others.has(links.source)) ?? false,
    candidates: { size, entries: eachTarget(others, forward) },
  };
}

function startingLink(type: AttributeType, targets: ReadonlySet<Entry>): Condition {
  const sources = new Set([...targets].flatMap((target) => target.sources(type)));
  return {
    matches: (entry) => {
      const links = entry.links(type);
      if (links === undefined) return false;
      for (const target of targets) if (links.targets.has(target)) return true;
      return false;
    },
    candidates: { size: sources.size, entries: sources },
  };
}

/**
 * True for entries from which a chain of links leads to this one (rule 1.2.840.113556.1.4.1941): for `memberOf`,
 * everybody in the group or in groups within it; loops end by themselves. Walked once for the whole search.
 */
export function inChain(type: AttributeType, start: Entry): Condition {
  const forward = forwardLinkOf.get(type);
  const reached = new Set<Entry>();
  const waiting = [start];
  for (let current = waiting.pop(); current !== undefined; current = waiting.pop()) {
    const next = forward === undefined ? current.sources(type) : (current.links(forward)?.targets ?? []);
    for (const entry of next) {
      if (reached.has(entry)) continue;
      reached.add(entry);
      waiting.push(entry);
    }
  }
  return {
    matches: (entry) => reached.has(entry),
    candidates: { size: reached.size, entries: reached },
  };
}

function* eachTarget(sources: ReadonlySet<Entry>, type: AttributeType): Generator<Entry> {
  const seen = sources.size > 1 ? new Set<Entry>() : undefined;
  for (const source of sources)
    for (const target of source.links(type)?.targets ?? []) {
      if (seen?.has(target)) continue;
      seen?.add(target);
      yield target;
    }
}

function sum(entries: ReadonlySet<Entry>, size: (entry: Entry) => number): number {
  let total = 0;
  for (const entry of entries) total += size(entry);
  return total;
}
