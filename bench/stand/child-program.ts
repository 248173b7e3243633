import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const LARGEST_OUTPUT = 256 * 1024 * 1024;

/**
 * Runs one of the benchmarks' own programs in a process of its own and answers what it printed, which is JSON.
 * @param program its place below `bench`
 * @param input what it gets as JSON on its standard input
 * @throws Error with what it said on its standard error
 */
export async function runProgram(program: string, input: object, signal: AbortSignal): Promise<unknown> {
  const file = fileURLToPath(new URL(`../${program}`, import.meta.url));
  const output = await new Promise<string>((resolve, reject) => {
    const options = { signal, maxBuffer: LARGEST_OUTPUT };
    const child = execFile(process.execPath, [file], options, (error, stdout, stderr) => {
      if (error) reject(new Error(`${program} failed: ${stderr}`, { cause: error }));
      else resolve(stdout);
    });
    child.stdin?.end(JSON.stringify(input));
  });
  return JSON.parse(output);
}
