import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { runCli, temporaryFolder } from '../helpers/run-cli.ts';

it('`read` tells what a page is, on which words that rests, and which of its dates contradict each other', async () => {
  const file = path.join(temporaryFolder(), 'a.html');
  writeFileSync(
    file,
    '<html><head><meta charset="utf-8"><title>关于防汛的通知</title></head><body><h1>关于防汛的通知</h1><div>发布时间：2024-06-20 来源：县政府办</div><p>现将有关事项通知如下。</p></body></html>',
  );
  const { stdout: said } = await runCli([
    ...['read', file, '--url', 'https://www.example.gov.cn/zw/202311/t20231102_1.html'],
    ...['--as-of', '2024-06-28T10:00:00+08:00'],
  ]);
  expect(said).toContain('文章页 · 关于防汛的通知');
  expect(said).toContain('发布 2024-06-20　依据');
  expect(said).toContain('发布日期相互矛盾：页面标注 2024-06-20，网址 2023-11-02');
});
