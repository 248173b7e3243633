import { isDeepStrictEqual } from 'node:util';
import { SandboxError } from '../../sandbox-error.js';
import { say } from '../console.js';

/** Figures the tour shows, each held against what it must be. */
export class TourChecks {
  /** Everything shown so far, for the last line. */
  readonly figures: Record<string, number> = {};
  private readonly wrong: string[] = [];

  /** Shows a figure and remembers it. */
  figure(name: string, value: number, expected: number): void {
    this.figures[name] = value;
    this.same(name, value, expected);
  }

  /** Shows anything that must be exactly so. */
  same(name: string, value: unknown, expected: unknown): void {
    const right = isDeepStrictEqual(value, expected);
    const shown = typeof value === 'string' ? value : JSON.stringify(value);
    say(
      `  ${right ? '✓' : '✗'} ${name}: ${shown}${right ? '' : `, but it must be ${JSON.stringify(expected)}`}`,
    );
    if (!right) this.wrong.push(name);
  }

  get failures(): readonly string[] {
    return this.wrong;
  }
}

/** Ends the tour where going on would make no sense. */
export function demand<T>(value: T | null | undefined, otherwise: string): T {
  if (value === null || value === undefined) throw new SandboxError(otherwise);
  return value;
}
