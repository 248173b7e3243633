import type { MailLanguage } from './mail-language.js';
import type { RenderedMail } from './mailer.js';

/** One part of a mail, in whatever form it is read. */
export type MailBlock =
  | { readonly kind: 'TEXT'; readonly text: string }
  | { readonly kind: 'LIST'; readonly items: readonly string[] }
  /** To be copied as it is. */
  | { readonly kind: 'CODE'; readonly text: string }
  | { readonly kind: 'LINK'; readonly text: string; readonly url: string };

/** What a mail says. Its texts may hold names of a hostile directory: they are cleaned and escaped here, nowhere else. */
export interface MailContent {
  /** English when nothing is said. */
  readonly language?: MailLanguage;
  readonly subject: string;
  readonly blocks: readonly MailBlock[];
}

const LONGEST_SUBJECT = 150;
const LONGEST_LINE = 1_000;

/** Plain text and HTML with the same words. */
export function renderMail({ subject, blocks, language = 'en' }: MailContent): RenderedMail {
  const title = oneLine(subject, LONGEST_SUBJECT);
  return {
    subject: title,
    text: `${blocks.map(asText).join('\n\n')}\n`,
    html: `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8"><title>${escaped(title)}</title></head>\n<body>\n${blocks.map(asHtml).join('\n')}\n</body></html>\n`,
  };
}

/**
 * One line of text: without control characters (a line break in a subject would be a new header), without characters
 * that change the direction of what follows or cannot be seen, and not endless.
 */
export function oneLine(text: string, longest = LONGEST_LINE): string {
  const plain = text
    .slice(0, 2 * longest)
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  return plain.length <= longest ? plain : `${plain.slice(0, longest - 1).toWellFormed()}…`;
}

function asText(block: MailBlock): string {
  switch (block.kind) {
    case 'TEXT':
      return oneLine(block.text);
    case 'LIST':
      return block.items.map((item) => `- ${oneLine(item)}`).join('\n');
    case 'CODE':
      return codeLines(block.text)
        .map((line) => `    ${line}`)
        .join('\n');
    case 'LINK':
      return `${oneLine(block.text)}\n${oneLine(block.url)}`;
  }
}

function asHtml(block: MailBlock): string {
  switch (block.kind) {
    case 'TEXT':
      return `<p>${escaped(oneLine(block.text))}</p>`;
    case 'LIST':
      return `<ul>${block.items.map((item) => `<li>${escaped(oneLine(item))}</li>`).join('')}</ul>`;
    case 'CODE':
      return `<pre>${escaped(codeLines(block.text).join('\n'))}</pre>`;
    case 'LINK': {
      const url = escaped(oneLine(block.url));
      return `<p>${escaped(oneLine(block.text))}<br><a href="${url}">${url}</a></p>`;
    }
  }
}

/** Code keeps its lines and its indentation. */
function codeLines(text: string): readonly string[] {
  return text.split('\n').map((line) => `${/^ */.exec(line)?.[0] ?? ''}${oneLine(line)}`);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
