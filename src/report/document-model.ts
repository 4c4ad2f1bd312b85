import type { CivilDate } from '../domain/civil-date.ts';

/** A document as its parts, whatever it is written as: bulletin, forwarding notice, a unit's list. */
export interface OfficialDocument {
  title: string;
  /** 发文机关标志; in red with a line under the number when `redHead`. */
  issuer: string;
  redHead: boolean;
  number: string | null;
  signed: CivilDate;
  parts: readonly DocumentPart[];
}

export type DocumentPart =
  | { is: 'addressee'; text: string }
  | { is: 'heading'; text: string }
  /** A run-in heading （一）… goes before the text. */
  | { is: 'paragraph'; lead: string; text: string }
  | { is: 'annexList'; titles: readonly string[] }
  | { is: 'signature'; issuer: string; date: string }
  | { is: 'annexTitle'; mark: string; title: string }
  | {
      is: 'table';
      columns: readonly TableColumn[];
      rows: readonly (readonly TableCell[])[];
      /** Last row is a total. */
      hasTotal: boolean;
    };

export interface TableColumn {
  title: string;
  /** Share of the width, of all columns' sum. */
  width: number;
  align: 'left' | 'center';
}

/** Text, or links to evidence; where a document takes no links (DOCX), their texts stand. */
export type TableCell = string | readonly { text: string; href: string }[];

export function cellText(cell: TableCell): string {
  return typeof cell === 'string' ? cell : cell.map(({ text }) => text).join(' ');
}
