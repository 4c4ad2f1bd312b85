/** `“名称”网`: how bulletins name a site in running text (STANDARDS §9); accounts have `accountTitle`. */
export function siteInText(name: string): string {
  return `“${name}”网`;
}

/**
 * `A、B、C等N家`: the names given, and the whole count where names were left out. `shown` names are taken in order;
 * without a cut the names stand alone.
 */
export function nameList(
  names: readonly string[],
  { shown, counter }: { shown: number; counter: string },
): string {
  if (names.length <= shown) return names.join('、');
  return `${names.slice(0, shown).join('、')}等${names.length}${counter}`;
}

/** One name of each group first, in the groups' order: examples that speak for all kinds. */
export function oneOfEach<T>(items: readonly T[], groupOf: (item: T) => string): T[] {
  const seen = new Set<string>();
  const first = items.filter((item) => {
    const group = groupOf(item);
    if (seen.has(group)) return false;
    seen.add(group);
    return true;
  });
  return [...first, ...items.filter((item) => !first.includes(item))];
}
