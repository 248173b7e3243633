import { describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { InvalidDocument, ValidDocuments } from './valid-documents.js';

const schema = buildSchema('type Query { name: String }');

describe('documents', () => {
  test('are the same node each time they are read', () => {
    const documents = new ValidDocuments(schema);
    expect(documents.read('{ name }')).toBe(documents.read('{ name }'));
    expect(documents.read('{ name  }')).not.toBe(documents.read('{ name }'));
  });

  test('that are wrong are refused each time and not kept', () => {
    const documents = new ValidDocuments(schema);
    const wide = `{ ${Array.from({ length: 31 }, (_, at) => `a${at}: name`).join(' ')} }`;
    for (const text of ['{ surname }', wide, '{ surname }', wide]) {
      expect(() => documents.read(text)).toThrow(InvalidDocument);
    }
    expect(() => documents.read('{')).toThrow('Syntax Error');
    expect(() => documents.read(`{ ${'name '.repeat(3_000)} }`)).toThrow('tokens');
    expect(documents.size).toBe(0);
  });

  test('are kept while they are among those used last', () => {
    const documents = new ValidDocuments(schema);
    const first = documents.read('{ name }');
    for (let at = 0; at < 1_000; at++) {
      documents.read(`query Q${at} { name }`);
      expect(documents.read('{ name }')).toBe(first);
    }
    expect(documents.size).toBe(200);
  });

  test('take no more room than a few large ones', () => {
    const documents = new ValidDocuments(schema);
    for (let at = 0; at < 50; at++) documents.read(`# ${'x'.repeat(100_000)}\nquery Q${at} { name }`);
    expect(documents.size).toBeLessThan(10);
  });
});
