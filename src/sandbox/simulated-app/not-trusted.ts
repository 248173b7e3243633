/** The server is not the one in the QR code, or what was scanned is not for an app. */
export class NotTrusted extends Error {
  override readonly name = 'NotTrusted';
}
