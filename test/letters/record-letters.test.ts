import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readHandLetters } from '../../src/inventory/read-hand-letters.ts';
import { campaignRates, letterAnswerOutcomes } from '../../src/run/letters-rates.ts';
import { recordHandLetters } from '../../src/run/letters-record.ts';
import { resolveLetter } from '../../src/run/letters-resolve.ts';
import { letterStatusLines, letterStory } from '../../src/run/letters-status.ts';
import type { Workspace } from '../../src/run/workspace.ts';
import { runCli } from '../helpers/run-cli.ts';
import { letterSites, writeLetterConfig } from './helpers/letter-workspace.ts';
import { at, CAMPAIGN, plan, workspaceAt } from './helpers/open-campaign.ts';

const HEADER = 'site_code,submitted_at,failed_at,unavailable_at,unseen_at,replied_at,seen_at,reply,proof';

describe('letters that people sent by hand', () => {
  const sites = letterSites(286, (i) => `s${i}.gov.cn`);
  let folder: string;
  let config: string;
  let workspace: Workspace;

  beforeEach(() => {
    ({ folder, config } = writeLetterConfig(sites, 1));
    workspace = workspaceAt(config, '06-20T10:00');
  });
  afterEach(() => workspace.close());

  const codeOf = (index: number) => sites[index]?.siteCode ?? '';
  function fileOf(rows: readonly string[], header = HEADER): string {
    const file = path.join(folder, 'letters.csv');
    writeFileSync(file, `${[header, ...rows].join('\n')}\n`);
    return file;
  }
  const record = (rows: readonly string[], more: { header?: string; campaign?: string } = {}) =>
    recordHandLetters(workspace, {
      rows: readHandLetters(fileOf(rows, more.header)),
      ...{ campaign: more.campaign ?? '2024Q2', by: '张三', why: '台账', at: at('06-20T10:00') },
      ...{ deadlineWorkdays: null, deadlineSource: '省办通知', combine: null },
    });
  const payload = (id: string | undefined) => workspace.evidence.payload(id as `sha256:${string}`);
  const status = (campaign = '2024Q2', asOf = '06-20T10:00') =>
    letterStatusLines(workspace, { campaign }, at(asOf), 'en');

  it('a quarter of 286 timelines gives the published counts of 2024 Q2 and its rate', async () => {
    const fates: [number, string][] = [
      [96, '2024-05-13 09:30,,,,2024-05-13 15:10,,,'],
      [155, '2024-05-13 09:40,,,,2024-05-20,,,'],
      [9, '2024/5/13 10:00,,,2024-05-21 09:00,2024-05-27 16:20,,,'],
      [24, '2024-05-13 10:20,,,2024-05-21;2024-05-30;2024-06-20,,,,'],
      [2, ',2024-05-13 10:00;2024-05-14 10:00,2024-05-16 17:00,,,,,'],
    ];
    let index = 0;
    const rows = fates.flatMap(([count, rest]) =>
      Array.from({ length: count }, () => `${codeOf(index++)},${rest}`),
    );
    expect(await record(rows)).toMatchObject({ opened: ['2024Q2'], added: 286, known: 0 });
    const { rates, open } = await campaignRates(workspace, '2024Q2', at('06-20T10:00'));
    expect(rates).toMatchObject({
      tested: 286,
      counts: { same_day: 96, on_time: 155, late: 9, none: 24, channel_unavailable: 2 },
      inTime: 251,
      inTimeRate: '87.76%',
    });
    expect(open).toEqual([]);
    const outcomes = await letterAnswerOutcomes(workspace, '2024Q2', at('06-20T10:00'));
    expect(
      outcomes.filter(({ outcome, standing }) => outcome === 'fail' && standing === 'confirmed'),
    ).toHaveLength(35);
    // The same file again adds nothing.
    expect(await record(rows)).toMatchObject({ opened: [], added: 0, touched: [], known: 286 });
  });

  it('what nobody looked at past a limit is undetermined, and what is inside it pending', async () => {
    await record([`${codeOf(0)},2024-05-13 10:00,,,2024-05-15,,,,`, `${codeOf(1)},2024-06-18 10:00,,,,,,,`]);
    expect((await status()).map(({ category }) => category)).toEqual(['undetermined', 'pending']);
  });

  it('a file that has grown is recorded again: new looks and answers are added, with origin, reason and proof', async () => {
    mkdirSync(path.join(folder, 'shots'));
    writeFileSync(path.join(folder, 'shots/a.png'), 'picture');
    await record([`${codeOf(0)},2024-06-07 10:00,,,,,,,`]);
    await record([
      `${codeOf(0)},2024-06-07 10:00,,,2024-06-12 09:00,2024-06-13 11:00,2024-06-14 09:00,请携带身份证到政务大厅三楼窗口办理登记,shots/a.png`,
    ]);
    const [line] = await status();
    expect(line).toMatchObject({
      category: 'on_time',
      flags: ['recorded_by_person'],
      reply: { statedAt: '2024-06-13T11:00:00', quality: 'substantive' },
    });
    const { timeline } = await letterStory(workspace, line?.letterId ?? '', null, 'en');
    expect(timeline.map(({ what }) => what)).toEqual(['intent', 'submitted', 'look', 'look']);
    expect(timeline.at(-1)?.detail).toMatchObject({ by: '张三', why: '台账', via: 'person' });
    expect(timeline.at(-1)?.evidence).toHaveLength(2);
    expect(Buffer.from(await payload(timeline.at(-1)?.evidence[0])).toString()).toBe('picture');
  });

  it('query codes of the file do not get into the evidence', async () => {
    const header = 'site_code,submitted_at,receipt_number,query_code';
    await record([`${codeOf(0)},2024-06-07 10:00,NO-77,SECRET99`], { header });
    const [line] = await status();
    expect(line?.receipt).toEqual({ number: 'NO-77', query: 'SECRET99' });
    const { timeline } = await letterStory(workspace, line?.letterId ?? '', null, 'en');
    const [sheet] = timeline.at(-1)?.evidence ?? [];
    const kept = Buffer.from(await payload(sheet)).toString('utf8');
    expect(kept).toContain('NO-77');
    expect(kept).not.toContain('SECRET99');
  });

  it.each([
    ['a time that is none', `${codeOf(0)},gestern,,,,,,,`, 'is no time'],
    ['a time that lies ahead', `${codeOf(0)},2024-06-21 10:00,,,,,,,`, 'lies ahead'],
    [
      'a reply before the letter',
      `${codeOf(0)},2024-06-07 10:00,,,,2024-06-06,,,`,
      'a reply before the letter',
    ],
    ['a site of no registry', '9999999999,2024-06-07 10:00,,,,,,,', 'no site 9999999999'],
    ['looks at a letter that was not sent', `${codeOf(0)},,,,2024-06-12,,,,`, 'no row says when'],
    ['a proof that is not there', `${codeOf(0)},2024-06-07 10:00,,,,,,,none.png`, 'cannot read'],
    ['both ends at once', `${codeOf(0)},2024-06-07 10:00,,2024-06-08 10:00,,,,,`, 'both submitted_at'],
  ])('%s is refused, and nothing of the file is kept', async (_what, row, said) => {
    const good = `${codeOf(5)},2024-06-07 10:00,,,,,,,`;
    const rows = said === 'no row says when' ? [row] : [good, row];
    await expect(record(rows)).rejects.toThrow(said);
    expect(await workspace.store.letters.campaigns()).toEqual([]);
  });

  it('a planned letter that a person had to send is never sent by the machine, and keeps its campaign', async () => {
    await workspace.close();
    workspace = workspaceAt(config, '06-07T09:00');
    const [first = '', second = ''] = await plan(workspace);
    const header = 'letter_id,submitted_at,receipt_number';
    await record([`${first},2024-06-07 10:00,NO-1`], { header, campaign: CAMPAIGN });
    const lines = await status(CAMPAIGN);
    expect(lines[0]).toMatchObject({ letterId: first, state: 'submitted', receipt: { number: 'NO-1' } });
    await expect(
      workspace.store.letters.append(first, { at: at('06-20T11:00'), kind: 'intent', round: 2, detail: {} }),
    ).rejects.toMatchObject({ code: 'LETTER_STATE' });
    // Another time for the same letter contradicts the ledger.
    await expect(record([`${first},2024-06-08 10:00,NO-1`], { header, campaign: CAMPAIGN })).rejects.toThrow(
      'is submitted already',
    );
    const why = { by: 'x', why: 'y', asOf: at('06-20T10:00') };
    await resolveLetter(workspace, { letterId: second, decision: { kind: 'cancelled' }, ...why });
    await expect(record([`${second},2024-06-20 09:00,NO-2`], { header, campaign: CAMPAIGN })).rejects.toThrow(
      'is cancelled already',
    );
  });

  it('one letter is recorded from the command line, and a file in Chinese headers and GB18030 too', async () => {
    await workspace.close();
    const common = [
      '--config',
      config,
      '--json',
      'letters',
      'record',
      '--campaign',
      'H',
      '--why',
      '电话核实',
      '--by',
      '李四',
    ];
    const asOf = ['--as-of', '2024-06-20T10:00:00+08:00'];
    const one = await runCli([
      ...asOf,
      ...common,
      '--site',
      codeOf(3),
      '--submitted-at',
      '2024-06-07 10:00',
      '--replied-at',
      '2024-06-07',
    ]);
    expect(one.status, one.stderr).toBe(0);
    expect(JSON.parse(one.stdout)).toMatchObject({ siteCode: codeOf(3), category: 'same_day' });
    const file = path.join(folder, 'gb.csv');
    // 网站标识码,提交时间,未见答复时间
    const gb = Buffer.concat([
      Buffer.from(
        'cdf8d5beb1eacab6c2eb2ccce1bdbbcab1bce42ccdb4bcfbb4f0b8b4cab1bce40a'.replace('cdb4', 'ceb4'),
        'hex',
      ),
      Buffer.from(`${codeOf(4)},2024-06-07 10:00,2024-06-19 10:00\n`),
    ]);
    writeFileSync(file, gb);
    const bulk = await runCli([...asOf, ...common, file]);
    expect(bulk.status, bulk.stderr).toBe(0);
    expect(JSON.parse(bulk.stdout)).toMatchObject({ siteCode: codeOf(4), category: 'overdue' });
    expect(readFileSync(file)).toEqual(gb);
    workspace = workspaceAt(config, '06-20T10:00');
  });
});
