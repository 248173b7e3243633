import { expect } from '@jest/globals';
import { createStreamNews, type StreamNews } from '../../events/stream-news.js';
import { createLog } from '../../log.js';
import { rotateCohort, type RotationPace } from '../../services/rotations/cohorts/rotate-cohort.js';
import type { RotationParts } from '../../services/rotations/rotation-parts.js';
import { scanDue, type Scanned } from '../../services/rotations/due/scan-due.js';
import { countRotation, type RotationProgress } from '../../services/rotations/rotation-progress.js';
import { eventually } from '../eventually.js';
import { idleWorkflows } from '../waiting-run.js';
import { ChangeStand, type Person } from './change-stand.js';

/** One change by a rotation, as far as a test asks. */
export interface RotatedChange {
  readonly id: string;
  readonly stage: string;
  readonly code: string | null;
  readonly attention: string | null;
  readonly resets: number;
}

/** A rotation, as far as a test asks. */
interface RotationRow {
  readonly id: string;
  readonly state: string;
  readonly completed: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly total: number;
  readonly stopReason: string | null;
}

/** Rotations over a scripted directory, whose keys answer by themselves while a cohort is driven. */
export class RotationStand {
  readonly people: Person[] = [];
  /** Keys that hear what they are told and do not answer. */
  readonly silent = new Set<Person>();
  /** Domains that were told to go on. */
  readonly told: string[] = [];
  readonly news: StreamNews;
  readonly parts: RotationParts;

  private constructor(readonly changes: ChangeStand) {
    const log = createLog('test', 'silent');
    this.news = createStreamNews({ databaseUrl: changes.databaseUrl, log });
    const { pool, parts: changing } = changes;
    const rotate = async (domainId: string): Promise<void> => void this.told.push(domainId);
    this.parts = { pool, changing, news: this.news, workflows: { ...idleWorkflows, rotate }, log };
  }

  static async open(): Promise<RotationStand> {
    return new RotationStand(await ChangeStand.open());
  }

  async close(): Promise<void> {
    await this.news.stop();
    await this.changes.close();
  }

  get pool(): ChangeStand['pool'] {
    return this.changes.pool;
  }

  /** As after an activation so many days ago: the key has the password, and the directory says when it was set. */
  async addManaged(daysAgo = 100): Promise<Person> {
    const person = await this.changes.addPerson('MANAGED');
    await this.pool.query(
      `update domain_account set pwd_last_set = now() - $2 * interval '1 day', password_shown_at = now() - $2 * interval '1 day',
              password_changed_at = now() - $2 * interval '1 day' where id = $1`,
      [person.accountId, daysAgo],
    );
    this.people.push(person);
    return person;
  }

  /** So many of them. */
  async addManagedPeople(count: number): Promise<Person[]> {
    const people: Person[] = [];
    while (people.length < count) people.push(await this.addManaged());
    return people;
  }

  /** What every test begins with: nobody is here, and nothing was begun. */
  async reset(): Promise<void> {
    await this.changes.reset();
    for (const person of this.people.splice(0)) await this.changes.disconnect(person);
    this.silent.clear();
    this.told.length = 0;
    await this.pool.query(
      `update password_change set stage = 'CANCELLED', holds_claim = false, ended_at = now() where ended_at is null`,
    );
    await this.pool.query(`delete from rotation`);
    await this.pool.query(`delete from mail`);
    await this.pool.query(`delete from app_user`);
    await this.pool.query(
      `update domain_account set password_holder = 'UNMANAGED', in_password_group = false`,
    );
    await this.setDomain({});
  }

  async setDomain(values: {
    readonly window?: object | null;
    readonly timeZone?: string;
    readonly failureLimit?: number;
    readonly periodDays?: number;
    readonly graceHours?: number;
  }): Promise<void> {
    const { window = null, timeZone = 'UTC', failureLimit = 5, periodDays = 28, graceHours = 72 } = values;
    await this.pool.query(
      `update domain set rotation_window = $1, time_zone = $2, rotation_failure_limit = $3, rotation_period_days = $4,
              rotation_grace_hours = $5, write_budget_per_minute = 6000, rotation_paused_at = null, max_password_age_ms = null,
              password_group_name = 'Passwords'`,
      [window && JSON.stringify(window), timeZone, failureLimit, periodDays, graceHours],
    );
  }

  scan(): Promise<Scanned> {
    return scanDue(this.pool, { domainId: this.changes.domainId });
  }

  /** One cohort, its keys answering. */
  async cohort(signal = new AbortController().signal): Promise<RotationPace> {
    const over = new AbortController();
    const keys = this.answering(over.signal);
    try {
      return await rotateCohort(this.parts, this.changes.domainId, signal);
    } finally {
      over.abort();
      await keys;
    }
  }

  /** The keys answer by themselves until the signal fires. */
  async answering(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      for (const person of this.people) if (!this.silent.has(person)) await this.deliver(person);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Cohort after cohort, until nothing more can be done now. */
  async rotate(): Promise<number> {
    for (let cohorts = 0; cohorts < 20; cohorts += 1) {
      if ((await this.cohort()).next !== 'MORE') return cohorts;
    }
    throw new Error('the rotation does not end');
  }

  async changeOf({ accountId }: Person): Promise<RotatedChange | undefined> {
    const { rows } = await this.pool.query<RotatedChange>(
      `select id, stage, last_error_code as code, attention, resets from password_change
       where account_id = $1 and kind = 'ROTATION' order by created_at desc, id limit 1`,
      [accountId],
    );
    return rows[0];
  }

  async stagesOf(people: readonly Person[] = this.people): Promise<(string | undefined)[]> {
    return Promise.all(people.map(async (person) => (await this.changeOf(person))?.stage));
  }

  async rotations(): Promise<RotationRow[]> {
    const { rows } = await this.pool.query<RotationRow>(
      `select id, state, completed, failed, cancelled, total, stop_reason as "stopReason" from rotation order by created_at, id`,
    );
    return rows;
  }

  /** Resolves when the change of somebody is in a stage, and holds its claim. */
  async reached(person: Person, stage: string): Promise<void> {
    await eventually(async () => {
      const { rows } = await this.pool.query(
        `select stage from password_change where account_id = $1 and ended_at is null and holds_claim`,
        [person.accountId],
      );
      expect(rows).toEqual([{ stage }]);
    });
  }

  /** Resolves when the change of somebody has ended. */
  async reachedEnd(person: Person): Promise<void> {
    await eventually(async () => expect((await this.changeOf(person))?.stage).toBe('COMPLETED'));
  }

  /** Resolves when so many are in a stage at the same time. */
  async oneOf(stage: string, count: number): Promise<void> {
    await eventually(async () => {
      const { rowCount } = await this.pool.query(`select 1 from password_change where stage = $1`, [stage]);
      expect(rowCount).toBeGreaterThanOrEqual(count);
    });
  }

  /** What has failed, has failed so much earlier. */
  async hoursGoBy(hours: number): Promise<void> {
    await this.pool.query(
      `update password_change set ended_at = ended_at - $1 * interval '1 hour' where ended_at is not null`,
      [hours],
    );
  }

  progress(rotationId: string): Promise<RotationProgress | undefined> {
    return countRotation(this.pool, rotationId);
  }

  async addAdministrator(): Promise<void> {
    await this.pool.query(
      `insert into app_user (email, email_key, display_name, role)
       values ('admin@latchkey.example', 'admin@latchkey.example', 'Admin', 'ADMINISTRATOR') on conflict do nothing`,
    );
  }

  async mails(template: string): Promise<number> {
    const { rowCount } = await this.pool.query(`select 1 from mail where template = $1`, [template]);
    return rowCount ?? 0;
  }

  private async deliver(person: Person): Promise<void> {
    const { rowCount } = await this.pool.query(
      `select 1 from key k join workstation_presence p on k.serial = any(p.connected_keys) where k.id = $1`,
      [person.keyId],
    );
    if (rowCount === 1) await this.changes.deliver(person);
  }
}
