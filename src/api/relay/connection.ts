import 'reflect-metadata';
import { IsOptional, Max, MaxLength, Min } from 'class-validator';
import { ArgsType, Field, Int, ObjectType, type ClassType } from 'type-graphql';

export const DEFAULT_PAGE = 20;
export const LARGEST_PAGE = 100;

/** Arguments of every list. Extend the class to add filters. */
@ArgsType()
export class ConnectionArgs {
  @Field(() => Int, {
    defaultValue: DEFAULT_PAGE,
    description: `How many to return, 1 to ${LARGEST_PAGE}.`,
  })
  @Min(1, { message: `first must be 1 to ${LARGEST_PAGE}.` })
  @Max(LARGEST_PAGE, { message: `first must be 1 to ${LARGEST_PAGE}.` })
  first!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Return what comes after this cursor: the `endCursor` of the page before.',
  })
  @IsOptional()
  @MaxLength(2_000)
  after?: string | null;
}

@ObjectType('PageInfo', { description: 'Where a page stands in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'True when there is more after this page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'True when the page was asked for with `after`.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first edge; null when there is none.' })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last edge, for the next `after`; null when there is none.',
  })
  endCursor!: string | null;
}

/** One page as a resolver has it. */
export interface Page<Node extends object> {
  /** In order, one more than `first` when there is a next page. */
  readonly rows: readonly Node[];
  readonly args: Pick<ConnectionArgs, 'first' | 'after'>;
  readonly cursor: (row: Node) => string;
  /** How many there are in all pages. Asked only when `totalCount` is selected. */
  readonly count: () => Promise<number>;
}

/**
 * The object types `<name>Connection` and `<name>Edge` over a node class. Call it once per name; a resolver returns
 * `new Connection(page)`.
 */
export function connectionType<Node extends object>(nodeClass: ClassType<Node>, name: string) {
  @ObjectType(`${name}Edge`, { simpleResolvers: true, description: `One ${name} in a list.` })
  class Edge {
    @Field(() => String, { description: 'Place of this edge in the list, for `after`.' })
    get cursor(): string {
      return this.cursorOf(this.node);
    }

    @Field(() => nodeClass, { description: `The ${name} itself.` })
    readonly node: Node;

    private readonly cursorOf: Page<Node>['cursor'];

    constructor(node: Node, cursorOf: Page<Node>['cursor']) {
      this.node = node;
      this.cursorOf = cursorOf;
    }
  }

  @ObjectType(`${name}Connection`, { description: `A page of a list of ${name} objects.` })
  class Connection {
    @Field(() => [Edge], { description: 'The page, in order.' })
    readonly edges: Edge[];

    // Cursors are made for those who ask for them.
    @Field(() => PageInfo, { description: 'Where this page stands.' })
    get pageInfo(): PageInfo {
      const { rows, args } = this.page;
      return {
        hasNextPage: rows.length > args.first,
        hasPreviousPage: args.after !== undefined && args.after !== null,
        startCursor: this.edges.at(0)?.cursor ?? null,
        endCursor: this.edges.at(-1)?.cursor ?? null,
      };
    }

    private readonly page: Page<Node>;

    constructor(page: Page<Node>) {
      this.page = page;
      this.edges = page.rows.slice(0, page.args.first).map((row) => new Edge(row, page.cursor));
    }

    @Field(() => Int, {
      description: 'How many there are in all pages together. Costs a count: ask only when needed.',
    })
    totalCount(): Promise<number> {
      return this.page.count();
    }
  }

  return { Connection, Edge };
}
