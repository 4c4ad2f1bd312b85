import { isoInZone } from '../domain/civil-date.ts';
import type { Language } from '../domain/probe.ts';
import { XunjianError } from '../errors.ts';
import type { JobEvent } from '../run/follow-timetable.ts';
import type { JobName } from '../run/timetable.ts';

export const JOB_NAMES: Record<JobName, Record<Language, string>> = {
  nightly: { zh: '夜间扫描', en: 'nightly' },
  reach: { zh: '可用性采样', en: 'reach' },
  send: { zh: '发信', en: 'send' },
  watch: { zh: '查看答复', en: 'watch' },
  accounts: { zh: '新媒体检查', en: 'accounts' },
};

const FIGURES: Readonly<Record<string, string>> = {
  sites: '应查',
  looked: '已查',
  failing: '有问题',
  unseen: '未能查看',
  refusedRows: '拒收行',
  up: '可访问',
  down: '打不开',
  unknown: '无法判断',
  tried: '已试',
  postponed: '留待下次',
  unavailable: '渠道不可用',
  total: '应查',
};
const NOTES: Readonly<Record<string, string>> = {
  'needs letters.enabled and --live': '未启用真实发信（需 letters.enabled: true 与 --live）',
  'no workday': '非工作日，不发信',
  'no campaign': '尚无互动检查',
  'no registry of accounts': '没有账号名录',
};

/** One line of what happened to a job of the timetable. */
export function printJobEvent(event: JobEvent, language: Language, zone: string): string {
  const zh = language === 'zh';
  const name = JOB_NAMES[event.job][language];
  const due = minuteOf(event.dueAt, zone);
  switch (event.event) {
    case 'waiting':
      return zh ? `${name}：下次 ${due}` : `${name}: next at ${due}`;
    case 'started':
      return zh ? `${name}：开始（应于 ${due}）` : `${name}: started (due ${due})`;
    case 'ended': {
      const seconds = Math.round(event.ms / 1000);
      return zh
        ? `${name}：完成，用时 ${seconds} 秒，${figuresOf(event.figures, language)}`
        : `${name}: ended after ${seconds} s, ${figuresOf(event.figures, language)}`;
    }
    case 'busy':
      return zh
        ? `${name}：另一进程正在执行，跳过 ${due} 的一次`
        : `${name}: runs elsewhere, ${due} is left out`;
    case 'failed': {
      const said =
        event.error instanceof XunjianError
          ? `${event.error.message} → ${event.error.remedy} [${event.error.code}]`
          : String(event.error instanceof Error ? (event.error.stack ?? event.error.message) : event.error);
      return zh ? `${name}：未能执行：${said}` : `${name}: could not run: ${said}`;
    }
  }
}

export function figuresOf(figures: Readonly<Record<string, number | string>>, language: Language): string {
  if (typeof figures.note === 'string')
    return language === 'zh' ? (NOTES[figures.note] ?? figures.note) : figures.note;
  return Object.entries(figures)
    .filter(([key, value]) => key !== 'refusedRows' || value !== 0)
    .map(([key, value]) => `${language === 'zh' ? (FIGURES[key] ?? key) : key} ${value}`)
    .join(language === 'zh' ? '，' : ', ');
}

/** `2024-06-20 01:00`. */
export function minuteOf(at: JobEvent['dueAt'], zone: string): string {
  return isoInZone(at, zone).slice(0, 16).replace('T', ' ');
}
