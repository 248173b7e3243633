import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** How a program ended. */
export interface PythonVerdict {
  readonly exitCode: number | null;
  readonly output: string;
  readonly complaint: string;
}

/** What a Python program says to what it reads. */
export async function runPython(program: URL, input: string): Promise<PythonVerdict> {
  const child = spawn(process.env['LATCHKEY_TEST_PYTHON'] ?? 'python3', [fileURLToPath(program)]);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  child.stdin.end(input);
  const [output, complaint, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { exitCode, output, complaint };
}
