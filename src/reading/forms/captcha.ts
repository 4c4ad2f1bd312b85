import type { Group } from './groups.ts';
import { attr, climb, contains, type MapEntry, type PageMap } from './page-map.ts';

const WIDGET =
  /g-recaptcha|h-captcha|geetest|nc-container|nc_wrapper|TencentCaptcha|slide-?verify|verify-?slide|sliderverify|drag-?verify|captcha-?widget|yidun|tcaptcha|jigsaw|aliyunCaptcha|verify-wrap|mpanel/i;
const IMAGE =
  /captcha|kaptcha|verif|validate|valid|yzm|checkcode|authcode|randcode|rand|vcode|seccode|codeimg|imgcode|getcode|identifycode|code\.(aspx|jsp|php|do|action|ashx|asp|html?)|imagecode|verifycode|randimage/i;

/** A slider, puzzle or foreign captcha that has no field of its own; its name, or null. */
export function captchaWidget(map: PageMap, group: Group): string | null {
  for (const tag of ['div', 'span', 'iframe', 'canvas']) {
    for (const e of (map.byTag.get(tag) ?? []).slice(0, 5_000)) {
      if (e.at < group.root.at) continue;
      if (e.at >= group.root.end) break;
      const words = `${attr(e, 'class')} ${attr(e, 'id')} ${tag === 'iframe' ? attr(e, 'src') : ''}`.slice(
        0,
        300,
      );
      const hit = WIDGET.exec(words);
      if (hit) return hit[0];
    }
  }
  return null;
}

/** An image beside the field that looks like the picture of a code. */
export function hasCodeImage(map: PageMap, group: Group, field: MapEntry): boolean {
  const row = climb(field.parent, (e) => /^(td|dd|li|p|div|tr|label|span)$/.test(e.tag), 4);
  const area = row?.tag === 'span' || row?.tag === 'label' ? (row.parent ?? row) : row;
  if (!area) return false;
  for (const e of (map.byTag.get('img') ?? []).slice(0, 3_000)) {
    if (e.at >= area.end || !contains(group.root, e)) continue;
    if (!contains(area, e)) continue;
    const words =
      `${attr(e, 'src')} ${attr(e, 'id')} ${attr(e, 'class')} ${attr(e, 'alt')} ${attr(e, 'title')} ${attr(e, 'onclick')}`.slice(
        0,
        600,
      );
    if (IMAGE.test(words) || /验证码|看不清|换一|刷新/.test(words)) return true;
  }
  return false;
}
