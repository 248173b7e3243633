import { ToolbarButton, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import type { RefObject } from 'react';
import { synchroniseEverything } from './api';
import { useIsWatching, useNewestSync } from './use-newest-sync';

export interface WatchButtonProps {
  /** The batch that was asked for in this page and not shown yet, if any. */
  readonly unseenBatch: RefObject<string | undefined>;
}

/** Synchronises every domain and shows it from its first event on. There only where a subscription can show it. */
export function WatchButton({ unseenBatch }: WatchButtonProps) {
  const isWatching = useIsWatching();
  const variables = useGraphiQL(({ variableEditor }) => variableEditor);
  const response = useGraphiQL(({ responseEditor }) => responseEditor);
  const { run, stop } = useGraphiQLActions();
  useNewestSync(unseenBatch);
  if (!isWatching) return null;

  async function start(): Promise<void> {
    stop();
    try {
      const batchId = await synchroniseEverything();
      unseenBatch.current = undefined;
      variables?.setValue(JSON.stringify({ batchId }, null, 2));
      run();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      response?.setValue(JSON.stringify({ errors: [{ message }] }, null, 2));
    }
  }

  return (
    <ToolbarButton label="Synchronise every domain and watch" onClick={() => void start()}>
      <svg
        className="graphiql-toolbar-icon"
        viewBox="0 0 16 16"
        fill="none"
        stroke="currentColor"
        aria-hidden="true"
      >
        <path d="M1 8s2.6-4.5 7-4.5S15 8 15 8s-2.6 4.5-7 4.5S1 8 1 8z" />
        <circle cx="8" cy="8" r="2.2" />
      </svg>
    </ToolbarButton>
  );
}
