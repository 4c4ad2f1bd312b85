import { hash } from '../random.ts';

/** A letter that arrived, as the office's own system keeps it. */
export interface ArrivedLetter {
  host: string;
  at: number;
  number: string;
  code: string;
  title: string;
  content: string;
  name: string;
  phone: string;
  idNumber: string;
  fields: Record<string, string>;
}

/** All letters of all hosts, in order of arrival, and the pictures that were shown. */
export class LetterDesk {
  readonly letters: ArrivedLetter[] = [];
  readonly #pictures = new Map<string, string>();
  #issued = 0;

  /** Keeps a letter and gives it number and query code. Never refuses: what arrives twice is there twice. */
  take(
    host: string,
    at: number,
    fields: ReadonlyMap<string, string>,
    roles: Partial<Record<Role, string>> = {},
  ): ArrivedLetter {
    const value = (role: Role) => fields.get(roles[role] ?? role) ?? '';
    const count = this.of(host).length + 1;
    const day = new Date(at + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');
    const letter: ArrivedLetter = {
      ...{ host, at },
      number: `${day}${String(count).padStart(4, '0')}`,
      code: value('code') || String(100000 + (hash(host, 'code', count) % 900000)),
      ...{ title: value('title'), content: value('content'), name: value('name'), phone: value('phone') },
      idNumber: value('idNumber'),
      fields: Object.fromEntries(fields),
    };
    this.letters.push(letter);
    return letter;
  }

  of(host: string): ArrivedLetter[] {
    return this.letters.filter((letter) => letter.host === host);
  }

  /** A new picture for a host; the one before is void. */
  newPicture(host: string): string {
    this.#issued += 1;
    const code = hash(host, 'picture', this.#issued)
      .toString(36)
      .toUpperCase()
      .replace(/[O01IL]/g, 'K')
      .padEnd(4, 'W')
      .slice(0, 4);
    this.#pictures.set(host, code);
    return code;
  }

  /** What the person at the desk reads off the picture. */
  pictureOf(host: string): string | null {
    return this.#pictures.get(host) ?? null;
  }

  isPicture(host: string, text: string | undefined): boolean {
    const code = this.#pictures.get(host);
    this.#pictures.delete(host);
    return code !== undefined && text !== undefined && text.trim().toUpperCase() === code;
  }
}

export type Role = 'title' | 'content' | 'name' | 'phone' | 'idNumber' | 'code';
