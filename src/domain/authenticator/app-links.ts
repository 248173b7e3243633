const PURPOSES = ['enrol', 'sign-in', 'unlock'] as const;
export type AppLinkPurpose = (typeof PURPOSES)[number];

/** What an authenticator app scans: where the server is, who it is, and what this code is for. */
export interface AppLink {
  /** `enrol`: register an app. `sign-in`: say yes or no to a page. `unlock`: pair with a workstation. */
  readonly purpose: AppLinkPurpose;
  /** Where the server is reached, without a slash at its end. */
  readonly server: string;
  /** The server's public key, base64url of 32 bytes. */
  readonly serverKey: string;
  /** The one-time secret of an enrolment or a pairing, or the id of what asks. */
  readonly token: string;
}

const VERSION = '1';
const KEY = /^[A-Za-z0-9_-]{43}$/;
const TOKEN = /^[A-Za-z0-9_-]{1,200}$/;
const LONGEST_LINK = 1_000;
const LINK = /^latchkey:\/\/(enrol|sign-in|unlock)\?v=([^&]*)&s=([^&]*)&k=([^&]*)&t=([^&]*)$/;

/** `latchkey://enrol?v=1&s=…&k=…&t=…` */
export function appLinkText({ purpose, server, serverKey, token }: AppLink): string {
  return `latchkey://${purpose}?v=${VERSION}&s=${encodeURIComponent(server)}&k=${serverKey}&t=${token}`;
}

/** What such a text says; undefined for anything else. */
export function readAppLink(text: string): AppLink | undefined {
  const [, named, version, server = '', serverKey = '', token = ''] =
    (text.length <= LONGEST_LINK ? LINK.exec(text) : null) ?? [];
  const purpose = PURPOSES.find((each) => each === named);
  if (version !== VERSION || purpose === undefined) return undefined;
  if (!KEY.test(serverKey) || !TOKEN.test(token)) return undefined;
  const address = decoded(server);
  return address === undefined ? undefined : { purpose, server: address, serverKey, token };
}

function decoded(text: string): string | undefined {
  try {
    const address = decodeURIComponent(text);
    return /^https?:\/\/[^\s/?#]+(\/[^\s?#]*[^\s?#/])?$/.test(address) ? address : undefined;
  } catch {
    return undefined;
  }
}
