import { plainLabel } from '../forms/words.ts';

/** What a label of a public letter, a list's column or a look-up result names. */
export type ReplyKey =
  | 'title'
  | 'number'
  | 'state'
  | 'sent'
  | 'accepted'
  | 'replied'
  | 'department'
  | 'receiver'
  | 'answer'
  | 'question'
  | 'aside';

const LETTER =
  '(?:信件|来信|来件|来电|写信|发信|信访件?|留言|咨询|提问|问题|诉求|投诉|建议|办件|工单|事项|反映|求助|申请|举报|受理|邮件|网友|业务|群众|市民|提交|登记|发布|发起|创建|收件|接收|收信|递交|上报|案件|投递|信息)';
const ANSWER = '(?:回复|答复|回答|解答|反馈|办理|办结|处理|处置|处办|办复|受理|承办|回应|回信|批复|转办)';

/** When a letter came or was answered. */
export const TIME_LABEL = `(?:${LETTER}|${ANSWER})(?:时间|日期)`;

/** Order decides; each pattern has to fit the whole label. */
const KEYS: readonly [ReplyKey, RegExp][] = [
  [
    'aside',
    /^(是否公开|公开(?:状态|意愿)|.{0,4}类型|.{0,4}类别|.{0,4}分类|.{0,6}(次数|人数|点击数?|浏览量?|阅读数?|点击量)|满意度.{0,4}|.{0,4}评价.{0,4}|附件.{0,4}|来源|信息来源|作者|责任编辑|编辑|字号|字体|分享.{0,4}|姓名|.{0,4}人姓名|来信人|写信人|留言人|咨询人|提问人|诉求人|申请人|网友|联系人|联系电话|电话|手机号?码?|邮箱|电子邮件|地址|序号|操作|排名|热度|上一[篇条]|下一[篇条]|验证码|发布机构|索引号|办理时限|答复时限|.{0,4}期限|区域|地区|昵称|关键[字词])$/,
  ],
  [
    'number',
    new RegExp(
      `^(?:${LETTER}|${ANSWER}|回执|流水|查询|登记)?(?:编号|编码|流水号|单号|号码|受理号|件号|序列号)$|^流水号$|^(?:信件|来信|留言|工单)(?:ID|id|号|索引号)$`,
    ),
  ],
  ['replied', new RegExp(`^(?:最[新近后])?${ANSWER}(?:时间|日期|于)$|^(?:答|回)复?(?:时间|日期)$`)],
  ['sent', new RegExp(`^${LETTER}(?:时间|日期|于)$|^(?:时间|日期|发表时间)$`)],
  ['state', /^(.{0,4}状态|.{0,2}进[度展]|(办理|当前|处理)环节|是否(回复|答复|办结))$/],
  [
    'answer',
    new RegExp(
      `^(?:.{0,6})${ANSWER}(?:内容|结果|意见|情况|信息|正文|反馈|说明|详情|描述)$|^(?:信件|来信|留言|诉求|咨询|办理|处理|处办)(?:回复|答复)$|^(?:官方|部门|政府|单位|网站|管理员|我的|领导|最新)?(?:回复|答复|回答|解答)$|^官方回应$|^(?:办理|受理|承办|处理)?部门意见$|^答$|^回复如下$|^结果反馈$`,
    ),
  ],
  [
    'department',
    new RegExp(
      `^(?:${ANSWER}|责任|(?:案件)?负责|主办|协办|牵头|涉及|回复的)(?:单位|部门|机构|机关|科室|处室|者|人|对象)(?:名称)?$|^(?:部门|单位|机构)(?:名称)?$|^所属(?:部门|单位)$`,
    ),
  ],
  [
    'receiver',
    /^(收信|收件|受信|接收|提交|递送|咨询|投递|诉求|来信|写给|信箱|接信|留言|提问)(人|单位|部门|对象|领导|机构|名称|信箱)?$|^(写信|投诉|建议)(单位|部门|对象|领导|机构)$|^(所属|受理)信箱$/,
  ],
  [
    'question',
    new RegExp(
      `^${LETTER}?(?:内容|正文|详情|描述|详细内容|具体内容|内容描述|内容详情|原文|概述)$|^主要诉求$|^咨询问题$|^反[映应]问题(?:及诉求)?$|^${LETTER}(?:内容)?(?:描述|详情|概要|如下)$|^问$|^问题$`,
    ),
  ],
  ['title', new RegExp(`^${LETTER}?(?:标题|主题|题目|名称|主旨|题名)$|^(?:咨询|来信|留言|信件|诉求|提问)$`)],
];

/** What a label names; null when it is none of a letter's. */
export function replyKeyOf(text: string): ReplyKey | null {
  if (text.length > 24 || !/[\u4e00-\u9fff]/.test(text)) return null;
  let key = known.get(text);
  if (key === undefined) {
    key = keyNamed(text);
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(text, key);
  }
  return key;
}

/** What short texts name: the same menus and labels stand on all pages of a site. */
const known = new Map<string, ReplyKey | null>();
/** Hostile pages may not fill the memory. */
const MAX_KNOWN = 5_000;

function keyNamed(text: string): ReplyKey | null {
  const label = plainLabel(text.replace(/^[【[〔]|[】\]〕]/g, ''));
  if (label === '' || label.length > 12) return null;
  // 受理时间 stands for the start of the work, unless nothing else tells when the letter came.
  if (/^受理(时间|日期)$/.test(label)) return 'accepted';
  return KEYS.find(([, pattern]) => pattern.test(label))?.[0] ?? null;
}

/** Labels as they stand in running text, before a colon or in brackets. */
export const KEY_IN_TEXT =
  /(?:^|[\s,，;；|｜/【[(（*])(?:[【[]\s*([\u4e00-\u9fff][\u4e00-\u9fff \u3000]{0,12}?)\s*[】\]]\s*[:：]?|([\u4e00-\u9fff][\u4e00-\u9fff \u3000]{0,12}?)\s*[:：])/g;

const STATES = `待(审[查核]|受理|处理|办理|回复|答复|办结|分办|转办|解决)|未(回复|答复|处理|办结|受理|办理|审核|解决|读)|已(受理|办结|处理|回复|答复|办理|转办|审核|解决|退回|评价|提交|阅|关闭|反馈|交办|分派|分办|公开|完成|撤回)(完毕)?|(受理|处理|办理|审核|转办|回复|答复|流转|交办)(中|完毕|完成|结束)|正在(受理|处理|办理|审核|流转)中?|办结|办毕|(审核)?(未|不)通过|不予(受理|公开|回复)|逾期.{0,4}|超期.{0,4}|退回|新提交|按期办结|延期(办理)?|结案`;
const STATE = new RegExp(`^(${STATES})$`);
/** Whether a text has the words of a state in it at all: asked of every piece of a page before anything dearer. */
export const STATE_WORD = new RegExp(STATES);

/** The state a short piece of text states, brackets aside; null when it states none. */
export function stateIn(text: string): string | null {
  if (text.length > 16) return null;
  const words = text.replace(/[\s[\]【】()（）〔〕<>·•:：|｜]/g, '');
  return STATE.test(words) ? words : null;
}

/** An office that answers in its own name: 市民政局回复：… */
export const OFFICE_ANSWERS =
  /^[【[]?\s*([\u4e00-\u9fff（）()]{1,24}(?:局|委|办|厅|部|中心|政府|院|处|公司|队|所|会|站|科|办公室|街道|镇|乡|信箱|热线))\s*[】\]]?\s*(?:的)?(?:回复|答复|回答)(?:内容|如下|意见)?\s*(?:[:：]|$)/;

/** What ends an answer: the rest of the page, not of the letter. */
export const AFTER_ANSWER =
  /^(上一[篇条]|下一[篇条]|【?打印|【?关闭|关闭窗口|返回|分享到|版权所有|主办单位|主办[:：]|承办单位[:：]|网站标识码|.{0,3}ICP备|技术支持|您对.{0,12}(满意|评价)|满意度|我要评价|评价本|相关(信件|链接|文章)|扫一扫|网站地图|友情链接|联系我们|点击(数|量|率)|浏览(次数|量)|更多|提交评价|发表评论)/;
