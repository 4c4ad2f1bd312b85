import { describe, expect, it } from 'vitest';
import { parsePage } from '../../../src/reading/page-dom.ts';
import { type Receipt, readReceipt } from '../../../src/reading/receipt/read-receipt.ts';

function page(html: string): Receipt {
  return readReceipt(parsePage(html));
}

describe('a letter that was taken', () => {
  it.each([
    [
      '您的信件已提交成功！受理编号：SL202406070012，查询码：839201，请妥善保管。',
      'SL202406070012',
      '839201',
    ],
    ['提交成功，您的信件编号为20240607001，查询密码为 a8K2p9', '20240607001', 'a8K2p9'],
    ['提交成功！您的办件编号是“JACT2024-0607-01”，查询码是“X7Y2”。', 'JACT2024-0607-01', 'X7Y2'],
    ['留言成功！流水号：20240607093011', '20240607093011', null],
    ['您的来信已收到，回执编号 HZ-0091823 ，请牢记。', 'HZ-0091823', null],
    ['感谢您的来信！您的10位查询码为：5839201745', null, '5839201745'],
    ['您的信件已经提交，我们将为您尽快处理', null, null],
    ['操作成功！', null, null],
    ['您的编号和查询码分别为：LY2024060701、4471，请记录', 'LY2024060701', '4471'],
    ['信件提交成功，受理号：沈信〔2024〕第0012号', '沈信〔2024〕第0012号', null],
    ['提交成功，请勿重复提交，等待办理', null, null],
    ['您的信件已成功提交，信件编码为 JZXX[2024]0102 ，查询码为 889900', 'JZXX[2024]0102', '889900'],
    ['信件保存成功，编号A001', 'A001', null],
    ['提交成功！请记住您的信件ID：35627', '35627', null],
    ['您的信件我们已收到，您的查询序号为 8812345', '8812345', null],
    ['您好，您的来信已提交，受理编码为610800240607001，请用此查询', '610800240607001', null],
    ['发信成功，请等待审核！', null, null],
    ['寄信成功', null, null],
    ['已收到您的来信，我们会尽快处理！', null, null],
    ['谢谢您的建言', null, null],
    ['您的留言已被记录，稍后答复。', null, null],
    ['添加成功！', null, null],
    [
      '提交成功，您的查询码为"3f2c81aa-07d4-4b1e-9c55-2ad06e"，可复制保存',
      null,
      '3f2c81aa-07d4-4b1e-9c55-2ad06e',
    ],
  ])('%s', (said, number, query) => {
    expect(readReceipt(said)).toMatchObject({ outcome: 'accepted', number, query });
  });

  it('reads number and code in cells of their own', () => {
    const receipt = page(
      '<div class="result"><h2>提交成功</h2><table><tr><td>受理编号</td><td>SZ20240607888</td></tr><tr><td>查询密码</td><td>120934</td></tr></table></div>',
    );
    expect(receipt).toMatchObject({ outcome: 'accepted', number: 'SZ20240607888', query: '120934' });
    expect(receipt.words?.selector).not.toBe('');
  });

  it('reads codes in fields that cannot be edited', () => {
    expect(
      page(
        '<p>您的信件已成功提交</p><p>信件编号：<input readonly value="XJ0001234"></p><p>查询码：<input readonly value="778899"></p>',
      ),
    ).toMatchObject({ outcome: 'accepted', number: 'XJ0001234', query: '778899' });
  });

  it('reads a dialog laid over the form', () => {
    expect(
      page(
        '<p>提交成功后系统将生成查询码</p><form><p>标题<input></p><p>内容<textarea></textarea></p><p>验证码<input placeholder="请输入验证码"></p></form><div class="layui-layer-dialog"><div>提交成功！您的信件编号为：20240607003，查询码：6612</div><a>确定</a></div>',
      ),
    ).toMatchObject({ outcome: 'accepted', number: '20240607003', query: '6612' });
  });

  it('reads a page that is nothing but an alert', () => {
    expect(
      page('<html><script>alert("您的留言已提交成功，等待审核！");location.href="index.asp";</script></html>')
        .outcome,
    ).toBe('accepted');
  });

  it('reads the answer of a script', () => {
    expect(
      readReceipt(
        '{"success":true,"code":200,"msg":"提交成功","data":{"letterNo":"BH2024060700012","queryCode":"3321"}}',
      ),
    ).toMatchObject({ outcome: 'accepted', number: 'BH2024060700012', query: '3321' });
  });
});

describe('a letter that was refused', () => {
  it.each([
    ['验证码错误！', 'captcha'],
    ['验证码不正确，请重新输入', 'captcha'],
    ['短信验证码错误', 'sms_code'],
    ['请填写标题', 'required'],
    ['内容不能为空', 'required'],
    ['手机号码格式不正确', 'format'],
    ['请输入正确的身份证号', 'format'],
    ['您已提交过相同的信件，请勿重复提交', 'duplicate'],
    ['内容含有敏感词，请修改后提交', 'sensitive'],
    ['您提交过于频繁，请60秒后再试', 'frequency'],
    ['标题不能少于10个字', 'length'],
    ['提交失败，验证码错误', 'captcha'],
    ['请先登录', 'login'],
    ['登录超时，请重新登录', 'login'],
    ['不是正确的11位手机号,请重新输入.', 'format'],
    ['两次密码输入不一致', 'format'],
    ['您的提交速度过快', 'frequency'],
    ['您今天已经提交了3次，请明天再来', 'frequency'],
    ['每人每日只能留言一次', 'frequency'],
    ['您提交的内容不合法', 'sensitive'],
  ])('%s is %s', (said, reason) => {
    expect(readReceipt(said)).toMatchObject({ outcome: 'refused', reason, number: null });
  });

  it('reads the message beside a field and not the labels of the others', () => {
    const receipt = page(
      '<form><p>标题 <input placeholder="请输入标题"></p><p>内容 <textarea></textarea></p><p>验证码 <input><span class="error">验证码输入错误</span></p></form>',
    );
    expect(receipt).toMatchObject({ outcome: 'refused', reason: 'captcha' });
    expect(receipt.words?.text).toBe('验证码输入错误');
  });
});

describe('a letter whose fate is not known', () => {
  it.each([
    ['提交失败，请稍后再试', 'system'],
    ['系统错误', 'system'],
    ['HTTP Status 500 - Internal Server Error', 'system'],
    ['对不起，系统繁忙', 'system'],
    ['网站正在维护中，请稍后访问', 'maintenance'],
    ['本栏目暂不接受来信', 'maintenance'],
  ])('%s fails by %s', (said, reason) => {
    expect(readReceipt(said)).toMatchObject({ outcome: 'failed', reason });
  });

  it('does not take the form with its notice for success', () => {
    expect(
      page(
        '<div class="notice"><p>信件提交成功后，系统会自动生成受理编号，请牢记。</p><p>请勿重复提交。</p></div><form><p>标题 <input></p><p>内容 <textarea></textarea></p><p>请输入验证码 <input></p><input type=submit value=提交></form>',
      ).outcome,
    ).toBe('unclear');
  });

  it.each(['附件添加成功', '图片上传成功，请继续填写', '您今天已提交1封信件'])(
    'does not take “%s” for the letter’s success',
    (said) => {
      expect(readReceipt(said).outcome).not.toBe('accepted');
    },
  );

  it('does not take a hidden message for one that is shown', () => {
    expect(
      page(
        '<form><textarea></textarea></form><div style="display:none" class="dialog">提交成功</div><div hidden>验证码错误</div>',
      ).outcome,
    ).toBe('unclear');
  });

  it('does not take the name of a step for a message while the form is shown', () => {
    const form = '<form><p>标题<input></p><p>内容<textarea></textarea></p><button>提交</button></form>';
    const steps = [
      '<ul class="lc"><li class="on"><span>1</span>阅读须知</li><li>填写信件</li><li>提交成功</li></ul>',
      '<div class="el-steps"><div class="el-step"><div class="el-step__title is-process">信件</div></div><div class="el-step"><div class="el-step__title is-wait">提交成功</div></div></div>',
      '<p><span>填写信息</span><i>→</i><span>提交成功</span></p>',
      '<p>写信流程：阅读须知 → 填写信件 → 提交成功</p>',
    ];
    for (const bar of steps) expect([bar, page(bar + form).outcome]).toEqual([bar, 'unclear']);
    expect(page(`${steps[0]}<p>信件编号：XJ20240601001，请牢记</p>`).outcome).toBe('accepted');
    expect(page(`<div class="step2">${form}<div class="msg">提交成功</div></div>`).outcome).toBe('accepted');
    expect(page(`${steps[0]}${form}<div class="tip">信件提交成功！</div>`).words?.text).toBe(
      '信件提交成功！',
    );
  });

  it('does not take thanks beside the form, nor a count of letters, for the letter’s success', () => {
    const form = '<form><p>标题<input></p><p>内容<textarea></textarea></p><button>提交</button></form>';
    for (const words of [
      '感谢您的关注与支持。',
      '欢迎来信，感谢您的建议',
      '来信已收到 300 封，已答复 280 封',
    ])
      expect([words, page(`<p>${words}</p>${form}`).outcome]).toEqual([words, 'unclear']);
    expect(readReceipt('信件已受理 120 件').outcome).toBe('unclear');
    expect(page('<p>感谢您的来信</p>').outcome).toBe('accepted');
  });

  it('does not take a public list with its numbers for a receipt', () => {
    expect(
      page('<table><tr><th>信件编号</th><th>标题</th></tr><tr><td>XJ20240601</td><td>咨询</td></tr></table>')
        .outcome,
    ).toBe('unclear');
  });

  it('says nothing about an empty page', () => {
    expect(page('')).toEqual({ outcome: 'unclear', number: null, query: null, words: null, confidence: 0 });
  });
});
