import { effect, type Scenario } from './scenario.ts';

function letterFor(days: number, what: string): Scenario {
  return {
    id: `letter-${days}-days`,
    what,
    indicators: ['interaction-poor'],
    lay: (_, base) => ({ effects: [{ is: 'letters-unanswered', sent: base - days }] }),
  };
}

/** Ways to ask the office something, and public letters. */
export const INTERACTION: readonly Scenario[] = [
  effect('channel-none', ['interaction-poor'], 'no way to ask the office anything', [
    { is: 'channel-missing', how: 'none' },
  ]),
  effect('channel-maintenance', ['interaction-poor'], 'the form’s page says it is under maintenance', [
    { is: 'channel-broken', how: 'maintenance' },
  ]),
  effect('channel-login', ['interaction-poor'], 'the form stands behind a login', [
    { is: 'channel-login', how: 'page' },
  ]),
  effect('channel-lookup-only', ['interaction-poor'], 'only a look-up form and a survey, no way to write', [
    { is: 'channel-missing', how: 'lookup-only' },
  ]),
  effect('channel-special-only', ['interaction-poor'], 'only 网上信访 and 纪检举报, which do not count', [
    { is: 'channel-missing', how: 'special-only' },
  ]),
  effect('channel-503', ['interaction-poor'], 'the form’s page answers 503', [
    { is: 'channel-broken', how: 'status' },
  ]),
  effect('channel-login-redirect', ['interaction-poor'], 'the form redirects to a login', [
    { is: 'channel-login', how: 'redirect' },
  ]),
  effect('channel-sms', ['interaction-poor'], 'the form asks for a real-name SMS check first', [
    { is: 'channel-login', how: 'sms' },
  ]),
  effect('channel-elsewhere', ['interaction-poor', 'system-off-domain'], 'a working form on a foreign host', [
    { is: 'channel-elsewhere', host: 'liuyan.zxxx-mn.com' },
  ]),
  letterFor(110, 'a public letter unanswered for over three months'),
  letterFor(80, 'a public letter unanswered for 80 days: within three months'),
];
