import { assertObjectType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import type { ListedAccount } from '../../services/employees/list-accounts.js';
import type { ListedEmployee } from '../../services/employees/list-employees.js';
import type { ApiContext } from '../context.js';
import { domainById } from '../domains/domain-loaders.js';
import { accountsOf } from './employee-loaders.js';

type Direct<Source> = GraphQLFieldResolver<Source, ApiContext>;

const domainAccounts: Direct<ListedEmployee> = ({ id }, { includeClosed }, { loaders }) =>
  loaders.get(accountsOf(includeClosed === true)).load(id);

const domain: Direct<ListedAccount> = (account, _arguments, { loaders }) =>
  loaders.get(domainById).load(account.domain);

/**
 * Calls what every object of a long list is asked for without the layers of type-graphql: it makes several promises for
 * each call, to validate arguments that have nothing to validate. The classes declare these fields all the same.
 */
export function resolveDirectly(schema: GraphQLSchema): GraphQLSchema {
  resolve(schema, 'Employee.domainAccounts', domainAccounts);
  resolve(schema, 'DomainAccount.domain', domain);
  return schema;
}

function resolve<Source>(schema: GraphQLSchema, name: `${string}.${string}`, direct: Direct<Source>): void {
  const [typeName = '', fieldName = ''] = name.split('.');
  const field = assertObjectType(schema.getType(typeName)).getFields()[fieldName];
  if (!field) throw new Error(`the schema has no field ${name}`);
  field.resolve = direct;
}
