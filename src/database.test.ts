import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { parseMoment } from './database.js';

const reference: (text: string) => unknown = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ);

test('a moment is read as pg reads it, in whatever form PostgreSQL tells it', () => {
  const forms = [
    '2026-11-28 09:02:52+00',
    '2026-11-28 09:02:52.5+00',
    '2026-11-28 09:02:52.123456+00',
    '2026-11-28 09:02:52.999999+00',
    '2026-11-28 10:02:52.12+01',
    '2026-11-28 14:32:52.1234+05:30',
    '1890-01-01 00:00:00+00:53:28',
    '0001-01-01 00:00:00+00',
    '0044-03-15 00:00:00+00 BC',
    '10000-01-01 00:00:00.25+00',
    'infinity',
    '-infinity',
  ];
  for (const form of forms) expect([form, parseMoment(form)]).toEqual([form, reference(form)]);
});

test('any moment with any fraction of a second is read as pg reads it', () => {
  const moments = fc.date({
    min: new Date('0101-01-01'),
    max: new Date('9999-12-31'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(moments, fc.integer({ min: 1, max: 6 }), (moment, digits) => {
      const text = `${moment.toISOString().slice(0, 19).replace('T', ' ')}.${'987654'.slice(0, digits)}+00`;
      expect(parseMoment(text)).toEqual(reference(text));
    }),
  );
});
