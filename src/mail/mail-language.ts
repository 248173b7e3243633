/** The languages there are texts in. What a language has no text of its own for is English. */
export const MailLanguage = { en: 'en', de: 'de' } as const;
export type MailLanguage = keyof typeof MailLanguage;
