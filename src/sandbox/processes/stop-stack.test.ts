import { describe, expect, test } from '@jest/globals';
import { StopStack } from './stop-stack.js';

describe('a stop stack', () => {
  test('stops what was started last first', async () => {
    const stopped: string[] = [];
    const stack = new StopStack();
    for (const name of ['database', 'server', 'worker']) {
      stack.push(name, async () => {
        stopped.push(name);
      });
    }
    await stack.stopAll();
    expect(stopped).toEqual(['worker', 'server', 'database']);
  });

  test('goes on after a failure and names it at the end', async () => {
    let databaseStopped = false;
    const stack = new StopStack();
    stack.push('database', async () => {
      databaseStopped = true;
    });
    stack.push('server', () => Promise.reject(new Error('busy')));
    await expect(stack.stopAll()).rejects.toThrow('server could not be stopped.');
    expect(databaseStopped).toBe(true);
  });

  test('stops each thing once, however often it is asked', async () => {
    let times = 0;
    const stack = new StopStack();
    stack.push('server', async () => {
      times += 1;
    });
    await Promise.all([stack.stopAll(), stack.stopAll()]);
    await stack.stopAll();
    expect(times).toBe(1);
  });

  test('refuses what is started while everything is being stopped', async () => {
    const stack = new StopStack();
    const stopping = stack.stopAll();
    expect(() => stack.push('latecomer', () => Promise.resolve())).toThrow('latecomer was started');
    await stopping;
  });
});
