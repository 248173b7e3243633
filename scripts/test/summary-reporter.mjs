import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { summarise } from './summary.mjs';

/** Leaves the counts of a run, and why anything was skipped, in the file that `LATCHKEY_TEST_SUMMARY` names. */
export default class SummaryReporter {
  #root;

  constructor({ rootDir }) {
    this.#root = rootDir;
  }

  onRunComplete(_contexts, results) {
    const summary = summarise(results, (path) => relative(this.#root, path));
    writeFileSync(process.env.LATCHKEY_TEST_SUMMARY, JSON.stringify(summary));
  }
}
