const audited = new WeakSet<object>();

/** Notes that the audit has this failure already, with more to say about it than its caller knows. */
export function noteAudited<T>(failure: T): T {
  if (typeof failure === 'object' && failure !== null) audited.add(failure);
  return failure;
}

/** Whether a failure that arrives at the edge has been recorded further in. */
export function isAudited(failure: unknown): boolean {
  return typeof failure === 'object' && failure !== null && audited.has(failure);
}
