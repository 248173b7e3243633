import type { AttributeType } from '../schema/attribute-type.js';
import type { Entry } from './entry.js';

/**
 * One link attribute of one entry, for example the `member` list of a group. The same object stands in the
 * list of each target, as the other end of the link.
 */
export class LinkSet {
  readonly targets = new Set<Entry>();

  constructor(
    readonly type: AttributeType,
    readonly source: Entry,
  ) {}

  add(target: Entry): void {
    if (this.targets.has(target)) return;
    this.targets.add(target);
    (target.incoming ??= []).push(this);
  }

  remove(target: Entry): void {
    if (!this.targets.delete(target)) return;
    target.incoming = target.incoming?.filter((links) => links !== this);
  }

  /** Some of the targets, in the order they were added. */
  slice(start: number, end: number): Entry[] {
    const part: Entry[] = [];
    let index = 0;
    for (const target of this.targets) {
      if (index >= end) break;
      if (index >= start) part.push(target);
      index += 1;
    }
    return part;
  }
}
