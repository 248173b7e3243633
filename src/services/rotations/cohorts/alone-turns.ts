import type { Pool } from '../../../database.js';
import type { Log } from '../../../log.js';
import { advanceChange } from '../../password-changes/advance-change.js';
import type { AdvanceOutcome } from '../../password-changes/advance-parts.js';
import { mayWrite, owesAnswer, readMembers, type CohortMember } from './cohort-state.js';
import type { CohortDrive } from './drive-cohort.js';
import { goBack, leaveForLater } from './go-back.js';
import type { OneWriter } from './one-writer.js';

/** Changes that are worked on at the same time. One of them at most has a controller write, or waits for its turn. */
const SIDE_BY_SIDE = 24;

/** How a turn has ended. `LEFT`: nobody goes on with it for now. */
export type AloneOutcome = AdvanceOutcome | { readonly state: 'LEFT' };

export interface AloneParts {
  readonly pool: Pool;
  readonly log: Log;
  readonly drive: Pick<CohortDrive, 'changing' | 'budget' | 'signal' | 'mayBegin'>;
  readonly writer: OneWriter;
  readonly onOutcome: (id: string, outcome: AloneOutcome) => void;
  /** Called after each turn, whatever came of it. */
  readonly onOver: (id: string) => void;
}

/** Changes of a cohort that go on each by itself, some of them beside each other. */
export class AloneTurns {
  /** Where nothing can be written any more: all end. */
  failure: unknown;
  /** May go on now. */
  private readonly ready = new Set<string>();
  private readonly running = new Set<string>();
  private readonly begun = new Set<string>();
  /** Writes, or is the next to. */
  private writing: string | undefined;
  /** Could write, and wait for a place. */
  private readonly inLine = new Set<string>();

  constructor(private readonly parts: AloneParts) {}

  add(id: string): void {
    this.ready.add(id);
  }

  isBusy(id: string): boolean {
    return this.running.has(id);
  }

  get busySize(): number {
    return this.running.size;
  }

  get size(): number {
    return this.ready.size + this.running.size + this.inLine.size;
  }

  get mayStart(): boolean {
    return this.ready.size > 0 && this.running.size < SIDE_BY_SIDE;
  }

  /** Those that have begun go first: what is on its way to a directory, or from it to a key, is not kept waiting. */
  start(): void {
    for (const id of [...this.ready].toSorted((one, other) => this.rank(one) - this.rank(other))) {
      if (!this.mayStart) return;
      this.ready.delete(id);
      this.running.add(id);
      void this.turn(id);
    }
  }

  private rank(id: string): number {
    return this.begun.has(id) ? 0 : 1;
  }

  private async turn(id: string): Promise<void> {
    try {
      const outcome = await this.advance(id);
      if (outcome !== 'IN_LINE') this.parts.onOutcome(id, outcome);
    } catch (error) {
      await this.setAside(id, error);
    } finally {
      this.running.delete(id);
      if (this.writing === id) this.writing = undefined;
      this.nextInLine();
      this.parts.onOver(id);
    }
  }

  /** A fault of ours in one account is none of the others': it is tried again later. */
  private async setAside(id: string, error: unknown): Promise<void> {
    const { pool, log, onOutcome } = this.parts;
    onOutcome(id, { state: 'LEFT' });
    log.error({ err: error, changeId: id }, 'a change of a rotation could not go on; it is left for later');
    try {
      await leaveForLater(pool, id);
    } catch {
      this.failure ??= error;
    }
  }

  private async advance(id: string): Promise<AloneOutcome | 'IN_LINE'> {
    const [member] = await readMembers(this.parts.pool, [id]);
    if (member === undefined || member.hasEnded) return { state: 'ENDED', wake: [] };
    if (owesAnswer(member)) return { state: 'WAITING_FOR_KEY', wake: [] };
    if (!mayWrite(member)) return this.goOn(member);
    if (this.writing !== undefined) {
      this.inLine.add(id);
      return 'IN_LINE';
    }
    this.writing = id;
    return this.write(id);
  }

  /**
   * Whatever is wrong is seen before the next one is touched: where Latchkey may reset passwords but not say that they were just
   * set, for one, each reset leaves a person who has to change a password that nobody knows.
   */
  private async write(id: string): Promise<AloneOutcome> {
    const { pool, drive, writer } = this.parts;
    const leave = await writer.enterAlone();
    let isOdd = true;
    try {
      await drive.budget.take(drive.signal);
      const [member] = await readMembers(pool, [id]);
      if (member === undefined || member.hasEnded) return { state: 'ENDED', wake: [] };
      const outcome = await this.goOn(member);
      const [after] = await readMembers(pool, [id]);
      isOdd = after?.stage !== 'VERIFIED' && after?.stage !== 'COMPLETED';
      return outcome;
    } finally {
      leave(isOdd);
    }
  }

  private async goOn({ id, wasSent, holdsClaim }: CohortMember): Promise<AloneOutcome> {
    const { drive } = this.parts;
    // Whoever is stopped leaves everything as it is: the next one goes on with it.
    if (drive.signal.aborted) return { state: 'LEFT' };
    if (!wasSent && !drive.mayBegin()) {
      if (holdsClaim) await goBack(drive.changing, id);
      return { state: 'LEFT' };
    }
    this.begun.add(id);
    return advanceChange(drive.changing, id);
  }

  /** Whoever waited for a place to write gets it. */
  private nextInLine(): void {
    if (this.writing !== undefined) return;
    for (const id of this.inLine) {
      this.inLine.delete(id);
      this.ready.add(id);
      return;
    }
  }
}
