import type { Octets } from '../values/octets.js';
import type { Syntax } from './syntaxes.js';

/**
 * Where the values of an attribute come from. `stored`: kept with the entry. `forward`: links to other entries,
 * kept as such, so that a renamed member changes in every group. `back`: the other end of such links.
 * `named`: the entry's own name. `computed`: worked out, and returned only when asked for by name.
 */
export type AttributeSource = 'stored' | 'forward' | 'back' | 'named' | 'computed';

/** An attribute of the schema. Compared by identity: there is one object for each. */
export interface AttributeType {
  /** The spelling in answers. */
  readonly name: Octets;
  readonly syntax: Syntax;
  readonly source: AttributeSource;
  readonly multiValued: boolean;
  /** True: only the directory itself writes it. */
  readonly systemOnly: boolean;
  /** True: `*` does not return it. */
  readonly onlyWhenAsked: boolean;
  /** The most characters a written value may have. */
  readonly longest?: number;
}
