import { toHalfWidth } from '../forms/words.ts';

/** Thanks for a letter; beside a form they are said to everybody. */
export const THANKS =
  /(感谢|谢谢)(您|你)的?.{0,8}(来信|留言|咨询|建议|建言|献策|反馈|参与|意见|关注|支持|提问|提交|投诉|监督)/;

/** The site says it has the letter. Conditions, notices and reports about other letters are kept out by `NOT_YET`. */
export const ACCEPTED: readonly RegExp[] = [
  /(提交|发送|发表|留言|投递|递交|保存|操作|登记|[写发寄]信|咨询|受理|投诉|申请|反馈|上报|发布|(?<!附件|文件|图片|照片)(?:添加|新增))(已经?)?(成功)(?!率|的|后|方|者|之后|与否|才)/,
  /(已经?)?成功(提交|发送|递交|投递|受理|登记|保存|收到)(?!的|后|才|方可)/,
  /(您|你)的?.{0,10}(信件|来信|留言|咨询|问题|诉求|建议|投诉|意见|申请|邮件|信息|反馈|内容|办件|工单)[^。；;]{0,12}(已经?|已被)(成功)?(提交|收到|受理|发送|登记|记录|接收|送达|转交|递交|保存|进入)/,
  /(我们|我局|本站|本局|系统|网站|^)(已经?)(成功)?(收到|受理|接收|登记)(了)?(您|你)的?/,
  THANKS,
  /(信件|来信|留言|诉求|咨询|工单|办件)(已经?)(成功)?(提交|受理|生成|登记|收到)/,
  /(submitted|sent|received|saved) successfully|successfully (submitted|sent|received)|thank you for (your|contacting)|has been (sent|submitted|received)/i,
];

/** Words that turn a success into a condition, a notice or a refusal. */
export const NOT_YET =
  /(提交|发送|投递|留言|受理|登记)成功(后|之后|的|才|方)|成功(提交|发送)(后|之后|的|才|方可)|如果?.{0,12}(提交|发送)成功|(是否|未能?|没有|不|尚未|无法|没能)\s*(提交|发送|保存|成功|受理)|成功后|以便(您)?|(提交|发送).{0,4}不成功|凭.{0,12}(查询|登录)|将(会)?(获得|得到|收到|产生|生成)|(收到|受理|提交|登记)[:：\s]*\d+\s*(件|封|条|个)/;

export type RefusalReason =
  | 'captcha'
  | 'sms_code'
  | 'required'
  | 'duplicate'
  | 'sensitive'
  | 'length'
  | 'format'
  | 'frequency'
  | 'login'
  | 'other';

/** A validation message: nothing was stored. Order decides. */
export const REFUSED: readonly [RefusalReason, RegExp][] = [
  [
    'sms_code',
    /(短信|手机|动态)(验证|校验|动态)?码.{0,6}(错误|不正确|有误|不对|失效|过期|不匹配|为空|不符|无效)/,
  ],
  [
    'captcha',
    /(验证码|校验码|附加码|图形码|认证码|随机码|图片码|验证字符|安全码).{0,8}(错误|不正确|有误|不对|输错|失效|过期|超时|不匹配|不能?为空|不一致|不符|无效|未通过|失败)|(错误|不正确|无效)的(验证码|校验码)|(请|重新).{0,4}(输入|填写)(正确的)?(图形|图片)?(验证码|校验码|附加码)|(invalid|wrong|incorrect) (captcha|verification code|security code)|滑块验证|请(先)?完成(安全)?验证/i,
  ],
  [
    'duplicate',
    /(重复|相同)(的)?(提交|信件|留言|内容|来信|诉求|咨询|问题)(?!.{0,2}(查询|办理))|(已经?|曾)(提交|反映|咨询)过|(请勿|不要|不能|不得|请不要)重复(提交|发送|留言)|duplicate/i,
  ],
  [
    'sensitive',
    /(敏感|违禁|非法|违规|不文明|不当|禁用|屏蔽|过滤|危险|特殊)(的)?(词|字符|关键字|关键词|内容|信息|言论|用语|字)|(含有|包含|存在)[^。]{0,10}(敏感|非法|违规)|内容.{0,4}(不合法|不合规|违法|违规)/,
  ],
  [
    'frequency',
    /(提交|操作|留言|访问|发送|请求|点击)(的)?(过于|太|次数过于?)?(频繁|过快|过多)|(太|过于)频繁|(提交|操作|留言|发送)(的)?速度.{0,2}(快|频)|请.{0,3}\d+\s*(秒|分钟|小时)后(再|重新)?|[明次改][天日]再|(今日|今天|当天|每天|每日|一天|同一|每人).{0,12}(上限|次数|已达|只能|限)|间隔.{0,8}(秒|分钟)/,
  ],
  [
    'length',
    /(标题|主题|内容|正文|字数|长度|姓名|留言|信件).{0,12}(不能|不得|不可|超过|超出|少于|低于|不足|过长|过短|太长|太短|限制|应在|必须在|至少|最多).{0,12}(\d|字|长)|(超过|超出).{0,6}(字数|长度|限制)|字数(不足|超|不够)/,
  ],
  [
    'format',
    /(格式|号码|邮箱|邮件|电话|手机|身份证|证件).{0,12}(不正确|错误|有误|不对|不合法|无效|不规范|不符|非法)|请(输入|填写).{0,3}(正确|有效|合法|规范)的|不是(正确|有效|合法|规范)的|两次.{0,8}不(一致|相同|匹配)/,
  ],
  [
    'required',
    /(不能|不可|不得|不允许)为空|(还)?(未|没有?)(填写|输入|选择|勾选)|为必(填|选)项?[!！。]?$|^(请|您还未|您没有)(您)?(先)?(填写|输入|选择|勾选|阅读并|同意|补充|完善|上传)|必须(填写|选择|输入)|(please )?(enter|fill|select) (your|the|a)|is required|cannot be (blank|empty)/i,
  ],
];

export const FAILED: readonly ['system' | 'maintenance' | 'refused_unsaid', RegExp][] = [
  [
    'maintenance',
    /(系统|网站|平台|功能|栏目|服务|信箱|页面)[^。]{0,10}((正在|处于|进行)[^。]{0,6}(维护|升级|建设|改版|调试)|(维护|升级|建设|改版|调试)(中|之中|期间))(?!.{0,4}(工作|任务|项目|工程))|暂停(服务|使用|受理|写信|留言)|暂不(接受|受理|接收)(来信|信件|写信|留言|咨询|投诉|诉求)|停机维护|已(停用|关闭|下线)/,
  ],
  [
    'system',
    /(提交|发送|保存|操作|添加|写信|留言|递交|登记|请求|处理|插入|投递)(信息|数据|信件|留言)?(时)?(失败|出错|错误|异常|未成功|不成功)|(系统|服务器?|程序|网络|后台|数据库|接口|内部|未知)(发生|出现|内部|运行|连接|访问|请求|处理)?(了)?(错误|异常|繁忙|忙|故障|出错|超时|失败|开小差|问题)|运行时错误|出错了|发生(了)?错误|请稍[后候]再?[试次重]|internal server error|service unavailable|bad gateway|gateway time-?out|server error|exception|stack ?trace|ORA-\d{5}|SQLException|http status [45]\d\d|HTTP Error [45]\d\d|操作超时|会话(超时|过期|失效)|fail(ed|ure)/i,
  ],
];

const CODE =
  '([A-Za-z\\u4e00-\\u9fff]{0,8}[〔\\[(（【]\\d{4}[〕\\])）】]第?\\s*\\d{1,8}\\s*号?|[A-Za-z]{0,8}[-_]?[0-9A-Za-z][0-9A-Za-z_-]{2,39})';
const IS = '[\\s"“\'「『（(【\\[：:为是=,，]{0,8}';
const NUMBER_LABEL =
  '(?:(?:受理|信件|办件|来信|留言|咨询|业务|工单|登记|回执|流水|申请|诉求|投诉|事项|办理|处理|提问|邮件|查询|订单|反馈|记录|您的|系统|建议|编)?(?:编号|单号|流水号|受理号|回执号|回执码|件号|编码|查询号|信件号|工单号|业务号|登记号|号码|序号)|(?:信件|留言|咨询)\\s*ID|流水号|受理号|回执号|回执|(?:tracking|reference|ticket|case) (?:number|no\\.?|id))';
const QUERY_LABEL =
  '(?:(?:信件|来信|留言|您的|办件)?(?:查询|查看|查阅|提取|检索)(?:密码|口令|密钥|码|验证码|代码)|信件密码|查询密码|初始密码|密码|验证密码|query code|password)';

const NUMBER = new RegExp(`${NUMBER_LABEL}${IS}${CODE}`, 'i');
const QUERY = new RegExp(`${QUERY_LABEL}${IS}${CODE}`, 'i');
const BOTH = new RegExp(
  `${NUMBER_LABEL}\\s*(?:和|与|及|、|/)\\s*${QUERY_LABEL}(?:分别)?${IS}${CODE}\\s*(?:和|与|及|、|/|,|，|\\s)\\s*${CODE}`,
  'i',
);

/** Number and query code a text gives, with the words they stand in. */
export function codesIn(text: string): { number: string | null; query: string | null; words: string } {
  const flat = toHalfWidth(text).replace(/\s+/g, ' ').slice(0, 20_000);
  const both = BOTH.exec(flat);
  if (both && isCode(both[1]) && isCode(both[2])) {
    return { number: (both[1] ?? '').trim(), query: (both[2] ?? '').trim(), words: both[0] };
  }
  const number = firstCode(NUMBER, flat);
  const query = firstCode(QUERY, flat);
  return {
    number: number.code,
    query: query.code,
    words: [number.words, query.words].filter((w) => w !== '').join(' '),
  };
}

function firstCode(pattern: RegExp, text: string): { code: string | null; words: string } {
  const all = new RegExp(pattern.source, 'gi');
  for (const m of text.matchAll(all)) {
    if (isCode(m[1])) return { code: (m[1] ?? '').trim(), words: m[0] };
  }
  return { code: null, words: '' };
}

/** Codes hold a digit, or are short capital letters; words of a sentence are none. */
function isCode(text: string | undefined): boolean {
  if (text === undefined) return false;
  return /\d/.test(text) || /^[A-Z]{4,10}$/.test(text.trim());
}
