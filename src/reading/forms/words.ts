import type { FieldRole } from '../../domain/page-reading.ts';
import { folded } from '../page-dom.ts';

/**
 * The words by which government forms name their fields, in Chinese labels and in the pinyin, abbreviations and
 * English of name attributes. Order decides: the first that matches wins, so the narrower stands first.
 */

/** A label without what only decorates it: 姓 名：* (必填) → 姓名. */
export function plainLabel(text: string): string {
  return toHalfWidth(folded(text))
    .replace(/[（(【[][^）)】\]]{0,40}[）)】\]]/g, '')
    .replace(/(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])/g, '')
    .replace(/[*★※✱﹡●:：]/g, '')
    .replace(/^\s*(\d{1,2}|[一二三四五六七八九十]{1,2})[、.．]\s*/, '')
    .replace(
      /^(请您?)?(务必|正确|如实|在此|在这里)?(输入|填写|填入|选择|键入|写下|描述|留下|提供|点击)(?=.)/,
      '',
    )
    .replace(/^(您的|你的|本人)/, '')
    .replace(/[\s,，.。!！;；、|>»…]+$/, '')
    .trim();
}

/** Full-width letters, digits and signs as their ASCII twins. */
export function toHalfWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ');
}

interface RoleWord {
  role: FieldRole;
  label: RegExp;
}

const LABELS: readonly RoleWord[] = [
  {
    role: 'sms_code',
    label:
      /短信(验证|校验|确认|动态)?码|手机(验证|校验|动态)码|动态(验证)?(码|密码|口令)|(sms|phone|mobile) ?(verification )?code/i,
  },
  {
    role: 'captcha',
    label:
      /验证码|校验码|图[形片像]码|附加码|认证码|验证字符|验证数字|随机码|识别码|确认码|防伪码|安全码|检验码|验证问题|验证答案|计算结果|算[术式]|^验证$|[\d一二三四五六七八九十]\s*[+＋加减乘×xX*-]\s*[\d一二三四五六七八九十]\s*(=|＝|等于|是多少|\?|？)|captcha|verif(y|ication) ?(code|text)|security (code|check|question)|anti-?\s?(?:spam|robots?|bots?)\b|human|图中|code shown|characters? (above|below|you see|shown|in the)|type the (text|words|code)|picture above|^code$|(код|символ|текст).{0,20}(картинк|изображен|рисунк)|введите.{0,12}(код|текст)|caratteri visualizzati|recopie|saisir les caract|copie el c[oó]digo/i,
  },
  {
    role: 'query_code',
    label:
      /查询(密?码|口令|密匙|密钥|编?号|编码)|信件密码|提取码|查阅码|查看密码|回执(密码|码)|留言密码|(query|tracking|lookup) ?(code|password)/i,
  },
  {
    role: 'other',
    label:
      /证件(种类|类型|类别|名称)|证照类型|(申请人?|来信人|用户|身份|诉求人|人员|主体|单位|企业|客户)(类型|类别|性质)|申请人身份|职业|^性别|民族|年龄|出生|学历|人数|(?:写信|来信|发信|投诉|举报|反映|留言|咨询|申请|建议|诉求|联系)人(?:的|所在)?(?:部门|单位)|税号|邮政编码|^邮编|政治面貌|^QQ|微信|传真|职务|昵称|网名|(被|涉).{0,4}(投诉|举报|反映|控告|评价).{0,4}(人|单位|对象|姓名|名称|企业|部门)|关键(字|词)|用途|(载体|获取|提供|邮寄|回复|答复|反馈|联系)(信息)?(的)?(形式|方式(?!$)|渠道)|(回复|答复|反馈)方式/,
  },
  {
    role: 'id_number',
    label: /身份证|证件号|证件编号|证件号码|公民身份|ID ?(card|number)|identity (card|number)|passport/i,
  },
  {
    role: 'agree',
    label:
      /(已|已经)?(仔细|认真|详细)?(阅读|知晓|知悉|了解|理解).{0,30}(同意|遵守|接受|承诺)|同意.{0,20}(条款|协议|须知|声明|规定|说明|政策|遵守|以上|上述)|^我?(已)?同意$|承诺(以上|上述|所|内容|书)|i (have read|agree|accept)|terms (of|and)|accept the|privacy policy/i,
  },
  {
    role: 'attachment',
    label: /附件|上传|附加(文件|材料)|添加(文件|图片|照片)|证明材料|attachment|attach|upload/i,
  },
  {
    role: 'public',
    label:
      /公开|保密|隐私|匿名|公示|(愿意|可以|能否|是否).{0,4}(发布|公布|展示)|悄悄话|public|private|anonymous/i,
  },
  {
    role: 'email',
    label:
      /邮箱(?!密码)|电子邮(?!件)|邮件(?!的?(?:标题|主题|题目|内容|正文|类型|类别|分类))|e\s?-?\s?mail|^mail$|信箱地址|^mail\b|courriel|correo|E-?posta|^почта|эл\S{0,12} почт/i,
  },
  {
    role: 'phone',
    label:
      /电话|手机|移动号码|联系方式|联系号码|固话|座机|联络方式|^号码$|tele?phone|^tel\b|mobile|cell|\bphone|телефон|telefon|teléfono/i,
  },
  {
    role: 'department',
    label:
      /(收|受)信(人|单位|部门|对象|领导)|收件(人|单位|部门)|(受理|承办|办理|接收|处理|主管|责任|职能|相关|递送|投递|发送|提交|咨询|建议|投诉|答复|回复|诉求|被咨询|选择|反映|对口|政府|所属)(的)?(部门|单位|机构|机关|科室|处室|对象|领导|信箱|委办局)|^(部门|单位|机构|领导|信箱|科室|处室|委办局|局办)(名称)?(?!号)$|写信(给|对象)|留言对象|(选择|哪个|哪位).{0,3}(领导|信箱|部门)|提交给|致信|寄给|department|recipient/i,
  },
  {
    role: 'other',
    label:
      /(工作|所在|企业|公司|法人|单位|机构|组织|我的)(单位|名称|企业|公司)|^单位名称|法定代表|^公司$|^企业$|company|organi[sz]ation|institution|website|web ?site|homepage|网址|主页|个人网站/i,
  },
  {
    role: 'category',
    label:
      /(类型|类别|分类|种类|性质|类目|主题词)$|(信件|来信|留言|诉求|问题|咨询|内容|主题|事项|业务|写信|投诉|信息|领域)(的)?(类型|类别|分类|种类|性质|目的|领域)|^(类型|类别|分类)|category|^type\b|kind of|reason for/i,
  },
  {
    role: 'address',
    label:
      /地址|住址|住所|居住地|户籍地|通讯处|通信处|(所在|事发|发生|涉及|所属|居住)(的)?(地区?|地点|区域|区县|县区|乡镇|街道|位置|社区)|^(区县|县区|街道|乡镇|社区|省|市|地区|区域)$|^address|street|(postal|mailing) address|adresse/i,
  },
  {
    role: 'name',
    label:
      /姓名|称呼|联系人|联络人|(写|来|发|寄)信人|(留言|咨询|提问|投诉|申请|反映|建议|诉求|提交|举报|信访|求助|发布|反馈|网)(者|人)(姓名|名称)?$|^名字|真实姓名|名字|网友|署名|落款|^(full |first |last |your |user)?_?name|your name|prénom|^prenom|^nom\b|vorname|nachname|cognome|^nome\b|^nume$|surname|forename|nombre|apellido|имя|фамили|фио|представьтесь|jméno|^称谓|尊姓大名|^申请人/i,
  },
  {
    role: 'title',
    label:
      /标题|主题|题目|事由|题名|信件名称|信件名|subject|^title|topic|headline|betreff|sujet|^objet|oggetto|asunto|тема|简要概括/i,
  },
  {
    role: 'content',
    label:
      /内容|正文|详情|详细|描述|留言|诉求|(您|你)的(问题|意见|建议|想法|需求)|(意见|建议|问题|情况|事项|理由|原因|经过|咨询|投诉)(和|与|及|或|、)?(意见|建议|问题|描述|说明|反映|陈述|概述|详述|事项)?$|说明|我要说|想说|message|comment|content|question|feedback|inquiry|enquir|description|your (text|opinion)|details|nachricht|mensaje|сообщение|коммент/i,
  },
  // What else bears a name is a thing: 举报产品名称.
  { role: 'other', label: /名称$/ },
];

/** `3+5=？`, also in the brackets that no label is read from. */
const SUM =
  /[\d一二三四五六七八九十]\s*(?:[+＋×xX*加减乘-]|plus|minus)\s*[\d一二三四五六七八九十]\s*(?:[=＝]|等于|是多少|[?？])/;

/** Whether a label asks the visitor to work out a sum, as simple codes against machines do. */
export function asksForSum(label: string): boolean {
  return label.length <= 60 && SUM.test(label);
}

/** The role a visible wording names; null when it names none. `label` is as {@link plainLabel} leaves it. */
export function roleOfLabel(label: string): FieldRole | null {
  if (label === '' || label.length > 60) return null;
  return LABELS.find((w) => w.label.test(label))?.role ?? null;
}

/** Tokens of name, id and class attributes. A token is a run of letters: `MsgTitle` gives msg, title. */
const TOKENS: readonly { role: FieldRole; token: RegExp }[] = [
  { role: 'sms_code', token: /^(sms|smscode|dxyzm|sjyzm|phonecode|mobilecode|telcode|msgcode|dynamiccode)$/ },
  {
    role: 'captcha',
    token:
      /^(captcha|kaptcha|yzm|yanzhengma|verify|verifycode|vcode|vericode|validatecode|validcode|checkcode|chkcode|authcode|randcode|randomcode|imgcode|seccode|securitycode|security|rand|jym|fjm|recaptcha|codeimg|imagecode|piccode|valicode|checknum|verification|challenge)$/,
  },
  { role: 'query_code', token: /^(querycode|cxm|cxmm|chaxunma|searchcode|querypwd|querypassword|cxkl)$/ },
  {
    role: 'id_number',
    token:
      /^(idcard|idcardno|idno|cardid|cardno|sfz|sfzh|sfzhm|shenfenzheng|idnum|idnumber|zjhm|zjh|identity|certno|certcode|identitycard|identityno|papernum)$/,
  },
  { role: 'agree', token: /^(agree|agreement|accept|tos|terms|consent|tongyi|gdpr|disclaimer)$/ },
  {
    role: 'attachment',
    token: /^(attach|attachment|attachments|file|upfile|upload|uploadfile|fujian|fj|files)$/,
  },
  {
    role: 'public',
    token:
      /^(ispublic|isopen|public|open|gongkai|sfgk|gk|ispub|secret|issecret|isgk|anonymous|niming|private|ispublish|isshow|privacy|secrecy|openness)$/,
  },
  {
    role: 'email',
    token: /^(email|mail|youxiang|dzyx|dzyj|yx|emailaddress|mailbox|useremail|mailaddr|lxyx)$/,
  },
  {
    role: 'phone',
    token:
      /^(tel|telephone|phone|mobile|mobilephone|cellphone|dianhua|lxdh|dh|shouji|sj|sjh|sjhm|lxfs|phonenum|phoneno|phonenumber|telno|telnum|telnumber|mobileno|usertel|userphone|contactway|linktel|linkphone|cell|handphone|lianxidianhua|lxdianhua)$/,
  },
  {
    role: 'department',
    token:
      /^(dept|department|deptid|bumen|bm|sldw|sjr|sxr|shouxinren|receiver|receive|recipient|deptcode|unitid|groupid|leader|leaderid|lingdao|orgid|jsbm|slbm|receiverdept|todept|receiveunit|mailboxid|boxid|departmentid)$/,
  },
  {
    role: 'other',
    token:
      /^((company|corp|enterprise|unit|org|organization|product|goods|pro|project|file|school|site|area|city)name|company|organization|org|unit|gzdw|qymc|dwmc|website|url|homepage|web|fax|qq|zip|zipcode|postcode|postal|youbian|yb|sex|gender|xb|zhiye|job|nickname|nick|password|passwd|keyword|keywords|search|q|city|country|state|age|birthday)$/,
  },
  {
    role: 'category',
    token:
      /^(category|type|typeid|lettertype|leixing|lx|xjlx|lylx|leibie|lb|kind|classify|classid|sort|msgtype|mailtype|fenlei|fl|sqlx|purpose|reason|enquirytype)$/,
  },
  {
    role: 'address',
    token:
      /^(address|addr|dizhi|dz|lxdz|txdz|zhuzhi|zz|homeaddress|useraddress|jtzz|street|xxdz|linkaddress|lianxidizhi|place)$/,
  },
  {
    role: 'name',
    token:
      /^(name|xm|xingming|username|realname|truename|linkman|lxr|fullname|uname|contactname|writer|author|sender|nom|prenom|cognome|nome|surname|apellido|vorname|nachname|fio|firstname|lastname|yourname|applyname|mingzi|fname|lname|contactor|contacts|xxr|lxrxm|sendername|contact|linker|letterman|zsxm)$/,
  },
  {
    role: 'title',
    token:
      /^(title|subject|zhuti|biaoti|bt|zt|topic|xjbt|xjzt|lybt|lettertitle|mailtitle|headline|theme|timu)$/,
  },
  {
    role: 'content',
    token:
      /^(content|contents|neirong|nr|xjnr|lynr|message|msg|comment|comments|body|zhengwen|lettercontent|description|question|suggest|suggestion|feedback|detail|details|yijian|memo|remark|enquiry|inquiry|mailcontent|liuyan|problem|zxnr)$/,
  },
];

/** The role name or id tokens suggest; null when they say nothing. */
export function roleOfTokens(value: string): FieldRole | null {
  if (value === '' || value.length > 120) return null;
  const words = value
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((w) => w !== '');
  if (words.length === 0) return null;
  const joined = words.join('');
  const candidates = [joined];
  // The last words weigh most: `letter_title` is a title, `title_letter_type` a type.
  for (let i = words.length - 1; i >= 0; i--) {
    const word = words[i] ?? '';
    const pair = i > 0 ? `${words[i - 1]}${word}` : '';
    if (pair !== '') candidates.push(pair);
    candidates.push(word);
  }
  for (const candidate of candidates) {
    for (const shape of [
      candidate,
      candidate.replace(
        /^(txt|tb|tbx|input|str|form|f|s|my|user|your|i|the|ddl|rbl|cb|wf|field|letter|mail|msg|message|comment|contact)(?=..)/,
        '',
      ),
    ]) {
      const hit = TOKENS.find((t) => t.token.test(shape));
      if (hit) return hit.role;
    }
  }
  // Captcha modules write the word into longer names: cptch_number, humanverify[input], captchaText.
  return /captcha|cptch|humanverif|confirm(ation)?code|verif(y|ication)code|valid(ate)?code|yanzhengma|(v|sec|auth|rand|img|check)code/.test(
    joined,
  )
    ? 'captcha'
    : null;
}

/** A field that asks for the number given at submission: no role of its own, but what a look-up rests on. */
export function isReceiptNumberLabel(label: string): boolean {
  return /(受理|信件|办件|来信|留言|咨询|申请|业务|回执|工单|登记|投诉|信访|诉求|流水|办理|事项|查询)(编号|单号|号码|号|编码)|^(编号|单号|流水号)$/.test(
    plainLabel(label),
  );
}
