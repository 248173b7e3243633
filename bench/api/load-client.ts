import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Load, LoadResult } from './load.js';

/**
 * A program of its own, so that it does not take time from what it measures: keeps so many requests under way for so
 * long. Takes a Load as JSON on its standard input, answers a LoadResult on its standard output.
 */
async function main(): Promise<void> {
  const load = JSON.parse(await text(process.stdin)) as Load;
  const agent = new Agent({ keepAlive: true, maxSockets: load.connections });
  const milliseconds: number[] = [];
  const began = performance.now();
  const end = began + load.seconds * 1_000;
  let answer = '';
  let asked = 0;
  const lane = async (): Promise<void> => {
    for (let sent = performance.now(); sent < end; sent = performance.now()) {
      answer = await ask(load, load.bodies[asked++ % load.bodies.length] ?? '', agent);
      milliseconds.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: load.connections }, lane));
  const seconds = (performance.now() - began) / 1_000;
  agent.destroy();
  process.stdout.write(JSON.stringify({ seconds, milliseconds, answer } satisfies LoadResult));
}

/** The body of one answer. Whatever is not a whole answer to the question ends the measurement. */
async function ask({ url, headers }: Load, body: string, agent: Agent): Promise<string> {
  const sent = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers };
  return new Promise((resolve, reject) => {
    const question = request(url, { method: 'POST', agent, headers: sent }, (response) => {
      text(response).then((answer) => {
        if (response.statusCode === 200 && !answer.includes('"errors":[')) resolve(answer);
        else reject(new Error(`Status ${response.statusCode}: ${answer.slice(0, 500)}`));
      }, reject);
    });
    question.once('error', reject);
    question.end(body);
  });
}

await main();
