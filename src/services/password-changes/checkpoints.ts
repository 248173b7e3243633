/** What a handed-over password goes through, in its order. */
export const CHECKPOINT_STEPS = [
  'activate',
  'link',
  'generate',
  'writePending',
  'reset',
  'verify',
  'commit',
  'complete',
] as const;
export type CheckpointStep = (typeof CHECKPOINT_STEPS)[number];

/**
 * `before`: nothing of the step is committed. `during`: its intent is, and the act is under way; a write to a directory has
 * been begun and its answer is not awaited yet. `after`: it is done, and that is not committed.
 */
export const CHECKPOINT_MOMENTS = ['before', 'during', 'after'] as const;
export type CheckpointMoment = (typeof CHECKPOINT_MOMENTS)[number];

export type Checkpoint = `${CheckpointStep}.${CheckpointMoment}`;

/**
 * Told where a change has got to, and awaited: a test stops or kills whoever is there. `activate`, `link`, `writePending` and
 * `commit` are reached in the server, the others in a worker.
 */
export interface Checkpoints {
  /** @param id of the change; of the key where no change has a part in the step: `activate` and `link` */
  reached(point: Checkpoint, id: string): Promise<void>;
}

/** Nobody is told. */
export const noCheckpoints: Checkpoints = { reached: () => Promise.resolve() };
