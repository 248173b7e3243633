/** Serial and name in lower case, apart by a line end so that no word matches across them. */
export function searchTextOf(serial: string, name: string): string {
  return `${serial}\n${name}`.normalize('NFC').toLowerCase();
}
