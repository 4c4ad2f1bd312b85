import { describe, expect, it } from 'vitest';
import type { Bulletin } from '../../src/domain/bulletin.ts';
import { countOf } from '../../src/domain/figure.ts';
import { withPassages } from '../../src/report/passages.ts';

const bulletin = (text: string, sites: number) =>
  ({
    blocks: [{ key: 'intro', level: null, heading: '', text, figures: [], edited: false }],
    figures: [
      countOf(
        'sites.inspected',
        '网站',
        Array.from({ length: sites }, (_, id) => ({ id: `site:${id}` })),
        '检查',
      ),
    ],
  }) as unknown as Bulletin;

describe('passages that a person may edit', () => {
  it('are kept when figures are computed anew, with the person’s notes', () => {
    const first = withPassages(bulletin('检查了2家。', 2), null);
    const edited = `# 张三 6月27日改\n${first.passages.replace('text: null', 'text: 共查{sites.inspected}家，情况良好。 # 领导已阅')}`;
    const again = withPassages(bulletin('检查了3家。', 3), edited);
    expect(again.bulletin.blocks[0]).toMatchObject({ text: '共查3家，情况良好。', edited: true });
    expect(again.passages).toContain('# 张三 6月27日改');
    expect(again.passages).toContain('# 领导已阅');
    expect(again.passages).toContain('composed: 检查了3家。');
  });

  it('of a part that is no longer composed stay in the file', () => {
    const { passages } = withPassages(bulletin('甲', 1), '旧段:\n  composed: 乙\n  text: 手写的话\n');
    expect(passages).toContain('手写的话');
  });

  it('are refused untouched when the file is no longer understood', () => {
    for (const broken of ['intro: [', '- 1', 'intro: 直接写了一句'])
      expect(() => withPassages(bulletin('甲', 1), broken)).toThrow(
        expect.objectContaining({ code: 'PASSAGES_INVALID' }),
      );
  });

  it('refuse a figure that does not exist rather than print its name', () => {
    expect(() => withPassages(bulletin('甲', 1), 'intro: { composed: 甲, text: "{sites.all}家" }')).toThrow(
      /sites\.all/,
    );
  });

  it('are the same file when nothing changed', () => {
    const first = withPassages(bulletin('甲', 1), null).passages;
    expect(withPassages(bulletin('甲', 1), first).passages).toBe(first);
  });
});
