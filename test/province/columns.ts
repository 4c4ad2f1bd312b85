import type { ColumnKind } from '../../src/domain/site.ts';
import type { ColumnForm, ProvinceColumn } from './model.ts';
import { between, chance, pick } from './random.ts';

/** Column as the plans below write it: name, folder, kind, form, children. */
type Plan = readonly [
  name: string,
  slug: string,
  kind: ColumnKind,
  form: ColumnForm,
  children?: readonly Plan[],
];

/** Words by which 人事、规划计划、统计、财政 columns are known: twelve months (STANDARDS §2.1, rule set `named`). */
const NAMED = ['人事', '规划', '计划', '统计', '财政'];

/** Update limits as `national-2019` sets them. */
export function limitOf(kind: ColumnKind, name: string): ProvinceColumn['limit'] {
  if (kind === 'news') return { days: 14 };
  if (kind === 'notice' || kind === 'policy') return { months: 6 };
  if (kind === 'other' && NAMED.some((word) => name.includes(word))) return { months: 12 };
  return null;
}

const interaction: Plan = [
  '互动交流',
  'hdjl',
  'interaction',
  'interaction',
  [
    ['信件选登', 'xjxd', 'interaction', 'letters'],
    ['意见征集', 'yjzj', 'consultation', 'list'],
    ['在线访谈', 'zxft', 'interaction', 'list'],
  ],
];

/** 历史性工作专题 are no 动态要闻: their age is no fault (STANDARDS §2.1). */
const topics: Plan = [
  '专题专栏',
  'ztzl',
  'other',
  'overview',
  [
    ['党史学习教育专题（2021年）', 'dsxxjy', 'other', 'list'],
    ['脱贫攻坚专题（2020年）', 'tpgj', 'other', 'list'],
  ],
];

function openness(seed: string): Plan {
  return [
    '政务公开',
    'zwgk',
    'other',
    'overview',
    [
      [
        '政策文件',
        'zcwj',
        'policy',
        'overview',
        [
          ['规范性文件', 'gfxwj', 'policy', 'list'],
          [pick(['政府文件', '本级文件'], seed, 'doc'), 'zfwj', 'policy', 'list'],
          ['其他文件', 'qtwj', 'policy', 'list'],
        ],
      ],
      [pick(['公示公告', '公告公示'], seed, 'gsgg'), 'gsgg', 'notice', 'list'],
      ['人事信息', 'rsxx', 'other', 'list'],
      ['规划计划', 'ghjh', 'other', 'list'],
      ['统计信息', 'tjxx', 'other', 'list'],
      [pick(['财政信息', '财政预决算'], seed, 'cz'), 'czxx', 'other', 'list'],
      ['领导信息', 'ldxx', 'static', 'leaders'],
      ['机构职能', 'jgzn', 'static', 'static'],
      ['信息公开年报', 'xxgknb', 'other', 'list'],
      ['建议提案', 'jyta', 'other', 'list'],
    ],
  ];
}

function portalPlan(seed: string, short: string): Plan[] {
  const news: Plan[] = [
    ['政务要闻', 'zwyw', 'news', 'list'],
    [`${short}要闻`, 'bdyw', 'news', 'list'],
    ['部门动态', 'bmdt', 'news', 'list'],
    [pick(['镇街动态', '区县动态'], seed, 'zj'), 'zjdt', 'news', 'list'],
    ['工作动态', 'gzdt', 'news', 'list'],
    ['时政要闻', 'szyw', 'news', 'list'],
    ['图片新闻', 'tpxw', 'news', 'list'],
  ];
  return [
    [pick(['新闻中心', '新闻动态'], seed, 'xw'), 'xwzx', 'news', 'overview', news],
    ['通知公告', 'tzgg', 'notice', 'list'],
    openness(seed),
    ['办事服务', 'bsfw', 'service', 'service'],
    interaction,
    topics,
    [`走进${short}`, 'zjbd', 'static', 'static'],
  ];
}

function officePlan(seed: string): Plan[] {
  const open = openness(seed);
  const fewer = (open[4] ?? []).filter(([, slug]) => slug !== 'tjxx' || chance(50, seed, 'tjxx'));
  const news: Plan[] = chance(60, seed, 'flat')
    ? [
        ['工作动态', 'gzdt', 'news', 'list'],
        [pick(['基层动态', '市县动态'], seed, 'jc'), 'jcdt', 'news', 'list'],
      ]
    : [
        [
          '新闻动态',
          'xwdt',
          'news',
          'overview',
          [
            ['工作动态', 'gzdt', 'news', 'list'],
            ['图片新闻', 'tpxw', 'news', 'list'],
            ['基层动态', 'jcdt', 'news', 'list'],
          ],
        ],
      ];
  return [
    ...news,
    ['通知公告', 'tzgg', 'notice', 'list'],
    [open[0], open[1], open[2], open[3], fewer],
    ['办事服务', 'bsfw', 'service', 'service'],
    interaction,
    ...(chance(50, seed, 'zt') ? [topics] : []),
  ];
}

/** Days of the window in which a column publishes once; the longest pause is below twice that, well inside its limit. */
function cadenceOf(kind: ColumnKind, name: string, key: string): number {
  if (kind === 'news') return between(1, 4, key, 'cadence');
  if (kind === 'notice') return between(4, 30, key, 'cadence');
  if (kind === 'policy') return between(15, 50, key, 'cadence');
  if (limitOf(kind, name) !== null) return between(30, 110, key, 'cadence');
  return between(60, 170, key, 'cadence');
}

/** The columns of a site, numbered in the order of its navigation. */
export function columnsOf(type: 'portal' | 'office', key: string, short: string): ProvinceColumn[] {
  const columns: ProvinceColumn[] = [];
  const add = (plan: Plan, level: 1 | 2 | 3, parent: number | null): void => {
    const [name, slug, kind, form, children = []] = plan;
    const no = columns.length + 1;
    const limit = form === 'overview' ? null : limitOf(kind, name);
    columns.push({
      ...{ no, name, slug, kind, form, level, parent, limit },
      cadence: cadenceOf(kind, name, `${key}/${slug}`),
      onHome: form === 'list' && limit !== null && (kind !== 'other' || chance(25, key, slug, 'home')),
      pinned: form === 'list' && kind !== 'other' && chance(20, key, slug, 'pinned'),
      declaredLimitDays: null,
    });
    const below = level === 1 ? 2 : 3;
    for (const child of children) add(child, below, no);
  };
  for (const plan of type === 'portal' ? portalPlan(key, short) : officePlan(key)) add(plan, 1, null);
  return columns;
}
