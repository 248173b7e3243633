import type { MailBlock } from '../mail-content.js';
import type { MailPlace } from '../mail-texts.js';

/** Where to look and act: a link where the address outside is known. */
export function graphiql({ publicUrl }: MailPlace): readonly MailBlock[] {
  if (publicUrl === undefined) return [{ kind: 'TEXT', text: 'Sign in to GraphiQL to look at it.' }];
  const url = new URL('graphiql', publicUrl.href.endsWith('/') ? publicUrl : `${publicUrl.href}/`).href;
  return [{ kind: 'LINK', text: 'Sign in here to look at it:', url }];
}
