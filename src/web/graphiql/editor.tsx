import { GraphiQL } from 'graphiql';
import { useEffect, useMemo, useRef } from 'react';
import { defaultTabs } from './default-tabs';
import { createPageFetcher } from './fetcher';
import { openTabStorage } from './tab-storage';
import { WatchButton } from './watch-button';

export interface EditorProps {
  readonly onSessionOver: () => void;
}

/** GraphiQL over this page's session. What is typed lasts as long as the browser tab, and secrets only until a reload. */
export function Editor({ onSessionOver }: EditorProps) {
  const unseenBatch = useRef<string>(undefined);
  const { fetcher, dispose } = useMemo(
    () => createPageFetcher({ onSessionOver, onBatch: (id) => (unseenBatch.current = id) }),
    [onSessionOver],
  );
  useEffect(() => dispose, [dispose]);
  const { storage, close } = useMemo(openTabStorage, []);
  // The editor goes when the session is over.
  useEffect(() => close, [close]);

  return (
    <div className="editor">
      <GraphiQL
        fetcher={fetcher}
        defaultTabs={defaultTabs}
        storage={storage}
        isHeadersEditorEnabled={false}
        defaultEditorToolsVisibility="variables"
      >
        <GraphiQL.Logo>Answer</GraphiQL.Logo>
        <GraphiQL.Toolbar>
          {({ prettify, copy, merge }) => (
            <>
              <WatchButton unseenBatch={unseenBatch} />
              {prettify}
              {merge}
              {copy}
            </>
          )}
        </GraphiQL.Toolbar>
      </GraphiQL>
    </div>
  );
}
