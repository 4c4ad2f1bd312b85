import { describe, expect, it } from 'vitest';
import { formOf, formsOf, roles, submitWords } from './read.ts';

describe('purposes', () => {
  it('tells a look-up by number and code from a search box', () => {
    const html = `<div class="ss"><input name="q" value="请输入关键字"><input type="button" value="搜索"></div>
      <h3>信件查询</h3><form><p>办件编号：<input name=no></p><p>查询码：<input name=code></p><p>验证码：<input name=yzm><img src=yzm.jsp></p><input type=submit value=查询></form>`;
    expect(formsOf(html).map((f) => f.purpose)).toEqual(['search', 'lookup']);
    expect(roles(formOf(html, 'lookup'))).toBe('other query_code captcha');
    expect(formOf(html, 'lookup').fields[0]?.label).toBe('办件编号');
  });

  it('takes the number for the code where nothing else is asked', () => {
    expect(
      roles(formOf('<form>信件编号：<input name=bh> <input type=submit value=查询></form>', 'lookup')),
    ).toBe('query_code');
  });

  it('takes what is asked before the only field for its name, also without a colon', () => {
    const html =
      '<div class="cx">请输入受理编号 <input id="no"><button onclick="cx()">查询</button></div><div>请输入关键字 <input name="q"><button>搜索</button></div>';
    expect(formsOf(html).map((f) => [f.purpose, roles(f)])).toEqual([
      ['lookup', 'query_code'],
      ['search', 'other'],
    ]);
  });

  it('reads a look-up by phone and identity number', () => {
    const form = formOf(
      '<h2>来信查询</h2><form><p>手机号：<input name=m></p><p>身份证号：<input name=i></p><button>查询</button></form>',
      'lookup',
    );
    expect(roles(form)).toBe('phone id_number');
  });

  it('takes a filter over the public letters for a search', () => {
    expect(
      formsOf(
        '<form><select><option>全部部门</option></select><input placeholder="请输入关键字"><input type=submit value=搜索></form>',
      ).map((f) => f.purpose),
    ).toEqual(['search']);
  });

  it('takes a login for a login and a registration for something else', () => {
    expect(
      formsOf(
        '<form>用户名<input name=u>密码<input type=password>验证码<input name=v><button>登录</button></form>',
      )[0]?.purpose,
    ).toBe('login');
    expect(
      formsOf(
        '<form>用户名<input name=u>密码<input type=password>确认密码<input type=password><button>注册</button></form>',
      )[0]?.purpose,
    ).toBe('other');
  });

  it('takes votes and questionnaires for surveys', () => {
    const q = (n: number): string =>
      `<p>${n}、您对我局服务是否满意？</p><input type=radio name=q${n} value=1>满意<input type=radio name=q${n} value=2>一般<input type=radio name=q${n} value=3>不满意`;
    expect(
      formsOf(
        `<h2>网上调查</h2><form>${q(1)}${q(2)}${q(3)}<p>您的建议</p><textarea name=s></textarea><input type=submit value=提交></form>`,
      )[0]?.purpose,
    ).toBe('survey');
  });

  it('does not take an application for disclosure for a consultation', () => {
    expect(
      formsOf(
        '<h2>依申请公开</h2><form><p>姓名*<input></p><p>证件号码*<input></p><p>所需政府信息内容描述*<textarea></textarea></p><p>用途<textarea></textarea></p><input type=submit value=提交></form>',
      )[0]?.purpose,
    ).toBe('other');
  });

  it('marks petitions and discipline complaints', () => {
    const letter =
      '<form><p>姓名<input name=a></p><p>标题<input name=b></p><p>内容<textarea name=c></textarea></p><input type=submit value=提交></form>';
    expect(formOf(`<title>网上信访</title><h2>网上信访</h2>${letter}`)).toMatchObject({
      special: 'petition',
    });
    expect(formOf(`<h2>纪检监察举报</h2>${letter}`)).toMatchObject({ special: 'discipline' });
    expect(formOf(`<h2>县长信箱</h2>${letter}`).special).toBeUndefined();
  });

  it('takes apart what one form around the whole page holds', () => {
    const html = `<form id="aspnetForm" action="mail.aspx" method="post"><div id="head"><input name="ctl00$q"><input type="submit" value="搜索"></div>
      <div id="login"><p>用户名<input name="u"></p><p>密码<input type="password" name="p"></p><input type="submit" value="登录"></div>
      <table id="mail"><tr><td>姓名：</td><td><input name="ctl00$n"></td></tr><tr><td>主题：</td><td><input name="ctl00$t"></td></tr><tr><td>内容：</td><td><textarea name="ctl00$c"></textarea></td></tr>
      <tr><td></td><td><input type="submit" name="ctl00$b" value="提交"><input type="reset" value="重置"></td></tr></table></form>`;
    expect(
      formsOf(html)
        .map((f) => f.purpose)
        .sort(),
    ).toEqual(['letter', 'login', 'search']);
    const form = formOf(html);
    expect(roles(form)).toBe('name title content');
    expect(submitWords(html, form)).toBe('提交');
    expect(form.method).toBe('post');
  });

  it('ignores a pager and a hit counter', () => {
    expect(formsOf('<div class="page"><a>下一页</a><span>转到第<input type="text">页</span></div>')).toEqual(
      [],
    );
  });
});
