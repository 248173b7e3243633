import { LockMode } from '@mikro-orm/core';
import { TokenScope } from '../../domain/states.js';
import { ApiToken } from '../../entities/api-token.js';
import { AppError } from '../../errors.js';
import { recordAudit } from '../audit/record-audit.js';
import type { Caller } from '../caller.js';
import { newBearer } from '../sign-in/bearer.js';

export const LONGEST_TOKEN_DAYS = 366;

export interface NewToken {
  /** What it is for, so that somebody dares to revoke it later. */
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  readonly expiresAt: Date;
}

export interface CreatedToken {
  readonly apiToken: ApiToken;
  /** The token itself: told this once, stored only as a hash. */
  readonly token: string;
}

export interface TokenService {
  /** Fails with BAD_INPUT for an empty name, no scope, or an end that is past or too far away. */
  create(caller: Caller, input: NewToken): Promise<CreatedToken>;
  /** Ends a token at once. Does nothing when it has ended already. Fails with NOT_FOUND. */
  revoke(caller: Caller, tokenId: string): Promise<ApiToken>;
}

export const tokenService: TokenService = {
  async create({ actor, em }, input) {
    if (actor.kind !== 'USER' || actor.id === null) {
      throw new AppError('FORBIDDEN', 'Only a signed-in administrator can create an API token.');
    }
    const createdBy = actor.id;
    const { name, scopes } = checked(input, new Date());
    const bearer = newBearer('token');
    return em.transactional(async (own) => {
      const apiToken = own.create(ApiToken, {
        name,
        scopes,
        tokenHash: bearer.hash,
        createdBy,
        expiresAt: input.expiresAt,
        lastUsedAt: null,
        revokedAt: null,
      });
      await own.persist(apiToken).flush();
      const details = { scopes, expiresAt: input.expiresAt.toISOString() };
      recordAudit(own, actor, {
        action: 'token.create',
        targetType: 'ApiToken',
        targetId: apiToken.id,
        details,
      });
      return { apiToken, token: bearer.text };
    });
  },

  async revoke({ actor, em }, tokenId) {
    return em.transactional(async (own) => {
      const apiToken = await own.findOne(ApiToken, { id: tokenId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (apiToken === null) throw new AppError('NOT_FOUND', 'There is no such API token.');
      if (apiToken.revokedAt === null) {
        apiToken.revokedAt = new Date();
        recordAudit(own, actor, { action: 'token.revoke', targetType: 'ApiToken', targetId: tokenId });
      }
      return apiToken;
    });
  },
};

function checked(input: NewToken, now: Date): { name: string; scopes: TokenScope[] } {
  const name = input.name.trim();
  if (name === '') throw new AppError('BAD_INPUT', 'Give the token a name.', { path: ['input', 'name'] });
  // The order of the declaration, each once.
  const scopes = Object.values(TokenScope).filter((scope) => input.scopes.includes(scope));
  if (scopes.length === 0) {
    throw new AppError('BAD_INPUT', 'Give the token at least one scope.', { path: ['input', 'scopes'] });
  }
  const days = (input.expiresAt.getTime() - now.getTime()) / 86_400_000;
  if (!(days > 0 && days <= LONGEST_TOKEN_DAYS)) {
    throw new AppError(
      'BAD_INPUT',
      `A token ends in the future, at most ${LONGEST_TOKEN_DAYS} days from now.`,
      {
        path: ['input', 'expiresAt'],
      },
    );
  }
  return { name, scopes };
}
