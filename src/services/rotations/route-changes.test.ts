import { expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { Pool } from '../../database.js';
import { idleWorkflows } from '../../testing/waiting-run.js';
import { wakeChanges } from '../key-tasks/wake-changes.js';
import { routingRotations } from './route-changes.js';

/** A database that answers whoever asks for one change, and fails for `broken` and whoever is asked for with others. */
function poolThatFails(broken?: string): Pool {
  const query = async ({ values: [ids] }: { readonly values: readonly [readonly string[]] }) => {
    if (ids.length > 1 || ids[0] === broken) throw new Error('the look-up failed');
    return { rows: [] };
  };
  return { query } as unknown as Pool;
}

test('changes that cannot be looked up together are looked up one by one', async () => {
  const told: string[] = [];
  const advanceChange = async (id: string): Promise<void> => void told.push(id);
  const workflows = routingRotations(poolThatFails(), { ...idleWorkflows, advanceChange });
  await Promise.all(['one', 'two', 'three'].map((id) => workflows.advanceChange(id)));
  expect(told.toSorted()).toEqual(['one', 'three', 'two']);
});

test('that one cannot be told to go on is no failure of what was committed, and keeps no other from it', async () => {
  const told: string[] = [];
  const advanceChange = async (id: string): Promise<void> => void told.push(id);
  const workflows = routingRotations(poolThatFails('two'), { ...idleWorkflows, advanceChange });
  await wakeChanges({ workflows, log: pino({ level: 'silent' }) }, ['one', 'two', 'three']);
  expect(told).toEqual(['one', 'three']);
});
