import { getOperationAST, type ExecutionArgs, type GraphQLFormattedError } from 'graphql';
import type { OperationKind, ServerMetrics } from '../../metrics/server-metrics.js';

type Errors = readonly GraphQLFormattedError[] | undefined;

/** Counts operations over WebSockets, each once: a subscription when it begins, another when it is answered. */
export class OperationCount {
  private readonly begun = new WeakSet<ExecutionArgs>();

  constructor(private readonly metrics: ServerMetrics) {}

  /** A subscription that has begun; its events are not counted as operations. */
  began(args: ExecutionArgs): void {
    this.begun.add(args);
    this.metrics.operation('websocket', kindOf(args), undefined);
  }

  /** @param errors as the caller is told them */
  answered(args: ExecutionArgs, errors: Errors): void {
    if (!this.begun.has(args)) this.metrics.operation('websocket', kindOf(args), codeOf(errors));
  }

  /** An operation that was not executed. */
  refused(errors: Errors): void {
    this.metrics.operation('websocket', 'unknown', codeOf(errors));
  }
}

function kindOf({ document, operationName }: ExecutionArgs): OperationKind {
  return getOperationAST(document, operationName)?.operation ?? 'unknown';
}

function codeOf(errors: Errors): unknown {
  const [error] = errors ?? [];
  return error === undefined ? undefined : (error.extensions?.['code'] ?? null);
}
