import {
  getVariableValues,
  Kind,
  visit,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { SharedAnswers } from '../../services/shared-answers.js';
import { CallerAsked } from './caller-asked.js';
import { Execution } from './execution.js';
import { planOf, type Data, type Plan } from './plan.js';

/** A valid query that may be executed: everything has been checked. */
export interface QueryRequest {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>> | null | undefined;
}

/** How many operations have their plans kept. */
const MOST_OPERATIONS = 200;
/** Plans of one operation: one for each way its `@skip` and `@include` come out. */
const MOST_PLANS = 8;

interface PlannedOperation {
  readonly answers: SharedAnswers<Data>;
  /** True once it has asked who asks: its answers are for one caller alone. */
  looksAtCaller: boolean;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** The variables its selections depend on. */
  readonly conditions: readonly string[];
  readonly plans: Map<string, Plan | undefined>;
}

/**
 * Executes queries by plans that are made once for each document. A plan knows the fields, types and resolvers it goes
 * through beforehand; graphql-js finds them out for every object anew. Whoever asks the same at the same time gets the
 * same answer, unless it hangs on who asks.
 *
 * Errors are not its business: where one turns up it gives up, and graphql-js executes the query and tells of it. That
 * is why it executes nothing but queries, which may be asked twice.
 */
export class PlannedQueries {
  /** The one used longest ago comes first. */
  private readonly operations = new Map<OperationDefinitionNode, PlannedOperation>();

  /** @param sharedContext makes a context that throws a CallerAsked when it is asked who asks */
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly sharedContext: () => object,
  ) {}

  /** How many operations are known now. */
  get size(): number {
    return this.operations.size;
  }

  /**
   * The data of a query without an error; undefined when graphql-js has to execute it.
   *
   * @param context of the caller, who may ask this: that has been checked
   */
  async execute(request: QueryRequest, context: object): Promise<Data | undefined> {
    const { operation, variables } = request;
    if (operation.operation !== 'query') return undefined;
    const { schema } = this;
    const definitions = operation.variableDefinitions ?? [];
    const { coerced: variableValues } = getVariableValues(schema, definitions, variables ?? {}, {
      maxErrors: 1,
    });
    if (variableValues === undefined) return undefined;
    const known = this.operationOf(request);
    const { fragments } = known;
    try {
      const plan = planFor(
        known,
        () => planOf({ schema, fragments, variableValues }, operation),
        variableValues,
      );
      if (plan === undefined) return undefined;
      const info = { schema, fragments, rootValue: undefined, operation, variableValues };
      const run = (own: object): Promise<Data> => plan(new Execution(own, info));
      return await (known.looksAtCaller ? run(context) : this.shared(known, variables, run, context));
    } catch {
      return undefined;
    }
  }

  /** One answer for all who ask the same, begun after they asked. */
  private async shared(
    known: PlannedOperation,
    variables: QueryRequest['variables'],
    run: (context: object) => Promise<Data>,
    context: object,
  ): Promise<Data> {
    try {
      return await known.answers.ask(JSON.stringify(variables ?? {}), () => run(this.sharedContext()));
    } catch (error) {
      if (!(error instanceof CallerAsked)) throw error;
      known.looksAtCaller = true;
      return run(context);
    }
  }

  private operationOf({ document, operation }: QueryRequest): PlannedOperation {
    const known = this.operations.get(operation);
    if (known !== undefined) {
      this.operations.delete(operation);
      this.operations.set(operation, known);
      return known;
    }
    const made: PlannedOperation = {
      answers: new SharedAnswers(),
      looksAtCaller: false,
      fragments: fragmentsOf(document),
      conditions: conditionsOf(document),
      plans: new Map(),
    };
    this.operations.set(operation, made);
    if (this.operations.size > MOST_OPERATIONS) {
      const [oldest] = this.operations.keys();
      if (oldest) this.operations.delete(oldest);
    }
    return made;
  }
}

function planFor(
  { conditions, plans }: PlannedOperation,
  make: () => Plan | undefined,
  variables: Readonly<Record<string, unknown>>,
): Plan | undefined {
  const key = conditions.map((name) => String(variables[name])).join();
  if (plans.has(key)) return plans.get(key);
  if (plans.size === MOST_PLANS) return undefined;
  const plan = make();
  plans.set(key, plan);
  return plan;
}

function fragmentsOf({ definitions }: DocumentNode): PlannedOperation['fragments'] {
  const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  return Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment]));
}

function conditionsOf(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive: (directive) =>
      visit(directive, {
        Variable({ name }) {
          names.add(name.value);
        },
      }),
  });
  return [...names];
}
