import 'reflect-metadata';
import { Field, ID, InterfaceType } from 'type-graphql';

/**
 * Whatever can be fetched again by one id. An entity's object type names it in `implements`; its `id` field then
 * becomes a global id by itself (src/api/node.ts), and the entity declares no `id` field of its own.
 */
@InterfaceType('Node', { description: 'Anything that can be fetched again by its global id.' })
export abstract class Node {
  @Field(() => ID, { description: 'Global id: opaque, the same for as long as the object exists.' })
  readonly id!: string;
}
