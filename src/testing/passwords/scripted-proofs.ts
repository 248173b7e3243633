import type { BindProof, PasswordDirectory, PasswordSession } from '../../directory/password-directory.js';

/** The same directory, where a bind shows what `proofs` says, one after the other; then what it really shows. */
export function withProofs(passwords: PasswordDirectory, proofs: readonly BindProof[]): PasswordDirectory {
  const left = [...proofs];
  return {
    async open(target, wishes) {
      const session = await passwords.open(target, wishes);
      return new Proxy<PasswordSession>(session, {
        get(real, name) {
          if (name === 'verifyBind') {
            const next = left.shift();
            if (next !== undefined) return () => Promise.resolve(next);
          }
          const value: unknown = Reflect.get(real, name, real);
          return typeof value === 'function' ? value.bind(real) : value;
        },
      });
    },
  };
}
