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

const answersOf = new WeakMap<Sql, SharedAnswers<readonly object[]>>();

/**
 * The rows of a statement that only reads, shared by all who ask this database the same at the same time. Nobody may
 * change a row: it is everybody's.
 */
export async function sharedRows<Row extends object>(
  sql: Sql,
  query: { readonly text: string; readonly values: unknown[]; readonly name?: string },
): Promise<readonly Readonly<Row>[]> {
  const answers = answersOf.get(sql) ?? new SharedAnswers<readonly object[]>();
  answersOf.set(sql, answers);
  const question = JSON.stringify([query.text, query.values]);
  const rows = await answers.ask(question, async () =>
    (await sql.query<Row>(query)).rows.map((row) => Object.freeze(row)),
  );
  return rows as readonly Readonly<Row>[];
}

/** Answers a count, shared like rows. The statement answers `count`. */
export async function sharedCount(sql: Sql, text: string, values: unknown[]): Promise<number> {
  const [row] = await sharedRows<{ readonly count: number }>(sql, { text, values });
  return row?.count ?? 0;
}
