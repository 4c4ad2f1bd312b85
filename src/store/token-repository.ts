import type { EpochMs } from '../clock.ts';

/** What a token may do: look; also act (desk, tickets); also hand out tokens. */
export const ROLES = ['viewer', 'operator', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export interface AccessToken {
  id: string;
  role: Role;
  /** Only what concerns this unit (a site's sponsor or a region); null for everything. */
  unit: string | null;
  name: string | null;
  createdAt: EpochMs;
  revokedAt: EpochMs | null;
}

/** Tokens are kept by their hash alone: who reads the store cannot use them. */
export interface TokenRepository {
  add(token: Omit<AccessToken, 'revokedAt'>, hash: string): Promise<void>;
  list(): Promise<AccessToken[]>;
  /** The token of this hash unless it was revoked. */
  byHash(hash: string): Promise<AccessToken | null>;
  /** False when there is none of that id that still holds. */
  revoke(id: string, at: EpochMs): Promise<boolean>;
}
