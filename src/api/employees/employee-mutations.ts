import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { ListedEmployee } from '../../services/employees/list-employees.js';
import { accountsById } from '../../services/employees/list-accounts.js';
import { employeesById } from '../../services/employees/list-employees.js';
import type { Reactivation } from '../../services/employees/reactivate-employee.js';
import type { ApiContext } from '../context.js';
import { fromGlobalId } from '../relay/global-id.js';
import {
  ConfirmAccountInput,
  CreateEmployeeInput,
  DeactivateEmployeeInput,
  DeleteEmployeeInput,
  ReactivateEmployeeInput,
  UpdateEmployeeInput,
} from './employee-inputs.js';
import {
  ConfirmAccountPayload,
  CreateEmployeePayload,
  DeactivateEmployeePayload,
  DeleteEmployeePayload,
  ReactivateEmployeePayload,
  UpdateEmployeePayload,
} from './employee-payloads.js';

/** Changing employees. What is refused, and why, stands at the services. */
@Resolver()
export class EmployeeMutations {
  @Mutation(() => CreateEmployeePayload, { description: 'Adds an employee whom no directory knows.' })
  async createEmployee(
    @Arg('input', () => CreateEmployeeInput, { validate: false, description: 'The employee.' })
    input: CreateEmployeeInput,
    @Ctx() context: ApiContext,
  ): Promise<CreateEmployeePayload> {
    const id = await context.services.employees.create(context.actor, input);
    return { employee: await employeeNow(context, id) };
  }

  @Mutation(() => UpdateEmployeePayload, {
    description: 'Changes the profile of an employee. Fields that a directory owns are changed there.',
  })
  async updateEmployee(
    @Arg('input', () => UpdateEmployeeInput, { validate: false, description: 'What to change.' })
    input: UpdateEmployeeInput,
    @Ctx() context: ApiContext,
  ): Promise<UpdateEmployeePayload> {
    const id = fromGlobalId('Employee', input.id);
    await context.services.employees.update(context.actor, id, input);
    return { employee: await employeeNow(context, id) };
  }

  @Mutation(() => DeactivateEmployeePayload, {
    description: 'Deactivates any employee until reactivateEmployee: sign-in stops and sessions end.',
  })
  async deactivateEmployee(
    @Arg('input', () => DeactivateEmployeeInput, { validate: false, description: 'Whom, and why.' })
    input: DeactivateEmployeeInput,
    @Ctx() context: ApiContext,
  ): Promise<DeactivateEmployeePayload> {
    const id = fromGlobalId('Employee', input.id);
    await context.services.employees.deactivate(context.actor, id, input.note ?? null);
    return { employee: await employeeNow(context, id) };
  }

  @Mutation(() => ReactivateEmployeePayload, {
    description:
      'Takes back a deactivation by an administrator. What a directory says, only the directory takes back.',
  })
  async reactivateEmployee(
    @Arg('input', () => ReactivateEmployeeInput, { validate: false, description: 'Whom.' })
    input: ReactivateEmployeeInput,
    @Ctx() context: ApiContext,
  ): Promise<ReactivateEmployeePayload> {
    const id = fromGlobalId('Employee', input.id);
    const reactivation = await context.services.employees.reactivate(context.actor, id);
    const { remainingCauses } = reactivation;
    return { employee: await employeeNow(context, id), remainingCauses, message: messageOf(reactivation) };
  }

  @Mutation(() => DeleteEmployeePayload, {
    description: 'Deletes an employee whom no directory knows (any more).',
  })
  async deleteEmployee(
    @Arg('input', () => DeleteEmployeeInput, { validate: false, description: 'Whom.' })
    input: DeleteEmployeeInput,
    @Ctx() { actor, services }: ApiContext,
  ): Promise<DeleteEmployeePayload> {
    await services.employees.delete(actor, fromGlobalId('Employee', input.id));
    return { deletedEmployeeId: input.id };
  }

  @Mutation(() => ConfirmAccountPayload, {
    description: 'Confirms that an account found by its e-mail address alone is the same person.',
  })
  async confirmAccount(
    @Arg('input', () => ConfirmAccountInput, { validate: false, description: 'Which account.' })
    input: ConfirmAccountInput,
    @Ctx() { actor, services, pool }: ApiContext,
  ): Promise<ConfirmAccountPayload> {
    const id = fromGlobalId('DomainAccount', input.accountId);
    await services.employees.confirmAccount(actor, id);
    const [account] = await accountsById(pool, [id]);
    return { account: account ?? null };
  }
}

/** As in the database; null when somebody else has deleted them since. */
async function employeeNow({ pool }: ApiContext, id: string): Promise<ListedEmployee | null> {
  const [employee] = await employeesById(pool, [id]);
  return employee ?? null;
}

function messageOf({ lifted, remainingCauses }: Reactivation): string {
  const done = lifted
    ? 'The deactivation by an administrator is taken back.'
    : 'No administrator had deactivated this employee, so there was nothing to take back.';
  const reasons = remainingCauses.map((cause) =>
    cause === 'REMOVED'
      ? 'no directory knows them any more (add them to a sync group again)'
      : 'every directory account of theirs is disabled (enable one there)',
  );
  if (reasons.length > 0) return `${done} The employee stays deactivated, since ${reasons.join(' and ')}.`;
  return lifted ? `${done} The employee is active.` : done;
}
