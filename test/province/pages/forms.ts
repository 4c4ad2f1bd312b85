import type { ChannelStyle } from '../model.ts';
import { pick } from '../random.ts';

const POST = '/hdjl/submit';

const TYPES =
  '<option value="">请选择</option><option value="1">咨询</option><option value="2">建议</option><option value="3">投诉</option><option value="4">求助</option>';

/** The citizens' form in one of the ways it is built. Fields are the same to a person, not to a machine. */
export function letterForm(style: ChannelStyle, key: string): string {
  const captcha = pick([true, false], key, 'captcha');
  const image = '<img src="/hdjl/captcha.jpg" onclick="this.src=this.src" alt="验证码">';
  switch (style) {
    case 'dl-form':
      return `<form method="post" action="${POST}"><dl><dt><i>*</i>信件标题：</dt><dd><input type="text"></dd><dt><i>*</i>信件类型：</dt><dd><select>${TYPES}</select></dd><dt><i>*</i>是否公开：</dt><dd><input type="radio" checked>公开<input type="radio">不公开</dd><dt><i>*</i>姓名：</dt><dd><input type="text"></dd><dt><i>*</i>联系电话：</dt><dd><input type="text"></dd><dt>联系地址：</dt><dd><input type="text"></dd><dt><i>*</i>信件内容：</dt><dd><textarea rows="8"></textarea></dd><dt><i>*</i>验证码：</dt><dd><input type="text">${image}</dd></dl><input type="submit" value="提 交"></form>`;
    case 'div-form':
      return `<div class="form"><div class="row"><input id="xm" placeholder="请输入您的姓名"></div><div class="row"><input id="sjh" type="tel" placeholder="手机号码（必填）"></div><div class="row"><input id="bt" placeholder="咨询标题"></div><div class="row"><textarea id="nr" placeholder="请输入咨询内容，不超过1000字"></textarea></div><button type="button" id="tj" onclick="alert('ok')">提交咨询</button></div>`;
    case 'script-form':
      return `<div id="letter-app"></div><script type="text/javascript">
document.getElementById('letter-app').innerHTML = '<form id="f" action="${POST}" method="post"><label>姓名<input name="name"></label><label>手机<input name="mobile"></label><label>标题<input name="title"></label><label>内容<textarea name="content"></textarea></label><button type="submit">我要提交</button></form>';
</script>`;
    default:
      return `<form name="form1" method="post" action="${POST}"><table><tr><td>信件标题<font color="red">*</font></td><td><input name="vc_title" size="50"></td></tr><tr><td>来信人<font color="red">*</font></td><td><input name="vc_name"></td></tr><tr><td>联系电话<font color="red">*</font></td><td><input name="vc_tel"></td></tr><tr><td>电子邮箱</td><td><input name="vc_email"></td></tr><tr><td>信件类别</td><td><select name="i_type">${TYPES}</select></td></tr><tr><td>是否公开</td><td><input type="radio" name="open" value="1" checked>是<input type="radio" name="open" value="0">否</td></tr><tr><td>信件内容<font color="red">*</font></td><td><textarea name="vc_content" rows="10" cols="60"></textarea></td></tr>${
        captcha ? `<tr><td>验证码</td><td><input name="rand" size="6">${image}</td></tr>` : ''
      }</table><img src="/images/tj.gif" onclick="document.form1.submit()" alt="提交"><img src="/images/cz.gif" onclick="document.form1.reset()" alt="重置"></form>`;
  }
}

export const lookupForm = (): string =>
  '<form action="/hdjl/query" method="post"><p>信件编号：<input name="code"></p><p>查询密码：<input name="pwd" type="text"></p><p>验证码：<input name="rand"><img src="/hdjl/captcha.jpg" alt="验证码"></p><input type="submit" value="查询"></form>';

export const surveyForm = (short: string): string =>
  `<h2>${short}政府网站满意度调查</h2><form action="/hdjl/vote" method="post"><p>您对本网站是否满意？</p><input type="radio" name="q1" value="1">满意<input type="radio" name="q1" value="2">一般<input type="radio" name="q1" value="3">不满意<input type="submit" value="提交投票"></form>`;
