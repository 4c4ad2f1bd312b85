/**
 * The address of a page as one writes it to tell it from others: without what stands behind the hash, but for the pages
 * that show another column for each number there (广东 gkmlpt shows all its columns on one page).
 *
 * @param url changed in place
 */
export function pageAddress(url: URL): string {
  if (!(/^#\d{1,12}$/.test(url.hash) && /\/gkmlpt\/(index)?$/.test(url.pathname))) url.hash = '';
  return url.href;
}
