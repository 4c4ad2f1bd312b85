import { type CivilDate, daysBetween } from '../src/domain/civil-date.ts';
import type { TlsFacts } from '../src/domain/exchange.ts';
import type { Judgement } from '../src/domain/outcome.ts';
import { defineProbe, judged, undetermined } from '../src/domain/probe.ts';
import type { SiteFacts } from '../src/domain/site-facts.ts';

/**
 * Problems that may be our trust store's: an intermediate that was left out, which browsers fetch, or a national root
 * that we do not carry. They never accuse.
 */
const MAYBE_OURS = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'CERT_UNTRUSTED',
]);
/** Of the machine's clock, which in a rehearsal is not the recorded one: dates are judged from the certificate itself. */
const OF_DATES = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);

/**
 * HTTPS配置不当: name, dates and signature of the certificate that the home page shows, and 混合内容 of the pages read. Sites
 * without HTTPS are not judged.
 */
export const httpsInvalid = defineProbe({
  id: 'https-invalid',
  title: { zh: 'HTTPS证书无效', en: 'Invalid HTTPS certificate' },
  needs: [],
  mayUse: ['tls', 'address', 'insecure'],
  strings: {
    pass: { zh: '证书有效至{until}', en: 'The certificate is valid until {until}' },
    none: { zh: '网站未使用HTTPS', en: 'The site is not served by HTTPS' },
    expired: { zh: '证书已于{until}过期', en: 'The certificate expired on {until}' },
    early: { zh: '证书自{from}起才有效', en: 'The certificate is valid only from {from}' },
    name: {
      zh: '证书不属于{host}（证书名称：{names}）',
      en: 'The certificate is not for {host} (it names {names})',
    },
    other: { zh: '证书无效：{problem}', en: 'The certificate is invalid: {problem}' },
    chain: {
      zh: '证书链不完整，部分浏览器可能提示不安全：{problem}',
      en: 'The certificate chain is incomplete; some browsers may warn: {problem}',
    },
    soon: {
      zh: '证书将于{until}过期，剩余{days}天',
      en: 'The certificate expires on {until}, in {days} days',
    },
    mixed: {
      zh: 'HTTPS页面{page}以HTTP加载{count}个脚本、样式或框架，浏览器不予加载，如{url}',
      en: 'Over HTTP, https page {page} loads {count} scripts, styles or frames that browsers block, such as {url}',
    },
    shown: {
      zh: 'HTTPS页面以HTTP加载{count}个图片或音视频，如{url}',
      en: 'https pages load {count} images or media over HTTP, such as {url}',
    },
    unseen: { zh: '未能看到证书：{detail}', en: 'The certificate could not be seen: {detail}' },
  },
  judge(_, { site, rules, today }, { tls, address, insecure }) {
    return [...ofCertificate(), ...mixedContent(insecure)];

    function ofCertificate() {
      const { warnDays } = rules.indicators['https-invalid'].thresholds;
      const isHttps = site.homeUrl.startsWith('https:');
      if (!tls.seen) {
        const isSeen = address.seen;
        if (!isHttps && isSeen) return [judged('not_applicable', 'none', { basis: address })];
        const { reason, detail, evidence } = tls;
        const basis = { evidence, tier: 'http' as const };
        return [undetermined(reason, 'unseen', { params: { detail }, basis })];
      }
      const { problem, subject, issuer, names, validFrom, validTo } = tls.value;
      const until = dayOf(validTo);
      const from = dayOf(validFrom);
      const facts = { problem, subject, issuer, names: names.slice(0, 20), from, until };
      const say = (outcome: 'pass' | 'fail' | 'notice', key: string, params = {}) => [
        judged(outcome, key, { params: { until, from, ...params }, facts, basis: tls }),
      ];
      if (until < today) return say('fail', 'expired');
      if (from > today) return say('fail', 'early');
      const host = new URL(address.seen ? address.value.finalUrl : site.homeUrl).hostname;
      // Where the chain does not verify, nobody compared the names.
      const isUncompared = problem !== null && MAYBE_OURS.has(problem) && names.length > 0;
      if (problem === 'ERR_TLS_CERT_ALTNAME_INVALID' || (isUncompared && !names.some(isFor(host))))
        return say('fail', 'name', { host, names: names.slice(0, 3).join(', ') || subject });
      const left = daysBetween(today, until);
      if (problem !== null && MAYBE_OURS.has(problem)) return say('notice', 'chain', { problem });
      if (problem !== null && !OF_DATES.has(problem)) return say('fail', 'other', { problem });
      return left <= warnDays ? say('notice', 'soon', { days: left }) : say('pass', 'pass');
    }
  },
});

/** A wildcard stands for one label (RFC 6125 §6.4.3). */
const isFor =
  (host: string) =>
  (name: string): boolean => {
    const [own, certified] = [host.toLowerCase(), name.toLowerCase().replace(/^(?:dns|ip address):/, '')];
    if (!certified.startsWith('*.')) return own === certified;
    return own.includes('.') && own.slice(own.indexOf('.')) === certified.slice(1);
  };

/** What browsers block breaks the page; what they show only weakens it. */
function mixedContent(insecure: SiteFacts['insecure']): Judgement[] {
  if (!insecure?.seen) return [];
  const { parts } = insecure.value;
  const blocked = parts.filter((part) => part.blocked);
  const [first] = blocked;
  if (first !== undefined) {
    const tier = blocked.every((part) => part.tier === 'browser') ? ('browser' as const) : ('http' as const);
    return [
      judged('fail', 'mixed', {
        subject: { url: first.foundOn },
        params: { page: first.foundOn, count: blocked.length, url: first.url },
        facts: { parts: blocked },
        basis: { evidence: insecure.evidence, tier },
      }),
    ];
  }
  const [shown] = parts;
  if (shown === undefined) return [];
  const params = { count: parts.length, url: shown.url };
  return [
    judged('notice', 'shown', { subject: { url: shown.foundOn }, params, facts: { parts }, basis: insecure }),
  ];
}

function dayOf(at: TlsFacts['validTo']): CivilDate {
  return new Date(at).toISOString().slice(0, 10) as CivilDate;
}
