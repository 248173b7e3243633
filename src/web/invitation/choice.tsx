import type { Invitation, Method } from './api';
import { Heading } from './heading';
import type { Texts } from './texts';

export interface ChoiceProps {
  readonly invitation: Invitation;
  readonly texts: Texts;
  readonly onChosen: (method: Method) => void;
}

/** What this page can set up. */
const OFFERED: readonly Method[] = ['APP', 'PASSKEY'];

/** Who invites, and what can be set up. */
export function Choice({ invitation, texts, onChosen }: ChoiceProps) {
  const methods = OFFERED.filter((method) => invitation.methods.includes(method));
  return (
    <>
      <Heading>{texts.greeting(invitation.name)}</Heading>
      <p>{texts.invited(invitation.invitedBy)}</p>
      {methods.length === 0 ? (
        <p role="alert">{texts.none}</p>
      ) : (
        <section aria-labelledby="choose">
          <h2 id="choose">{texts.choose}</h2>
          <ul className="methods">
            {methods.map((method) => (
              <li key={method}>
                <button type="button" className="method" onClick={() => onChosen(method)}>
                  <strong>{texts.methods[method].name}</strong>
                  <span>{texts.methods[method].hint}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className="until">{texts.until(new Date(invitation.expiresAt))}</p>
    </>
  );
}
