import { describe, expect, it } from 'vitest';
import { formOf, formsOf, roles } from './read.ts';

const letter = (rows: string): string =>
  `<h2>局长信箱</h2><form method="post"><table>${rows}<tr><td colspan="2"><input type="submit" value="提交"></td></tr></table></form>`;
const row = (label: string, control: string): string => `<tr><td>${label}</td><td>${control}</td></tr>`;
const BODY = row('信件内容：', '<textarea name="nr"></textarea>');

describe('labels that hold the word of another field', () => {
  it('takes 邮件标题 and 邮件内容 for title and body of the letter, not for addresses', () => {
    const form = formOf(
      letter(
        row('邮件标题：', '<input name="bt">') +
          row('邮件内容：', '<textarea name="nr"></textarea>') +
          row('E - mail：', '<input name="yj">'),
      ),
    );
    expect(roles(form)).toBe('title content email');
  });

  it('takes 来信人数 and 联系人职务 for no name', () => {
    const form = formOf(
      letter(
        row('来信人：', '<input name="a">') +
          row('来信人数：', '<input name="b">') +
          row('写信人部门：', '<input name="c">') +
          BODY,
      ),
    );
    expect(roles(form)).toBe('name other other content');
  });

  it('takes an address that is explained as an e-mail for one', () => {
    const form = formOf(
      letter(
        row('发信人姓名：', '<input name="fromname">') +
          row('发信人地址：', '<input name="frommail"><br>（必须是有效的E-mail）') +
          row('通讯地址：', '<input name="place"><br>（没有邮箱的请填写）') +
          BODY,
      ),
    );
    expect(roles(form)).toBe('name email address content');
  });

  it('takes the unit a writer types in for his own, and a list of units for the recipients', () => {
    const form = formOf(
      letter(
        row('姓名：', '<input name="a">') +
          row('单位：', '<input name="b" placeholder="请输入单位名称">') +
          row('部门：', '<select name="c"><option>民政局</option><option>教育局</option></select>') +
          BODY,
      ),
    );
    expect(roles(form)).toBe('name other department content');
  });

  it('reads a label with its length in brackets behind it', () => {
    const form = formOf(
      letter(
        row('投诉标题（30字以内）', '<input name="q1">') +
          row('投诉内容（1000字以内）', '<textarea name="q2"></textarea>'),
      ),
    );
    expect(form.fields.map(({ role, label, rules }) => [role, label, rules.maxLength])).toEqual([
      ['title', '投诉标题', 30],
      ['content', '投诉内容', 1000],
    ]);
    expect(form.fields.every(({ confidence }) => confidence > 0.8)).toBe(true);
  });
});

describe('pictures of a code', () => {
  it('are no codes by phone though a tip bids to press them for another', () => {
    for (const picture of [
      '<a href="javascript:;"><img src="/captcha" title="点击更换验证码"></a>',
      '<img src="/captcha" alt="点击刷新验证码" onclick="again()">',
      '<a href="javascript:again()">点击图片换验证码</a>',
    ])
      expect(roles(formOf(letter(`${BODY}${row('验证码：', `<input name="yz">${picture}`)}`)))).toBe(
        'content captcha',
      );
  });

  it('stand beside a button for the code by phone', () => {
    const form = formOf(
      letter(
        `${BODY}${row('手机验证码：', '<input name="yz"><button type="button">点击获取验证码</button>')}`,
      ),
    );
    expect(roles(form)).toBe('content sms_code');
  });
});

describe('names in markup that say less than they seem to', () => {
  it('reads nothing from the containers of ASP.NET names', () => {
    const field = (name: string): string =>
      `name="ctl00$ContentPlaceHolder1$${name}" id="ctl00_ContentPlaceHolder1_${name}"`;
    const form = formOf(
      `<form id="aspnetForm" method="post"><div><label>信件标题*</label><input ${field('txtbt')}></div><div><label>您所在的学院*</label><input ${field('txtdw')}></div><div><input ${field('TextBox7')}></div><div><label>信件内容*</label><textarea ${field('txtnr')}></textarea></div><input type="submit" ${field('bttj')} value="提交"></form>`,
    );
    expect(roles(form)).toBe('title* other* other content*');
  });

  it('takes the name of a product or a company for no name of a person', () => {
    const form = formOf(
      letter(
        row('联系人：', '<input name="linkman">') +
          row('公司：', '<input name="companyName">') +
          row('举报产品名称：', '<input name="proName">') +
          BODY,
      ),
    );
    expect(roles(form)).toBe('name other other content');
  });

  it('takes 问题 in one line for the title where its name says so and 问题详述 follows', () => {
    const form = formOf(
      letter(
        row('联系人：', '<input name="linkman">') +
          row('问题：', '<input name="questionTitle">') +
          row('问题详述：', '<textarea name="question"></textarea>'),
      ),
    );
    expect(roles(form)).toBe('name title content');
  });
});

describe('fields that nobody can fill', () => {
  it('takes a form for a letter though passwords for its look-up are folded away', () => {
    const form = formOf(
      letter(
        row('信件标题：', '<input name="bt">') +
          BODY +
          row(
            '是否公开：',
            '<input type="radio" name="gk" value="1" checked>公开<input type="radio" name="gk" value="0">不公开<div id="cxmm" style="display:none">查询密码：<input type="password" name="p1">确认密码：<input type="password" name="p2"></div>',
          ),
      ),
    );
    expect(roles(form)).toBe('title content public');
  });

  it('takes a form for a letter though it holds the account of a mailer unseen', () => {
    const form = formOf(
      letter(
        `${row('姓名：', '<input name="pname"><input type="password" name="pw" style="display:none">')}${row('标题：', '<input name="subject">')}${BODY}`,
      ),
    );
    expect(roles(form)).toBe('name honeypot title content');
  });

  it('takes a letter that is shown in disabled fields for no form', () => {
    const forms = formsOf(
      '<h2>咨询详情</h2><table><tr><td>咨询标题</td><td><input disabled value="医保"></td></tr><tr><td>咨询内容</td><td><textarea disabled name="body">异地如何备案</textarea></td></tr><tr><td>回复内容</td><td><textarea disabled name="reply">请到窗口办理</textarea></td></tr></table>',
    );
    expect(forms.filter(({ purpose }) => purpose === 'letter')).toEqual([]);
  });
});

describe('buttons named after what is sent', () => {
  it('are taken also where they stand behind the form', () => {
    const form = formOf(
      '<h1>我要投诉</h1><div><form><input placeholder="请输入投诉标题"><textarea placeholder="请输入投诉内容"></textarea></form><div><button onclick="ts();" id="go">投诉</button></div></div>',
    );
    expect(form).toMatchObject({ submit: '#go', method: 'script' });
  });
});

describe('choices whose words stand in front of them', () => {
  const choices = (html: string): string => {
    const field = formOf(
      letter(row('标题：', '<input name="bt">') + BODY + row('是否公开：', html)),
    ).fields.find(({ control }) => control === 'radio');
    return `${field?.role}: ${field?.options.map(({ value, label }) => `${value}=${label}`).join(' ')}`;
  };

  it('gives each choice the words in front of it when nothing stands behind the last', () => {
    expect(
      choices('是\n<input type="radio" name="gk" value="1">\n否 <input type="radio" name="gk" value="0">'),
    ).toBe('public: 1=是 0=否');
    expect(
      choices(
        '<span>愿意</span><input type="radio" name="gk" value="1"><span>不愿意</span><input type="radio" name="gk" value="0">',
      ),
    ).toBe('public: 1=愿意 0=不愿意');
  });

  it('cuts the label of the whole choice off the words of the first', () => {
    const form = formOf(
      letter(
        `${row('标题：', '<input name="bt">')}${BODY}<tr><td colspan="2">是否公开：是<input type="radio" name="gk" value="1">否<input type="radio" name="gk" value="0"></td></tr>`,
      ),
    );
    const field = form.fields.find(({ control }) => control === 'radio');
    expect([field?.role, field?.label, ...(field?.options.map(({ label }) => label) ?? [])]).toEqual([
      'public',
      '是否公开',
      '是',
      '否',
    ]);
  });

  it('leaves the words behind each choice where they stand', () => {
    expect(
      choices('<input type="radio" name="gk" value="1">是 <input type="radio" name="gk" value="0">否'),
    ).toBe('public: 1=是 0=否');
    expect(
      choices('请选择 <input type="radio" name="gk" value="1">是 <input type="radio" name="gk" value="0">否'),
    ).toBe('public: 1=是 0=否');
  });
});
