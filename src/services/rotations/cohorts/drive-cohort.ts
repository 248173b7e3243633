import type { NewsWatch } from '../../../events/stream-news.js';
import type { SetOutcome, SetParts, SetResult } from '../../password-changes/sets/set.js';
import { AloneTurns, type AloneOutcome } from './alone-turns.js';
import {
  hasAnswered,
  laneOf,
  owesAnswer,
  readMembers,
  whileKeyIsSilent,
  type CohortMember,
} from './cohort-state.js';
import { goBack, leaveWaiting } from './go-back.js';
import { Lanes } from './lanes.js';
import { OneWriter } from './one-writer.js';
import type { RotationParts } from '../rotation-parts.js';
import type { WriteBudget } from './write-budget.js';

const LOOK_MS = 1_000;
const GATHER_MS = 10;
/** One that is to be tried again later than this is left to the next cohort. */
const LONGEST_PAUSE_MS = 5_000;

export interface CohortDrive {
  readonly changeIds: readonly string[];
  /** How it goes is not known: each is proved before the next is touched. */
  readonly isFirst: boolean;
  readonly changing: SetParts;
  readonly budget: WriteBudget;
  readonly signal: AbortSignal;
  /** False: what has not begun does not begin any more, and what has asked nothing of the directory goes back. */
  readonly mayBegin: () => boolean;
  /** Called after something has ended, with changes that may go on because of it. */
  readonly onEnded: (wake: readonly string[]) => void;
  /** Called once in a while, whatever happens. */
  readonly onLook: () => void;
  /** More of the same, asked for when nearly all have begun and half of those drawn last are over; none: there are no more for now. */
  readonly more: () => Promise<readonly string[]>;
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

interface Waiting {
  /** Of the time that this process has; undefined: until something is heard. */
  readonly until: number | undefined;
  /** Everything was looked at, and it is not to go on. */
  readonly isSettled?: boolean;
}

class Cohort {
  /** May go on now; how is to be seen. */
  private readonly ready: Set<string>;
  /** Wait for their key, or for a while. */
  private readonly waiting = new Map<string, Waiting>();
  private readonly again = new Set<string>();
  private readonly lanes: Lanes;
  private readonly alone: AloneTurns;
  private hasAll = false;
  /** Not over, and waited for. */
  private readonly open: Set<string>;
  /** How many were drawn last, and how many are over since. */
  private drawn: number;
  private over = 0;
  private lastLook = 0;

  constructor(
    private readonly parts: RotationParts,
    private readonly drive: CohortDrive,
    private readonly watch: NewsWatch,
  ) {
    this.ready = new Set(drive.changeIds);
    this.open = new Set(drive.changeIds);
    this.drawn = drive.changeIds.length;
    watch.add(drive.changeIds);
    const writer = new OneWriter({
      budget: drive.budget,
      signal: drive.signal,
      isOneByOne: drive.isFirst,
      mayGoOn: drive.mayBegin,
      onRoom: () => watch.nudge(),
    });
    this.lanes = new Lanes({
      changing: drive.changing,
      writer,
      onDone: (ids, result, error) => this.setDone(ids, result, error),
      onDue: () => watch.nudge(),
    });
    this.alone = new AloneTurns({
      pool: parts.pool,
      log: parts.log,
      drive,
      writer,
      onOutcome: (id, outcome) => this.settle(id, outcome),
      onOver: (id) => {
        if (this.again.delete(id) && this.waiting.delete(id)) this.ready.add(id);
        this.watch.nudge();
      },
    });
  }

  async run(): Promise<void> {
    while (this.ready.size + this.waiting.size + this.atWork > 0) {
      const { failure } = this.alone;
      const isStopped = failure !== undefined || this.drive.signal.aborted;
      if (isStopped && this.alone.busySize + this.lanes.busySize === 0) {
        if (failure !== undefined) throw failure;
        return;
      }
      if (!isStopped) await this.start();
      await this.somethingNew();
      await this.lookAtWaiting();
    }
  }

  /** What is heard comes in crowds, which then go on together; where there is none nobody is waited for. */
  private get gatherMs(): number {
    return this.drive.isFirst ? 0 : GATHER_MS;
  }

  private get atWork(): number {
    return this.alone.size + this.lanes.size;
  }

  /** Those that stand at the same point go on together, what is left of them each by itself. */
  private async start(): Promise<void> {
    await this.lineUpReady();
    if (!this.drive.mayBegin()) for (const id of this.lanes.takeUnsent()) this.alone.add(id);
    this.lanes.dispatch();
    await this.drawMore();
    this.alone.start();
  }

  private async drawMore(): Promise<void> {
    if (this.hasAll || !this.lanes.isNearlyDry || this.over < this.drawn / 2) return;
    // One that was left and drawn again may still be waited for.
    const more = (await this.drive.more()).filter((id) => !this.open.has(id));
    this.hasAll = more.length === 0;
    this.drawn = more.length;
    this.over = 0;
    this.watch.add(more);
    for (const id of more) {
      this.open.add(id);
      this.ready.add(id);
    }
  }

  /** Finds out how each may go on. Most of what is heard is what was written here. */
  private async lineUpReady(): Promise<void> {
    const ids = [...this.ready];
    this.ready.clear();
    const members = new Map((await readMembers(this.parts.pool, ids)).map((member) => [member.id, member]));
    for (const id of ids) {
      const member = members.get(id);
      if (member === undefined || member.hasEnded) this.end(id);
      else if (owesAnswer(member)) this.waiting.set(id, { until: undefined });
      else this.lineUp(member);
    }
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

  private end(id: string, wake: readonly string[] = []): void {
    if (this.open.has(id)) this.over += 1;
    this.forget(id);
    this.drive.onEnded(wake);
  }

  private settle(id: string, outcome: AloneOutcome): void {
    if (outcome.state === 'LEFT') return this.forget(id);
    if (outcome.state === 'ENDED') return this.end(id, outcome.wake);
    if (outcome.state === 'WAITING_FOR_KEY') this.waiting.set(id, { until: undefined, isSettled: true });
    else if (outcome.state === 'AGAIN' && outcome.afterMilliseconds <= LONGEST_PAUSE_MS)
      this.waiting.set(id, { until: performance.now() + outcome.afterMilliseconds });
    else this.forget(id);
  }

  private forget(id: string): void {
    this.open.delete(id);
    this.waiting.delete(id);
    this.lanes.forget(id);
    this.watch.remove(id);
  }

  /** Waits until a turn is over, a key has answered, or it is time to look. */
  private async somethingNew(): Promise<void> {
    const mayStart = this.ready.size > 0 || this.alone.mayStart;
    if (mayStart && !this.drive.signal.aborted && this.alone.failure === undefined) return;
    if (this.atWork + this.waiting.size === 0) return;
    for (const id of await this.watch.take(LOOK_MS, this.gatherMs)) {
      if (this.alone.isBusy(id) || this.lanes.isBusy(id)) this.again.add(id);
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
    const waits = this.waiting.get(id);
    if (waits === undefined) return;
    if (hasEnded || !holdsClaim) return this.forget(id);
    if (!waits.isSettled && hasAnswered(member)) {
      this.waiting.delete(id);
      this.ready.add(id);
      return;
    }
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
