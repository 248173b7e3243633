import { useId, useState, type FormEvent } from 'react';
import { signIn, type SignedInUser } from './api';

export interface SignInFormProps {
  /** What went wrong before, if anything. */
  readonly fault: string | undefined;
  readonly onSignedIn: (user: SignedInUser) => void;
}

/** Asks for e-mail address and password. */
export function SignInForm({ fault: earlier, onSignedIn }: SignInFormProps) {
  const id = useId();
  const [fault, setFault] = useState(earlier);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    setBusy(true);
    setFault(undefined);
    try {
      onSignedIn(await signIn(String(fields.get('email')), String(fields.get('password'))));
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
      setBusy(false);
      const password = form.querySelector<HTMLInputElement>('[name=password]');
      password?.focus();
      password?.select();
    }
  }

  return (
    <main className="sign-in">
      <form onSubmit={(event) => void submit(event)} aria-labelledby={`${id}-title`} aria-busy={busy}>
        <h1 id={`${id}-title`}>Sign in to Latchkey</h1>
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
          No account yet? Whoever runs this server adds one:{' '}
          <code>npm run latchkey -- create-user --help</code>
        </p>
      </form>
    </main>
  );
}
