import { ToolbarButton, useGraphiQL } from '@graphiql/react';
import { newestRun } from './api';

export interface NewestSyncButtonProps {
  /** The batch asked for in this page last, if any. */
  readonly batchId: () => string | undefined;
}

/** Puts the newest synchronisation into the variables, for a subscription to watch. */
export function NewestSyncButton({ batchId }: NewestSyncButtonProps) {
  const editor = useGraphiQL(({ variableEditor }) => variableEditor);

  async function insert(): Promise<void> {
    const batch = batchId();
    const variables = batch ? { batchId: batch } : { runId: await newestRun() };
    const found = Object.values(variables).some((id) => id !== undefined);
    editor?.setValue(
      found ? JSON.stringify(variables, null, 2) : '// There was no synchronisation yet. Run one first.',
    );
  }

  return (
    <ToolbarButton label="Watch the newest synchronisation" onClick={() => void insert()}>
      <svg
        className="graphiql-toolbar-icon"
        viewBox="0 0 16 16"
        fill="none"
        stroke="currentColor"
        aria-hidden="true"
      >
        <circle cx="8" cy="8" r="6.2" />
        <path d="M8 4.5V8l2.5 2" />
      </svg>
    </ToolbarButton>
  );
}
