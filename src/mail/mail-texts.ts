import { english } from './english/english.js';
import { german } from './german/german.js';
import { renderMail, type MailContent } from './mail-content.js';
import type { MailLanguage } from './mail-language.js';
import type { MailParameters, MailTemplate } from './mail-templates.js';
import type { MailTexts, RenderedMail } from './mailer.js';
import { fits, isTemplate } from './stored-parameters.js';

/** What texts need to know of this installation. */
export interface MailPlace {
  /** Where browsers reach it; undefined where nobody has said so. */
  readonly publicUrl: URL | undefined;
  /** The id that the API knows a run by. */
  readonly runGlobalId: (runId: string) => string;
  /** What people read here; English when nothing is said. */
  readonly language?: MailLanguage;
}

/** The texts of one language: one for each template. Another language is another one of these, or a part of one. */
export type LanguageTexts = {
  readonly [Template in MailTemplate]: (
    parameters: MailParameters[Template],
    place: MailPlace,
    secret: string | undefined,
  ) => MailContent;
};

const LANGUAGES: { readonly [Language in MailLanguage]: Partial<LanguageTexts> } = {
  en: english,
  de: german,
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
  if (!fits(template, stored)) return undefined;
  const texts: LanguageTexts = { ...english, ...LANGUAGES[place.language ?? 'en'] };
  return renderMail(texts[template](stored, place, secret));
}
