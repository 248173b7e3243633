import { toString } from 'qrcode';

/** A QR code as an SVG document: dark on light with the quiet zone that scanners need, whatever is behind it. */
export async function qrCode(text: string): Promise<string> {
  return toString(text, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 });
}
