import { Context } from '@temporalio/activity';

type Activity = (...args: never[]) => Promise<unknown>;

const HEARTBEAT_MILLISECONDS = 2_000;

/** Lets every step tell the server that it is alive, so that a killed worker is noticed in seconds and a cancellation is heard. */
export function withHeartbeats<A extends { readonly [name: string]: Activity }>(activities: A): A {
  const beating = Object.entries(activities).map(([name, run]) => [name, whileBeating(run)]);
  return Object.fromEntries(beating) as A;
}

function whileBeating(run: Activity): Activity {
  return async (...args) => {
    const context = Context.current();
    const beat = setInterval(() => context.heartbeat(), HEARTBEAT_MILLISECONDS);
    try {
      return await run(...args);
    } finally {
      clearInterval(beat);
    }
  };
}
