import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import {
  SignInDocument,
  SyncProgressDocument,
  type SyncProgressSubscription,
} from '../../generated/operations.js';
import { SandboxError } from '../sandbox-error.js';
import type { Administrator } from './settings.js';

export type ProgressEvent = SyncProgressSubscription['syncProgress'];

interface Answered {
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
}

/** The API as a front end uses it: named documents, over HTTP and WebSocket. */
export class DemoClient {
  private token: string | undefined;
  private socket: Client | undefined;

  constructor(private readonly url: string) {}

  async signIn({ email, password }: Administrator): Promise<void> {
    const { signIn } = await this.ask(SignInDocument, { input: { email, password } });
    const { token } = expectDone(signIn);
    this.token = token ?? undefined;
    this.socket = createClient({
      url: `${this.url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${token ?? ''}` },
    });
  }

  /** @throws SandboxError with every error the server answers */
  async ask<Result, Variables>(
    document: TypedDocumentNode<Result, Variables>,
    variables: Variables,
  ): Promise<Result> {
    const answer = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
      },
      body: JSON.stringify({ query: print(document), variables }),
    });
    const { data, errors } = (await answer.json()) as { data?: Result; errors?: { message: string }[] };
    if (errors !== undefined || data === undefined || data === null) {
      throw new SandboxError(
        `The server answered: ${(errors ?? []).map(({ message }) => message).join(' ')}`,
      );
    }
    return data;
  }

  /** Every progress event of a batch, until its last run has ended. */
  async *watch(batchId: string): AsyncGenerator<ProgressEvent> {
    if (this.socket === undefined) throw new SandboxError('Sign in first.');
    const events = this.socket.iterate<SyncProgressSubscription>({
      query: print(SyncProgressDocument),
      variables: { batchId, after: 0 },
    });
    for await (const { data, errors } of events) {
      if (errors !== undefined) throw new SandboxError(errors.map(({ message }) => message).join(' '));
      if (data) yield data.syncProgress;
    }
  }

  async close(): Promise<void> {
    await this.socket?.dispose();
  }
}

/** The payload of a mutation that was done. */
export function expectDone<Payload extends Answered>(payload: Payload): Payload {
  if (payload.userErrors.length === 0) return payload;
  throw new SandboxError(payload.userErrors.map(({ code, message }) => `${code}: ${message}`).join(' '));
}
