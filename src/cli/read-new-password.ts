import { stdin, stdout } from 'node:process';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { AppError } from '../errors.js';

/**
 * A new password: the first line of standard input, or typed twice at the terminal without being shown. Never an
 * argument, which other users of the machine could see.
 */
export async function readNewPassword(fromStandardInput: boolean): Promise<string> {
  if (fromStandardInput) return firstLine();
  if (!stdin.isTTY) {
    throw new AppError('BAD_INPUT', 'There is no terminal to ask for the password. Use --password-stdin.');
  }
  const password = await askHidden('Password: ');
  if ((await askHidden('Once more: ')) !== password) {
    throw new AppError('BAD_INPUT', 'The two passwords differ.');
  }
  return password;
}

async function firstLine(): Promise<string> {
  const lines = createInterface({ input: stdin });
  for await (const line of lines) {
    lines.close();
    return line;
  }
  throw new AppError('BAD_INPUT', 'Standard input holds no password.');
}

async function askHidden(question: string): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: stdin, output: nowhere, terminal: true });
  stdout.write(question);
  try {
    return await terminal.question('');
  } finally {
    terminal.close();
    stdout.write('\n');
  }
}
