/**
 * Fonts of official documents (GB/T 9704—2012 §7.2) by name, each with what stands in for it where the machine has not
 * got it. The last ones are what Linux distributions carry.
 */
export const FONTS = {
  title: {
    name: '方正小标宋简体',
    fallbacks: ['FZXiaoBiaoSong-B05S', 'STZhongsong', 'SimSun', 'Noto Serif CJK SC', 'serif'],
  },
  body: {
    name: '仿宋_GB2312',
    fallbacks: ['仿宋', 'FangSong', 'STFangsong', 'Noto Serif CJK SC', 'WenQuanYi Micro Hei', 'serif'],
  },
  heading: {
    name: '黑体',
    fallbacks: ['SimHei', 'STHeiti', 'Noto Sans CJK SC', 'WenQuanYi Micro Hei', 'sans-serif'],
  },
  subheading: {
    name: '楷体_GB2312',
    fallbacks: ['楷体', 'KaiTi', 'STKaiti', 'Noto Serif CJK SC', 'WenQuanYi Micro Hei', 'serif'],
  },
  page: {
    name: '宋体',
    fallbacks: ['SimSun', 'STSong', 'Noto Serif CJK SC', 'WenQuanYi Micro Hei', 'serif'],
  },
} as const;
export type FontRole = keyof typeof FONTS;

/** For a style sheet. */
export function fontStack(role: FontRole): string {
  const { name, fallbacks } = FONTS[role];
  return [name, ...fallbacks].map((font) => (/^[a-z-]+$/.test(font) ? font : `"${font}"`)).join(', ');
}

/**
 * Page of GB/T 9704—2012 §5: A4, head 37 mm, binding edge 28 mm, type area 156 × 225 mm, 22 lines of 28 characters in
 * 三号 (16 pt).
 */
export const PAGE = {
  widthMm: 210,
  heightMm: 297,
  topMm: 37,
  leftMm: 28,
  rightMm: 26,
  bottomMm: 35,
  linePt: 28.9,
} as const;
