import type pg from 'pg';

interface CopyData {
  readonly chunk: Buffer;
}

/** What PostgreSQL sends for `COPY … TO STDOUT`, whole. */
export function copyOut(client: pg.ClientBase, source: string): Promise<Buffer> {
  const copy = new CopyOut(`copy ${source} to stdout`);
  client.query(copy);
  return copy.result;
}

/** The driver calls these as messages of the server come. */
class CopyOut implements pg.Submittable {
  readonly #chunks: Buffer[] = [];
  readonly #done = Promise.withResolvers<Buffer>();

  constructor(private readonly text: string) {}

  get result(): Promise<Buffer> {
    return this.#done.promise;
  }

  submit(connection: pg.Connection): void {
    connection.query(this.text);
  }

  handleCopyData({ chunk }: CopyData): void {
    // The driver's buffer is used again for the next message.
    this.#chunks.push(Buffer.from(chunk));
  }

  handleError(error: Error): void {
    this.#done.reject(error);
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.#done.resolve(Buffer.concat(this.#chunks));
  }
}
