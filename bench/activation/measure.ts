import type { ApiClient } from '../../src/sandbox/api-client.js';
import type { BenchWorkstation } from '../stand/bench-workstation.js';
import { completionOf } from './completions.js';
import type { ReservedKey } from './reserved-keys.js';
import { clock, timeOutside, timeWithin, type Span } from '../stand/spans.js';
import type { TimedDirectory } from './timed-directory.js';

/** One activation, in milliseconds. */
export interface MeasuredActivation {
  /** From the question for a nonce until an administrator hears that the change is completed. */
  readonly total: number;
  /** Key, workstation and directory taken away. */
  readonly server: number;
  readonly key: number;
  readonly directory: number;
  /** From the beginning until each stage was heard of; nothing is taken away. */
  readonly stages: Readonly<Record<string, number>>;
}

export interface MeasuringStand {
  /** Each watches some of the changes. */
  readonly watchers: readonly ApiClient[];
  readonly directory: TimedDirectory;
}

/** Activates one key while nothing else goes on. */
export async function measureOne(
  { watchers, directory }: MeasuringStand,
  workstation: BenchWorkstation,
  { key, code }: ReservedKey,
): Promise<MeasuredActivation> {
  await workstation.insert(key);
  // Asked for now, so that only what this activation asks is in the next answer.
  await directory.takeSpans();
  const from = clock();
  const times = await completionOf(watchers[0]!, await workstation.activate(key, code));
  const whole: Span = { from, to: times.get('COMPLETED') ?? clock() };
  const carried = [...key.busy, ...workstation.busy];
  const asked = await directory.takeSpans();
  workstation.remove(key);
  return {
    total: whole.to - whole.from,
    server: timeOutside(whole, [...carried, ...asked]),
    key: timeWithin(whole, carried),
    directory: timeWithin(whole, asked),
    stages: Object.fromEntries([...times].map(([stage, at]) => [stage, at - from])),
  };
}

/** Activates many keys at the same time, each at a workstation of its own; answers how many seconds all of them took. */
export async function measureTogether(
  { watchers }: MeasuringStand,
  workstations: readonly BenchWorkstation[],
  reserved: readonly ReservedKey[],
): Promise<number> {
  for (const [at, { key }] of reserved.entries()) await workstations[at]!.insert(key);
  const from = clock();
  const all = reserved.map(async ({ key, code }, at) =>
    completionOf(watchers[at % watchers.length]!, await workstations[at]!.activate(key, code)),
  );
  await Promise.all(all);
  return (clock() - from) / 1_000;
}
