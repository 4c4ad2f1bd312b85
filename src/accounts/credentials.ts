import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { issueError } from '../config/explain-issue.ts';
import { at, parseYaml, readSmallFile } from '../config/yaml-document.ts';
import { type Account, plainName } from '../domain/account.ts';
import { XunjianError } from '../errors.ts';

/** What an operator gave us to look at their account with. The secret lives in memory only. */
export interface WechatCredentials {
  appId: string;
  /** Read when it is needed; throws nothing, gives null where the variable or file is not there. */
  secret(): string | null;
}

export interface Credentials {
  wechatOf(account: Account): WechatCredentials | null;
  /** Accounts as the file names them whose secret is not in its variable or file. */
  withoutSecret(): string[];
}

const text = z.string().trim().min(1).describe('a text');
const schema = z.strictObject({
  wechat: z
    .array(
      z.strictObject({
        /** 微信号 of the registry's handle column, or the account's name. */
        account: text,
        appId: text,
        /** One of the three. */
        secretEnv: text.optional(),
        secretFile: text.optional(),
        secret: text.optional(),
      }),
    )
    .default([])
    .describe('a list of { account, appId, secretEnv | secretFile | secret }'),
});

const REFERENCE = 'docs/guides/accounts.md';
const NOBODY: Credentials = { wechatOf: () => null, withoutSecret: () => [] };

/**
 * Reads the file of credentials; none when it is absent. Secrets stand there, in files of their own or in the
 * environment; they are never stored, logged or kept as evidence. Throws CONFIG_INVALID, CONFIG_UNREADABLE.
 */
export function loadCredentials(
  file: string,
  env: Readonly<Record<string, string | undefined>>,
): Credentials {
  if (!existsSync(file)) return NOBODY;
  const source = readSmallFile(file, 'the credentials', 'CONFIG_UNREADABLE', 'check accounts.credentials');
  const document = parseYaml(source, file, 'CONFIG_INVALID');
  const parsed = schema.safeParse(document.value);
  if (!parsed.success)
    throw issueError(parsed.error, schema, document, { code: 'CONFIG_INVALID', reference: REFERENCE });
  const known = new Map<string, WechatCredentials>();
  parsed.data.wechat.forEach(({ account, appId, secret, secretEnv, secretFile }, i) => {
    if ([secret, secretEnv, secretFile].filter((given) => given !== undefined).length !== 1) {
      const line = document.lineOf(['wechat', i]);
      throw new XunjianError(
        'CONFIG_INVALID',
        `${at(file, line)}: "${account}" needs exactly one of secretEnv, secretFile and secret`,
        'name the variable or the file that holds the secret',
        { place: line === undefined ? { file } : { file, line } },
      );
    }
    known.set(plainName(account), {
      appId,
      secret: () => secret ?? fromEnv(env, secretEnv) ?? fromFile(file, secretFile),
    });
  });
  return {
    wechatOf({ handle, name, formerNames }) {
      for (const one of [handle, name, ...formerNames]) {
        const found = one === null ? undefined : known.get(plainName(one));
        if (found !== undefined) return found;
      }
      return null;
    },
    withoutSecret: () =>
      parsed.data.wechat.flatMap(({ account }) =>
        known.get(plainName(account))?.secret() === null ? [account] : [],
      ),
  };
}

function fromEnv(env: Readonly<Record<string, string | undefined>>, name?: string): string | null {
  return name === undefined ? null : env[name]?.trim() || null;
}

function fromFile(base: string, name?: string): string | null {
  if (name === undefined) return null;
  const file = path.resolve(path.dirname(base), name);
  return existsSync(file)
    ? readSmallFile(file, 'a secret', 'CONFIG_UNREADABLE', 'check secretFile').trim() || null
    : null;
}
