/** Breaches of the import rules in one file. */
export function breachesOf(file: string, text: string): string[];
