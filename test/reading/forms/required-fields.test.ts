import { describe, expect, it } from 'vitest';
import { formOf, roles } from './read.ts';

describe('what is required', () => {
  it('takes required attributes, classes, validators and 必填 alike', () => {
    const form =
      formOf(`<form><div><label for=n>姓名</label><input id=n required></div><div><label for=p>电话</label><input id=p class="text required"></div>
      <div><label for=m>邮箱（选填）</label><input id=m></div><div><label for=t>标题</label><input id=t datatype="*2-30" nullmsg="请填写标题"></div>
      <div><label for=c>内容</label><textarea id=c></textarea><span>必填</span></div><div><label for=a>地址</label><input id=a></div><button>提交</button></form>`);
    expect(roles(form)).toBe('name* phone* email title* content* address');
    expect(form.fields[3]?.rules).toMatchObject({ minLength: 2, maxLength: 30 });
  });

  it('takes （*必填） behind a field for its mark', () => {
    const form = formOf(
      '<form><div>您的姓名：<input name=a>（*必填）</div><div>您的电话：<input name=b></div><div>信件正文：<textarea name=c></textarea>（*必填）</div><button>提交</button></form>',
    );
    expect(roles(form)).toBe('name* phone content*');
  });

  it('marks everything when the page says all is required', () => {
    const form = formOf(
      `<p>以下各项均为必填项</p><form><p>姓名 <input name=a></p><p>电话 <input name=b></p><p>内容 <textarea name=c></textarea></p><button>提交</button></form>`,
    );
    expect(roles(form)).toBe('name* phone* content*');
  });

  it('does not take 带*为必填项 for a statement about every field', () => {
    const form = formOf(
      `<p>带*为必填项</p><form><p>*姓名 <input name=a></p><p>电话 <input name=b></p><p>*内容 <textarea name=c></textarea></p><button>提交</button></form>`,
    );
    expect(roles(form)).toBe('name* phone content*');
  });

  it('groups phone and e-mail where one of both is enough', () => {
    const form = formOf(
      `<form><p>姓名* <input name=a></p><p>电话 <input name=b></p><p>邮箱 <input name=c></p><p class=tip>联系电话或邮箱至少填写一项</p><p>内容* <textarea name=d></textarea></p><button>提交</button></form>`,
    );
    expect(roles(form)).toBe('name* phone email content*');
    const either = form.fields.filter((f) => f.rules.eitherOr !== undefined);
    expect(either.map((f) => f.role)).toEqual(['phone', 'email']);
    expect(new Set(either.map((f) => f.rules.eitherOr)).size).toBe(1);
  });

  it('gives stars that trail on one line to the field before them', () => {
    const form = formOf(
      `<form><div>姓名：<input name=a> * 电话：<input name=b> * 职业：<input name=c><br>内容：<textarea name=d></textarea> *<br><input type=submit value=提交></div></form>`,
    );
    expect(roles(form)).toBe('name* phone* other content*');
  });

  it('reads rules in a script alert', () => {
    const form =
      formOf(`<form><label>咨询标题</label><input id=title><label>咨询内容</label><textarea id=text></textarea></form><button id=btn type=button>提交咨询</button>
      <script>if(a){alert("标题最少三个字，内容不低于十个字")}</script>`);
    expect(form.fields.map((f) => f.rules.minLength)).toEqual([3, 10]);
    expect(form.submit).toBe('#btn');
  });
});

describe('marks and words that libraries draw', () => {
  it('takes the class of a row or of a label for the mark it draws', () => {
    const element = (label: string, field: string, must: boolean) =>
      `<div class="el-form-item${must ? ' is-required' : ''}"><label class="el-form-item__label">${label}</label><div class="el-form-item__content">${field}</div></div>`;
    const vue = `<form class="el-form">${element('真实姓名', '<input placeholder="请输入您的真实姓名">', true)}${element('来信类型', '<input readonly placeholder="请选择">', false)}${element('来信主题', '<input maxlength="50">', true)}${element('来信内容', '<textarea></textarea>', true)}<button type="button">提 交</button></form>`;
    expect(roles(formOf(vue))).toBe('name* category title* content*');
    const row = (label: string, field: string, must: boolean) =>
      `<div class="form-group"><label class="col-sm-2 control-label${must ? ' required' : ''}">${label}</label><div class="col-sm-10">${field}</div></div>`;
    const bootstrap = `<form class="form-horizontal">${row('姓名', '<input name="a1">', true)}${row('手机', '<input name="a2">', false)}${row('咨询主题', '<input name="a3">', true)}${row('咨询内容', '<textarea name="a4"></textarea>', true)}<button type="submit">提 交</button></form>`;
    expect(roles(formOf(bootstrap))).toBe('name* phone title* content*');
  });

  it('takes 请输入查询码： before a lone field for its name', () => {
    const form = formOf(
      '<div class="cx"><h3>信件查询</h3><p>请输入查询码：<input id="code"><a onclick="cx()">查 询</a></p></div>',
      'lookup',
    );
    expect(roles(form)).toBe('query_code');
  });

  it('takes the question whether an answer satisfied for a survey, also on the page of a mailbox', () => {
    const form = formOf(
      '<title>县长信箱</title><form><h3>您对本次答复是否满意</h3><label><input type="radio" name="q" value="1">满意</label><label><input type="radio" name="q" value="2">基本满意</label><label><input type="radio" name="q" value="3">不满意</label><p>评价内容</p><textarea name="adv"></textarea><button>提交</button></form>',
      'survey',
    );
    expect(form.purpose).toBe('survey');
  });
});
