/** Which links lead to the form by which a citizen asks an office something. Pure words, no page. */

/** Ordered by how surely a link of this wording leads to the form itself. */
const LEADS: readonly [RegExp, number][] = [
  [
    /我要(写信|咨询|留言|提问|建议)|在线(咨询|写信|留言)|网上咨询|咨询留言|给.{1,6}写信|写信给|^(我要)?写信$|^我要(反映|提意见|说话)$/,
    4,
  ],
  [
    /(县长|市长|区长|局长|厅长|省长|主任|书记|院长|领导|镇长|乡长|部门|政民)信箱|咨询建言|建言献策|留言板|咨询投诉/,
    3,
  ],
  [
    /信箱|咨询|留言|建言|来信|写信|写给|问政|意见建议|有问必答|我有话说|在线(问答|提问)|同意|下一步|我已阅读/,
    2,
  ],
  [/互动|政民|交流|民声|民意直通|公众参与|12345/, 1],
];

/** 0 when the wording has nothing to do with a consultation channel; the higher the surer. */
export function channelLinkRank(text: string): number {
  const words = text.replace(/\s+/g, '');
  // A longer text is the title of a letter or of a piece of news, not a way in.
  if (words.length === 0 || words.length > 16) return 0;
  return LEADS.find(([pattern]) => pattern.test(words))?.[1] ?? 0;
}

/** Petition and discipline channels do not count (W5: 网上信访、纪检举报等专门渠道除外). */
export function isSpecialChannel(text: string): boolean {
  if (/信访|纪检|监察|巡视|巡察|扫黑|反腐|维权|12388|12309/.test(text)) return true;
  // 咨询投诉举报 takes consultations too.
  return /举报/.test(text) && !/咨询|建议|留言/.test(text);
}
