import {
  GraphQLError,
  Kind,
  type ASTNode,
  type ASTVisitor,
  type FragmentDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { LimitExceeded } from './limit-exceeded.js';
import { DEEPEST, MOST_ALIASES, type LimitName } from './limits.js';

/** Refuses documents with more than MOST_ALIASES aliases. */
export function aliasLimit(context: ValidationContext): ASTVisitor {
  let aliases = 0;
  return {
    Field(node) {
      if (node.alias === undefined) return;
      aliases += 1;
      if (aliases === MOST_ALIASES + 1) {
        const message = `A document has at most ${MOST_ALIASES} aliases. Ask in several requests.`;
        context.reportError(refusal('ALIASES', message, node));
      }
    },
  };
}

/** Refuses operations nested deeper than DEEPEST, fragments counted where they are spread. */
export function depthLimit(context: ValidationContext): ASTVisitor {
  const depths = new Map<FragmentDefinitionNode, number>();
  return {
    OperationDefinition(node) {
      const depth = depthOf(context, node.selectionSet, depths);
      if (depth > DEEPEST) {
        const message = `An operation nests fields at most ${DEEPEST} deep; this one has ${depth}.`;
        context.reportError(refusal('DEPTH', message, node));
      }
    },
  };
}

/** The rules every document passes, besides those of the specification, over HTTP and over WebSocket. */
export const limitRules: readonly ValidationRule[] = [aliasLimit, depthLimit];

function refusal(limit: LimitName, message: string, nodes: ASTNode): GraphQLError {
  return new GraphQLError(message, { nodes, originalError: new LimitExceeded(limit, message) });
}

function depthOf(
  context: ValidationContext,
  set: SelectionSetNode | undefined,
  depths: Map<FragmentDefinitionNode, number>,
): number {
  let deepest = 0;
  for (const selection of set?.selections ?? []) {
    const depth =
      selection.kind === Kind.FRAGMENT_SPREAD
        ? fragmentDepth(context, selection.name.value, depths)
        : depthOf(context, selection.selectionSet, depths) + (selection.kind === Kind.FIELD ? 1 : 0);
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function fragmentDepth(
  context: ValidationContext,
  name: string,
  depths: Map<FragmentDefinitionNode, number>,
): number {
  const fragment = context.getFragment(name);
  if (!fragment) return 0;
  const known = depths.get(fragment);
  if (known !== undefined) return known;
  // Zero while it is being measured: a circle of fragments is refused by another rule, and must end here.
  depths.set(fragment, 0);
  const depth = depthOf(context, fragment.selectionSet, depths);
  depths.set(fragment, depth);
  return depth;
}
