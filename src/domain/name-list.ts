/** How bulletins name things in running text: “名称”网 for a site, 单位“账号名”类型 for an account (STANDARDS §9). */

export function siteInText(name: string): string {
  return `“${name}”网`;
}

export function accountInText({
  operator,
  name,
  platform,
}: {
  operator: string;
  name: string;
  platform: string;
}): string {
  return `${operator}“${name}”${platform}`;
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
