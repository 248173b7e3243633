import { LessThanEqualsFilter, NotFilter, type Filter } from 'ldapts';
import { relativeNameValue } from '../../domain/active-directory/relative-name.js';
import type { ExpectedPeople } from '../directory.js';
import { all } from '../wire/filters.js';

/** A further lane costs a connection, a sign-in and some questions: fewer people are read sooner without it. */
const FEWEST_PEOPLE_A_LANE = 1_500;
/** Fewer names do not show where the middle is. */
const SMALLEST_SAMPLE = 20;
/** Longest `cn` there is (MS-ADA1 2.110, rangeUpper). */
const LONGEST_NAME = 64;

/**
 * Shares people out by their common name: one condition a lane, or none at all when one lane is enough. Each condition
 * holds for exactly those with a readable name whom none before it holds for, whatever order the controller sorts
 * names in: only how even the lanes are depends on that. Somebody whose name cannot be read is in no lane
 * (neither a comparison nor its negation is true then, RFC 4511 4.5.1.7) and must be looked up by objectGUID.
 */
export function laneConditions(expected: ExpectedPeople | undefined, mostLanes: number): Filter[] {
  if (expected === undefined) return [];
  const lanes = Math.min(mostLanes, Math.floor(expected.count / FEWEST_PEOPLE_A_LANE));
  const bounds = boundsBetween(expected.sample, lanes).map(atMost);
  if (bounds.length === 0) return [];
  return [...bounds, undefined].map((bound, at) => {
    const notBefore = bounds.slice(0, at).map((before) => new NotFilter({ filter: before }));
    return all(...notBefore, ...(bound === undefined ? [] : [bound]));
  });
}

/** Names that cut the sample into as many parts of one size, each once. */
function boundsBetween(sample: readonly string[], parts: number): string[] {
  if (parts < 2) return [];
  const names = sample.flatMap((dn) => foldedName(dn) ?? []).toSorted();
  if (names.length < SMALLEST_SAMPLE) return [];
  const cuts = Array.from({ length: parts - 1 }, (_, at) =>
    Math.floor(((at + 1) * names.length) / parts - 1),
  );
  return [...new Set(cuts.map((cut) => names[cut]!))];
}

/** Directories compare names without case. */
function foldedName(dn: string): string | undefined {
  return relativeNameValue(dn)?.toUpperCase().slice(0, LONGEST_NAME).toWellFormed();
}

function atMost(name: string): Filter {
  return new LessThanEqualsFilter({ attribute: 'cn', value: name });
}
