import { z } from 'zod';
import { generateContents } from '../people.js';
import { sharedIdentities } from '../people/identity.js';
import type { DirectoryContents, SandboxDirectory } from '../sandbox-directory.js';

/** What the directories hold, and where they keep what clients know them by. */
export const directoryPlan = z.object({
  /** Accounts, ports and the certificate authority are kept here from one start to the next. */
  folder: z.string(),
  domains: z.array(z.object({ dnsName: z.string(), count: z.number(), seed: z.number() })),
  /** How many people are in every one of the domains, under the same address. */
  shared: z.number(),
});
export type DirectoryPlan = z.infer<typeof directoryPlan>;

/** What the process is told: to let nobody read on in a domain once a page was read there, or to let them again. */
export const directoryOrder = z.object({ dnsName: z.string(), hold: z.boolean() });
export type DirectoryOrder = z.infer<typeof directoryOrder>;

/** Where a directory of the process is, and who may sign in. */
export type ServedDirectory = Omit<SandboxDirectory, 'stop'>;

/** What the process tells: that it serves, that it holds from now on, or that somebody has to wait for a page. */
export type DirectoryNews =
  | { readonly kind: 'serving'; readonly directories: readonly ServedDirectory[] }
  | { readonly kind: 'holding' | 'held'; readonly dnsName: string };

/** The people of each domain: the same ones every time. */
export function contentsOf({ domains, shared }: DirectoryPlan): DirectoryContents[] {
  const everywhere = sharedIdentities(shared, 1);
  return domains.map((domain) => generateContents({ ...domain, shared: everywhere }));
}
