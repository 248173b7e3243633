/** One field of a profile or account before and after. */
export interface FieldChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
  /** Held back by the guard: `after` is what the directory says, and `before` stays. */
  readonly held?: true;
}
