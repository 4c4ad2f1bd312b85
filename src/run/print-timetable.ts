import type { Config } from '../config/load-config.ts';
import type { Language, Sentence } from '../domain/probe.ts';
import { onCalendar } from './on-calendar.ts';
import { JOBS, type JobName } from './timetable.ts';

export interface Installation {
  /** Absolute paths of Node and of the program. */
  node: string;
  program: string;
  user: string;
  live: boolean;
}

const WHAT: Record<JobName, Sentence> = {
  nightly: { zh: '夜间扫描', en: 'nightly scan' },
  reach: { zh: '可用性采样', en: 'availability samples' },
  send: { zh: '发信（仅工作日）', en: 'letters (workdays only)' },
  watch: { zh: '查看答复', en: 'replies' },
  accounts: { zh: '检查新媒体账号', en: 'accounts' },
};

/** Every Sunday at noon, evidence that no class keeps any longer: at night a scan may be under way, and it would be refused. */
const PRUNE = '30 12 * * 0';
const PRUNES: Sentence = { zh: '清理过期证据', en: 'evidence past its time' };

/** Lines for `crontab -e` that run the timetable without a process of ours standing. */
export function crontabOf(config: Config, at: Installation, language: Language): string {
  const say = (text: Sentence) => text[language];
  const line = (cron: string, command: string, what: string) =>
    `# ${what}\n${cron} ${command.replaceAll('%', '\\%')}`;
  const jobs = JOBS.map((job) =>
    line(config.schedule[job], commandOf(config, at, `schedule run ${job}`, job), say(WHAT[job])),
  );
  const zone = say({
    zh: `# 时间按 ${config.timezone}。cronie 认 CRON_TZ；Debian、Ubuntu 的 cron 不认，须将本机时区设为该时区`,
    en: `# Times are of ${config.timezone}. cronie honours CRON_TZ; the cron of Debian and Ubuntu does not: set the machine's zone there`,
  });
  const prune = line(PRUNE, commandOf(config, at, 'prune'), say(PRUNES));
  return `${[zone, `CRON_TZ=${config.timezone}`, ...jobs, prune].join('\n')}\n`;
}

/** Unit files of systemd: one service that keeps the timetable, or one timer a job. Each after its file's name. */
export function systemdOf(config: Config, at: Installation, language: Language): string {
  const say = (zh: string, en: string) => (language === 'zh' ? zh : en);
  const service = (what: string, type: string, rest: string, more: readonly string[]) =>
    [
      ...['[Unit]', `Description=${what}`, 'Wants=network-online.target', 'After=network-online.target', ''],
      ...[
        '[Service]',
        `Type=${type}`,
        `User=${at.user}`,
        `ExecStart=${commandOf(config, at, rest).replaceAll('%', '%%')}`,
      ],
      // 1: there are findings; 130: it was stopped and goes on next time. Neither is a failure of the service.
      ...['Nice=10', 'SuccessExitStatus=1 130', 'TimeoutStopSec=120', ...more],
    ].join('\n');
  const file = (name: string, text: string) => `# ── /etc/systemd/system/${name}\n${text}\n`;
  const one = file(
    'xunjian.service',
    service(say('巡检时间表', 'Xunjian timetable'), 'exec', `schedule${at.live ? ' --live' : ''}`, [
      ...['Restart=on-failure', 'RestartSec=60', '', '[Install]', 'WantedBy=multi-user.target'],
    ]),
  );
  const timer = (
    name: string,
    what: string,
    times: readonly string[],
    rest: string,
    isMadeUpFor: boolean,
  ) => [
    file(`xunjian-${name}.service`, service(`巡检 ${what}`, 'oneshot', rest, [])),
    file(
      `xunjian-${name}.timer`,
      [
        ...['[Unit]', `Description=巡检 ${what}`, '', '[Timer]'],
        ...times.map((time) => `OnCalendar=${time}`),
        ...[`Persistent=${isMadeUpFor}`, '', '[Install]', 'WantedBy=timers.target'],
      ].join('\n'),
    ),
  ];
  const timers = JOBS.flatMap((job) => {
    const times = onCalendar(config.schedule[job], config.timezone);
    if (times === null)
      return [`# ${job}: ${say('systemd 无法表达', 'systemd cannot say')} "${config.schedule[job]}"\n`];
    const live = job === 'send' && at.live ? ' --live' : '';
    // A time missed while the machine was off is made up for once; samples of a time that is past say nothing.
    return timer(job, WHAT[job][language], times, `schedule run ${job}${live}`, job !== 'reach');
  });
  return [
    say(
      '# 方式一：一个常驻服务。systemctl enable --now xunjian',
      '# Way 1: one service that stays. systemctl enable --now xunjian',
    ),
    one,
    say(
      `# 方式二：每项任务一个定时器，不要与方式一同时启用。systemctl enable --now ${JOBS.map((job) => `xunjian-${job}.timer`).join(' ')}`,
      `# Way 2: one timer a job, never beside way 1. systemctl enable --now ${JOBS.map((job) => `xunjian-${job}.timer`).join(' ')}`,
    ),
    ...timers,
    say(
      '# 两种方式都要：清理过期证据。systemctl enable --now xunjian-prune.timer',
      '# With either way: evidence past its time. systemctl enable --now xunjian-prune.timer',
    ),
    ...timer('prune', PRUNES[language], onCalendar(PRUNE, config.timezone) ?? [], 'prune', true),
  ].join('\n');
}

function commandOf(config: Config, at: Installation, rest: string, job?: JobName): string {
  const live = job === 'send' && at.live ? ' --live' : '';
  return `${quoted(at.node)} ${quoted(at.program)} --quiet --config ${quoted(config.file)} ${rest}${live}`;
}

function quoted(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `"${path.replaceAll(/(["\\$`])/g, '\\$1')}"`;
}
