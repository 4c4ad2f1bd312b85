/** Words of the page in front of a form: rules for writers, consent, a countdown. Pure. */

const CONSENT =
  /^(我?已?(仔细|认真)?(阅读|知晓|知悉|了解|看完|知道)?(并|且)?(同意|接受|知晓|阅读|遵守|承诺)|我?知道了|下一步|继续|进入|开始|确[定认]|我要(写信|咨询|留言|提问|反映)|立即(写信|咨询|留言)|写信|在线(写信|咨询))/;
const NOT_CONSENT = /不同意|拒绝|取消|返回|关闭|查询|登录|注册|退出|上一|打印/;
const NOTICE = /须知|写信说明|来信说明|使用说明|注意事项|温馨提示|用户协议|承诺书|声明|(仔细|认真)阅读/;

/** Whether pressing it says yes to the rules and leads on. A countdown may stand behind the words: 同意（10s）. */
export function isConsent(text: string): boolean {
  const words = text.replace(/[\s（(【[]*\d{1,3}\s*(s|秒)?[后）)】\]\s]*$/i, '').replace(/\s+/g, '');
  return words.length <= 16 && CONSENT.test(words) && !NOT_CONSENT.test(words);
}

/** Something that is still counting: 请阅读（8秒）, 10秒后可提交. */
export function isCounting(text: string): boolean {
  return /\d{1,3}\s*(s|秒|S)|[（(]\s*\d{1,3}\s*[）)]/.test(text);
}

/** A page of rules that stands in front of a form. */
export function isNoticeText(text: string): boolean {
  return NOTICE.test(text);
}
