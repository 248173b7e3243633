import type { Pool } from '../../database.js';
import type { ProfileInput } from '../../domain/employee/manual-profile.js';
import type { Actor } from '../audit/record-audit.js';
import { confirmAccount } from './confirm-account.js';
import { createEmployee } from './create-employee.js';
import { deactivateEmployee } from './deactivate-employee.js';
import { deleteEmployee } from './delete-employee.js';
import { reactivateEmployee, type Reactivation } from './reactivate-employee.js';
import { updateEmployee } from './update-employee.js';

/** Everything that can be done to an employee. What each promises stands at the function behind it. */
export interface EmployeeService {
  create(actor: Actor, input: ProfileInput): Promise<string>;
  update(actor: Actor, id: string, input: ProfileInput): Promise<void>;
  deactivate(actor: Actor, id: string, note: string | null): Promise<void>;
  reactivate(actor: Actor, id: string): Promise<Reactivation>;
  delete(actor: Actor, id: string): Promise<void>;
  confirmAccount(actor: Actor, accountId: string): Promise<void>;
}

/** @param requirePasskey whether administrators give a passkey besides their password */
export function createEmployeeService(pool: Pool, requirePasskey = false): EmployeeService {
  return {
    create: (actor, input) => createEmployee(pool, actor, input),
    update: (actor, id, input) => updateEmployee(pool, actor, id, input),
    deactivate: (actor, id, note) => deactivateEmployee(pool, actor, id, { note, requirePasskey }),
    reactivate: (actor, id) => reactivateEmployee(pool, actor, id),
    delete: (actor, id) => deleteEmployee(pool, actor, id),
    confirmAccount: (actor, accountId) => confirmAccount(pool, actor, accountId),
  };
}
