import type { Client } from '../../../database.js';
import { acceptedPatch } from '../key-first/reset.js';
import { useOnKeys } from '../key-first/commit-on-key.js';
import type { StoredChange } from '../rows/stored-change.js';
import { writeChanges, type ChangePatch } from '../rows/write-change.js';
import { commitEach } from '../turns/commit-all.js';
import type { Proved } from './prove-write.js';
import type { Intended, OddTrial } from './write-set.js';

/** So many outcomes, or what has come in so long, is committed together. */
const MOST_UNNOTED = 8;
const LONGEST_UNNOTED_MS = 250;

/** What a set has come to, once all of it is committed. */
export interface Noted {
  /** The directory has their password, and their keys were told to use it. */
  readonly proved: readonly string[];
  /** Noted as accepted; what their trial has shown is not. */
  readonly trials: readonly OddTrial[];
  /** Noted as accepted, and not tried. */
  readonly untried: readonly { readonly sending: Intended; readonly change: StoredChange }[];
  /** Somebody else has gone on with them while they were written. */
  readonly movedOn: readonly Intended[];
}

/** Commits outcomes of writes, a few at a time, while others are still written. */
export class Notes {
  private waiting: Proved[] = [];
  private committing: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private failure: { readonly error: unknown } | undefined;
  private readonly proved: string[] = [];
  private readonly trials: OddTrial[] = [];
  private readonly untried: { readonly sending: Intended; readonly change: StoredChange }[] = [];
  private readonly movedOn: Intended[] = [];

  constructor(private readonly client: Client) {}

  add(proved: Proved): void {
    this.waiting.push(proved);
    if (this.waiting.length >= MOST_UNNOTED) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), LONGEST_UNNOTED_MS);
  }

  async finish(): Promise<Noted> {
    this.flush();
    await this.committing;
    if (this.failure !== undefined) throw this.failure.error;
    const { proved, trials, untried, movedOn } = this;
    return { proved, trials, untried, movedOn };
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const some = this.waiting.splice(0);
    if (some.length === 0) return;
    this.committing = this.committing
      .then(() => this.commit(some))
      .catch((error: unknown) => {
        this.failure ??= { error };
      });
  }

  private async commit(some: readonly Proved[]): Promise<void> {
    const byId = new Map(some.map((each) => [each.sending.intended.id, each]));
    const changes = some.map(({ sending }) => sending.intended);
    const noted = await commitEach(this.client, changes, async (sql, locked) => {
      const accepted = await writeChanges(
        sql,
        locked.map((change) => ({ change, patch: acceptedPatch(byId.get(change.id)!.sending) })),
      );
      const isProved = ({ id }: StoredChange): boolean => byId.get(id)!.isProved;
      const inUse = await useOnKeys(
        sql,
        accepted.filter(isProved).map((change) => ({ change, patch: patchOf(byId.get(change.id)!) })),
      );
      return [...inUse, ...accepted.filter((change) => !isProved(change))];
    });
    const after = new Map(noted.map((change) => [change.id, change]));
    for (const each of some) this.keep(each, after.get(each.sending.intended.id));
  }

  private keep({ sending, trial, isProved }: Proved, after: StoredChange | undefined): void {
    if (after === undefined) this.movedOn.push(sending);
    else if (isProved) this.proved.push(after.id);
    else if (trial === undefined) this.untried.push({ sending, change: after });
    else this.trials.push({ sending, trial: { ...trial, change: after } });
  }
}

function patchOf({ trial }: Proved): ChangePatch {
  return trial?.patch ?? {};
}
