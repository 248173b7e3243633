import { Context } from '@temporalio/activity';

const HEARTBEAT_MILLISECONDS = 2_000;

/** Tells the server that the step is alive, so that a killed worker is noticed in seconds and a cancellation is heard. */
export async function whileBeating<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const context = Context.current();
  const beat = setInterval(() => context.heartbeat(), HEARTBEAT_MILLISECONDS);
  try {
    return await work(context.cancellationSignal);
  } finally {
    clearInterval(beat);
  }
}
