import { describe, expect, test } from '@jest/globals';
import type { ValidationError } from 'class-validator';
import { buildSchema, graphqlSync, GraphQLError, parse, validate } from 'graphql';
import { pino } from 'pino';
import { ArgumentValidationError } from 'type-graphql';
import { AppError } from '../../errors.js';
import { TooManyRequests } from '../../services/sign-in/attempts/sign-in-limits.js';
import { asGraphQLError, maskError } from './mask-error.js';

function recordingLog() {
  const lines: string[] = [];
  return { lines, log: pino({ level: 'debug' }, { write: (line: string) => lines.push(line) }) };
}

function masked(cause: Error) {
  const { lines, log } = recordingLog();
  const error = new GraphQLError(cause.message, { originalError: cause, path: ['domains'] });
  return { shown: maskError(error, log), lines };
}

describe('what a caller sees of an error', () => {
  test('is code and message of a failure that is meant for them, and not its cause', () => {
    const cause = new Error('80090308: LdapErr: DSID-0C090446, data 52e');
    const { shown, lines } = masked(new AppError('BIND_REFUSED', 'The directory refuses it.', { cause }));
    expect(shown).toEqual({
      message: 'The directory refuses it.',
      path: ['domains'],
      extensions: { code: 'BIND_REFUSED' },
    });
    expect(lines.join()).toContain('DSID-0C090446');
  });

  test('is, of anything unexpected, only an id, under which the log has the rest', () => {
    const { shown, lines } = masked(new Error('relation "secret_table" does not exist'));
    expect(shown.extensions?.['code']).toBe('INTERNAL_ERROR');
    expect(JSON.stringify(shown)).not.toContain('secret_table');
    const id = String(shown.extensions?.['id']);
    expect(shown.message).toContain(id);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(id);
    expect(lines[0]).toContain('secret_table');
  });

  test('says when to try again', () => {
    expect(masked(new TooManyRequests(17)).shown.extensions).toEqual({
      code: 'TOO_MANY_REQUESTS',
      retryAfterSeconds: 17,
    });
  });

  test('names the field and the rule of a refused input, never the value', () => {
    const inner: ValidationError = {
      property: 'bindSecret',
      value: 'hunter2',
      constraints: { maxLength: 'bindSecret must be shorter' },
    };
    const fault: ValidationError = {
      property: 'input',
      target: { bindSecret: 'hunter2' },
      children: [inner],
    };
    const { shown, lines } = masked(new ArgumentValidationError([fault]));
    expect(shown).toMatchObject({
      message: 'BindSecret must be shorter.',
      extensions: { code: 'BAD_INPUT', inputPath: ['input', 'bindSecret'] },
    });
    expect(JSON.stringify([shown, lines])).not.toContain('hunter2');
  });

  test('keeps its code when the error is wrapped for Apollo', () => {
    const { log } = recordingLog();
    const wrapped = asGraphQLError(new AppError('FORBIDDEN', 'No.'));
    expect(wrapped.extensions['http']).toEqual({ status: 403 });
    expect(maskError(wrapped, log)).toEqual({ message: 'No.', extensions: { code: 'FORBIDDEN' } });
  });
});

describe('an error about the request itself', () => {
  const schema = buildSchema(`
    input Secret { email: String!, password: String!, kind: Int }
    type Query { domains(secret: Secret!): String }
  `);

  function shownFor(variables: Record<string, unknown>): string {
    const { log } = recordingLog();
    const source = 'query ($secret: Secret!) { domains(secret: $secret) }';
    const [error] = graphqlSync({ schema, source, variableValues: variables }).errors ?? [];
    if (!error) throw new Error('graphql-js accepted the variables');
    const shown = maskError(error, log);
    expect(shown.extensions?.['code']).toBe('BAD_INPUT');
    return shown.message;
  }

  test('does not repeat the value of a variable', () => {
    const message = shownFor({ secret: { email: 'a@b.example', password: 'hunter2', more: 1 } });
    expect(message).toBe('Variable $secret of type Secret!: Field "more" is not defined by type "Secret".');
  });

  test('says which field is missing', () => {
    expect(shownFor({ secret: { password: 'hunter2' } })).toBe(
      'Variable $secret of type Secret!: Field "email" of required type "String!" was not provided.',
    );
  });

  test('says where a value does not fit', () => {
    expect(shownFor({ secret: { email: 'a@b.example', password: 'x', kind: 'hunter2' } })).toBe(
      'Variable $secret of type Secret! at secret.kind: The value does not fit.',
    );
  });

  test('gives no hints at names of the schema', () => {
    const { log } = recordingLog();
    const [error] = validate(schema, parse('{ domain }'));
    expect(error?.message).toContain('Did you mean');
    expect(maskError(error!, log).message).toBe('Cannot query field "domain" on type "Query".');
  });
});
