import { describe, expect, it } from 'vitest';
import { formOf, formsOf, roles, submitWords } from './read.ts';

describe('letter forms of the systems in use', () => {
  it('reads a 大汉 JACT letter: table rows, department list, image code, look-alike buttons', () => {
    const html = `<title>我要写信-市政府领导信箱</title>
      <div class="nav"><a href="/jact/front/front_main.action">我要写信</a><a>答复列表</a></div>
      <form name="form1" method="post" action="front/mailwrite_do.action" onsubmit="return check();">
      <input type="hidden" name="sysid" value="1">
      <table class="tb">
      <tr><td colspan="2"><h3>写信内容</h3><font color="red">带 * 为必填项</font></td></tr>
      <tr><td align="right"><font color=red>*</font>提交对象：</td><td><select name="groupid"><option value="">--请选择--</option><option value="12">市发改委</option><option value="13">市教育局</option></select></td></tr>
      <tr><td align="right"><font color=red>*</font>写&nbsp;信&nbsp;人：</td><td><input type="text" name="name" maxlength="20"></td></tr>
      <tr><td align="right"><font color=red>*</font>联系电话：</td><td><input type="text" name="telephone"> <span>请填写真实联系方式</span></td></tr>
      <tr><td align="right">电子邮箱：</td><td><input type="text" name="email"></td></tr>
      <tr><td align="right">联系地址：</td><td><input type="text" name="address"></td></tr>
      <tr><td align="right"><font color=red>*</font>信件标题：</td><td><input type="text" name="title"></td></tr>
      <tr><td align="right"><font color=red>*</font>信件类型：</td><td><input type="radio" name="purtype" value="1" checked>咨询 <input type="radio" name="purtype" value="2">投诉 <input type="radio" name="purtype" value="3">建议</td></tr>
      <tr><td align="right"><font color=red>*</font>信件内容：</td><td><textarea name="content" rows="8"></textarea><br>内容一般不超过1000字，一事一件，请勿重复提交</td></tr>
      <tr><td align="right"><font color=red>*</font>是否公开：</td><td><input type="radio" name="ispublic" value="1">公开 <input type="radio" name="ispublic" value="0">不公开</td></tr>
      <tr><td align="right"><font color=red>*</font>验 证 码：</td><td><input type="text" name="randcode" size="6"><img src="/jact/verifyCode.do" onclick="this.src='/jact/verifyCode.do?'+Math.random()"> <a href="javascript:void(0)" onclick="refresh()">看不清，换一张</a></td></tr>
      <tr><td colspan="2"><input type="button" value="提 交" onclick="submitForm()"><input type="reset" value="重 置"><input type="button" value="返回" onclick="history.back()"></td></tr>
      </table></form>`;
    const form = formOf(html);
    expect(roles(form)).toBe(
      'department* name* phone* email address title* category* content* public* captcha*',
    );
    expect(submitWords(html, form)).toBe('提 交');
    expect(form.captcha).toBe(true);
    expect(form.action).toBe('https://www.test.gov.cn/hdjl/front/mailwrite_do.action');
    expect(form.method).toBe('post');
    const content = form.fields.find((f) => f.role === 'content');
    expect(content?.rules.maxLength).toBe(1000);
    expect(form.fields.find((f) => f.role === 'category')?.options.map((o) => o.label)).toEqual([
      '咨询',
      '投诉',
      '建议',
    ]);
    expect(form.fields.find((f) => f.role === 'department')?.options[0]).toEqual({
      value: '',
      label: '--请选择--',
    });
    expect(form.fields[1]?.label).toBe('写信人');
  });

  it('reads a TRS mailbox: divs with label and input, an empty form around a table', () => {
    const html = `<div class="main"><h2>局长信箱</h2>
      <table><form id="appForm" action="/gb/save.do" method="post">
        <tr><th>信件主题<b>*</b></th><td><input name="TITLE" id="TITLE"/></td></tr>
        <tr><th>您的姓名<b>*</b></th><td><input name="USERNAME"/></td></tr>
        <tr><th>联系电话<b>*</b></th><td><input name="TEL"/></td></tr>
        <tr><th>E-mail</th><td><input name="EMAIL"/></td></tr>
        <tr><th>信件内容<b>*</b></th><td><textarea name="CONTENT"></textarea></td></tr>
        <tr><th>附加码<b>*</b></th><td><input name="randomcode"/><img id="codeimg" src="/code.jsp"/></td></tr>
        <tr><td></td><td><img src="/images/btn_tj.gif" onclick="doSubmit()"/> <img src="/images/btn_cz.gif" onclick="doReset()"/></td></tr>
      </form></table></div>`;
    const form = formOf(html);
    expect(roles(form)).toBe('title* name* phone* email content* captcha*');
    expect(form.submit).toContain('img');
    expect(form.action).toBe('https://www.test.gov.cn/gb/save.do');
  });

  it('reads a 博达 form: words with full-width spaces before nameless inputs', () => {
    const html = `<form name="_newscontent_fromname" action="addmessage.jsp" method="post">
      <p>姓　　名：<input type="text" name="xm" class="inp"> <span class="red">*</span></p>
      <p>电　　话：<input type="text" name="dh"> <span class="red">*</span></p>
      <p>电子邮件：<input type="text" name="yx"></p>
      <p>主　　题：<input type="text" name="bt"> <span class="red">*</span>（10～25字）</p>
      <p>留言内容：<textarea name="nr"></textarea> <span class="red">*</span>（不少于20字，不超过600字）</p>
      <p>验 证 码：<input type="text" name="codeValue"><img src="/system/resource/js/filedownload/createimage.jsp" id="codeimg"></p>
      <p><input type="submit" value="提交留言"> <input type="reset" value="重新填写"></p></form>`;
    const form = formOf(html);
    expect(roles(form)).toBe('name* phone* email title* content* captcha');
    expect(form.fields[3]?.rules).toMatchObject({ minLength: 10, maxLength: 25 });
    expect(form.fields[4]?.rules).toMatchObject({ minLength: 20, maxLength: 600 });
    expect(submitWords(html, form)).toBe('提交留言');
  });

  it('reads a 市长信箱 with notice, letter types as radios and a stated title length', () => {
    const html = `<div class="xxxz"><h3>写信须知</h3><p>1. 标题字数为10-25字，正文不超过600字。</p><p>2. 附件大小不超过1M。</p></div>
      <div class="form">
      <div class="row"><span class="lab"><i>*</i>信件类型：</span><label><input type="radio" name="t" value="1">我要咨询</label><label><input type="radio" name="t" value="2">我要投诉</label><label><input type="radio" name="t" value="3">我要建议</label><label><input type="radio" name="t" value="4">我要求助</label></div>
      <div class="row"><span class="lab"><i>*</i>真实姓名：</span><input type="text" id="xm"></div>
      <div class="row"><span class="lab"><i>*</i>联系电话：</span><input type="text" id="lxdh"></div>
      <div class="row"><span class="lab"><i>*</i>电子邮箱：</span><input type="text" id="dzyx"></div>
      <div class="row"><span class="lab"><i>*</i>递送部门：</span><select id="bm"><option>请选择</option><option>市民政局</option></select></div>
      <div class="row"><span class="lab"><i>*</i>信件标题：</span><input type="text" id="xjbt"></div>
      <div class="row"><span class="lab"><i>*</i>信件正文：</span><textarea id="xjzw"></textarea></div>
      <div class="row"><span class="lab">上传附件：</span><input type="file" id="fj"></div>
      <div class="row"><span class="lab"><i>*</i>验证码：</span><input type="text" id="yzm" maxlength="4"><img src="/captcha.jpg"></div>
      <div class="row"><input type="checkbox" id="ok">我已阅读并同意<a href="/xz.html">《写信须知》</a></div>
      <div class="btns"><a href="javascript:;" class="btn" onclick="save()">提 交</a><a href="javascript:;" class="btn" onclick="reset()">重 置</a><a href="javascript:history.go(-1)">返 回</a></div>
      </div>`;
    const form = formOf(html);
    expect(roles(form)).toBe(
      'category* name* phone* email* department* title* content* attachment captcha* agree',
    );
    expect(form.method).toBe('script');
    expect(submitWords(html, form)).toBe('提 交');
    expect(form.fields.find((f) => f.role === 'title')?.rules).toMatchObject({
      minLength: 10,
      maxLength: 25,
    });
    expect(form.fields.find((f) => f.role === 'content')?.rules).toMatchObject({ maxLength: 600 });
  });

  it('reads a MinMoreCMS 局长信箱 with identity number and a four-character code', () => {
    const html = `<form method="post" action="index.php?m=letter&a=add" id="myform"><table>
      <tr><td class="l">信件类型：</td><td><select name="info[typeid]"><option value="1">咨询</option><option value="2">投诉</option></select></td></tr>
      <tr><td class="l">姓&nbsp;&nbsp;名：</td><td><input name="info[name]" type="text"> <font color="#ff0000">*</font></td>
          <td class="l">性&nbsp;&nbsp;别：</td><td><input type="radio" name="info[sex]" value="男" checked>男 <input type="radio" name="info[sex]" value="女">女</td></tr>
      <tr><td class="l">身份证号：</td><td colspan="3"><input name="info[idcard]" maxlength="18"> <font color="#ff0000">*</font></td></tr>
      <tr><td class="l">手机号码：</td><td><input name="info[mobile]"> <font color="#ff0000">*</font></td>
          <td class="l">电子邮箱：</td><td><input name="info[email]"></td></tr>
      <tr><td class="l">联系地址：</td><td colspan="3"><input name="info[address]"></td></tr>
      <tr><td class="l">信件主题：</td><td colspan="3"><input name="info[title]"> <font color="#ff0000">*</font></td></tr>
      <tr><td class="l">是否公开：</td><td colspan="3"><label><input type="radio" name="info[open]" value="1">公开</label><label><input type="radio" name="info[open]" value="0">保密</label></td></tr>
      <tr><td class="l">信件内容：</td><td colspan="3"><textarea name="info[content]"></textarea> <font color="#ff0000">*</font> 内容不少于20个字</td></tr>
      <tr><td class="l">附件：</td><td colspan="3"><input type="file" name="file"> 支持jpg、doc格式</td></tr>
      <tr><td class="l">验证码：</td><td colspan="3"><input name="code" size="4" maxlength="4"> <img src="api.php?op=checkcode&code_len=4"> 看不清？点击图片刷新</td></tr>
      <tr><td></td><td colspan="3"><input type="submit" name="dosubmit" value=" 提交 "> <input type="reset" value=" 取消 "></td></tr>
      </table></form>`;
    const form = formOf(html);
    expect(roles(form)).toBe(
      'category name* other id_number* phone* email address title* public content* attachment captcha',
    );
    expect(form.fields.find((f) => f.role === 'captcha')?.rules.maxLength).toBe(4);
    expect(form.fields.find((f) => f.role === 'content')?.rules.minLength).toBe(20);
    expect(form.fields.find((f) => f.role === 'id_number')?.rules.format).toBe('id_number');
  });

  it('reads a 12345 form with a phone code and a look-alike button beside it', () => {
    const html = `<div class="layui-form"><h1>12345政务服务便民热线 诉求登记</h1>
      <div class="layui-form-item"><label class="layui-form-label">诉求人</label><div class="layui-input-block"><input name="appealName" lay-verify="required" placeholder="请输入您的姓名" class="layui-input"></div></div>
      <div class="layui-form-item"><label class="layui-form-label">手机号</label><div class="layui-input-block"><input name="mobile" lay-verify="required|phone" placeholder="请输入手机号" class="layui-input"></div></div>
      <div class="layui-form-item"><label class="layui-form-label">验证码</label><div class="layui-input-inline"><input name="code" lay-verify="required" placeholder="请输入短信验证码" class="layui-input"></div><button type="button" class="layui-btn">获取验证码</button></div>
      <div class="layui-form-item"><label class="layui-form-label">诉求类型</label><div class="layui-input-block"><select name="type" lay-verify="required"><option value=""></option><option value="1">咨询</option></select></div></div>
      <div class="layui-form-item"><label class="layui-form-label">事发地点</label><div class="layui-input-block"><input name="place" class="layui-input"></div></div>
      <div class="layui-form-item"><label class="layui-form-label">诉求标题</label><div class="layui-input-block"><input name="t" lay-verify="required" class="layui-input"></div></div>
      <div class="layui-form-item"><label class="layui-form-label">诉求内容</label><div class="layui-input-block"><textarea name="c" lay-verify="required" placeholder="请详细描述，10-500字" class="layui-textarea"></textarea></div></div>
      <div class="layui-form-item"><button class="layui-btn layui-btn-primary" type="reset">重置</button><button class="layui-btn" lay-submit lay-filter="add">立即提交</button></div></div>`;
    const form = formOf(html);
    expect(roles(form)).toBe('name* phone* sms_code* category* address title* content*');
    expect(submitWords(html, form)).toBe('立即提交');
    expect(form.fields.at(-1)?.rules).toMatchObject({ minLength: 10, maxLength: 500 });
    expect(form.fields.some((f) => f.role === 'captcha')).toBe(false);
  });

  it('reads dt and dd with nameless inputs, and radios without a name as one choice', () => {
    const form = formOf(`<h3>咨询人信息</h3><span>（注意：标有*的必须填写）</span><form><dl>
      <dt><span>*</span>姓名：</dt><dd><input type="text"></dd>
      <dt>昵称：</dt><dd><input type="text"></dd>
      <dt><span>*</span>电话：</dt><dd><input type="text"></dd></dl>
      <h3>咨询事项信息</h3><span>（注意：标有*的必须填写）</span><dl>
      <dt><span>*</span>标题：</dt><dd><input type="text"></dd>
      <dt><span>*</span>内容：</dt><dd><textarea></textarea></dd>
      <dt>愿意公开：</dt><dd><input type="radio"><div>愿意</div><input type="radio"><div>不愿意</div></dd>
      <dt></dt><dd><input type="submit" value="提交"><input type="reset" value="重置"></dd></dl></form>`);
    expect(roles(form)).toBe('name* other phone* title* content* public');
    expect(form.fields.at(-1)?.options.map((o) => o.label)).toEqual(['愿意', '不愿意']);
  });

  it('reads fields that all bear one name, told apart by their places', () => {
    const form = formOf(`<div id="ly"><ul>
      <li><span>姓名</span><input name="field"></li><li><span>联系方式</span><input name="field"></li>
      <li><span>标题</span><input name="field"></li><li><span>留言内容</span><textarea name="field"></textarea></li></ul>
      <button type="button" onclick="add()">提交</button></div>`);
    expect(roles(form)).toBe('name phone title content');
    expect(new Set(form.fields.map((f) => f.selector)).size).toBe(4);
  });

  it('reads words drawn into the fields: placeholders, fake ones in value, titles', () => {
    const form = formOf(`<form><h2>在线留言</h2>
      <input name="a" placeholder="您的姓名（必填）"><input name="b" value="请输入联系电话" onfocus="if(this.value=='请输入联系电话')this.value=''">
      <input name="c" title="电子邮箱"><input name="d" aria-label="留言标题"><textarea name="e">请输入留言内容</textarea>
      <input type="image" src="images/submit.gif"></form>`);
    expect(roles(form)).toBe('name* phone email title content');
  });

  it('reads names in pinyin and English where there are no words at all', () => {
    const form =
      formOf(`<form action="save.asp"><div><img src="xm.gif"><input name="xingming"></div><div><img src="d.gif"><input name="lxdh"></div>
      <div><img src="b.gif"><input name="biaoti"></div><div><img src="n.gif"><textarea name="neirong"></textarea></div><input type="submit" value="提交"></form>`);
    expect(roles(form)).toBe('name phone title content');
    expect(Math.max(...form.fields.map((f) => f.confidence))).toBeLessThan(0.8);
  });

  it('reads a header row of labels above a row of controls', () => {
    const form =
      formOf(`<form><table><tr><th>姓名</th><th>电话</th><th>邮箱</th></tr><tr><td><input name=a1></td><td><input name=a2></td><td><input name=a3></td></tr>
      <tr><th colspan=3>留言内容</th></tr><tr><td colspan=3><textarea name=a4></textarea></td></tr><tr><td><input type=submit value=提交></td></tr></table></form>`);
    expect(roles(form)).toBe('name phone email content');
  });

  it('reads labels set as headings above their fields', () => {
    const form = formOf(
      `<form><h3>标题</h3><p class="tip">请控制在30字以内</p><input name="x1"><h3>姓名</h3><input name="x2"><h3>手机号码</h3><input name="x3"><h3>正文</h3><textarea name="x4"></textarea><button>发送</button></form>`,
    );
    expect(roles(form)).toBe('title name phone content');
    expect(form.fields[0]?.rules.maxLength).toBe(30);
  });
});

describe('what is required', () => {
  it('takes required attributes, classes, validators and 必填 alike', () => {
    const form =
      formOf(`<form><div><label for=n>姓名</label><input id=n required></div><div><label for=p>电话</label><input id=p class="text required"></div>
      <div><label for=m>邮箱（选填）</label><input id=m></div><div><label for=t>标题</label><input id=t datatype="*2-30" nullmsg="请填写标题"></div>
      <div><label for=c>内容</label><textarea id=c></textarea><span>必填</span></div><div><label for=a>地址</label><input id=a></div><button>提交</button></form>`);
    expect(roles(form)).toBe('name* phone* email title* content* address');
    expect(form.fields[3]?.rules).toMatchObject({ minLength: 2, maxLength: 30 });
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

describe('honeypots', () => {
  const base = (trap: string, more = ''): string =>
    `<style>.ohno{position:absolute;left:-9999px} #gone{display:none}</style><form><p>姓名 <input name=name></p>${trap}<p>标题 <input name=title></p><p>内容 <textarea name=content></textarea></p>${more}<button>提交</button></form>`;

  it.each([
    ['own style', '<input name="website" style="display:none">'],
    ['hidden row', '<div style="display: none"><label>邮箱</label><input name="email2"></div>'],
    ['class of a style sheet, off screen', '<p class="ohno">网址 <input name="homepage"></p>'],
    ['id of a style sheet', '<p id="gone"><label>传真</label><input name="fax"></p>'],
    ['tabindex and autocomplete', '<input name="url" tabindex="-1" autocomplete="off">'],
    ['words that warn people', '<p>请勿填写此项 <input name="x"></p>'],
    ['opacity and no size', '<input name="nick" style="opacity:0;height:0;width:0">'],
  ])('knows one by %s', (_how, trap) => {
    const form = formOf(base(trap));
    expect(roles(form)).toBe('name honeypot title content');
  });

  it('does not take a folded form for one large honeypot', () => {
    const form = formOf(
      `<div style="display:none" id="dialog">${base('')}</div><a onclick="open()">我要写信</a>`,
    );
    expect(roles(form)).toBe('name title content');
  });

  it('leaves a panel of other applicants out, and hidden inputs too', () => {
    const form = formOf(
      base(
        '<div style="display:none" id="org"><p>单位名称 <input name="dwmc"></p><p>机构代码 <input name="jgdm"></p></div><input type="hidden" name="token">',
      ),
    );
    expect(roles(form)).toBe('name title content');
  });

  it('does not take a real website field for a trap', () => {
    const form = formOf(base('<p>个人网址 <input name="homepage"></p>'));
    expect(roles(form)).toBe('name other title content');
  });
});

describe('rich editors', () => {
  it('takes the script container of UEditor for the body', () => {
    const form = formOf(
      `<form><p>标题：<input name=t></p><p>姓名：<input name=n></p><div>内容：<script id="editor" name="content" type="text/plain"></script></div><input type=submit value=提交></form><script>var ue = UE.getEditor('editor');</script>`,
    );
    expect(roles(form)).toBe('title name content');
    expect(form.fields.at(-1)).toMatchObject({ control: 'editor', selector: '#editor' });
  });

  it('takes the textarea KindEditor will replace', () => {
    const form = formOf(
      `<form><p>标题：<input name=t></p><p>内容：<textarea name="content"></textarea></p><input type=submit value=提交></form><script>KindEditor.create('textarea[name="content"]',{});</script>`,
    );
    expect(form.fields.at(-1)).toMatchObject({ role: 'content', control: 'editor' });
  });

  it('takes the drawn frame rather than the textarea behind it', () => {
    const form = formOf(
      `<form><p>标题：<input name=t></p><div><label>内容</label><div class="ke-container"><iframe class="ke-edit-iframe"></iframe></div><textarea name="content" style="display:none"></textarea></div><input type=submit value=提交></form>`,
    );
    expect(roles(form)).toBe('title content');
    expect(form.fields.at(-1)?.selector).toContain('iframe');
  });

  it('takes an editable block', () => {
    const form = formOf(
      `<form><p>标题：<input name=t></p><p>姓名：<input name=n></p><div class=row><span>内容：</span><div id="ed" contenteditable="true"></div></div><input type=submit value=提交></form>`,
    );
    expect(form.fields.at(-1)).toMatchObject({ role: 'content', control: 'editor', selector: '#ed' });
  });
});

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

describe('codes against machines', () => {
  it('are sums also where brackets hold the sum', () => {
    const form = (label: string) =>
      `<form><p>标题<input name="a"></p><p>内容<textarea name="b"></textarea></p><p>${label}<input name="answer"></p><input type="submit" value="提交"></form>`;
    for (const label of ['请计算（3+5=？）', '安全提问（七加二等于几）', 'What is 1 plus 1 (1+1=?)'])
      expect([label, roles(formOf(form(label)))]).toEqual([label, 'title content captcha']);
  });
});
