import { fork, type ChildProcess } from 'node:child_process';
import { on } from 'node:events';
import { killChild } from '../processes/kill-child.js';
import { SandboxError } from '../sandbox-error.js';
import type { DirectoryNews, DirectoryOrder, DirectoryPlan, ServedDirectory } from './directory-messages.js';

/** Embedded directories in a process of their own, which can die like a domain controller does. */
export interface DirectoryProcess {
  /** In the order of the plan. */
  readonly directories: readonly ServedDirectory[];
  /**
   * Lets nobody read a second page of people in a domain from now on.
   * @returns what resolves when somebody waits for one, and what lets them go on
   */
  hold(dnsName: string): Promise<{ readonly reached: Promise<void>; readonly release: () => void }>;
  /** Ends it at once with SIGKILL. Started again with the same plan, clients find it as it was. */
  kill(): Promise<void>;
}

/**
 * Starts the built program `directory-program.js` with a plan and waits until every directory serves. It ends with this
 * process, however that ends.
 * @throws SandboxError when it ends before
 */
export async function startDirectoryProcess(program: string, plan: DirectoryPlan): Promise<DirectoryProcess> {
  const child = fork(program, [JSON.stringify(plan)], { execArgv: [], stdio: 'inherit' });
  const serving = await firstNews(child, (news) => news.kind === 'serving');
  return {
    directories: serving.kind === 'serving' ? serving.directories : [],
    async hold(dnsName) {
      const order = (hold: boolean): void => {
        if (child.connected) child.send({ dnsName, hold } satisfies DirectoryOrder);
      };
      const heard = (kind: DirectoryNews['kind']) =>
        firstNews(child, (news) => news.kind === kind && 'dnsName' in news && news.dnsName === dnsName);
      const reached = heard('held').then(() => undefined);
      // Whoever waits for it hears of a failure; a directory that is killed before anybody came is none.
      reached.catch(() => undefined);
      const ready = heard('holding');
      order(true);
      await ready;
      return { reached, release: () => order(false) };
    },
    kill: () => killChild(child),
  };
}

async function firstNews(
  child: ChildProcess,
  isWanted: (news: DirectoryNews) => boolean,
): Promise<DirectoryNews> {
  const ended = new AbortController();
  child.once('exit', (code) => ended.abort(new SandboxError(`The directories ended (exit code ${code}).`)));
  for await (const [news] of on(child, 'message', { signal: ended.signal })) {
    if (isWanted(news as DirectoryNews)) return news as DirectoryNews;
  }
  throw new SandboxError('The directories say nothing any more.');
}
