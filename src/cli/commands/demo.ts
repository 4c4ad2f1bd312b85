import path from 'node:path';
import type { Language } from '../../domain/probe.ts';
import { EXIT, XunjianError } from '../../errors.ts';
import { openDemoStage } from '../../run/demo.ts';
import type { ProvinceReady } from '../../run/province-process.ts';
import type { ActResult } from '../demo/act.ts';
import { DEMO_ACTS } from '../demo/acts.ts';
import { playScript } from '../demo-script.ts';
import { action, type Register } from '../register.ts';

export const registerDemo: Register = (program, io, run) => {
  program
    .command('demo')
    .description('scan a simulated province on this machine, no outside network · 演示')
    .option('--out <dir>', 'where the results go', 'data/demo')
    .option('--script <quarter>', 'play a published quarter instead: 2024Q2')
    .option('--served', 'with --script: over the wire, observed by the public commands (many minutes)', false)
    .option('--full', 'all 552 sites of the simulated province instead of 40', false)
    .option('--seed <n>', 'another province', '7')
    .action(
      action(run, async (globals, _args, options) => {
        const out = String(options.out);
        const served = options.served === true;
        if (options.script !== undefined)
          return playScript({ name: String(options.script), out, served }, globals, io);
        if (served)
          throw new XunjianError('USAGE', '--served goes with --script', 'give --script 2024Q2 too');
        const { lang, json, quiet } = globals;
        const stage = await openDemoStage({ out, full: options.full === true, seed: seedOf(options.seed) });
        const told: ActResult[] = [];
        try {
          if (!quiet) io.err(`${opening(stage.province.ready, lang)}\n`);
          for (const act of DEMO_ACTS) {
            if (!quiet) io.err(`\n■ ${act.title[lang]}\n`);
            const result = await act.play({ stage, globals, io });
            told.push(result);
            io.out(
              json
                ? `${JSON.stringify({ act: act.id, ...asObject(result.data) })}\n`
                : `\n${result.report}\n`,
            );
          }
        } finally {
          stage.province.close();
        }
        const wrong = told.reduce((sum, result) => sum + result.wrong, 0);
        const missed = told.reduce((sum, result) => sum + result.missed, 0);
        if (!json) io.out(closing({ wrong, missed, out, configFile: stage.configFile }, lang));
        return wrong + missed === 0 ? EXIT.ok : EXIT.failures;
      }),
    );
};

function seedOf(value: unknown): number {
  const seed = Number(value);
  if (Number.isSafeInteger(seed) && seed >= 0) return seed;
  throw new XunjianError('USAGE', `--seed takes a whole number, not "${String(value)}"`, 'give --seed 7');
}

const asObject = (data: unknown): object => (typeof data === 'object' && data !== null ? data : { data });

function opening({ sites, faults, port }: ProvinceReady, language: Language): string {
  return language === 'zh'
    ? `模拟省已在本机启动（127.0.0.1:${port}）：${sites}个网站，其中${faults}个布设了已知问题。全程不访问外部网络。`
    : `A simulated province is up on 127.0.0.1:${port}: ${sites} sites, ${faults} of them with known faults. Nothing outside this machine is contacted.`;
}

interface Closing {
  wrong: number;
  missed: number;
  out: string;
  configFile: string;
}

function closing({ wrong, missed, out, configFile }: Closing, language: Language): string {
  const inside = path.relative(process.cwd(), configFile);
  const config = inside.startsWith('..') ? configFile : inside;
  const command = (rest: string) => `  npx xunjian --config ${config} ${rest}\n`;
  return language === 'zh'
    ? `\n误判 ${wrong} 项，漏查 ${missed} 项。
一次查看只得“疑似”；次日再看一致、且其中一次经浏览器核实，或由人确认，才算“已确认”。
结果（数据库、网页证据）在 ${out}，继续查看：
${command('findings list')}${command('export findings --format xlsx')}`
    : `\n${wrong} wrong accusations, ${missed} missed.
One look only suspects; a finding is confirmed by an agreeing look on another day, one of the two in the browser, or by a person.
Results (database, stored pages) are in ${out}; go on with:
${command('findings list')}${command('export findings --format xlsx')}`;
}
