import { createHash, randomBytes } from 'node:crypto';
import type { EpochMs } from '../clock.ts';
import { XunjianError } from '../errors.ts';
import { type AccessToken, ROLES, type Role, type TokenRepository } from '../store/token-repository.ts';

/** Tokens begin with this, so that one that leaked into a file can be found by machines that look for secrets. */
const PREFIX = 'xunjian_';

/** Makes a token. Its text is returned once and never kept: the store has its hash. */
export async function createToken(
  tokens: TokenRepository,
  { role, unit, name, at }: { role: Role; unit: string | null; name: string | null; at: EpochMs },
): Promise<{ token: string; entry: AccessToken }> {
  const token = `${PREFIX}${randomBytes(32).toString('base64url')}`;
  const entry = { id: `t-${randomBytes(6).toString('hex')}`, role, unit, name, createdAt: at };
  await tokens.add(entry, hashOf(token));
  return { token, entry: { ...entry, revokedAt: null } };
}

/** The token somebody came with; null when there is none like it or it was revoked. */
export async function tokenOf(tokens: TokenRepository, text: string): Promise<AccessToken | null> {
  return text.startsWith(PREFIX) ? tokens.byHash(hashOf(text)) : null;
}

export async function revokeToken(tokens: TokenRepository, id: string, at: EpochMs): Promise<void> {
  if (await tokens.revoke(id, at)) return;
  throw new XunjianError('TOKEN_UNKNOWN', `no token ${id} that still holds`, 'token list shows them');
}

export function roleOf(text: string): Role {
  const role = ROLES.find((known) => known === text);
  if (role !== undefined) return role;
  throw new XunjianError('USAGE', `--role knows no "${text}"`, `it takes ${ROLES.join(', ')}`);
}

/** 256 random bits need no slow hash: there is nothing to guess. */
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');
