import { defineAccountProbe } from '../src/domain/account-probe.ts';
import { judged } from '../src/domain/probe.ts';

/** 一个单位在同一平台开设多个账号 (NM-2): a matter of the registry alone. */
export const accountDuplicate = defineAccountProbe({
  id: 'account-duplicate',
  title: { zh: '同一平台重复开设', en: 'Several accounts on one platform' },
  needs: [],
  strings: {
    one: { zh: '该单位在此平台仅有此账号', en: 'The only account of its unit on this platform' },
    several: {
      zh: '同一单位在此平台共有{count}个账号，另有：{others}',
      en: 'Its unit has {count} accounts on this platform; the others: {others}',
    },
  },
  judge(_, { siblings, rules }) {
    const { perPlatform } = rules.indicators['account-duplicate'].thresholds;
    const count = siblings.length + 1;
    const others = siblings.map(({ name }) => name);
    if (count <= perPlatform) return [judged('pass', 'one')];
    return [
      judged('fail', 'several', { params: { count, others: others.join('、') }, facts: { count, others } }),
    ];
  },
});
