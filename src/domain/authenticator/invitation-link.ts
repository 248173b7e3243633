/**
 * The link of an invitation. The secret stands behind the `#`: a browser keeps that to itself, so it is in no log of a
 * server or a proxy and in no Referer.
 *
 * @param publicUrl where the server is reached from outside
 */
export function invitationLink(publicUrl: string, secret: string): string {
  return `${publicUrl.replace(/\/$/, '')}/invitation/#${secret}`;
}
