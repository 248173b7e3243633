import { readAppLink, type AppLink } from '../../domain/authenticator/app-links.js';
import { NotTrusted } from './not-trusted.js';

/** What a code says that is for this purpose. Throws NotTrusted. */
export function scanned(uri: string, purpose: AppLink['purpose']): AppLink {
  const link = readAppLink(uri);
  if (link?.purpose === purpose) return link;
  throw new NotTrusted(`This is no code for an app (${purpose}).`);
}

/** What a code of the server names with which an app is registered. Throws NotTrusted for the code of another. */
export function tokenOf(
  registration: Pick<AppLink, 'serverKey'>,
  uri: string,
  purpose: AppLink['purpose'],
): string {
  const { serverKey, token } = scanned(uri, purpose);
  if (serverKey === registration.serverKey) return token;
  throw new NotTrusted('This code is of a server with which the app is not registered.');
}
