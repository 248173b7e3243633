import { useCallback, useEffect, useState } from 'react';
import type { Invitation, InvitationApi, InvitationEvent, InvitationState, Method } from './api';
import { AppStep } from './app-step';
import { Choice } from './choice';
import { Heading } from './heading';
import { PasskeyStep } from './passkey-step';
import type { Sentence, Texts } from './texts';

/** How an invitation ends. */
export type Ended = Exclude<InvitationState, 'PENDING'>;

export interface PageProps {
  readonly api: InvitationApi;
  readonly texts: Texts;
  /** What was the matter with the link when this page was last here. */
  readonly before: Ended | undefined;
}

type View =
  | { readonly kind: 'LOADING' }
  | { readonly kind: 'UNREACHABLE' }
  | { readonly kind: 'OVER'; readonly why: keyof Texts['over'] }
  | { readonly kind: 'OPEN'; readonly invitation: Invitation }
  | { readonly kind: 'DONE'; readonly method: Method; readonly name: string | null };

/** What whoever opened the link of an invitation sees. It goes on by itself when something happens elsewhere. */
export function Page({ api, texts, before: earlier }: PageProps) {
  const [view, setView] = useState<View>(() => firstView(earlier));
  const [method, setMethod] = useState<Method | undefined>();

  const look = useCallback(async () => {
    try {
      const invitation = await api.look();
      setView((before) => (before.kind === 'DONE' ? before : viewOf(invitation)));
    } catch {
      setView((before) => (before.kind === 'DONE' ? before : { kind: 'UNREACHABLE' }));
    }
  }, [api]);

  useEffect(() => {
    if (earlier === undefined) void look();
  }, [earlier, look]);

  useTidyAddress(endedBy(view));

  const isOpen = view.kind === 'OPEN';
  useEffect(() => {
    if (!isOpen) return undefined;
    return api.watch(
      (event) => setView((before) => after(before, event)),
      () => void look(),
    );
  }, [api, isOpen, look]);

  return (
    <main>
      <p className="brand">Latchkey</p>
      <div className="card">
        {view.kind === 'LOADING' && <p role="status">{texts.loading}</p>}
        {view.kind === 'UNREACHABLE' && <Unreachable texts={texts} onAgain={() => void look()} />}
        {view.kind === 'OVER' && <Said sentence={texts.over[view.why]} />}
        {view.kind === 'DONE' && (
          <Said sentence={texts.done[view.method]} mark>
            {view.name !== null && <p>{texts.called(view.name)}</p>}
          </Said>
        )}
        {view.kind === 'OPEN' && method === undefined && (
          <Choice invitation={view.invitation} texts={texts} onChosen={setMethod} />
        )}
        {view.kind === 'OPEN' && method === 'APP' && (
          <AppStep api={api} texts={texts} onBack={() => setMethod(undefined)} />
        )}
        {view.kind === 'OPEN' && method === 'PASSKEY' && (
          <PasskeyStep api={api} texts={texts} onBack={() => setMethod(undefined)} />
        )}
      </div>
    </main>
  );
}

function firstView(earlier: Ended | undefined): View {
  return earlier === undefined ? { kind: 'LOADING' } : { kind: 'OVER', why: earlier };
}

/** Once the secret is of no use, it need not stay in the history of a browser that others use too. */
function useTidyAddress(ended: Ended | undefined): void {
  useEffect(() => {
    if (ended !== undefined) history.replaceState({ ended }, '', location.pathname);
  }, [ended]);
}

function endedBy(view: View): Ended | undefined {
  if (view.kind === 'DONE') return 'ACCEPTED';
  return view.kind === 'OVER' && view.why !== 'UNKNOWN' ? view.why : undefined;
}

function viewOf(invitation: Invitation | undefined): View {
  if (invitation === undefined) return { kind: 'OVER', why: 'UNKNOWN' };
  return invitation.state === 'PENDING'
    ? { kind: 'OPEN', invitation }
    : { kind: 'OVER', why: invitation.state };
}

function after(before: View, { state, method, name }: InvitationEvent): View {
  if (before.kind !== 'OPEN' || state === 'PENDING') return before;
  return state === 'ACCEPTED'
    ? { kind: 'DONE', method: method ?? 'APP', name }
    : { kind: 'OVER', why: state };
}

function Unreachable({ texts, onAgain }: Pick<PageProps, 'texts'> & { readonly onAgain: () => void }) {
  return (
    <Said sentence={texts.unreachable}>
      <button type="button" onClick={onAgain}>
        {texts.tryAgain}
      </button>
    </Said>
  );
}

interface SaidProps {
  readonly sentence: Sentence;
  readonly mark?: boolean;
  readonly children?: React.ReactNode;
}

/** One thing to know, and what to do about it. Whoever listens is told at once. */
function Said({ sentence: { title, text }, mark = false, children }: SaidProps) {
  return (
    <div role="status">
      {mark && (
        <svg className="mark" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M4 12.5 9.5 18 20 6.5" />
        </svg>
      )}
      <Heading>{title}</Heading>
      <p>{text}</p>
      {children}
    </div>
  );
}
