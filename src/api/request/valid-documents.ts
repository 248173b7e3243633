import {
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { limitRules } from '../limits/document-limits.js';
import { MOST_TOKENS } from '../limits/limits.js';

/** How many documents are kept, and how many characters in all. */
const MOST_DOCUMENTS = 200;
const MOST_CHARACTERS = 1_000_000;

/** Thrown for a document that may not be executed. */
export class InvalidDocument extends Error {
  constructor(readonly faults: readonly GraphQLError[]) {
    super('the document is not valid');
  }
}

/**
 * Documents by their text, each parsed and validated once, and the same node each time: what is known of a document hangs
 * on that. Keeps those used last, and none that is not valid.
 */
export class ValidDocuments {
  /** The one used longest ago comes first. */
  private readonly documents = new Map<string, DocumentNode>();
  private characters = 0;

  constructor(private readonly schema: GraphQLSchema) {}

  get size(): number {
    return this.documents.size;
  }

  /** Throws a GraphQLError for what is no document, and InvalidDocument for one that breaks a rule or a limit. */
  read(text: string): DocumentNode {
    const known = this.documents.get(text);
    if (known !== undefined) this.forget(text);
    const document = known ?? this.validated(text);
    this.documents.set(text, document);
    this.characters += text.length;
    for (const [oldest] of this.documents) {
      if (this.size <= MOST_DOCUMENTS && this.characters <= MOST_CHARACTERS) break;
      this.forget(oldest);
    }
    return document;
  }

  private validated(text: string): DocumentNode {
    const document = parse(text, { maxTokens: MOST_TOKENS });
    const rules = [...specifiedRules, ...limitRules];
    const faults = validate(this.schema, document, rules, { hideSuggestions: true });
    if (faults.length > 0) throw new InvalidDocument(faults);
    return document;
  }

  private forget(text: string): void {
    if (this.documents.delete(text)) this.characters -= text.length;
  }
}
