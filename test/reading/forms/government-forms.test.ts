import { describe, expect, it } from 'vitest';
import { formOf, roles, submitWords } from './read.ts';

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
