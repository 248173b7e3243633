import { Finder, type Find } from './finder.js';
import type { Secret } from './secret.js';

/** A part of a place: a table, a file, an answer. */
export interface Piece {
  readonly where: string;
  readonly bytes: Buffer;
}

/** Somewhere secrets might be. */
export interface Place {
  readonly name: string;
  /** Everything that is there now. */
  pieces(): AsyncIterable<Piece> | Iterable<Piece>;
}

export interface Finding extends Find {
  readonly place: string;
  readonly where: string;
}

/** How much was looked at: a place that was empty proves nothing. */
export interface Searched {
  readonly findings: readonly Finding[];
  /** Bytes by the name of the place. */
  readonly bytes: Readonly<Record<string, number>>;
}

/** Looks for every secret in every place. */
export async function search(places: readonly Place[], secrets: readonly Secret[]): Promise<Searched> {
  const finder = new Finder(secrets);
  const findings: Finding[] = [];
  const bytes: Record<string, number> = {};
  for (const place of places) {
    bytes[place.name] ??= 0;
    for await (const piece of place.pieces()) {
      bytes[place.name]! += piece.bytes.length;
      for (const find of finder.find(piece.bytes))
        findings.push({ ...find, place: place.name, where: piece.where });
    }
  }
  return { findings, bytes };
}
