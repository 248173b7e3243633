/** Does the same for each of many, so many at a time; answers in their order. */
export async function inTurns<Each, Answer>(
  together: number,
  all: readonly Each[],
  work: (each: Each) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  const rest = all.entries();
  const one = async (): Promise<void> => {
    for (const [at, each] of rest) answers[at] = await work(each);
  };
  await Promise.all(Array.from({ length: together }, one));
  return answers;
}
