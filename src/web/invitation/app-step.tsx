import { useEffect, useState } from 'react';
import type { InvitationApi, OfferedCode } from './api';
import { Heading } from './heading';
import type { Texts } from './texts';

export interface AppStepProps {
  readonly api: InvitationApi;
  readonly texts: Texts;
  readonly onBack: () => void;
}

/** A code is shown anew so long before the old one is over. */
const BEFORE_END_MILLISECONDS = 15_000;

/** The code for the app. That the app has scanned it is not this step's business: the page goes on by itself. */
export function AppStep({ api, texts, onBack }: AppStepProps) {
  const [code, setCode] = useState<OfferedCode | 'FAILED' | undefined>();
  const [round, setRound] = useState(0);

  useEffect(() => {
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    api.offerApp().then(
      (offered) => {
        if (gone) return;
        setCode(offered);
        const left = new Date(offered.expiresAt).getTime() - Date.now() - BEFORE_END_MILLISECONDS;
        timer = setTimeout(() => setRound((before) => before + 1), Math.max(left, BEFORE_END_MILLISECONDS));
      },
      () => !gone && setCode('FAILED'),
    );
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [api, round]);

  return (
    <>
      <Heading>{texts.app.title}</Heading>
      <ol>
        {texts.app.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {code === undefined && <p role="status">{texts.loading}</p>}
      {code === 'FAILED' && (
        <p role="alert">
          {texts.app.failed}{' '}
          <button type="button" onClick={() => setRound((before) => before + 1)}>
            {texts.tryAgain}
          </button>
        </p>
      )}
      {typeof code === 'object' && (
        <>
          <img
            className="code"
            alt={texts.app.alt}
            src={`data:image/svg+xml,${encodeURIComponent(code.qrCode)}`}
          />
          <p>
            <a href={code.uri}>{texts.app.here}</a>
          </p>
          <p role="status" className="waiting">
            {texts.app.waiting}
          </p>
        </>
      )}
      <button type="button" className="plain" onClick={onBack}>
        {texts.back}
      </button>
    </>
  );
}
