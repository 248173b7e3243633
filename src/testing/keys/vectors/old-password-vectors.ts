import { encodeOldPassword, openOldPassword, type OldPassword } from '../../../keys/protocol/old-password.js';
import { KEY, NORTH, SERVER, SOUTH, hex, sealReproducibly } from './vector-cast.js';

const NONCE = Uint8Array.from({ length: 32 }, (_, at) => 0xa0 + at);
const ASKED = { serial: KEY.serial, accountId: NORTH, nonce: NONCE };

/** What a workstation seals to the server, and whether the server takes it for what it has asked. */
export function oldPasswordVectors(): unknown[] {
  const one = (
    name: string,
    old: Partial<OldPassword> = {},
    { version = 1, change = (bytes: Uint8Array) => bytes } = {},
  ): unknown => {
    const content = change(encodeOldPassword(version, { ...ASKED, password: 'Tr0ub4dor&3', ...old }));
    const sealed = sealReproducibly(SERVER.publicKey, content);
    return {
      name,
      serial: ASKED.serial,
      accountId: ASKED.accountId,
      nonce: hex(NONCE),
      content: hex(content),
      sealed: hex(sealed),
      password: openOldPassword(SERVER, sealed, ASKED) ?? null,
    };
  };
  const put = (index: number, value: number) => (bytes: Uint8Array) =>
    bytes.map((byte, at) => (at === (index + bytes.length) % bytes.length ? value : byte));
  return [
    one('an ordinary password'),
    one('letters of two to four bytes', { password: 'ü€🔑' }),
    one('the longest password', { password: '€'.repeat(256) }),
    one('another key', { serial: 'LK-7F3A.0043' }),
    one('another account', { accountId: SOUTH }),
    one('another nonce', { nonce: NONCE.map((byte) => byte ^ 1) }),
    one('another version of the server', {}, { version: 2 }),
    one('another protocol version', {}, { change: put('latchkey/old-password'.length + 1, 2) }),
    one('padding that is not zeros', {}, { change: put(-1, 1) }),
    one('padding cut short', {}, { change: (bytes) => bytes.subarray(0, -1) }),
  ];
}
