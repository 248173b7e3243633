/** Whoever asks for it is told nothing: the cell begins the change once its place is prepared. */
export const ASKING = { kind: 'SCHEDULE', id: null, name: 'matrix' } as const;

/** Whose password is changed, as far as that is known in the database. */
export interface Owner {
  readonly login: string;
  readonly accountId: string;
  readonly keyId: string;
  readonly serial: string;
  /** Accounts of others that are changed beside this one, where that is done in a cohort. */
  readonly besides: readonly string[];
  /** What the key has now. */
  readonly present: () => Promise<string>;
}
