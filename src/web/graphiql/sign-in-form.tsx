import { useCallback, useId, useState, type FormEvent } from 'react';
import { signIn, signInWithPasskey, type SignedInUser } from './api';
import { AppSignIn } from './app-sign-in';

export interface SignInFormProps {
  /** What went wrong before, if anything. */
  readonly fault: string | undefined;
  readonly onSignedIn: (user: SignedInUser) => void;
}

/** Asks for e-mail address and password, or for a passkey, or shows what an app is to scan. */
export function SignInForm({ fault: earlier, onSignedIn }: SignInFormProps) {
  const id = useId();
  const [fault, setFault] = useState(earlier);
  const [busy, setBusy] = useState(false);
  const [byApp, setByApp] = useState(false);
  const onFault = useCallback((message: string) => {
    setFault(message);
    setByApp(false);
  }, []);

  async function attempt(signingIn: () => Promise<SignedInUser>): Promise<boolean> {
    setBusy(true);
    setFault(undefined);
    try {
      onSignedIn(await signingIn());
      return true;
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
      setBusy(false);
      return false;
    }
  }

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    if (await attempt(() => signIn(String(fields.get('email')), String(fields.get('password'))))) return;
    const password = form.querySelector<HTMLInputElement>('[name=password]');
    password?.focus();
    password?.select();
  }

  return (
    <main className="sign-in">
      <form onSubmit={(event) => void submit(event)} aria-labelledby={`${id}-title`} aria-busy={busy}>
        <h1 id={`${id}-title`}>Sign in to Latchkey</h1>
        <PasswordFields id={id} fault={fault} busy={busy} />
        {byApp ? (
          <AppSignIn onSignedIn={onSignedIn} onFault={onFault} />
        ) : (
          <p className="others">
            Employees:{' '}
            <button type="button" disabled={busy} onClick={() => void attempt(signInWithPasskey)}>
              Use a passkey
            </button>
            <button type="button" disabled={busy} onClick={() => setByApp(true)}>
              Use an authenticator app
            </button>
          </p>
        )}
      </form>
    </main>
  );
}

interface PasswordFieldsProps {
  readonly id: string;
  readonly fault: string | undefined;
  readonly busy: boolean;
}

function PasswordFields({ id, fault, busy }: PasswordFieldsProps) {
  return (
    <>
      <label htmlFor={`${id}-email`}>E-mail address</label>
      <input id={`${id}-email`} name="email" type="email" autoComplete="username" required autoFocus />
      <label htmlFor={`${id}-password`}>Password</label>
      <input
        id={`${id}-password`}
        name="password"
        type="password"
        autoComplete="current-password"
        required
        aria-describedby={`${id}-fault`}
      />
      <p id={`${id}-fault`} role="alert" className="fault">
        {fault}
      </p>
      <button type="submit" disabled={busy}>
        {busy ? 'Signing in …' : 'Sign in'}
      </button>
      <p className="hint">
        No account yet? Whoever runs this server adds one: <code>npm run latchkey -- create-user --help</code>
      </p>
    </>
  );
}
