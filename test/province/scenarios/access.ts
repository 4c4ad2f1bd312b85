import type { ProvinceColumn } from '../model.ts';
import { effect, type Scenario } from './scenario.ts';

const TOWNS = [
  '东街镇',
  '南关镇',
  '北城镇',
  '西坪镇',
  '河湾镇',
  '龙泉镇',
  '石门镇',
  '柳林镇',
  '太平镇',
  '清河镇',
];

const letters = (n: number) => [Math.floor(n / 26), n % 26].map((d) => String.fromCharCode(97 + d)).join('');

/** Sites that cannot be read, or not whole. */
export const ACCESS: readonly Scenario[] = [
  effect('down-refused', ['home-not-updated'], 'the site refuses connections', [
    { is: 'down', how: 'refused' },
  ]),
  effect('wall-412', ['home-not-updated'], 'a 412 wall that no machine passes', [
    { is: 'wall', how: 'wall-412' },
  ]),
  effect('rate-always', ['home-not-updated'], 'every request is answered 429', [
    { is: 'rate-limit', how: 'always' },
  ]),
  effect('down-reset', ['home-not-updated'], 'the site resets connections', [{ is: 'down', how: 'reset' }]),
  effect('down-500', ['home-not-updated'], 'every page answers 500', [{ is: 'down', how: 'status' }]),
  effect('down-slow', ['home-not-updated'], 'answers begin after more than 15 seconds', [
    { is: 'down', how: 'slow' },
  ]),
  effect('down-hangs', ['home-not-updated'], 'headers come, the body never ends', [
    { is: 'down', how: 'hangs' },
  ]),
  effect('wall-405', ['home-not-updated'], 'a 405 wall with a script', [{ is: 'wall', how: 'wall-405' }]),
  effect('wall-521', ['home-not-updated'], 'a 521 wall that no machine passes', [
    { is: 'wall', how: 'wall-521' },
  ]),
  effect('wall-200', ['home-not-updated'], 'a firewall’s page with status 200', [
    { is: 'wall', how: 'page-200' },
  ]),
  effect('cookie-412', ['home-not-updated'], 'a 412 wall that a browser passes', [
    { is: 'wall', how: 'cookie-412' },
  ]),
  effect('cookie-521', ['home-not-updated'], 'a 521 wall that a browser passes', [
    { is: 'wall', how: 'cookie-521' },
  ]),
  effect('rate-burst', ['home-not-updated'], '429 to a client that asks too fast', [
    { is: 'rate-limit', how: 'burst' },
  ]),
  {
    id: 'huge',
    what: 'more columns than a look has pages for: nothing is over its limit, and not all can be seen',
    indicators: ['columns-not-updated'],
    suits: ({ dialect }) => dialect !== 'gkmlpt',
    lay(site) {
      const parent = site.columns.find(({ slug }) => slug === 'zwgk');
      if (parent === undefined) throw new Error(`${site.siteCode} has no 政务公开`);
      const extra = Array.from(
        { length: 230 },
        (_, i): ProvinceColumn => ({
          ...{
            no: site.columns.length + i + 1,
            name: `${TOWNS[i % TOWNS.length]}${Math.floor(i / TOWNS.length) + 1}组通知公告`,
          },
          ...{
            slug: `cz${letters(i)}`,
            kind: 'notice',
            form: 'list',
            level: 2,
            parent: parent.no,
            limit: { months: 6 },
          },
          ...{ cadence: 10 + (i % 20), onHome: false, pinned: false, declaredLimitDays: null },
        }),
      );
      return { effects: [{ is: 'huge' }], change: { columns: [...site.columns, ...extra] } };
    },
  },
];
