import { keyFirstStep } from '../../../domain/password-change/key-first-step.js';
import type { NewsWatch } from '../../../events/stream-news.js';
import { advanceChange } from '../../password-changes/advance-change.js';
import type { AdvanceOutcome, AdvanceParts } from '../../password-changes/advance-parts.js';
import { mayWrite, readMembers, whileKeyIsSilent, type CohortMember } from './cohort-state.js';
import type { RotationParts } from '../rotation-parts.js';
import type { WriteBudget } from './write-budget.js';

/** Changes that are worked on at the same time, and how many of them may have a controller write: it does so one after another. */
const SIDE_BY_SIDE = 24;
const WRITES_AT_ONCE = 6;
const LOOK_MS = 1_000;
/** One that is to be tried again later than this is left to the next cohort. */
const LONGEST_PAUSE_MS = 5_000;
/** A key that did not answer is left alone for so long. */
const SILENT_KEY_PAUSE = '10 minutes';

export interface CohortDrive {
  readonly changeIds: readonly string[];
  readonly changing: AdvanceParts;
  readonly budget: WriteBudget;
  readonly signal: AbortSignal;
  /** False: what has not begun does not begin any more, and what has asked nothing of the directory goes back. */
  readonly mayBegin: () => boolean;
  /** Called after something has ended, with changes that may go on because of it. */
  readonly onEnded: (wake: readonly string[]) => void;
  /** Called once in a while, whatever happens. */
  readonly onLook: () => void;
}

/**
 * Drives changes side by side until each has ended, or waits for something that does not come now: hears of the answers of
 * their keys from the database, so that nobody has to ask.
 */
export async function driveCohort(parts: RotationParts, drive: CohortDrive): Promise<void> {
  const watch = parts.news.watch();
  try {
    await new Cohort(parts, drive, watch).run();
  } finally {
    watch.end();
  }
}

class Cohort {
  /** May go on now. */
  private readonly ready: Set<string>;
  private readonly running = new Set<string>();
  private readonly begun = new Set<string>();
  private readonly writing = new Set<string>();
  /** Could write, and wait for a place. */
  private readonly inLine = new Set<string>();
  /** Wait for their key, or for a while. */
  private readonly waiting = new Map<string, { readonly until: number | undefined }>();
  private readonly again = new Set<string>();
  private failure: unknown;
  private lastLook = 0;

  constructor(
    private readonly parts: RotationParts,
    private readonly drive: CohortDrive,
    private readonly watch: NewsWatch,
  ) {
    this.ready = new Set(drive.changeIds);
    watch.add(drive.changeIds);
  }

  async run(): Promise<void> {
    while (this.ready.size + this.running.size + this.waiting.size + this.inLine.size > 0) {
      if (this.failure !== undefined && this.running.size === 0) throw this.failure;
      if (this.drive.signal.aborted && this.running.size === 0) return;
      if (this.failure === undefined && !this.drive.signal.aborted) this.start();
      await this.somethingNew();
      await this.lookAtWaiting();
    }
  }

  /** Those that have begun go first: what is on its way to a directory, or from it to a key, is not kept waiting. */
  private start(): void {
    for (const id of [...this.ready].toSorted((one, other) => this.rank(one) - this.rank(other))) {
      if (this.running.size >= SIDE_BY_SIDE) return;
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
      await this.advance(id);
    } catch (error) {
      await this.setAside(id, error);
    } finally {
      this.running.delete(id);
      this.writing.delete(id);
      this.nextInLine();
      if (this.again.delete(id) && this.waiting.delete(id)) this.ready.add(id);
      this.watch.nudge();
    }
  }

  /** A fault of ours in one account is none of the others': it is tried again later. Where nothing can be written, all end. */
  private async setAside(id: string, error: unknown): Promise<void> {
    this.forget(id);
    this.parts.log.error(
      { err: error, changeId: id },
      'a change of a rotation could not go on; it is left for later',
    );
    try {
      await this.parts.pool.query(
        `update password_change set next_attempt_at = now() + interval '${SILENT_KEY_PAUSE}'
         where id = $1 and ended_at is null`,
        [id],
      );
    } catch {
      this.failure ??= error;
    }
  }

  private async advance(id: string): Promise<void> {
    let [member] = await readMembers(this.parts.pool, [id]);
    if (member === undefined || member.hasEnded) return this.end(id);
    // Most of what is heard is what was written here.
    if (member.keyOwesAnswer && whileKeyIsSilent(member) === 'WAIT') {
      this.waiting.set(id, { until: undefined });
      return;
    }
    if (!mayWrite(member)) return this.goOn(member);
    if (this.writing.size >= WRITES_AT_ONCE) {
      this.inLine.add(id);
      return;
    }
    this.writing.add(id);
    if (await this.drive.budget.take(this.drive.signal)) [member] = await readMembers(this.parts.pool, [id]);
    if (member === undefined || member.hasEnded) return this.end(id);
    await this.goOn(member);
  }

  private async goOn(member: CohortMember): Promise<void> {
    const { id } = member;
    // Whoever is stopped leaves everything as it is: the next one goes on with it.
    if (this.drive.signal.aborted) return this.forget(id);
    if (!member.wasSent && !this.drive.mayBegin()) {
      this.forget(id);
      if (member.holdsClaim) await goBack(this.drive.changing, id);
      return;
    }
    this.begun.add(id);
    this.settle(id, await advanceChange(this.drive.changing, id));
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

  private end(id: string): void {
    this.forget(id);
    this.drive.onEnded([]);
  }

  private settle(id: string, outcome: AdvanceOutcome): void {
    if (outcome.state === 'ENDED') this.drive.onEnded(outcome.wake);
    if (outcome.state === 'WAITING_FOR_KEY') this.waiting.set(id, { until: undefined });
    else if (outcome.state === 'AGAIN' && outcome.afterMilliseconds <= LONGEST_PAUSE_MS)
      this.waiting.set(id, { until: performance.now() + outcome.afterMilliseconds });
    else this.forget(id);
  }

  private forget(id: string): void {
    this.waiting.delete(id);
    this.watch.remove(id);
  }

  /** Waits until a turn is over, a key has answered, or it is time to look. */
  private async somethingNew(): Promise<void> {
    const mayStart = this.ready.size > 0 && this.running.size < SIDE_BY_SIDE && !this.drive.signal.aborted;
    if (mayStart || this.running.size + this.waiting.size + this.inLine.size === 0) return;
    for (const id of await this.watch.take(LOOK_MS)) {
      if (this.running.has(id)) this.again.add(id);
      else if (this.waiting.delete(id)) this.ready.add(id);
    }
  }

  /** Those whose key is gone, or silent for too long, are not waited for; those whose pause is over go on. */
  private async lookAtWaiting(): Promise<void> {
    // Whoever is stopped leaves everything as it is: the next one goes on with it.
    if (this.drive.signal.aborted) return;
    const now = performance.now();
    for (const [id, { until }] of this.waiting) {
      if (until === undefined || until > now) continue;
      this.waiting.delete(id);
      this.ready.add(id);
    }
    if (now - this.lastLook < LOOK_MS) return;
    this.lastLook = now;
    this.drive.onLook();
    const ids = [...this.waiting].flatMap(([id, { until }]) => (until === undefined ? [id] : []));
    for (const member of await readMembers(this.parts.pool, ids)) await this.look(member);
  }

  private async look(member: CohortMember): Promise<void> {
    const { id, hasEnded, holdsClaim } = member;
    if (!this.waiting.has(id)) return;
    if (hasEnded || !holdsClaim) return this.forget(id);
    const verdict = this.drive.mayBegin() || member.wasSent ? whileKeyIsSilent(member) : 'GO_BACK';
    if (verdict === 'WAIT') return;
    if (verdict === 'GO_ON') {
      this.waiting.delete(id);
      this.ready.add(id);
      return;
    }
    this.forget(id);
    if (verdict === 'LEAVE') return;
    await goBack(this.drive.changing, id);
    if (member.keyInReach && this.drive.mayBegin()) await leaveAlone(this.parts, id);
  }
}

/** Nothing of it is in the directory: the key drops what it was given, and the change waits as one that never began. */
async function goBack(changing: AdvanceParts, id: string): Promise<void> {
  const nextStep: AdvanceParts['nextStep'] = (state, facts) => {
    if (facts.key === 'GONE' || state.wasSent) return keyFirstStep(state, facts);
    return state.holdsClaim ? { step: 'BEGIN_ANEW' } : { step: 'WAIT', reason: 'KEY_NOT_CONNECTED' };
  };
  await advanceChange({ ...changing, nextStep }, id);
}

/** A key that is connected and does not answer would only hold up the next cohort as well. */
async function leaveAlone({ pool }: RotationParts, id: string): Promise<void> {
  await pool.query(
    `update password_change set next_attempt_at = now() + interval '${SILENT_KEY_PAUSE}'
     where id = $1 and ended_at is null and not holds_claim`,
    [id],
  );
}
