const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/**
 * A cron line of five fields as `OnCalendar=` of systemd.time(7), one or two of them: cron takes day of month *or* weekday
 * where both are given, systemd both. Null for what systemd cannot say (names of months, `L`, `#`).
 */
export function onCalendar(line: string, zone: string): string[] | null {
  const [minute = '*', hour = '*', day = '*', month = '*', weekday = '*'] = line.trim().split(/\s+/);
  const [m, h, d, mo] = [minute, hour, day, month].map((field, i) => numbers(field, i < 2 ? 0 : 1));
  const w = weekday === '*' ? '' : weekdays(weekday);
  if (m == null || h == null || d == null || mo == null || w === null) return null;
  const of = (days: string, date: string) =>
    `${days === '' ? '' : `${days} `}*-${mo}-${date} ${h}:${m}:00 ${zone}`;
  if (w !== '' && d !== '*') return [of('', d), of(w, '*')];
  return [of(w, d)];
}

/** `*`, `5`, `1,3`, `9-11`, `*\/30`, `0-30/10`. */
function numbers(field: string, first: number): string | null {
  if (field === '*') return '*';
  const parts = field.split(',').map((part) => {
    const [, range = '', from, to, step] = /^((\d+)(?:-(\d+))?|\*)(?:\/(\d+))?$/.exec(part) ?? [];
    if (range === '') return null;
    const start = range === '*' ? two(first) : two(Number(from));
    if (step === undefined) return to === undefined ? start : `${start}..${two(Number(to))}`;
    return to === undefined ? `${start}/${step}` : `${start}..${two(Number(to))}/${step}`;
  });
  return parts.includes(null) ? null : parts.join(',');
}

function weekdays(field: string): string | null {
  const named = (text: string) =>
    DAYS[
      /^\d$/.test(text) ? Number(text) % 7 : DAYS.findIndex((day) => day.toLowerCase() === text.toLowerCase())
    ];
  const parts = field.split(',').map((part) => {
    const [from, to, ...more] = part.split('-').map(named);
    if (from === undefined || more.length > 0 || (part.includes('-') && to === undefined)) return null;
    return to === undefined ? from : `${from}..${to}`;
  });
  return parts.includes(null) ? null : parts.join(',');
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
