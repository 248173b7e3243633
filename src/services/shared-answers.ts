import type { Sql } from '../database.js';

/**
 * One question at a time for all who ask the same. Whoever asks while it is being answered waits for the next answer,
 * never takes one that was begun before they asked: they see what was there when they asked, as if they were alone.
 */
export class SharedAnswers<Answer> {
  private readonly underWay = new Map<string, Promise<Answer>>();
  private readonly next = new Map<string, Promise<Answer>>();

  ask(question: string, work: () => Promise<Answer>): Promise<Answer> {
    const waiting = this.next.get(question);
    if (waiting !== undefined) return waiting;
    const before = this.underWay.get(question);
    if (before === undefined) return this.begin(question, work);
    const begin = (): Promise<Answer> => this.begin(question, work);
    const answer = before.then(begin, begin);
    this.next.set(question, answer);
    return answer;
  }

  private begin(question: string, work: () => Promise<Answer>): Promise<Answer> {
    this.next.delete(question);
    const answer = work();
    this.underWay.set(question, answer);
    const forget = (): void => {
      if (this.underWay.get(question) === answer) this.underWay.delete(question);
    };
    answer.then(forget, forget);
    return answer;
  }
}

const countsOf = new WeakMap<Sql, SharedAnswers<number>>();

/** Answers a count, shared by all who ask this database the same at the same time. The statement answers `count`. */
export function sharedCount(sql: Sql, text: string, values: readonly unknown[]): Promise<number> {
  const counts = countsOf.get(sql) ?? new SharedAnswers<number>();
  countsOf.set(sql, counts);
  return counts.ask(JSON.stringify([text, values]), async () => {
    const { rows } = await sql.query<{ count: number }>(text, [...values]);
    return rows[0]?.count ?? 0;
  });
}
