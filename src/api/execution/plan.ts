import {
  Kind,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { completeOf, type Complete } from './complete-value.js';
import { isPromise, NotPlain, type Execution, type PlannedField } from './execution.js';
import { selectedFields, type FieldNodes, type Selecting } from './selected-fields.js';

/** What is answered to a query. Nobody may change it: it may be for many. */
export type Data = Readonly<Record<string, unknown>>;

/** An operation, made ready to be executed again and again. Answers the data; throws when graphql-js has to. */
export type Plan = (execution: Execution) => Promise<Data>;

/** A larger operation is not worth what its plan would hold. */
const MOST_FIELDS = 500;

/** Stores one field of an object among what is answered of it. */
type Step = (source: unknown, answered: Record<string, unknown>, execution: Execution) => void;

/** The plan of a query; undefined for what plans cannot do. */
export function planOf(selecting: Selecting, operation: OperationDefinitionNode): Plan | undefined {
  const query = selecting.schema.getQueryType();
  if (operation.operation !== 'query' || !query) return undefined;
  try {
    const complete = new Planner(selecting).object(query, [operation.selectionSet]);
    return async (execution) => {
      const data = complete(undefined, execution);
      await execution.finished();
      return data;
    };
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

class Planner {
  private fields = 0;

  constructor(private readonly selecting: Selecting) {}

  /** @throws NotPlain */
  object(
    type: GraphQLObjectType,
    sets: readonly SelectionSetNode[],
  ): (source: unknown, execution: Execution) => Data {
    const steps = [...selectedFields(this.selecting, type, sets)].map(([key, nodes]) =>
      this.step(type, key, nodes),
    );
    return (source, execution) => {
      const answered: Record<string, unknown> = {};
      for (const step of steps) step(source, answered, execution);
      return answered;
    };
  }

  private step(parentType: GraphQLObjectType, key: string, nodes: FieldNodes): Step {
    const [{ name }] = nodes;
    const at = this.fields;
    this.fields += 1;
    if (this.fields > MOST_FIELDS) throw new NotPlain('too many fields');
    // Under this name an object takes no field of its own.
    if (key === '__proto__') throw new NotPlain('a name that is taken');
    if (name.value === '__typename') return (_source, answered) => (answered[key] = parentType.name);
    const definition = parentType.getFields()[name.value];
    if (definition === undefined) throw new NotPlain('a field of the schema itself');
    const complete = completeOf(definition.type, (type) => this.object(type, setsOf(nodes)));
    if (complete === undefined) throw new NotPlain('a type that is found out later');
    return stepOf({ at, key, definition, parentType, nodes }, complete);
  }
}

function setsOf(nodes: FieldNodes): readonly SelectionSetNode[] {
  return nodes.flatMap(({ selectionSet }) =>
    selectionSet?.kind === Kind.SELECTION_SET ? [selectionSet] : [],
  );
}

function stepOf(field: PlannedField, complete: Complete): Step {
  const { key, definition } = field;
  const read = definition.resolve ? resolved(field, definition.resolve) : property(field);
  return (source, answered, execution) => {
    const value = read(source, execution);
    if (isPromise(value)) {
      // Its place among the fields is taken now.
      answered[key] = null;
      execution.whenThere(value, (there) => (answered[key] = complete(there, execution)));
    } else {
      answered[key] = complete(value, execution);
    }
  };
}

function resolved(field: PlannedField, resolve: GraphQLFieldResolver<unknown, unknown>): Complete {
  return (source, execution) =>
    resolve(source, execution.argumentsOf(field), execution.context, execution.infoOf(field));
}

/** As the default resolver of graphql-js reads it. */
function property(field: PlannedField): Complete {
  const { name } = field.definition;
  return (source, execution) => {
    if (typeof source !== 'object' || source === null) return undefined;
    const value = (source as Readonly<Record<string, unknown>>)[name];
    if (typeof value !== 'function') return value;
    const method = value as (this: unknown, args: unknown, context: unknown, info: unknown) => unknown;
    return method.call(source, execution.argumentsOf(field), execution.context, execution.infoOf(field));
  };
}
