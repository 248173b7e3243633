/** A stretch of time, in milliseconds of `clock`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const NANOSECONDS = 1_000_000;

/** Milliseconds of a clock that every process of this machine shares, and that nobody sets. */
export function clock(): number {
  return Number(process.hrtime.bigint()) / NANOSECONDS;
}

/** How much of a span none of the others covers. They may overlap, and reach beyond it. */
export function timeOutside(whole: Span, others: readonly Span[]): number {
  return whole.to - whole.from - timeWithin(whole, others);
}

/** How much of a span is covered by at least one of the others. */
export function timeWithin(whole: Span, others: readonly Span[]): number {
  let covered = 0;
  let until = whole.from;
  for (const { from, to } of others.toSorted((a, b) => a.from - b.from)) {
    const end = Math.min(to, whole.to);
    covered += Math.max(0, end - Math.max(from, until));
    until = Math.max(until, end);
  }
  return covered;
}
