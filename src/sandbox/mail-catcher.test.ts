import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startMailCatcher } from './mail-catcher.js';
import type { MailCatcher } from './mail-catcher.js';

/** Speaks SMTP line by line, so that what is tested is not also the client. Answers the last reply. */
async function send(url: string, to: string, body: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  const dialogue = [
    'HELO here',
    'MAIL FROM:<sender@north.example>',
    `RCPT TO:<${to}>`,
    'DATA',
    [...body, '.'].join('\r\n'),
  ];
  let last = '';
  for await (const reply of createInterface({ input: socket })) {
    last = reply;
    const next = dialogue.shift();
    if (next === undefined) break;
    socket.write(`${next}\r\n`);
  }
  socket.destroy();
  return last;
}

function letter(to: string, subject: string): readonly string[] {
  return ['From: Sender <sender@north.example>', `To: ${to}`, `Subject: ${subject}`, '', 'Good morning.'];
}

describe('the mail catcher', () => {
  let catcher: MailCatcher;
  beforeAll(async () => {
    catcher = await startMailCatcher();
  });
  afterAll(() => catcher.stop());

  test('keeps what is sent to anybody', async () => {
    await send(catcher.url, 'ann@north.example', letter('Ann <ann@north.example>', 'Hello'));
    expect(catcher.messages()).toEqual([
      expect.objectContaining({
        from: 'sender@north.example',
        to: ['ann@north.example'],
        subject: 'Hello',
        text: 'Good morning.\n',
      }),
    ]);
  });

  test('answers a wait with a mail that comes later', async () => {
    const waiting = catcher.waitFor(({ subject }) => subject === 'Later', AbortSignal.timeout(5_000));
    await send(catcher.url, 'ann@north.example', letter('ann@north.example', 'Sooner'));
    await send(catcher.url, 'ann@north.example', letter('ann@north.example', 'Later'));
    await expect(waiting).resolves.toMatchObject({ subject: 'Later' });
  });

  test('answers a wait with a mail that is there already', async () => {
    await send(catcher.url, 'ben@north.example', letter('ben@north.example', 'There'));
    await expect(
      catcher.waitFor(({ subject }) => subject === 'There', new AbortController().signal),
    ).resolves.toMatchObject({
      to: ['ben@north.example'],
    });
  });

  test('ends a wait when its signal is aborted', async () => {
    const giveUp = new AbortController();
    const waiting = catcher.waitFor(() => false, giveUp.signal);
    giveUp.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });

  test('refuses a mail over one megabyte and keeps nothing of it', async () => {
    const long = Array.from({ length: 20_000 }, () => 'x'.repeat(70));
    const reply = await send(catcher.url, 'big@north.example', [
      ...letter('big@north.example', 'Big'),
      ...long,
    ]);
    expect(reply).toMatch(/^552 /);
    expect(catcher.messages().filter(({ subject }) => subject === 'Big')).toEqual([]);
  });
});
