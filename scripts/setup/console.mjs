import { SetupFailure } from './setup-failure.mjs';

const LINE_EVERY_MS = 15_000;
const REFRESH_MS = 200;
const NAME_WIDTH = 10;

/** `7s`, `4m 05s`. */
export function elapsed(sinceMs, nowMs = Date.now()) {
  const seconds = Math.round((nowMs - sinceMs) / 1000);
  const rest = String(seconds % 60).padStart(2, '0');
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m ${rest}s`;
}

/**
 * Runs one step of the set-up and shows it: on a terminal as one line that is kept up to date, elsewhere as a line
 * at the start, one every 15 seconds and one at the end. `work` gets a function for its progress and answers
 * `{ note, value }`; `note` is shown at the end.
 */
export async function step(name, work, out = process.stderr) {
  const display = out.isTTY ? new LiveLine(name, out) : new PlainLines(name, out);
  try {
    const { note, value } = await work((text) => display.progress(text));
    display.end('✓', note);
    return value;
  } catch (error) {
    display.end('✗', 'failed');
    throw error;
  }
}

/** Prints why a command ends early, and answers its exit code. */
export function fail(error, out = process.stderr) {
  out.write(`\n${error instanceof SetupFailure ? error.message : (error?.stack ?? String(error))}\n`);
  return 1;
}

class LiveLine {
  #started = Date.now();
  #text = '';
  #timer;

  constructor(name, out) {
    this.name = name;
    this.out = out;
    this.#timer = setInterval(() => this.#draw(), REFRESH_MS);
  }

  progress(text) {
    this.#text = text;
  }

  end(mark, note) {
    clearInterval(this.#timer);
    this.#write(`${mark} ${this.name.padEnd(NAME_WIDTH)} ${note} (${elapsed(this.#started)})`);
    this.out.write('\n');
  }

  #draw() {
    this.#write(`▸ ${this.name.padEnd(NAME_WIDTH)} ${elapsed(this.#started)} ${this.#text}`);
  }

  #write(line) {
    this.out.write(`\r\x1b[2K${line.slice(0, (this.out.columns ?? 80) - 1)}`);
  }
}

class PlainLines {
  #started = Date.now();
  #text = '';
  #timer;

  constructor(name, out) {
    this.name = name;
    this.out = out;
    this.#timer = setInterval(
      () => this.#print('▸', `${elapsed(this.#started)} ${this.#text}`),
      LINE_EVERY_MS,
    );
  }

  progress(text) {
    this.#text = text;
  }

  end(mark, note) {
    clearInterval(this.#timer);
    this.#print(mark, `${note} (${elapsed(this.#started)})`);
  }

  #print(mark, text) {
    this.out.write(`${mark} ${this.name.padEnd(NAME_WIDTH)} ${text}\n`);
  }
}
