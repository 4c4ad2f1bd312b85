/**
 * Whether a host lies under one of `suffixes` (`gov.cn`, `政务`, `xn--zfr164b`…), as 国办函〔2018〕55号 and
 * 互联网政务应用安全管理规定 art. 5 allow them. Hosts come from `URL`, so Chinese names are in punycode already. A bare
 * address never does, nor does the suffix by itself.
 */
export function isUnderSuffix(host: string, suffixes: readonly string[]): boolean {
  const name = host.toLowerCase().replace(/\.$/, '').replace(/:\d+$/, '');
  return suffixes.some((suffix) => name.endsWith(`.${suffix}`));
}

/** Whether the host is written as an IP address. */
export function isAddressLiteral(host: string): boolean {
  const name = host.replace(/:\d+$/, '');
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(name) || host.startsWith('[');
}
