/** Begins a piece of work once the one before is done; does not wait for it. Fails with what that failed with. */
export type BeginNext = (work: () => Promise<unknown>) => Promise<void>;

/**
 * Lets one piece of work be under way while the next is made ready, and never two. Nothing is left behind: what was begun
 * last is waited for, also when `make` fails, whose failure is the one to tell.
 */
export async function oneBehind(make: (begin: BeginNext) => Promise<void>): Promise<void> {
  let running: Promise<unknown> = Promise.resolve();
  const begin: BeginNext = async (work) => {
    await running;
    running = work();
    // Told to whoever begins the next, or at the end.
    running.catch(() => undefined);
  };
  try {
    await make(begin);
  } catch (error) {
    await running.catch(() => undefined);
    throw error;
  }
  await running;
}
