import { useEffect, useState } from 'react';
import { appAnswer, askAppSignIn, completeAppSignIn, type AskedSignIn, type SignedInUser } from './api';

export interface AppSignInProps {
  readonly onSignedIn: (user: SignedInUser) => void;
  readonly onFault: (message: string) => void;
}

/** Shows what an app is to scan, and goes on by itself when it has said yes. */
export function AppSignIn({ onSignedIn, onFault }: AppSignInProps) {
  const [asked, setAsked] = useState<AskedSignIn>();

  useEffect(() => {
    const gone = new AbortController();
    const signIn = async (): Promise<void> => {
      const question = await askAppSignIn();
      setAsked(question);
      if (!(await appAnswer(question.secret, gone.signal))) throw new Error('The app said no.');
      onSignedIn(await completeAppSignIn(question.secret));
    };
    signIn().catch((error: unknown) => {
      if (!gone.signal.aborted)
        onFault(error instanceof Error ? error.message : 'No app has answered in time.');
    });
    return () => gone.abort();
  }, [onSignedIn, onFault]);

  if (asked === undefined) return <p role="status">One moment …</p>;
  return (
    <>
      <img
        className="code"
        alt="QR code for the authenticator app"
        src={`data:image/svg+xml,${encodeURIComponent(asked.qrCode)}`}
      />
      <p role="status">
        Scan this with your authenticator app and say yes there.{' '}
        <a href={asked.uri}>The app is on this device</a>
      </p>
    </>
  );
}
