import type { Pool } from '../../../database.js';
import type { Log } from '../../../log.js';
import { advanceChange } from '../../password-changes/advance-change.js';
import type { AdvanceOutcome } from '../../password-changes/advance-parts.js';
import { mayWrite, owesAnswer, readMembers, type CohortMember } from './cohort-state.js';
import type { CohortDrive } from './drive-cohort.js';
import { goBack, leaveForLater } from './go-back.js';

/** Changes that are worked on at the same time, and how many of them may have a controller write: it does so one after another. */
const SIDE_BY_SIDE = 24;
const WRITES_AT_ONCE = 6;

/** How a turn has ended. `LEFT`: nobody goes on with it for now. */
export type AloneOutcome = AdvanceOutcome | { readonly state: 'LEFT' };

export interface AloneParts {
  readonly pool: Pool;
  readonly log: Log;
  readonly drive: Pick<CohortDrive, 'changing' | 'budget' | 'signal' | 'mayBegin'>;
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
  private readonly writing = new Set<string>();
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
      this.writing.delete(id);
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
    const { pool, drive } = this.parts;
    let [member] = await readMembers(pool, [id]);
    if (member === undefined || member.hasEnded) return { state: 'ENDED', wake: [] };
    if (owesAnswer(member)) return { state: 'WAITING_FOR_KEY', wake: [] };
    if (!mayWrite(member)) return this.goOn(member);
    if (this.writing.size >= WRITES_AT_ONCE) {
      this.inLine.add(id);
      return 'IN_LINE';
    }
    this.writing.add(id);
    if (await drive.budget.take(drive.signal)) [member] = await readMembers(pool, [id]);
    if (member === undefined || member.hasEnded) return { state: 'ENDED', wake: [] };
    return this.goOn(member);
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
    if (this.writing.size >= WRITES_AT_ONCE) return;
    for (const id of this.inLine) {
      this.inLine.delete(id);
      this.ready.add(id);
      return;
    }
  }
}
