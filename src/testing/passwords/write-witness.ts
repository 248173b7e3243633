import type { PasswordStep } from '../scripted-directory/scripted-passwords.js';
import type { ChangeStand, Person } from './change-stand.js';

/** A password that was written to the directory. */
export interface SeenWrite {
  readonly changeId: string;
  readonly kind: string;
}

/** Sees every password of one person that is written to the directory, and tells of changes that got into each other's way. */
export class WriteWitness {
  readonly writes: SeenWrite[] = [];
  readonly faults: string[] = [];
  private underWay = 0;

  constructor(
    private readonly stand: ChangeStand,
    private readonly person: Person,
  ) {
    stand.domain.passwords.onStep = (step) => this.sees(step);
  }

  private async sees({ call, at, account }: PasswordStep): Promise<void> {
    if (account !== this.person.guid || (call !== 'resetPassword' && call !== 'changePassword')) return;
    if (at === 'AFTER') {
      this.underWay -= 1;
      return;
    }
    this.underWay += 1;
    const { rows } = await this.stand.pool.query<SeenWrite & { wasSent: boolean }>(
      `select id as "changeId", kind, sent_at is not null as "wasSent" from password_change
       where account_id = $1 and holds_claim and ended_at is null`,
      [this.person.accountId],
    );
    const [writer] = rows;
    if (writer === undefined || rows.length > 1) {
      this.faults.push(`a write while ${rows.length} changes claim the account`);
      return;
    }
    // After a theft nobody waits for whoever is writing: what that one leaves behind is overwritten, and looked for again.
    if (writer.kind === 'COMPROMISE' && !writer.wasSent) return;
    if (this.underWay > 1 && writer.kind !== 'COMPROMISE') this.faults.push('two writes at the same time');
    if (!writer.wasSent) this.faults.push(`a write that its change ${writer.kind} does not know of`);
    const last = this.writes.at(-1);
    if (last?.changeId !== writer.changeId && this.writes.some((each) => each.changeId === writer.changeId))
      this.faults.push(`${writer.kind} writes again after ${last?.kind}`);
    this.writes.push(writer);
  }
}
