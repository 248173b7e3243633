import { useCallback, useEffect, useState } from 'react';
import { currentUser, forgetSession, signOut, type SignedInUser } from './api';
import { Editor } from './editor';
import { SignInForm } from './sign-in-form';

type Standing = 'asking' | 'signed out' | { readonly user: SignedInUser };

/** The sign-in form, or the editor of whoever is signed in. */
export function Page() {
  const [standing, setStanding] = useState<Standing>('asking');
  const [fault, setFault] = useState<string>();

  useEffect(() => {
    currentUser().then(
      (user) => setStanding(user ? { user } : 'signed out'),
      (error: unknown) => {
        setFault(messageOf(error));
        setStanding('signed out');
      },
    );
  }, []);

  const leave = useCallback(() => {
    forgetSession();
    setStanding('signed out');
  }, []);

  const end = useCallback(async () => {
    try {
      await signOut();
      leave();
    } catch (error) {
      setFault(messageOf(error));
    }
  }, [leave]);

  if (standing === 'asking') return <p className="waiting">One moment …</p>;
  if (standing === 'signed out') {
    return (
      <SignInForm
        fault={fault}
        onSignedIn={(user) => {
          setFault(undefined);
          setStanding({ user });
        }}
      />
    );
  }
  return (
    <div className="workplace">
      <header className="bar">
        <strong>Latchkey</strong>
        <span className="who">
          {standing.user.displayName} · {standing.user.role.toLowerCase()}
        </span>
        {fault && <span role="alert">{fault}</span>}
        <button type="button" onClick={() => void end()}>
          Sign out
        </button>
      </header>
      <Editor onSessionOver={leave} />
    </div>
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
