import { createInterface } from 'node:readline/promises';
import { wordsOf } from '../simulated-workstation/words-of.js';
import type { AppUnlocks, Challenge } from './app-unlocks.js';

/** Shows what workstations ask and says what is typed: to the newest question. Ends with `quit`, or with the input. */
export async function answerTyped(unlocks: AppUnlocks, say: (line: string) => void): Promise<void> {
  const input = createInterface({ input: process.stdin });
  const over = new AbortController();
  let asked: Challenge | undefined;
  const listening = listen(unlocks, over.signal, (challenge) => {
    asked = challenge;
    const { workstationName, numbers } = challenge;
    say(`${workstationName} asks to be unlocked: ${numbers.join(', ')} or no?`);
  }).catch((error: unknown) => {
    say(wordsOf(error));
    input.close();
  });
  say('waiting for workstations');
  for await (const line of input) {
    const typed = line.trim();
    if (typed === 'quit') break;
    if (asked === undefined || !/^(no|\d{2})$/.test(typed)) {
      say(asked === undefined ? 'nobody asks' : 'a number of two digits, or no');
      continue;
    }
    const said = typed === 'no' ? 'no' : Number(typed);
    await unlocks.answer(asked, said).then(
      () => say(said === 'no' ? 'said no' : `said yes with ${said}`),
      (error: unknown) => say(wordsOf(error)),
    );
    asked = undefined;
  }
  over.abort();
  await listening;
}

async function listen(
  unlocks: AppUnlocks,
  signal: AbortSignal,
  hear: (challenge: Challenge) => void,
): Promise<void> {
  for await (const challenge of unlocks.challenges(signal)) hear(challenge);
}
