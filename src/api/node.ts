import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import { Node } from '../entities/node.js';
import type { ApiContext } from './context.js';
import { entityLoaders } from './entity-loaders.js';
import { globalId, isNodeTypeName, parseGlobalId } from './relay/global-id.js';
import type { LoaderDefinition } from './loaders.js';

@Resolver(() => Node)
export class NodeResolver {
  @FieldResolver()
  id(@Root() root: { readonly id: string }, @Info() info: GraphQLResolveInfo): string {
    const type = info.parentType.name;
    if (!isNodeTypeName(type)) throw new Error(`${type} implements Node and is missing in NODE_TYPE_NAMES`);
    return globalId(type, root.id);
  }

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
