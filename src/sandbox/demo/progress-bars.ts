import { MultiBar, type SingleBar } from 'cli-progress';
import { isTerminal, say } from './console.js';
import type { ProgressEvent } from './demo-client.js';

/** One progress bar per domain; where nobody looks at a terminal, one line per domain and phase. */
export class ProgressBars {
  private readonly bars = new Map<string, SingleBar>();
  private readonly phases = new Map<string, string>();
  private readonly all: MultiBar | undefined;

  constructor() {
    const format = '  {domain} {bar} {phase} {value}/{total} {held} {rate}';
    this.all = isTerminal
      ? new MultiBar({ format, hideCursor: true, clearOnComplete: false, barsize: 30 })
      : undefined;
  }

  show(event: ProgressEvent): void {
    if (this.all === undefined) return this.tell(event);
    const bar =
      this.bars.get(event.domainName) ??
      this.all.create(1, 0, { domain: event.domainName, phase: '', held: '', rate: '' });
    this.bars.set(event.domainName, bar);
    const { value, total } = position(event);
    bar.setTotal(Math.max(total, 1));
    bar.update(value, {
      phase: event.phase.padEnd(9),
      held: heldOf(event),
      rate: event.rate === null ? '' : `${Math.round(event.rate)}/s`,
    });
  }

  end(): void {
    this.all?.stop();
  }

  private tell(event: ProgressEvent): void {
    if (this.phases.get(event.domainName) === event.phase) return;
    this.phases.set(event.domainName, event.phase);
    const { value, total } = position(event);
    say(`  ${event.domainName}: ${event.phase} ${value}/${total} ${heldOf(event)}`.trimEnd());
  }
}

function heldOf({ held }: ProgressEvent): string {
  return held > 0 ? `(${held} held)` : '';
}

function position({ phase, read, expected, applied, failed, planned }: ProgressEvent): {
  value: number;
  total: number;
} {
  return phase === 'REQUESTED' || phase === 'READING' || phase === 'PLANNING'
    ? { value: read, total: expected ?? 0 }
    : { value: applied + failed, total: planned };
}
