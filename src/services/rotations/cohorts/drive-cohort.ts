import { setTimeout as pause } from 'node:timers/promises';
import type { NewsWatch } from '../../../events/stream-news.js';
import { advanceChange } from '../../password-changes/advance-change.js';
import type { AdvanceOutcome } from '../../password-changes/advance-parts.js';
import type { SetOutcome, SetParts, SetResult } from '../../password-changes/sets/set.js';
import { laneOf, mayWrite, readMembers, whileKeyIsSilent, type CohortMember } from './cohort-state.js';
import { goBack, leaveForLater, leaveWaiting } from './go-back.js';
import { Lanes } from './lanes.js';
import { OneWriter } from './one-writer.js';
import type { RotationParts } from '../rotation-parts.js';
import type { WriteBudget } from './write-budget.js';

/** Changes that are worked on at the same time, and how many of them may have a controller write: it does so one after another. */
const SIDE_BY_SIDE = 24;
const WRITES_AT_ONCE = 6;
const LOOK_MS = 1_000;
const GATHER_MS = 10;
/** A cohort of so many is the first: how it goes is not known yet. */
const WRITTEN_ONE_BY_ONE = 5;
/** One that is to be tried again later than this is left to the next cohort. */
const LONGEST_PAUSE_MS = 5_000;

export interface CohortDrive {
  readonly changeIds: readonly string[];
  readonly changing: SetParts;
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
  /** May go on now; how is to be seen. */
  private readonly ready: Set<string>;
  /** May go on now, each by itself. */
  private readonly alone = new Set<string>();
  private readonly running = new Set<string>();
  private readonly begun = new Set<string>();
  private readonly writing = new Set<string>();
  /** Could write, and wait for a place. */
  private readonly inLine = new Set<string>();
  /** Wait for their key, or for a while. */
  private readonly waiting = new Map<string, { readonly until: number | undefined }>();
  private readonly again = new Set<string>();
  private readonly lanes: Lanes;
  private failure: unknown;
  private lastLook = 0;

  constructor(
    private readonly parts: RotationParts,
    private readonly drive: CohortDrive,
    private readonly watch: NewsWatch,
  ) {
    this.ready = new Set(drive.changeIds);
    watch.add(drive.changeIds);
    const writer = new OneWriter({
      budget: drive.budget,
      signal: drive.signal,
      isOneByOne: drive.changeIds.length <= WRITTEN_ONE_BY_ONE,
      mayGoOn: drive.mayBegin,
      onRoom: () => watch.nudge(),
    });
    this.lanes = new Lanes({
      changing: drive.changing,
      writer,
      onDone: (ids, result, error) => this.setDone(ids, result, error),
      onDue: () => watch.nudge(),
    });
  }

  async run(): Promise<void> {
    while (this.ready.size + this.alone.size + this.waiting.size + this.inLine.size + this.atWork > 0) {
      const isStopped = this.failure !== undefined || this.drive.signal.aborted;
      if (isStopped && this.running.size + this.lanes.busySize === 0) {
        if (this.failure !== undefined) throw this.failure;
        return;
      }
      if (!isStopped) await this.start();
      await this.somethingNew();
      await this.lookAtWaiting();
    }
  }

  private get atWork(): number {
    return this.running.size + this.lanes.size;
  }

  /** Those that stand at the same point go on together, what is left of them each by itself. */
  private async start(): Promise<void> {
    await this.sort();
    if (!this.drive.mayBegin()) for (const id of this.lanes.takeUnsent()) this.alone.add(id);
    this.lanes.dispatch();
    // Those that have begun go first: what is on its way to a directory, or from it to a key, is not kept waiting.
    for (const id of [...this.alone].toSorted((one, other) => this.rank(one) - this.rank(other))) {
      if (this.running.size >= SIDE_BY_SIDE) return;
      this.alone.delete(id);
      this.running.add(id);
      void this.turn(id);
    }
  }

  /** Finds out how each may go on. Most of what is heard is what was written here. */
  private async sort(): Promise<void> {
    const ids = [...this.ready];
    this.ready.clear();
    const members = new Map((await readMembers(this.parts.pool, ids)).map((member) => [member.id, member]));
    for (const id of ids) {
      const member = members.get(id);
      if (member === undefined || member.hasEnded) this.end(id);
      else if (this.owesAnswer(member)) this.waiting.set(id, { until: undefined });
      else this.lineUp(member);
    }
  }

  private owesAnswer(member: CohortMember): boolean {
    return member.keyOwesAnswer && whileKeyIsSilent(member) === 'WAIT';
  }

  private lineUp(member: CohortMember): void {
    const lane = laneOf(member);
    if (lane === undefined) this.alone.add(member.id);
    else this.lanes.add(lane, member.id);
  }

  private setDone(ids: readonly string[], result: SetResult | undefined, error: unknown): void {
    if (result === undefined)
      this.parts.log.warn(
        { err: error, changes: ids.length },
        'changes could not go on together; each does alone',
      );
    for (const id of ids) this.settleOf(id, result?.outcomes.get(id) ?? 'ALONE');
    if (result !== undefined && result.wake.size > 0) this.drive.onEnded([...result.wake]);
    this.watch.nudge();
  }

  private settleOf(id: string, outcome: SetOutcome): void {
    const isHeardOf = this.again.delete(id);
    if (outcome === 'ENDED') this.end(id);
    else if (outcome === 'ALONE') this.alone.add(id);
    else if (outcome === 'NOT_BEGUN' || isHeardOf) this.ready.add(id);
    else this.waiting.set(id, { until: undefined });
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
      await leaveForLater(this.parts.pool, id);
    } catch {
      this.failure ??= error;
    }
  }

  private async advance(id: string): Promise<void> {
    let [member] = await readMembers(this.parts.pool, [id]);
    if (member === undefined || member.hasEnded) return this.end(id);
    if (this.owesAnswer(member)) {
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
      this.alone.add(id);
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
    this.lanes.forget(id);
    this.watch.remove(id);
  }

  /** Waits until a turn is over, a key has answered, or it is time to look. */
  private async somethingNew(): Promise<void> {
    const mayStart = this.ready.size > 0 || (this.alone.size > 0 && this.running.size < SIDE_BY_SIDE);
    if (mayStart && !this.drive.signal.aborted && this.failure === undefined) return;
    if (this.atWork + this.waiting.size + this.inLine.size === 0) return;
    for (const id of await this.gather()) {
      if (this.running.has(id) || this.lanes.isBusy(id)) this.again.add(id);
      else if (this.waiting.delete(id)) this.ready.add(id);
    }
  }

  /** What is heard comes in crowds: it is waited a moment for the others, which then go on together. */
  private async gather(): Promise<ReadonlySet<string>> {
    const heard = await this.watch.take(LOOK_MS);
    if (heard.size === 0 || this.drive.changeIds.length <= WRITTEN_ONE_BY_ONE) return heard;
    await pause(GATHER_MS);
    return heard.union(await this.watch.take(0));
  }

  /** Those whose key is gone, or silent for too long, are not waited for; those whose pause is over go on. */
  private async lookAtWaiting(): Promise<void> {
    // Whoever is stopped leaves everything as it is: the next one goes on with it.
    if (this.drive.signal.aborted) return;
    const now = performance.now();
    for (const [id, { until }] of this.waiting) {
      if (until === undefined || until > now) continue;
      this.waiting.delete(id);
      this.alone.add(id);
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
      this.alone.add(id);
      return;
    }
    this.forget(id);
    if (verdict === 'LEAVE') return;
    await goBack(this.drive.changing, id);
    if (member.keyInReach && this.drive.mayBegin()) await leaveWaiting(this.parts.pool, id);
  }
}
