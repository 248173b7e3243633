import type { Sql } from '../../../database.js';
import type {
  PasswordAccount,
  PasswordSession,
  WriteOutcome,
} from '../../../directory/password-directory.js';
import { AppError } from '../../../errors.js';
import { repeatCompromise } from '../key-first/repeat-compromise.js';
import { backTo, intentPatch, settle, type Sending } from '../key-first/reset.js';
import { readForReset } from '../key-first/prepare.js';
import { readSituations } from '../key-first/situation.js';
import { stepOf } from '../key-first/step-of.js';
import { afterTrial, verify, type Trial } from '../key-first/verify.js';
import type { StoredChange } from '../rows/stored-change.js';
import { writeChanges } from '../rows/write-change.js';
import { commitAll, commitEach } from '../turns/commit-all.js';
import { reached, type Run } from '../turns/run.js';
import { Notes } from './notes.js';
import { lookAgain, proveWrite, type Proved } from './prove-write.js';
import { allReached, fenceOf, inSet, type ChangeSet, type Member, type SetOutcome } from './set.js';
import type { SetParts, SetResult } from './set.js';
import type { WriteLane } from './write-lane.js';

/** What has not left so long before its fence is left for another time. */
const FENCE_MARGIN_MS = 1_500;
/** What has come to nothing because all of it was too late is not intended again at once: what held it up may be there still. */
const LATE_PAUSE_MS = 250;

/** A reset that is about to be sent. */
export interface Intended extends Sending {
  readonly run: Run;
  readonly password: string;
}

/**
 * Sets passwords in the directory one after another, and tries each, as `reset` and `verify` do with one. What is intended is
 * committed for all of them before the first is sent, and what has come of them a few at a time: whatever is not noted when this
 * process dies is in doubt, as a single one would be. As soon as one does not go well nothing more is sent, and what was not
 * goes back to where it stood.
 */
export function writeSet(parts: SetParts, changeIds: readonly string[], lane: WriteLane): Promise<SetResult> {
  return inSet(parts, changeIds, async (set) => {
    const session = await parts.conversation.any().catch(() => undefined);
    if (session === undefined) return new Map();
    const notAfter = fenceOf(parts);
    const intended = await intend(set, session);
    const writing = new Writing(set, session, { lane, notAfter, intended });
    await lane.enter(intended.length);
    try {
      await writing.send();
      // What has not gone well is seen to before anything else is written.
      if (writing.isOdd) return await writing.finish();
    } catch (error) {
      writing.isOdd = true;
      throw error;
    } finally {
      lane.leave(writing.isOdd);
      await writing.note();
    }
    return writing.finish();
  });
}

/** Commits the intent of those that are to be written, and answers them in their order. */
async function intend(set: ChangeSet, session: PasswordSession): Promise<Intended[]> {
  const { client, parts, members } = set;
  const unsent = members.filter(({ change }) => change.sentAt === null);
  await allReached(
    set,
    'reset.before',
    unsent.map(({ change }) => change),
  );
  const looked = (await Promise.all(unsent.map((member) => look(member, session)))).flat();
  const seen = new Map(looked.map((each) => [each.change.id, each]));
  const sendings = new Map<string, Omit<Intended, 'intended'>>();
  const changes = looked.map(({ change }) => change);
  const work = async (sql: Sql, locked: readonly StoredChange[]): Promise<readonly StoredChange[]> => {
    // What is true with everything locked: the key may have been withdrawn, or the domain paused.
    const situations = await readSituations(sql, locked, parts.copies);
    for (const before of locked) {
      const situation = situations.get(before.id);
      if (situation?.password === undefined) continue;
      if (stepOf(parts, before, situation).step !== 'RESET') continue;
      const { run, account } = seen.get(before.id)!;
      const { now, password } = situation;
      sendings.set(before.id, { before, run, session, account, now, password });
    }
    const due = [...sendings.values()];
    return writeChanges(
      sql,
      due.map((sending) => ({ change: sending.before, patch: intentPatch(sending.before, sending) })),
    );
  };
  // One that somebody else has locked would hold up all others, and everything that is to be written after them.
  const written = await commitAll(client, changes, work, { locking: 'SKIP' });
  return written.map((change) => ({ ...sendings.get(change.id)!, intended: change }));
}

/** None: something keeps its password from being set. Whoever goes on with it alone finds out the same. */
async function look({ change, run }: Member, session: PasswordSession) {
  // As it was when it was prepared, unless that was long ago.
  const account = await readForReset(run, session, true).catch(() => undefined);
  return account === undefined ? [] : [{ change, run, account }];
}

interface Lane {
  readonly lane: WriteLane;
  readonly notAfter: number;
  readonly intended: readonly Intended[];
}

/** One set on its way through the directory. */
class Writing {
  private readonly outcomes = new Map<string, SetOutcome>();
  private readonly notes: Notes;
  private readonly unsent: Intended[] = [];
  /** What the directory did not simply do. */
  private odd: { readonly sending: Intended; readonly outcome: WriteOutcome } | undefined;
  private readonly proofs: Promise<Proved>[] = [];
  /** Something did not go well: nothing more is sent. */
  isOdd = false;
  /** Its time was over before the first was sent. */
  private isLate = false;
  private fault: { readonly error: unknown } | undefined;

  constructor(
    private readonly set: ChangeSet,
    private readonly session: PasswordSession,
    private readonly how: Lane,
  ) {
    this.notes = new Notes(set.client);
  }

  async send(): Promise<void> {
    const { intended, lane } = this.how;
    for (const [at, sending] of intended.entries()) {
      if (at > 0) await lane.take();
      // Two trials at most are under way when the next leaves, so that little is when something is wrong.
      await this.proofs[lane.isOneByOne ? at - 1 : at - 3];
      if (!this.mayWrite()) {
        this.unsent.push(...intended.slice(at));
        this.isLate = at === 0 && this.isOver;
        break;
      }
      await this.write(sending);
    }
    await Promise.all(this.proofs);
  }

  /** Commits what was proved and is not noted yet, whatever else has happened. */
  async note(): Promise<void> {
    // A trial that is still under way would be noted on a connection that somebody else has by then.
    await Promise.allSettled(this.proofs);
    await this.notes.finish();
  }

  /** Commits what has become of the others. */
  async finish(): Promise<ReadonlyMap<string, SetOutcome>> {
    const { proved, trials, untried, movedOn } = await this.notes.finish();
    for (const id of proved) this.outcomes.set(id, 'WAITING_FOR_KEY');
    // Somebody has taken over meanwhile: what was sent all the same is no longer wanted where the key was reported.
    for (const { run, intended } of movedOn) await this.attempt(repeatCompromise(run, intended));
    await this.attempt(this.giveBack());
    for (const { sending, trial } of trials) await this.attempt(afterTrial(sending.run, this.session, trial));
    for (const { sending, change } of untried) await this.attempt(verify(sending.run, change, sending));
    if (this.odd !== undefined)
      await this.attempt(settle(this.odd.sending.run, this.odd.sending, this.odd.outcome));
    if (this.fault !== undefined) throw this.fault.error;
    return this.outcomes;
  }

  /**
   * What comes to nothing with one keeps none of the others from its end. Whoever goes on with it alone hears of the same
   * failure, and writes it down; a fault of ours is told when all of them have had their turn.
   */
  private async attempt(step: Promise<unknown>): Promise<void> {
    try {
      await step;
    } catch (error) {
      if (!(error instanceof AppError)) this.fault ??= { error };
    }
  }

  private mayWrite(): boolean {
    return !this.isOdd && this.how.lane.mayGoOn() && !this.isOver;
  }

  private get isOver(): boolean {
    const { now = () => performance.now() } = this.set.parts;
    return now() >= this.how.notAfter - FENCE_MARGIN_MS;
  }

  private async write(sending: Intended): Promise<void> {
    const { run, account, password, intended } = sending;
    const began = performance.now();
    const answer = this.session.resetPassword(account.objectGuid, password, { notAfter: this.how.notAfter });
    await reached(run, 'reset.during', intended);
    const outcome = await answer;
    this.how.lane.took(performance.now() - began);
    await reached(run, 'reset.after', intended);
    if (outcome.outcome !== 'DONE') {
      this.odd = { sending, outcome };
      this.isOdd = true;
      return;
    }
    const seen = await lookAgain(sending, this.session);
    if (seen === undefined) this.isOdd = true;
    const proof = this.prove(sending, seen);
    // Whoever awaits it hears of what went wrong.
    proof.catch(() => undefined);
    this.proofs.push(proof);
  }

  private async prove(sending: Intended, seen: PasswordAccount | undefined): Promise<Proved> {
    const proved = await proveWrite(sending, this.session, seen);
    if (!proved.isProved) this.isOdd = true;
    this.notes.add(proved);
    return proved;
  }

  /**
   * Nothing of it has left, so what was intended is taken back, also of one that somebody has moved on meanwhile: as long as its
   * intent is ours, nobody else has sent anything either.
   */
  private async giveBack(): Promise<void> {
    if (this.unsent.length === 0) return;
    const before = new Map(this.unsent.map((sending) => [sending.intended.id, sending.before]));
    const changes = this.unsent.map(({ intended }) => intended);
    const work = (sql: Sql, locked: readonly StoredChange[]): Promise<readonly StoredChange[]> =>
      writeChanges(
        sql,
        locked.map((change) => {
          const attempts = change.attempts + (this.isLate ? 1 : 0);
          return { change, patch: { ...backTo(before.get(change.id)!), attempts } };
        }),
      );
    const back = await commitEach(this.set.client, changes, work, { isUnmoved: hasIntent });
    for (const { id } of back) this.outcomes.set(id, 'NOT_BEGUN');
    if (this.isLate) await new Promise((resolve) => setTimeout(resolve, LATE_PAUSE_MS));
  }
}

/** Whether what was intended is all that anybody has intended since. */
function hasIntent(intended: StoredChange, { intent, sentAt, claim, holdsClaim }: StoredChange): boolean {
  const isSame = sentAt?.getTime() === intended.sentAt?.getTime();
  return intent === 'RESET' && isSame && holdsClaim && claim === intended.claim;
}

/** One whose trial did not simply prove it. */
export interface OddTrial {
  readonly sending: Intended;
  readonly trial: Trial;
}
