import { describe, expect, it } from 'vitest';
import { crawlDelayMs } from '../../src/reading/robots.ts';

describe('crawlDelayMs', () => {
  it('takes the group of ours before that of everybody', () => {
    const text =
      'User-agent: *\nCrawl-delay: 5\nDisallow: /e/\n\nUser-agent: Xunjian\nUser-agent: Other\nCrawl-delay: 0.5\n';
    expect(crawlDelayMs(text, 'Xunjian')).toBe(500);
    expect(crawlDelayMs(text, 'Somebody')).toBe(5_000);
  });

  it('knows none where none is stated, where it is no number, and where it is meant for others', () => {
    const texts = [
      '',
      'User-agent: *\nDisallow:\n',
      'User-agent: *\nCrawl-delay: soon\n',
      'User-agent: *\nCrawl-delay:\n',
      'User-agent: Baiduspider\nCrawl-delay: 9\n',
      '<html><body>404 Not Found</body></html>',
    ];
    for (const text of texts) expect(crawlDelayMs(text, 'Xunjian')).toBeNull();
  });

  it('reads past comments, blanks and either kind of line end', () => {
    expect(crawlDelayMs('user-agent : * # all\r\n\r\n Crawl-Delay : 2 # seconds\r\n', 'Xunjian')).toBe(2_000);
  });
});
