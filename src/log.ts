import { pino, type Logger } from 'pino';

export type Log = Logger;

/** What PostgreSQL adds to an error: values of the row it refused. */
const ROW_VALUES = ['err.detail', 'err.where', 'err.internalQuery'];

/** Names under which a secret might be logged by mistake: cut out wherever they stand. */
const SECRET_NAMES = ['password', 'secret', 'bindSecret', 'token', 'authorization', 'cookie', 'masterKey'];

/** One structured logger for a process. Secrets and people's attributes are never passed to it; this is the net below. */
export function createLog(name: string, level: string): Log {
  return pino({
    name,
    level,
    redact: {
      paths: [...ROW_VALUES, ...SECRET_NAMES.flatMap((secret) => [secret, `*.${secret}`, `*.*.${secret}`])],
      remove: true,
    },
  });
}
