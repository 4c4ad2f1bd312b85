import type { Persona } from './letter-carrier.ts';

const MASK = '***';

/** Takes a persona's values out of whatever is to be kept: pages repeat names and numbers in their answers. */
export function redacted<T>(value: T, persona: Persona): T {
  const secrets = secretsOf(persona);
  return walk(value, (text) => secrets.reduce((left, secret) => left.split(secret).join(MASK), text)) as T;
}

/** Longest first: the e-mail before a name that stands in it. */
function secretsOf({ name, phone, email, idNumber, address }: Persona): string[] {
  const grouped = [
    `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`,
    phone.replace(/^(\d{3})(\d{4})/, '$1-$2-'),
  ];
  return [idNumber, idNumber?.toLowerCase(), address, email, phone, ...grouped, name]
    .filter((secret): secret is string => typeof secret === 'string' && secret.length > 1)
    .sort((a, b) => b.length - a.length);
}

function walk(value: unknown, on: (text: string) => string): unknown {
  if (typeof value === 'string') return on(value);
  if (Array.isArray(value)) return value.map((inner) => walk(inner, on));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner, on)]));
  }
  return value;
}
