import { useGraphiQL } from '@graphiql/react';
import { useEffect, type RefObject } from 'react';
import { newestRun } from './api';

/** Whether the open tab watches a synchronisation. */
export function useIsWatching(): boolean {
  return useGraphiQL(
    ({ tabs, activeTabIndex }) => tabs[activeTabIndex]?.query?.includes('syncProgress') ?? false,
  );
}

/**
 * When a tab that watches a synchronisation is opened, its variables name the one to watch: the batch that was asked
 * for in this page and not shown yet; else, where they name none, the last run of all.
 */
export function useNewestSync(unseenBatch: RefObject<string | undefined>): void {
  const isWatching = useIsWatching();
  const tab = useGraphiQL(({ activeTabIndex }) => activeTabIndex);
  const editor = useGraphiQL(({ variableEditor }) => variableEditor);

  useEffect(() => {
    if (!isWatching || !editor) return undefined;
    const batchId = unseenBatch.current;
    unseenBatch.current = undefined;
    if (batchId) editor.setValue(JSON.stringify({ batchId }, null, 2));
    const before = editor.getValue();
    if (!namesNothing(before)) return undefined;
    let isLeft = false;
    newestRun().then(
      (runId) => {
        if (isLeft || !runId || editor.getValue() !== before) return;
        editor.setValue(JSON.stringify({ runId }, null, 2));
      },
      // Whoever may not list runs can still type an id.
      () => undefined,
    );
    return () => {
      isLeft = true;
    };
  }, [isWatching, tab, editor, unseenBatch]);
}

function namesNothing(text: string): boolean {
  try {
    const variables = JSON.parse(text || '{}') as Record<string, unknown>;
    return (variables['runId'] ?? variables['batchId'] ?? null) === null;
  } catch {
    return false;
  }
}
