import { expect, it } from '@jest/globals';
import { newPassword } from './new-password.js';

it('is of all kinds of characters and holds no part of any name', () => {
  for (const password of Array.from({ length: 200 }, newPassword)) {
    for (const kind of [/[a-z]/u, /[A-Z]/u, /\d/u, /!/u]) expect(password).toMatch(kind);
    expect(password).not.toMatch(/[a-z\d]{3}/iu);
  }
});
