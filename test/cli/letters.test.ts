import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { BIN, runCli, startCli } from '../helpers/run-cli.ts';
import { letterSites, writeLetterConfig } from '../letters/helpers/letter-workspace.ts';
import { LETTER_KINDS } from '../province/letters/all-kinds.ts';
import type { LetterKind } from '../province/letters/letter-kind.ts';
import { startLetters } from '../province/letters/start-letters.ts';

const START = Date.parse('2024-06-07T10:00:00+08:00');
const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

interface Line {
  letterId: string;
  state: string;
  reason: string | null;
  category: string;
  rehearsed?: { fields: { role: string; value: string | null }[] };
}

async function stage(kinds: readonly string[], letters?: string) {
  const sites = letterSites(kinds.length, (i) => `s${i}.gov.cn`);
  const mounted = sites.map(({ host, name }, i) => {
    const kind = LETTER_KINDS.find(({ id }) => id === kinds[i]);
    if (kind === undefined) throw new Error(`no kind ${kinds[i]}`);
    return { host, siteName: name, kind: unhurried(kind), replies: 'same_day' as const };
  });
  const province = await startLetters(mounted, START);
  open.push(province.close);
  const { config, folder } = writeLetterConfig(sites, province.port, letters);
  const at = (when: string, ...args: string[]) =>
    runCli(['--config', config, '--as-of', `2024-${when}:00+08:00`, '--lang', 'en', ...args]);
  return { province, config, folder, at, hosts: sites.map(({ host }) => host) };
}

/** Pictures that last two seconds last eight, for processes that talk to each other on a busy machine. */
const unhurried = (kind: LetterKind): LetterKind => ({
  ...kind,
  answer(flow) {
    const answer = kind.answer(flow);
    return answer === null || typeof answer.body !== 'string'
      ? answer
      : { ...answer, body: answer.body.replace('2秒内有效', '8秒内有效') };
  },
});

describe('xunjian letters', { timeout: 180_000 }, () => {
  it('plans, sends, watches and judges in a rehearsal; a second send sends nothing', async () => {
    const { province, at, config } = await stage(['plain', 'login-page']);
    const planned = await at('06-07T09:00', '--json', 'letters', 'plan', '--campaign', 'T', '--seed', '1');
    expect(planned.lines<Line>().map(({ state, reason, category }) => [state, reason, category])).toEqual([
      ['planned', null, 'undetermined'],
      ['planned', null, 'undetermined'],
    ]);
    expect((await at('06-07T10:00', 'letters', 'send', '--campaign', 'T', '--quiet')).status).toBe(0);
    // The same instant names what was recorded from then on.
    const sent = await at('06-07T10:00', '--json', 'letters', 'status', '--campaign', 'T');
    expect(sent.lines<Line>().map(({ state }) => state)).toContain('submitted');
    expect((await at('06-07T10:30', 'letters', 'send', '--campaign', 'T', '--quiet')).stdout).toBe('');
    expect(province.desk.letters).toHaveLength(1);
    province.setNow(START + 3 * 3_600_000);
    await at('06-07T13:00', 'letters', 'watch', '--campaign', 'T', '--quiet');
    const status = await runCli(['--config', config, '--json', 'letters', 'status', '--campaign', 'T']);
    expect(status.lines<Line>().map(({ state, reason, category }) => [state, reason, category])).toEqual([
      ['submitted', null, 'same_day'],
      ['armed', 'login_required', 'undetermined'],
    ]);
    const rates = await runCli(['--config', config, 'letters', 'rates', '--campaign', 'T']);
    expect(rates.stdout).toContain('共测试 1 家；按期答复 1 家，占 100.00%，其中当日回复 1 家');
    const [letter] = status.lines<Line>();
    const shown = await runCli(['--config', config, 'letters', 'show', letter?.letterId ?? '']);
    expect(shown.stdout).toMatch(/准备提交（第1次）[\s\S]*提交成功（第1次）[\s\S]*查看答复：有答复，查询页/);
    expect(shown.stdout).toContain('实质答复');
    expect(shown.stdout).toContain('sha256:');
  });

  it('says in Chinese where a letter stands and what becomes of it', async () => {
    const { at } = await stage(['plain', 'stored-500', 'dead-button']);
    const zh = async (when: string, ...args: string[]) => await at(when, '--lang', 'zh', 'letters', ...args);
    await zh('06-07T09:00', 'plan', '--campaign', 'T');
    const rehearsed = await zh('06-07T09:10', 'send', '--campaign', 'T', '--blackhole');
    expect(rehearsed.stdout).toMatch(/\[待发\] .*（只演练、未提交）\n {4}尚未发出\n/);
    expect(rehearsed.stderr).toContain('演练到提交为止：信件不会发出\n');
    const sent = await zh('06-07T10:00', 'send', '--campaign', 'T');
    expect(sent.stdout).toMatch(
      /\[是否提交不明\] .*（网页报错：HTTP 500.*）\n {4}06-07 10:00 已点提交，网站是否收到不明；不会自动重发/,
    );
    expect(sent.stdout).toMatch(/\[待重试\] .*（提交按钮没有反应）\n {4}尚未发出，06-07 14:00 以后再试/);
    expect((await zh('06-07T10:30', 'send', '--campaign', 'T')).stderr).toContain('现在没有到时该发的信件');
    expect((await zh('06-07T10:30', 'desk', '--list')).stderr).toContain('现在没有验证码等人识别');
    const [dead = ''] = /l-\w+(?=.*提交按钮没有反应)/.exec(sent.stdout) ?? [];
    const cancelled = await zh('06-07T10:40', 'cancel', dead, '--why', '按钮坏了');
    expect(cancelled.stdout).toMatch(/\[已取消\] .*\n {4}不再发送\n/);
    const shown = await zh('06-07T10:40', 'show', dead);
    expect(shown.stdout).toMatch(
      /核实网站没有收到（第1次）：浏览器没有发出任何请求，提交按钮没有反应[\s\S]*取消/,
    );
    expect(shown.stdout).not.toMatch(/round=|reason=|via=/);
  });

  it('outside a rehearsal fills everything and submits nothing without letters.enabled and --live', async () => {
    const { province, config, folder } = await stage(['plain']);
    const shipped = readFileSync('config/letters/personas.yaml', 'utf8');
    const own = path.join(folder, 'config/own.yaml');
    writeFileSync(own, shipped);
    // This is today's clock, whatever notices the calendar has by then.
    const thisYear = new Date().getFullYear();
    const years = [thisYear, thisYear + 1].map(
      (year) => `${year}: { off: [${year}-01-01, ${year}-05-01, ${year}-10-01..${year}-10-07] }\n`,
    );
    writeFileSync(path.join(folder, 'config/workdays.yaml'), years.join(''));
    writeFileSync(
      config,
      readFileSync(config, 'utf8').replace('deskWaitSeconds: 0', 'deskWaitSeconds: 0, personas: own.yaml'),
    );
    const real = (...args: string[]) => runCli(['--config', config, '--json', 'letters', ...args]);
    const planned = await real('plan', '--campaign', 'R');
    expect(planned.status, planned.stderr).toBe(0);
    for (const live of [[], ['--live']]) {
      const sent = await real('send', '--campaign', 'R', ...live);
      expect(sent.status).toBe(0);
      const [line] = sent.lines<Line>();
      expect(line).toMatchObject({ state: 'armed', reason: 'blackhole' });
      const fields = line?.rehearsed?.fields ?? [];
      expect(fields.map(({ role }) => role)).toEqual(
        expect.arrayContaining(['name', 'phone', 'title', 'content']),
      );
      expect(fields.find(({ role }) => role === 'phone')?.value).toBeNull();
    }
    expect(province.desk.letters).toEqual([]);
  });

  it('a captcha waits at the desk; a person answers it through the API of another process', async () => {
    const { province, config, at, hosts } = await stage(['captcha'], '{ deskWaitSeconds: 90 }');
    await at('06-07T09:00', 'letters', 'plan', '--campaign', 'T', '--quiet');
    const created = await at('06-07T09:00', '--json', 'token', 'create', '--role', 'operator');
    const [{ token } = { token: '' }] = created.lines<{ token: string }>();
    const asOf = ['--config', config, '--as-of', '2024-06-07T10:00:00+08:00', '--json'];
    const serving = startCli([...asOf, 'serve', '--port', '0']);
    open.push(async () => {
      serving.child.kill('SIGTERM');
      expect((await serving.ended).status).toBe(0);
    });
    const address = await firstLine(serving.child);
    const sending = startCli([...asOf, 'letters', 'send', '--campaign', 'T']);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const item = await waitFor(async () => {
      const { items } = (await (await fetch(`${address}/api/v1/desk`, { headers })).json()) as {
        items: { id: string; image: string }[];
      };
      return items[0] ?? null;
    });
    const image = await fetch(`${address}${item.image}`, { headers });
    expect(image.headers.get('content-type')).toMatch(/^image\//);
    const listed = await runCli(['--config', config, '--json', 'letters', 'desk']);
    expect(listed.lines<{ id: string }>()[0]?.id).toBe(item.id);
    const body = JSON.stringify({ answer: province.desk.pictureOf(hosts[0] ?? '') });
    expect((await fetch(`${address}/api/v1/desk/${item.id}`, { method: 'POST', headers, body })).status).toBe(
      200,
    );
    const sent = await sending.ended;
    expect(sent.lines<Line>()[0]).toMatchObject({ state: 'submitted' });
    expect(province.desk.letters).toHaveLength(1);
  });

  it('a picture that expires is shown anew through the API; the answer to the new one counts', async () => {
    const { province, config, at, hosts } = await stage(['captcha-expiring'], '{ deskWaitSeconds: 120 }');
    await at('06-07T09:00', 'letters', 'plan', '--campaign', 'T', '--quiet');
    const created = await at('06-07T09:00', '--json', 'token', 'create', '--role', 'operator');
    const [{ token } = { token: '' }] = created.lines<{ token: string }>();
    const asOf = ['--config', config, '--as-of', '2024-06-07T10:00:00+08:00', '--json'];
    const serving = startCli([...asOf, 'serve', '--port', '0']);
    open.push(async () => {
      serving.child.kill('SIGTERM');
      await serving.ended;
    });
    const desk = `${await firstLine(serving.child)}/api/v1/desk`;
    const sending = startCli([...asOf, 'letters', 'send', '--campaign', 'T']);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const shown = new Set<string>();
    let isDone = false;
    const ended = sending.ended.finally(() => {
      isDone = true;
    });
    await waitFor(async () => {
      const { items } = (await (await fetch(desk, { headers })).json()) as { items: { id: string }[] };
      const item = items.find(({ id }) => !shown.has(id));
      if (item !== undefined) {
        shown.add(item.id);
        const body = JSON.stringify({ answer: province.desk.pictureOf(hosts[0] ?? '') });
        // The first is left to expire.
        if (shown.size > 1) await fetch(`${desk}/${item.id}`, { method: 'POST', headers, body });
      }
      return isDone ? true : null;
    });
    const [line] = (await ended).lines<Line>();
    expect(line, `${shown.size} pictures`).toMatchObject({ state: 'submitted', reason: null });
    expect(shown.size).toBeGreaterThan(1);
    expect(province.desk.letters).toHaveLength(1);
  });

  it.skipIf(!existsSync('/usr/bin/script'))(
    'a person at a terminal reads the picture and types it (skipped where no “script” gives a terminal)',
    async () => {
      const { province, config, at, hosts } = await stage(['captcha'], '{ deskWaitSeconds: 120 }');
      await at('06-07T09:00', 'letters', 'plan', '--campaign', 'T', '--quiet');
      const command = [process.execPath, BIN, '--config', config, 'letters', 'desk', '--by', 'li'].join(' ');
      const terminal = spawn('/usr/bin/script', ['-qec', command, '/dev/null'], {
        stdio: ['pipe', 'pipe', 'ignore'],
      });
      open.push(async () => {
        terminal.kill('SIGTERM');
      });
      let screen = '';
      terminal.stdout.on('data', (chunk: Buffer) => {
        const asked = /> /.test(screen);
        screen += chunk.toString('utf8');
        if (!asked && /> /.test(screen)) terminal.stdin.write(`${province.desk.pictureOf(hosts[0] ?? '')}\n`);
      });
      const sent = await at('06-07T10:00', '--json', 'letters', 'send', '--campaign', 'T');
      expect(sent.lines<Line>()[0], screen).toMatchObject({ state: 'submitted' });
      expect(screen).toContain('示例1县人民政府');
      expect(screen).toMatch(/xunjian-desk-.*\.png/);
      expect(province.desk.letters).toHaveLength(1);
    },
  );

  it('a 5xx after the post is ambiguous, never sent again, until a person says what is true', async () => {
    const { province, config, at } = await stage(['lost-500']);
    await at('06-07T09:00', 'letters', 'plan', '--campaign', 'T', '--quiet');
    const sent = await at('06-07T10:00', '--json', 'letters', 'send', '--campaign', 'T');
    const [line] = sent.lines<Line>();
    expect(line?.state).toBe('ambiguous');
    const posts = () => province.asked.filter((request) => request.startsWith('POST')).length;
    const before = posts();
    await at('06-11T10:00', 'letters', 'send', '--campaign', 'T', '--quiet');
    expect(posts()).toBe(before);
    const id = line?.letterId ?? '';
    const cancelled = await runCli(['--config', config, 'letters', 'cancel', id, '--why', 'x']);
    expect([cancelled.status, cancelled.stderr]).toEqual([2, expect.stringContaining('LETTER_STATE')]);
    const resolved = await at(
      '06-11T11:00',
      '--json',
      'letters',
      'resolve',
      id,
      '--not-stored',
      '--why',
      '电话核实',
      '--by',
      'li',
    );
    expect(resolved.lines<Line>()[0]).toMatchObject({ state: 'armed', reason: 'not_stored' });
  });

  it.each([
    [['plan'], '--campaign'],
    [['plan', '--campaign', 'a b'], 'no name for a campaign'],
    [['plan', '--campaign', 'T', '--type', 'palace'], 'palace'],
    [['plan', '--campaign', 'T', '--sample', '0'], '--sample'],
    [['plan', '--campaign', 'T', '--region', '无'], 'no site'],
    [['send', '--campaign', 'none'], 'CAMPAIGN_UNKNOWN'],
    [['status', '--category', 'good'], 'good'],
    [['show', 'l-000000000000'], 'LETTER_UNKNOWN'],
    [['resolve', 'l-000000000000', '--why', 'x'], '--stored'],
    [['desk', '--answer', 'none', '--text', 'x'], 'DESK_UNKNOWN'],
  ])('letters %j is refused in one line', async (args, word) => {
    const { config } = writeLetterConfig(
      letterSites(1, () => 'a.gov.cn'),
      9,
    );
    const refused = await runCli([
      '--config',
      config,
      '--as-of',
      '2024-06-07T10:00:00+08:00',
      'letters',
      ...args,
    ]);
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain(word);
    expect(refused.stderr).not.toContain('    at ');
  });

  it('a campaign whose days the calendar does not know is refused before anything is written', async () => {
    const { config } = writeLetterConfig(
      letterSites(1, () => 'a.gov.cn'),
      9,
    );
    const refused = await runCli([
      '--config',
      config,
      '--as-of',
      '2033-03-01T10:00:00+08:00',
      'letters',
      'plan',
      '--campaign',
      'T',
    ]);
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining('CALENDAR_YEAR_UNKNOWN')]);
    expect((await runCli(['--config', config, '--json', 'letters', 'status'])).stdout).toBe('');
  });
});

function firstLine(child: ReturnType<typeof startCli>['child']): Promise<string> {
  return new Promise((resolve) => {
    child.stdout?.once('data', (chunk: Buffer) => {
      resolve((JSON.parse(chunk.toString('utf8')) as { address: string }).address);
    });
  });
}

async function waitFor<T>(ask: () => Promise<T | null>): Promise<T> {
  for (;;) {
    const found = await ask();
    if (found !== null) return found;
    await systemClock.sleep(100);
  }
}
