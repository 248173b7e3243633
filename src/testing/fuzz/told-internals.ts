/** Words that only the inside of the server knows. */
const INTERNALS: readonly RegExp[] = [
  /\bat \S+ \(?\S+:\d+:\d+\)?/,
  /\/(?:src|dist|node_modules|work|home|usr)\//,
  /\b(?:select|insert into|update|delete from)\s+["\w]+\s+(?:from|set|where|values)\b/i,
  /\brelation "|\bcolumn "|violates|invalid input syntax|SQLSTATE/i,
  /\b(?:app_user|api_token|sync_run|audit_event|token_hash)\b/,
  /MikroORM|EntityManager|TypeError|RangeError|ReferenceError|is not a function|Cannot read prop/,
  /\bECONN\w+|\bpg\b|unsupported Unicode/i,
];

/** What of the inside an answer lets out; undefined when nothing. */
export function toldInternals(answer: string): string | undefined {
  return INTERNALS.map((pattern) => pattern.exec(answer)?.[0]).find((found) => found !== undefined);
}
