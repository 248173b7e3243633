import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A program that was started, as somebody at a terminal has it. */
export class Terminal {
  private readonly lines: string[] = [];
  private readonly listeners = new Set<() => void>();
  readonly ended: Promise<unknown>;

  constructor(private readonly child: ChildProcessWithoutNullStreams) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      this.lines.push(line);
      for (const tell of this.listeners) tell();
      this.listeners.clear();
    });
    this.ended = once(child, 'exit').then(([code]) => code as unknown);
  }

  type(line: string): void {
    this.child.stdin.write(`${line}\n`);
  }

  async shows(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = this.lines.map((line) => pattern.exec(line)).find((match) => match !== null);
      if (found) return found[1] ?? found[0];
      await new Promise<void>((resolve) => this.listeners.add(resolve));
    }
  }
}
