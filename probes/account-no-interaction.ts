import type { Way } from '../src/domain/account-facts.ts';
import { defineAccountProbe, seenBy } from '../src/domain/account-probe.ts';
import { judged, undetermined } from '../src/domain/probe.ts';

const WAY_NAMES: Readonly<Record<Way, string>> = {
  comment: '评论',
  message: '私信留言',
  menu: '菜单入口',
  form: '留言表单',
  auto_reply: '自动回复',
};

/**
 * 未提供有效互动功能 (M3): none of the ways that the rule set accepts works. One that works is enough; a menu whose links
 * are dead is none. Where not every way was looked for, nothing is said.
 */
export const accountNoInteraction = defineAccountProbe({
  id: 'account-no-interaction',
  title: { zh: '未提供有效互动功能', en: 'No working interaction' },
  needs: ['interaction'],
  strings: {
    works: { zh: '互动功能可用：{ways}', en: 'Interaction works: {ways}' },
    none: { zh: '未提供有效互动功能：{detail}', en: 'No interaction works: {detail}' },
    nothing: { zh: '未提供有效互动功能', en: 'There is no interaction at all' },
    unclear: {
      zh: '有互动入口，但未能确认是否可用：{detail}',
      en: 'Whether it works was not seen: {detail}',
    },
    partial: { zh: '未能查看全部互动方式', en: 'Not every way of interaction could be looked for' },
  },
  judge({ interaction }, { rules }) {
    const accepted: readonly Way[] = rules.indicators['account-no-interaction'].thresholds.anyOf;
    const { ways, whole } = interaction.value;
    const counted = ways.filter(({ way }) => accepted.includes(way));
    const basis = seenBy(interaction);
    const facts = { ways, whole, accepted };
    const named = (some: typeof ways) =>
      some
        .map(({ way, detail }) => (detail === '' ? WAY_NAMES[way] : `${WAY_NAMES[way]}（${detail}）`))
        .join('、');
    const working = counted.filter(({ works }) => works === true);
    if (working.length > 0) {
      const params = { ways: working.map(({ way }) => WAY_NAMES[way]).join('、') };
      return [judged('pass', 'works', { params, facts, basis })];
    }
    const unclear = counted.filter(({ works }) => works === null);
    if (unclear.length > 0)
      return [undetermined('not_observed', 'unclear', { params: { detail: named(unclear) }, facts, basis })];
    if (!whole) return [undetermined('no_source', 'partial', { facts, basis })];
    const dead = counted.filter(({ detail }) => detail !== '');
    return dead.length === 0
      ? [judged('fail', 'nothing', { facts, basis })]
      : [judged('fail', 'none', { params: { detail: named(dead) }, facts, basis })];
  },
});
