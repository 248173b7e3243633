import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql';
import { z } from 'zod';
import { Employee } from '../../entities/employee.js';
import {
  countEmployees,
  listEmployees,
  sortKey,
  type EmployeeOrder,
  type EmployeeOrderField,
  type ListedEmployee,
} from '../../services/employees/list-employees.js';
import type { EmployeeFilter } from '../../services/employees/employee-query.js';
import type { ApiContext } from '../context.js';
import { cursorMoment, decodeCursor, encodeCursor } from '../relay/cursor.js';
import { fromGlobalId } from '../relay/global-id.js';
import { EmployeesArgs, type EmployeeFilterInput } from './employee-inputs.js';
import { employeeById } from './employee-loaders.js';
import { EmployeeConnection } from './employee-payloads.js';

const BY_NAME: EmployeeOrder = { field: 'NAME', direction: 'ASC' };
const moment = cursorMoment.transform((at) => at.toISOString());

/** A cursor names its order: one of another order would skip people without a word. */
const CURSOR_SHAPES = {
  NAME: z.tuple([z.literal('NAME'), z.string(), z.uuid()]),
  EMAIL: z.tuple([z.literal('EMAIL'), z.string().nullable(), z.uuid()]),
  CREATED_AT: z.tuple([z.literal('CREATED_AT'), moment, z.uuid()]),
  UPDATED_AT: z.tuple([z.literal('UPDATED_AT'), moment, z.uuid()]),
} as const satisfies Record<EmployeeOrderField, z.ZodType>;

/** Reading employees. */
@Resolver(() => Employee)
export class EmployeeResolver {
  @Query(() => EmployeeConnection, { description: 'Employees, page by page.' })
  async employees(
    @Args(() => EmployeesArgs) args: EmployeesArgs,
    @Ctx() { pool }: ApiContext,
  ): Promise<InstanceType<typeof EmployeeConnection>> {
    const filter = filterOf(args.filter ?? {});
    const order = args.orderBy ?? BY_NAME;
    const { search } = args;
    const after = args.after ? placeOf(args.after, order.field) : undefined;
    const rows = await listEmployees(pool, { filter, search, order, after, limit: args.first + 1 });
    return new EmployeeConnection({
      rows,
      args,
      cursor: (row) => encodeCursor([order.field, sortKey(row, order.field), row.id]),
      count: () => countEmployees(pool, filter, search),
    });
  }

  @Query(() => Employee, {
    nullable: true,
    description: 'One employee; null when there is none with this id.',
  })
  async employee(
    @Arg('id', () => ID, { description: 'Id of the employee.' }) id: string,
    @Ctx() { loaders }: ApiContext,
  ): Promise<ListedEmployee | null> {
    return loaders.get(employeeById).load(fromGlobalId('Employee', id));
  }
}

function placeOf(cursor: string, field: EmployeeOrderField): { key: string | null; id: string } {
  const [, key, id] = decodeCursor<[string, string | null, string]>(cursor, CURSOR_SHAPES[field]);
  return { key, id };
}

/** The filter with the ids of the database. */
export function filterOf(filter: EmployeeFilterInput): EmployeeFilter {
  return { ...filter, domainIds: filter.domainIds?.map((id) => fromGlobalId('Domain', id)) };
}
