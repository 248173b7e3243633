import { english } from './english/english.js';
import { renderMail, type MailContent } from './mail-content.js';
import type { MailParameters, MailTemplate } from './mail-templates.js';
import type { MailTexts, RenderedMail } from './mailer.js';
import { fits, isTemplate } from './stored-parameters.js';

/** What texts need to know of this installation. */
export interface MailPlace {
  /** Where browsers reach it; undefined where nobody has said so. */
  readonly publicUrl: URL | undefined;
  /** The id that the API knows a run by. */
  readonly runGlobalId: (runId: string) => string;
}

/** The texts of one language: one for each template. A second language is a second one of these. */
export type LanguageTexts = {
  readonly [Template in MailTemplate]: (
    parameters: MailParameters[Template],
    place: MailPlace,
    secret: string | undefined,
  ) => MailContent;
};

/** Writes mails. What was stored may be of an older version, so it is looked at first. */
export function createMailTexts(place: MailPlace): MailTexts {
  return {
    render(template, parameters, secret) {
      return isTemplate(template) ? write({ template, stored: parameters, place, secret }) : undefined;
    },
  };
}

interface Writing<Template extends MailTemplate> {
  readonly template: Template;
  readonly stored: unknown;
  readonly place: MailPlace;
  readonly secret: string | undefined;
}

function write<Template extends MailTemplate>(writing: Writing<Template>): RenderedMail | undefined {
  const { template, stored, place, secret } = writing;
  return fits(template, stored) ? renderMail(english[template](stored, place, secret)) : undefined;
}
