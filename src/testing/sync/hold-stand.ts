import type { ObjectGuid } from '../../domain/identifiers.js';
import type { DirectoryPerson } from '../../directory/directory.js';
import { ScriptedSync, type ScriptedStand } from './scripted-sync.js';
import type { HoldRow, RunResult, SyncWorld } from './sync-world.js';

/** A run that holds something, as somebody sees it who is to decide. */
export interface HeldRun {
  readonly runId: string;
  readonly hash: string;
}

/** One domain from which more people have left than may at once: of six, ann, bob and cid, with a limit of one. */
export class HoldStand {
  private constructor(
    readonly sync: ScriptedSync,
    readonly north: ScriptedStand,
    readonly people: Readonly<Record<string, ObjectGuid>>,
  ) {}

  static async open(): Promise<HoldStand> {
    const sync = await ScriptedSync.open();
    const limits = { removal_limit_people: 1, removal_limit_percent: 0 };
    const north = await sync.addDomain('north.example', limits);
    const people: Record<string, ObjectGuid> = {};
    for (const login of ['ann', 'bob', 'cid', 'dan', 'eve', 'fay']) {
      people[login] = north.member(login, { title: 'Clerk' });
    }
    const stand = new HoldStand(sync, north, people);
    await stand.run();
    stand.leave('ann', 'bob', 'cid');
    return stand;
  }

  get world(): SyncWorld {
    return this.sync.world;
  }

  leave(...logins: string[]): void {
    this.north.domain.leave(this.north.syncGroup, ...this.guids(logins));
  }

  comeBack(...logins: string[]): void {
    this.north.domain.join(this.north.syncGroup, ...this.guids(logins));
  }

  change(login: string, values: Partial<DirectoryPerson>): void {
    for (const guid of this.guids([login])) this.north.domain.changePerson(guid, values);
  }

  run(): Promise<RunResult> {
    return this.world.sync(this.north.domainId);
  }

  /** A run that holds something back. */
  async heldRun(): Promise<HeldRun> {
    const { id } = await this.run();
    return { runId: id, hash: (await this.world.hold(id))!.plan_hash };
  }

  /** Approves what a run holds, and carries the approval out. */
  async approved({ runId, hash }: HeldRun): Promise<RunResult> {
    return this.world.carryOut(await this.world.approve(runId, hash));
  }

  async holdOf({ runId }: HeldRun): Promise<HoldRow> {
    return (await this.world.hold(runId))!;
  }

  /** The time to decide about anything that is held is over. */
  async passDeadline(): Promise<void> {
    await this.world.pool.query(
      `update sync_hold set expires_at = now() - interval '1 second' where state <> 'SUPERSEDED'`,
    );
  }

  /** What the audit says of holds, oldest first. */
  async actions(): Promise<string[]> {
    const { rows } = await this.world.pool.query<{ action: string }>(
      `select action from audit_event where action ~ '^sync[.](hold|approve|reject|expire|supersede)$' order by at, id`,
    );
    return rows.map(({ action }) => action);
  }

  close(): Promise<void> {
    return this.sync.close();
  }

  private guids(logins: readonly string[]): ObjectGuid[] {
    return logins.map((login) => this.people[login]!);
  }
}
