/** Starting and stopping durable workflows, as services see it: the port. The adapter is in src/temporal. */
export interface Workflows {
  /**
   * Starts the synchronisation of a run that was recorded before, or tells the one under way for that domain about it.
   * May be called any number of times for one run. Fails with WORKFLOWS_UNAVAILABLE; the worker then starts it later.
   */
  requestSync(request: SyncRequest): Promise<void>;
  /** Tells a run under way to stop at its next safe place. Does nothing when it is not under way. */
  cancelSync(request: SyncRequest): Promise<void>;
  /**
   * Sends the mails that were recorded and committed, or tells the delivery under way that there are more. May be called
   * any number of times. Fails with WORKFLOWS_UNAVAILABLE; the worker then sends them within a minute of being able to.
   */
  deliverMail(): Promise<void>;
  /**
   * Has a change of a password that was committed before go on, or tells the workflow under way that there is something
   * new: a key that connected or has answered, another change that has ended. May be called any number of times, for a
   * change that has ended too. Fails with WORKFLOWS_UNAVAILABLE; the worker then goes on with it within two minutes of
   * being able to.
   */
  advanceChange(changeId: string): Promise<void>;
  /**
   * Has the rotations of a domain go on: something may be due, a key was connected, an administrator let them. May be called
   * any number of times. Fails with WORKFLOWS_UNAVAILABLE; the domain's schedule then does it.
   */
  rotate(domainId: string): Promise<void>;
}

export interface SyncRequest {
  readonly domainId: string;
  readonly runId: string;
}
