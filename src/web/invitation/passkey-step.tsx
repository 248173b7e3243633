import { useId, useState, type FormEvent } from 'react';
import type { InvitationApi } from './api';
import { Heading } from './heading';
import { canMakePasskeys } from '../shared/passkey';
import type { Texts } from './texts';

export interface PasskeyStepProps {
  readonly api: InvitationApi;
  readonly texts: Texts;
  readonly onBack: () => void;
}

/** Names a passkey and has the browser make it. That it is registered is told to the page like everything else. */
export function PasskeyStep({ api, texts, onBack }: PasskeyStepProps) {
  const id = useId();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('name'));
    setBusy(true);
    setFailed(false);
    try {
      await api.makePasskey(name);
    } catch {
      setFailed(true);
      setBusy(false);
    }
  }

  return (
    <>
      <Heading>{texts.passkey.title}</Heading>
      <p>{texts.passkey.text}</p>
      {canMakePasskeys() ? (
        <form onSubmit={(event) => void submit(event)} aria-busy={busy}>
          <label htmlFor={`${id}-name`}>{texts.passkey.label}</label>
          <input
            id={`${id}-name`}
            name="name"
            defaultValue={texts.passkey.name}
            required
            maxLength={100}
            autoComplete="off"
            aria-describedby={`${id}-fault`}
          />
          <button type="submit" className="main" disabled={busy}>
            {busy ? texts.passkey.busy : texts.passkey.make}
          </button>
          <p id={`${id}-fault`} role="alert">
            {failed && texts.passkey.failed}
          </p>
        </form>
      ) : (
        <p role="alert">{texts.passkey.impossible}</p>
      )}
      <button type="button" className="plain" onClick={onBack}>
        {texts.back}
      </button>
    </>
  );
}
