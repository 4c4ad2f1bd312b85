import { toHalfWidth } from '../forms/words.ts';

export type Quality = 'substantive' | 'acknowledgement' | 'evasive' | 'empty';

export interface AnswerQuality {
  quality: Quality;
  /** The words it rests on; for a substantive answer the first sentence that says something. */
  words: string;
  /** 0..1; what is substantive only because it is nothing else has 0.6. */
  confidence: number;
}

/** Forms of politeness that open and close a letter. They are not an answer. */
const COURTESY =
  /^(尊敬的|亲爱的)?.{0,10}(网友|市民|先生|女士|同志|群众|来信人|朋友|用户|您|你)?[,，:：]?\s*(您|你)?好[!！。,，:：]?$|^(尊敬的|亲爱的).{1,16}[:：,，]?$|^.{0,12}(网友|市民|先生|女士|同志)[:：,，]?$|(感谢|谢谢)(您|你)?[^,，。]{0,24}(关注|支持|来信|留言|理解|信任|监督|建议|参与|咨询|反馈|配合|提问|宝贵意见|宝贵建议)?(与[^,，。]{0,8})?$|^(祝|敬祝)(您|你).{0,16}$|^此复$|^特此(回复|答复|告知)$|^(回复|答复|现(就|将|对).{0,24})?(回复|答复|情况)?如下[:：]?$|^(现|就)?(就|对|将|关于)?(您|你)?.{0,24}(回复|答复)如下[:：]?$|^欢迎(您|你)?.{0,20}(监督|关注|来信|提出|访问).{0,12}$|^如有(疑问|其他).{0,4}$|^(以上|上述)(回复|答复|情况).{0,10}$|^[^请咨询联系转交向由找到]{0,20}(局|委|办|厅|政府|中心|部门|院|处)$|^\d{4}年\d{1,2}月\d{1,2}日$|^[\d\s./:：-]+$|^(网友|来信|问|答|回复|答复)[:：]?$/;

/** 尊敬的张先生（电话…，住…）：— who is spoken to, with what the letter told of him. It says nothing. */
const SALUTATION = /^\s*(?:尊敬的|亲爱的)[^,:。;!?(\n]{1,20}(?:\([^()\n]{1,80}\))?\s*[:,]\s*/;

const LETTER =
  '(?:来信|来电|来函|信件|留言|咨询|提问|诉求|问题|建议|意见|邮件|投诉|举报|申请|反映|情况|事项|工单|办件|此件|该件)';

/** The letter came in, was read, is being dealt with. */
const RECEIVED = new RegExp(
  `${LETTER}(?:(?:已|均已|已经|业已)?收悉|(?:已|均已|已经|业已)(?:收到|知悉|获悉|阅悉|受理|登记|转交|转办|交办|批转|移交|提交|上报))|(?:我们|我局|我单位|本局|已)(?:已|已经)?(?:收悉|收到|知悉|受理)|(?:正在|将(?:会)?|会)(?:尽快|及时|认真|抓紧|积极|进一步|按(?:程序|规定))?.{0,10}(?:处理|办理|核实|研究|调查|回复|答复|反馈|落实|跟进|解决|转(?:办|交))|在.{0,10}(?:时限|期限|时间|工作日)内.{0,6}(?:处理|办理|答复|回复|反馈)|请(?:您)?(?:耐心)?(?:等待|等候|稍候|稍等|静候)|(?<!已|已经)(?:尽快|及时|近期|第一时间|抓紧|随后).{0,10}(?:处理|办理|答复|回复|反馈|与您联系|联系您|解决)|高度重视|立即(?:安排|组织|部署|转)[^,，]{0,12}(?:核实|调查|处理|办理|研究|了解|核查|落实)$|立即(?:安排|组织|部署)+$`,
);

/** It was passed on, and that is all a clause says: 已将您的来信转交县教育局核实. What else is passed on is no letter. */
const PASSED = new RegExp(
  `^(?:.{0,30}?${LETTER})?(?:我们|我局|我办|我单位|本局)?(?:已|已经|现已|均已)(?:(?:将|把).{0,20}?${LETTER}.{0,6}?|(?:将|把)(?:其|此|该)?)?(?:转(?:交|办|派|送)?|交(?:由|办|给)?|移交|批转|反馈|分派|派发|派单|报送|上报)(?:至|给|到|由|往)?(?:[^,，]{0,24}(?:局|委|办|厅|部门|单位|科室|中心|街道|镇|乡|村|社区|政府|公司|队|所|站|处|股|领导|人员))?(?:进行|予以|具体|尽快|及时|抓紧|认真)*(?:办理|处理|核实|调查|研究|阅处|承办|落实|答复|回复|解决|处置|跟进|督办)*$`,
);

/** What the letter was about, before what is said of it: 关于您反映的路灯问题, 接到您的来信后. */
const TOPIC = new RegExp(
  `^(?:(?:关于|针对|对于?|就)[^,，请向由已]{0,40}|[您你]所?(?:反映|提出|提到|咨询|投诉|来信)的?[^,，请向由已]{0,30})${LETTER}$|^接到.{0,20}后$`,
);

/** Go and ask elsewhere. */
const ELSEWHERE =
  /(请|(?<!的)建议|可|可以|敬请|烦请|麻烦|需|欢迎)(您|你)?(直接|自行|前往|到|拨打|致电|通过|登录|向|具体|详细|及时|先|再)*[^。;；]{0,40}(咨询|联系|询问|反映|了解|查询|拨打|致电|来电|面询|投诉|沟通|提出)|(详情|具体|详细|有关|相关)(情况|事宜|问题|政策)?(请|可)?(咨询|致电|拨打|来电|联系|电话咨询)|(请|可)(咨询|致电|拨打|来电|联系|电话咨询)|(不属于|不属|非|不在).{0,12}(我局|我单位|我委|本单位|本局|我办|职责|职能|管辖|受理|业务)|(不|无法|不便|暂不|暂无法|未能)(予)?(受理|答复|回复|办理|回答|提供)|无(可奉告|此项|相关(信息|规定|资料))|(咨询|联系)电话[:：]?[\d-]{6,}|请(按照|依照|遵照)(相关|有关)(规定|政策)(执行|办理)?$|(相关|有关)(规定|政策|部门)(办理|执行|处理)$/;

/** Facts that answer: law, sums, dates, papers, steps, results, yes or no. */
const SUBSTANCE =
  /根据|依据|按照《|《[^》]{2,40}》|第[一二三四五六七八九十百\d]+条|规定[:：,，]|条件|材料|携带|提供.{0,12}(证|件|表|证明)|身份证|户口|流程|步骤|标准|比例|元|％|%|百分之|(\d+)个?(工作日|天|日内|年|个月|小时)|经(核实|调查|查|了解|研究|现场|核查|查看|勘查|沟通)|已(于|完成|安排|整改|修复|清理|解决|更换|恢复|拨付|发放|责令|处理完毕|办结|协调)|因(为)?.{2,}|由于|目前|计划|预计|年底|(可以|能够|不可以|不能|无需|不需要|需要|应当|可|须)(在|到|通过|凭|持|办|申|领|享|报|缴|提|按|向|带)|办理(地点|时间|地址)|地址[:：]|网址|下载|填写|窗口|首先|其次|一是|二是|[1-9一二三][、.．)）]|(开放|上班|工作|营业)时间|周一至周五|属于|是指|原因/;

/** A sentence of pure talk is at most this long; a longer text says something, if only by what it reports. */
const LONG = 160;

/**
 * What an answer is worth (STANDARDS §6.2): 来信收悉 and 已转…办理 acknowledge, 请咨询… alone evades. Doubt goes to
 * the office: what is neither is substantive.
 *
 * @param question the letter, where it is at hand: an answer that only repeats it says nothing
 */
export function answerQuality(text: string, question?: string): AnswerQuality {
  const plain = toHalfWidth(text)
    .replace(/[\u200b-\u200d\ufeff]/g, '')
    .replace(SALUTATION, '')
    .trim();
  if (
    /^[\s\-—–.。…、,，*无暂]*(暂无|无|没有)?(回复|答复|内容|null|undefined|N\/A|none)?[\s\-—–.。…、]*$/i.test(
      plain,
    )
  )
    return { quality: 'empty', words: plain.slice(0, 40), confidence: 0.95 };
  const sentences = plain
    .slice(0, 8_000)
    .split(
      /[。!！?？;；\n\r]+|,(?=\s*(感谢|谢谢|请|我们|我局|您|现|已|将))|，(?=\s*(感谢|谢谢|请|我们|我局|您|现|已|将))/,
    )
    .filter((s): s is string => s !== undefined)
    .map((s) => s.replace(/[\s\u3000]+/g, ' ').trim())
    .filter((s) => s.length > 1 && !/^(感谢|谢谢|请|我们|我局|您|现|已|将)$/.test(s));
  const asked = question === undefined ? '' : squeeze(question);
  const said = sentences.filter(
    (s) =>
      !COURTESY.test(s.replace(/[,，:：]$/, '')) &&
      !TOPIC.test(s) &&
      !(asked !== '' && squeeze(s).length >= 6 && asked.includes(squeeze(s))),
  );
  if (said.length === 0) {
    const words = sentences.join('。').slice(0, 120);
    return RECEIVED.test(plain) || sentences.length > 0
      ? { quality: 'acknowledgement', words, confidence: 0.85 }
      : { quality: 'empty', words, confidence: 0.85 };
  }
  const talk = said.map((s): 'acknowledges' | 'evades' | 'says' => {
    if (carries(s)) return 'says';
    if (acknowledges(s)) return 'acknowledges';
    return ELSEWHERE.test(s) ? 'evades' : 'says';
  });
  const telling = said.find((_, i) => talk[i] === 'says');
  if (telling !== undefined)
    return { quality: 'substantive', words: telling.slice(0, 120), confidence: carries(telling) ? 0.9 : 0.6 };
  const evading = said.find((_, i) => talk[i] === 'evades');
  if (evading !== undefined) return { quality: 'evasive', words: evading.slice(0, 120), confidence: 0.8 };
  return { quality: 'acknowledgement', words: (said[0] ?? '').slice(0, 120), confidence: 0.85 };
}

/** Whether every clause of a sentence does nothing but acknowledge; what came of it is an answer. */
function acknowledges(sentence: string): boolean {
  const clauses = sentence.split(/[,，]/).map((clause) => clause.trim());
  const tells = clauses.map((clause) => RECEIVED.test(clause) || PASSED.test(clause));
  return (
    tells.includes(true) &&
    clauses.every((clause, i) => tells[i] || clause.length < 4 || COURTESY.test(clause) || TOPIC.test(clause))
  );
}

/** A sentence that passes on or refers elsewhere may still carry the answer. */
function carries(sentence: string): boolean {
  if (sentence.length > LONG) return true;
  const rest = sentence.replace(RECEIVED, '').replace(ELSEWHERE, '');
  const passing = /(来信|留言|诉求|问题|咨询)?已?(收悉|收到|转|交办|转交|转办)/.test(sentence);
  return SUBSTANCE.test(rest) && !(passing && rest.length < 20) && rest.length >= 6;
}

function squeeze(text: string): string {
  return text.replace(/[\s\p{P}]+/gu, '');
}
