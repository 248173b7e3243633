import { isInterfaceType, type GraphQLSchema } from 'graphql';
import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { Node } from '../entities/node.js';
import type { ApiContext } from './context.js';
import { entityLoaders } from './entity-loaders.js';
import { globalId, isNodeTypeName, parseGlobalId } from './relay/global-id.js';
import type { LoaderDefinition } from './loaders.js';

/** Makes the `id` of every node a global id. Throws for a type that implements Node and is in no table of ours. */
export function globalizeIds(schema: GraphQLSchema): GraphQLSchema {
  const node = schema.getType('Node');
  for (const type of isInterfaceType(node) ? schema.getPossibleTypes(node) : []) {
    const { name } = type;
    if (!isNodeTypeName(name)) throw new Error(`${name} implements Node and is missing in NODE_TYPE_NAMES`);
    const { id } = type.getFields();
    if (id) id.resolve = (root: { readonly id: string }) => globalId(name, root.id);
  }
  return schema;
}

/** Fetching again whatever has an id. */
@Resolver(() => Node)
export class NodeResolver {
  @Query(() => Node, { nullable: true, description: 'Any object by its global id; null when it is gone.' })
  async node(
    @Arg('id', () => ID, { description: 'A global id.' }) id: string,
    @Ctx() { loaders }: ApiContext,
  ): Promise<object | null> {
    const { type, uuid } = parseGlobalId(id);
    const definition: LoaderDefinition<ApiContext, string, object | null> = entityLoaders[type];
    return loaders.get(definition).load(uuid);
  }
}
