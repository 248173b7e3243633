/** One mail as it leaves. */
export interface OutgoingMail {
  readonly to: string;
  /** Without angle brackets. The same for every attempt, so that whoever gets it twice can tell. */
  readonly messageId: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What became of one attempt. Reasons are the mail server's words, bounded, on one line and without our password. */
export type Delivery =
  | { readonly outcome: 'TAKEN' }
  /** This mail or this recipient will never be taken. */
  | { readonly outcome: 'REFUSED'; readonly reason: string }
  /** May be taken later. `everybody`: the next mail would meet the same. */
  | { readonly outcome: 'LATER'; readonly everybody: boolean; readonly reason: string };

/** Hands mails to a mail server: the port. The adapter is smtp-mailer.ts. */
export interface Mailer {
  /** Domain of the sender, for Message-IDs. */
  readonly domain: string;
  /** Never rejects, and settles within two minutes. */
  send(mail: OutgoingMail): Promise<Delivery>;
  close(): void;
}

/** A mail as somebody reads it. */
export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** The texts of mails, by template. */
export interface MailTexts {
  /**
   * Undefined for a template this version does not know, or parameters that do not fit it.
   *
   * @param secret what such a mail says and nobody stores with it; without it, its place is left empty
   */
  render(
    template: string,
    parameters: Readonly<Record<string, unknown>>,
    secret?: string,
  ): RenderedMail | undefined;
}
