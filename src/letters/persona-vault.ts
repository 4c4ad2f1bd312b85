import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { chmodSync, closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { XunjianError } from '../errors.ts';
import type { Persona } from './letter-carrier.ts';

/** Keeps personas out of the store in clear: sealed with AES-256-GCM under a key that stands elsewhere. */
export interface PersonaVault {
  /** `context` (the letter's id) is bound to it: a sealed persona cannot be moved to another letter. */
  seal(persona: Persona, context: string): Uint8Array;
  /** Throws PERSONA_KEY when the key is another one or the bytes were changed. */
  open(sealed: Uint8Array, context: string): Persona;
}

export const KEY_VARIABLE = 'XUNJIAN_LETTERS_KEY';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

export function personaVault(key: Uint8Array): PersonaVault {
  return {
    seal(persona, context) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(JSON.stringify(persona), 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]);
    },
    open(sealed, context) {
      try {
        const bytes = Buffer.from(sealed);
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES))
          .setAAD(Buffer.from(context))
          .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
        const body = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
        return JSON.parse(body.toString('utf8')) as Persona;
      } catch {
        throw new XunjianError(
          'PERSONA_KEY',
          'the personas of this campaign are sealed with another key',
          `give the key it was planned with, in ${KEY_VARIABLE} or the file of "letters.keyFile"`,
        );
      }
    },
  };
}

/**
 * The key from the environment, else from the key file. A file that is not there yet is made, readable by its owner
 * alone: whoever backs up the database must back it up apart. Throws PERSONA_KEY.
 */
export function personaKey(file: string, env: Readonly<Record<string, string | undefined>>): Uint8Array {
  const given = env[KEY_VARIABLE];
  if (given !== undefined && given !== '') return keyFrom(given, KEY_VARIABLE);
  try {
    return keyFrom(readFileSync(file, 'utf8'), file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT'))
      throw asKeyError(error, file);
  }
  return makeKey(file);
}

function makeKey(file: string): Uint8Array {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    // Exclusive: of two processes that start together one makes the key, the other reads it.
    const descriptor = openSync(file, 'wx', 0o600);
    const key = randomBytes(KEY_BYTES);
    writeSync(descriptor, `${key.toString('hex')}\n`);
    closeSync(descriptor);
    chmodSync(file, 0o600);
    return key;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      return keyFrom(readFileSync(file, 'utf8'), file);
    throw asKeyError(error, file);
  }
}

function keyFrom(text: string, source: string): Uint8Array {
  const trimmed = text.trim();
  if (/^[0-9a-f]{64}$/i.test(trimmed)) return Buffer.from(trimmed, 'hex');
  throw new XunjianError(
    'PERSONA_KEY',
    `${source} holds no key of 64 hexadecimal digits`,
    'make one with: openssl rand -hex 32',
  );
}

function asKeyError(cause: unknown, file: string): XunjianError {
  if (cause instanceof XunjianError) return cause;
  return new XunjianError(
    'PERSONA_KEY',
    `cannot read or make the key file ${file}: ${cause instanceof Error ? cause.message : String(cause)}`,
    `give the key in ${KEY_VARIABLE}, or mend the path of "letters.keyFile"`,
    { cause },
  );
}
