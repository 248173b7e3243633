import { describe, expect, test } from '@jest/globals';
import { somePasswordChanged, someRemovalsHeld, someSyncFailed } from '../testing/mail/some-mail.js';
import { renderMail } from './mail-content.js';
import { createMailTexts } from './mail-texts.js';
import type { MailParameters, MailTemplate } from './mail-templates.js';
import type { RenderedMail } from './mailer.js';

const texts = createMailTexts({
  publicUrl: new URL('https://keys.example/latchkey'),
  runGlobalId: (runId) => `id-of-${runId}`,
});

function render<Template extends MailTemplate>(
  template: Template,
  parameters: MailParameters[Template],
  own = texts,
): RenderedMail {
  const mail = own.render(template, { ...parameters });
  if (mail === undefined) throw new Error(`${template} was not written`);
  return mail;
}

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'Ada\r\nBcc: everybody@north.example',
  'Ada\u2028Bcc: everybody@north.example',
  '\u202Egnp.exe',
  'a\u0000b\u0007c',
  '\ud83d half',
  '&amp; &lt;',
];

describe('a mail about held removals', () => {
  test('says which domain, how many, why, whom, until when, and how to approve', () => {
    const { subject, text, html } = render('removals-held', someRemovalsHeld());
    expect(subject).toContain('north.example');
    const said = [
      '2 people would be removed',
      '1 person would be disabled',
      'telephoneNumber would be emptied for 40 people',
      '3 people are more than the limit of 2.',
      'Ada Lovelace',
      '29 November 2026, 21:40 UTC',
      'https://keys.example/latchkey/graphiql',
    ];
    for (const words of said) expect([text.includes(words), html.includes(words)]).toEqual([true, true]);
    expect(text).toContain(
      'approveRemovals(input: { runId: "id-of-1c8f7c52-4a9b-4f0e-9f44-0a5d0a4b3c22", planHash: "5f2c9a" })',
    );
  });

  test('names twenty people at most, and how many more there are', () => {
    const names = Array.from({ length: 50 }, (_, at) => `Person ${at + 1}.`);
    const { text, html } = render('removals-held', someRemovalsHeld({ names, people: 1_234 }));
    expect(text).toContain('Person 20.');
    expect(text).not.toContain('Person 21.');
    expect(text).toContain('and 1214 more');
    expect(html).toContain('<li>and 1214 more</li>');
  });

  test('leaves out what there is none of', () => {
    const parameters = someRemovalsHeld({ disablings: 0, fields: [], names: [], reasons: [] });
    const { text } = render('removals-held', parameters);
    expect(text).not.toMatch(/disabled|emptied for|Whom|undefined|^- $/m);
  });
});

describe('a mail about a domain that fails', () => {
  test('says which one, since when, why, and what it means', () => {
    const { subject, text } = render('sync-failed', someSyncFailed());
    expect(subject).toBe('north.example is not synchronised: GROUP_NOT_FOUND');
    expect(text).toContain('22 November 2026, 21:40 UTC');
    expect(text).toContain('Hideez Users Sync');
    expect(text).toContain('syncRun(id: "id-of-1c8f7c52-4a9b-4f0e-9f44-0a5d0a4b3c22")');
  });

  test('says how often, when it is not the first time', () => {
    const { text } = render('sync-failed', someSyncFailed({ failures: 3 }));
    expect(text).toContain('3 synchronisations of north.example in a row have failed since');
  });

  test('needs no address outside', () => {
    const own = createMailTexts({ publicUrl: undefined, runGlobalId: (id) => id });
    const { text } = render('sync-failed', someSyncFailed(), own);
    expect(text).toContain('GraphiQL');
    expect(text).not.toMatch(/https?:|undefined/);
  });
});

describe('a mail with an activation code', () => {
  const parameters = {
    activationId: '1c8f7c52-4a9b-4f0e-9f44-0a5d0a4b3c22',
    serial: 'HK-1',
    expiresAt: '2026-11-29T21:40:00.000Z',
  };

  test('says which key, the code, until when, and that nobody will ask for it', () => {
    const { subject, text, html } = texts.render('activation-code', parameters, '01234567')!;
    expect(subject).toBe('The activation code of your security key HK-1');
    for (const words of [
      'HK-1',
      '01234567',
      '29 November 2026, 21:40 UTC',
      'three attempts',
      'Nobody will ask',
    ]) {
      expect([text.includes(words), html.includes(words)]).toEqual([true, true]);
    }
  });

  test('leaves the place of the code empty where only its subject is wanted', () => {
    expect(texts.render('activation-code', parameters)?.subject).toContain('HK-1');
    expect(texts.render('activation-code', parameters)?.text).not.toContain('undefined');
  });
});

describe('a mail about a changed password', () => {
  test('says which account, when, and that the key has it', () => {
    const { subject, text, html } = render('password-changed', somePasswordChanged());
    expect(subject).toBe('The password of your account ada in north.example was changed');
    for (const words of ['22 November 2026, 21:40 UTC', 'security key HK-1 has the new password']) {
      expect([text.includes(words), html.includes(words)]).toEqual([true, true]);
    }
  });

  test.each([
    ['COMPROMISE', /reported lost or stolen.*nobody knows/],
    ['HAND_BACK', /temporary password.*asked for one of your own/],
  ] as const)('of the kind %s says what the owner can do', (kind, said) => {
    const { text } = render('password-changed', somePasswordChanged({ kind, serial: null }));
    expect(text).toMatch(said);
    expect(text).not.toContain('HK-1');
  });

  test('needs neither the name of the account nor a key', () => {
    const { subject, text } = render(
      'password-changed',
      somePasswordChanged({ accountName: null, serial: null }),
    );
    expect(subject).toBe('The password of your account in north.example was changed');
    expect(text).toContain('Your security key has the new password');
    expect(`${subject}${text}`).not.toMatch(/null|undefined/);
  });
});

test('a mail about paused passwords says where, what has shown it, why, and how they go on', () => {
  const paused = { domainName: 'north.example', accountName: 'ada', reason: 'A right is missing.' };
  const { subject, text } = render('passwords-paused', paused);
  expect(subject).toBe('First passwords and rotations in north.example are paused');
  for (const words of ['the account ada', 'A right is missing.', '`resumePasswordChanges`'])
    expect(text).toContain(words);
  expect(render('passwords-paused', { ...paused, accountName: null }).text).not.toContain('null');
});

describe('whatever a directory calls somebody or something', () => {
  test.each(HOSTILE)('%j stays text on one line', (name) => {
    const held = render(
      'removals-held',
      someRemovalsHeld({ names: [name], reasons: [name], domainName: name }),
    );
    const failed = render('sync-failed', someSyncFailed({ domainName: name, message: name, code: name }));
    const changed = render(
      'password-changed',
      somePasswordChanged({ accountName: name, domainName: name, serial: name }),
    );
    for (const { subject, text, html } of [held, failed, changed]) {
      expect(subject).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      expect(subject.length).toBeLessThanOrEqual(150);
      expect(`${text}${html}`).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      expect(text).not.toMatch(/^Bcc:/m);
      expect(html).not.toMatch(/<script|<img/i);
      expect(subject.isWellFormed() && text.isWellFormed() && html.isWellFormed()).toBe(true);
    }
  });

  test('is cut before it makes a mail endless', () => {
    const endless = 'x'.repeat(1_000_000);
    const names = Array.from({ length: 1_000 }, () => endless);
    const { subject, text } = render('removals-held', someRemovalsHeld({ names, domainName: endless }));
    expect(subject.length).toBeLessThanOrEqual(150);
    expect(text.length).toBeLessThan(50_000);
  });
});

describe('what was stored', () => {
  test.each([
    ['for a template of a newer version', 'not-yet-known', { ...someSyncFailed() }],
    ['with a part missing', 'sync-failed', { domainName: 'north.example' }],
    ['with a part of another kind', 'removals-held', { ...someRemovalsHeld(), people: '3' }],
    ['with something else in a list', 'removals-held', { ...someRemovalsHeld(), names: [{}] }],
    [
      'about a kind of change of a newer version',
      'password-changed',
      { ...somePasswordChanged(), kind: 'NOT_YET_KNOWN' },
    ],
    ['for a name that every object knows', 'toString', {}],
  ])('%s is written by nobody', (_what, template, parameters) => {
    expect(texts.render(template, parameters)).toBeUndefined();
  });
});

test('text and HTML say the same, escaped where it has to be', () => {
  const mail = renderMail({
    subject: 'A & B',
    blocks: [
      { kind: 'TEXT', text: 'A < B' },
      { kind: 'LIST', items: ['"one"', "'two'"] },
      { kind: 'CODE', text: '{\n  a & b\n}' },
      { kind: 'LINK', text: 'There:', url: 'https://keys.example/?a=1&b=2' },
    ],
  });
  expect(mail.text).toBe(
    'A < B\n\n- "one"\n- \'two\'\n\n    {\n      a & b\n    }\n\nThere:\nhttps://keys.example/?a=1&b=2\n',
  );
  expect(mail.html).toContain('<title>A &amp; B</title>');
  expect(mail.html).toContain('<p>A &lt; B</p>');
  expect(mail.html).toContain('<li>&quot;one&quot;</li><li>&#39;two&#39;</li>');
  expect(mail.html).toContain('<pre>{\n  a &amp; b\n}</pre>');
  expect(mail.html).toContain('<a href="https://keys.example/?a=1&amp;b=2">');
});
