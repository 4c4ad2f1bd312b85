import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { lettersAct } from '../../src/cli/demo/letters-act.ts';
import type { DemoStage } from '../../src/run/demo.ts';
import { temporaryFolder } from '../helpers/run-cli.ts';
import { executable } from '../letters/carrier/bench-table.ts';

describe.skipIf(executable === null)(
  'the letters of the demo (skipped where no browser is installed)',
  () => {
    it('ten offices are judged as they answered, over two virtual weeks', { timeout: 300_000 }, async () => {
      const folder = temporaryFolder();
      const configFile = path.join(folder, 'config/xunjian.yaml');
      mkdirSync(path.dirname(configFile), { recursive: true });
      writeFileSync(
        configFile,
        `${[
          'database: sqlite:../xunjian.db',
          'evidence: ../evidence',
          'network: { userAgent: "Xunjian-test/0.1 (+mailto:test@example.com)", resolve: { "*.gov.cn": "127.0.0.1:9" } }',
        ].join('\n')}\n`,
      );
      const stage = {
        folder,
        configFile,
        days: ['2024-06-12', '2024-06-13'],
        seed: 7,
      } as unknown as DemoStage;
      let said = '';
      const io = {
        out: () => {},
        err: (text: string) => {
          said += text;
        },
        isTerminal: false,
        signal: new AbortController().signal,
      };
      const globals = { lang: 'zh', json: false, quiet: true, config: configFile } as never;
      const result = await lettersAct.play({ stage, globals, io });
      expect(result.report, said).toContain('10 封信件中 10 封的结论与事实一致，误判 0 封');
      expect(result.report).toContain(
        '共测试 9 家；按期答复 4 家，占 44.44%，其中当日回复 1 家；未及时回复 2 家，未回复 2 家，渠道不可用 1 家。',
      );
      expect(result).toMatchObject({ wrong: 0, missed: 0 });
    });
  },
);
