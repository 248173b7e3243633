import type { DirectoryCheck } from '../../directory/directory.js';
import type { Actor } from '../audit/record-audit.js';
import { createDomain } from './create-domain.js';
import { deleteDomain, type DeletedDomain } from './delete-domain.js';
import { pauseSchedule, resumeSchedule } from '../schedules/pause-schedule.js';
import type { DomainInput } from './domain-input.js';
import type { DomainResources } from './domain-resources.js';
import { repinGroup, type DomainGroup } from './repin-group.js';
import { testDomain } from './test-domain.js';
import { updateDomain } from './update-domain.js';

/** Everything that can be done to a domain. What each promises stands at the function behind it. */
export interface DomainService {
  create(actor: Actor, input: DomainInput): Promise<string>;
  update(actor: Actor, id: string, input: DomainInput): Promise<void>;
  delete(actor: Actor, id: string, confirmDnsName: string): Promise<DeletedDomain>;
  test(actor: Actor, id: string): Promise<DirectoryCheck[]>;
  repinGroup(actor: Actor, id: string, group: DomainGroup): Promise<void>;
  pauseSchedule(actor: Actor, id: string, note: string | null): Promise<void>;
  resumeSchedule(actor: Actor, id: string): Promise<void>;
}

export function createDomainService(resources: DomainResources): DomainService {
  return {
    create: (actor, input) => createDomain(resources, actor, input),
    update: (actor, id, input) => updateDomain(resources, actor, id, input),
    delete: (actor, id, confirmDnsName) => deleteDomain(resources, actor, id, confirmDnsName),
    test: (actor, id) => testDomain(resources, actor, id),
    repinGroup: (actor, id, group) => repinGroup(resources, actor, id, group),
    pauseSchedule: (actor, id, note) => pauseSchedule(resources, actor, id, note),
    resumeSchedule: (actor, id) => resumeSchedule(resources, actor, id),
  };
}
