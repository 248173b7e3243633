import { Agent, request } from 'node:http';
import type { Checkpoints } from '../../src/services/password-changes/checkpoints.js';

/** Where a test listens that halts this program at points of its choice. */
const ADDRESS = 'LATCHKEY_TEST_CONTROL';

const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });

/** What a program tells the test about the place it has reached. */
export interface Arrival {
  /** A checkpoint of the product, or a place that only these programs know. */
  readonly point: string;
  /** Of the change, or of the key; null where neither is known. */
  readonly id: string | null;
  readonly pid: number;
}

/**
 * Tells the test that somebody is at a point, and stays there until the test has answered. A test that is gone is no reason
 * to go on: the process ends, for nobody looks after it any more.
 */
export async function arriveAt(point: string, id: string | null): Promise<void> {
  const arrival: Arrival = { point, id, pid: process.pid };
  try {
    await post(process.env[ADDRESS] ?? '', JSON.stringify(arrival));
  } catch (error) {
    process.stderr.write(`The test that halts this program cannot be reached: ${String(error)}\n`);
    process.exit(1);
  }
}

export const haltingCheckpoints: Checkpoints = { reached: arriveAt };

function post(address: string, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(
      address,
      { agent, method: 'POST', headers: { 'content-type': 'application/json' } },
      (answer) => {
        answer.resume();
        answer.once('end', () => resolve());
        answer.once('error', reject);
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });
}
