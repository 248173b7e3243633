import {
  getArgumentValues,
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
} from 'graphql';

/** A field of an operation, wherever it is selected under one name below one selection. */
export interface PlannedField {
  /** Its place among the fields of the plan. */
  readonly at: number;
  /** The name it is answered under. */
  readonly key: string;
  readonly definition: GraphQLField<unknown, unknown>;
  readonly parentType: GraphQLObjectType;
  /** Not empty. */
  readonly nodes: readonly [FieldNode, ...FieldNode[]];
}

/** Thrown where graphql-js would report an error, or knows more than a plan does: it has the last word. */
export class NotPlain extends Error {}

export type Arguments = Readonly<Record<string, unknown>>;
/** What all resolvers of an operation are told, besides where they stand. */
export type SharedInfo = Omit<
  GraphQLResolveInfo,
  'fieldName' | 'fieldNodes' | 'returnType' | 'parentType' | 'path'
>;

const NO_ARGUMENTS: Arguments = Object.freeze({});

/** One run of a plan: the arguments of its fields, and the promises it waits for. */
export class Execution {
  private readonly args: Arguments[] = [];
  private readonly infos: GraphQLResolveInfo[] = [];
  private waitingFor = 0;
  private over = false;
  private resolve?: () => void;
  private reject?: (error: unknown) => void;

  constructor(
    readonly context: unknown,
    private readonly shared: SharedInfo,
  ) {}

  /** The same for every object the field is asked of. */
  argumentsOf({ at, definition, nodes }: PlannedField): Arguments {
    if (definition.args.length === 0) return NO_ARGUMENTS;
    return (this.args[at] ??= getArgumentValues(definition, nodes[0], this.shared.variableValues));
  }

  infoOf({ at, definition, nodes, parentType }: PlannedField): GraphQLResolveInfo {
    return (this.infos[at] ??= {
      ...this.shared,
      fieldName: definition.name,
      fieldNodes: nodes,
      returnType: definition.type,
      parentType,
      /** Which of many objects is asked is not kept: a resolver that wants to know is left to graphql-js. */
      get path(): GraphQLResolveInfo['path'] {
        throw new NotPlain('a plan keeps no paths');
      },
    });
  }

  /** Hands the value to `store` when it is there. What goes wrong ends the whole run. */
  whenThere(value: PromiseLike<unknown>, store: (value: unknown) => void): void {
    this.waitingFor += 1;
    value.then((there) => {
      if (this.over) return;
      try {
        store(there);
      } catch (error) {
        this.fail(error);
        return;
      }
      this.waitingFor -= 1;
      if (this.waitingFor === 0) this.end();
    }, this.fail);
  }

  /** Settles when nothing is waited for any more. Rejects with the first thing that goes wrong from now on. */
  finished(): Promise<void> {
    if (this.waitingFor === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  private readonly fail = (error: unknown): void => {
    this.over = true;
    // Nobody waits any more when a plan has given up before.
    this.reject?.(error);
  };

  private end(): void {
    this.over = true;
    this.resolve?.();
  }
}

export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
