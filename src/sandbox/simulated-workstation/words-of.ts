import { ApiError } from '../api-client.js';

/** What went wrong, in a few words: an error, or what a WebSocket or an operation on it ended with. */
export function wordsOf(error: unknown): string {
  if (error instanceof ApiError) return String(error.code);
  if (error instanceof Error) return error.message;
  if (Array.isArray(error)) return error.map((each) => String((each as Error).message)).join('; ');
  const { code, reason } = error as { code?: number; reason?: string };
  return `${code ?? ''} ${reason ?? ''}`.trim();
}
