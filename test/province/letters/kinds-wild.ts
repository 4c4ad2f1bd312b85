import { onePage } from './kinds-plain.ts';
import type { Flow, LetterAnswer, LetterKind } from './letter-kind.ts';
import { gbPage, json, page, receiptBody } from './letter-pages.ts';

/** Systems in the dress of the products that offices buy: names, scripts and answers as those write them. */

type Roles = NonNullable<Parameters<Flow['desk']['take']>[3]>;

const link = (text: string, href: string) => `<a href="${href}">${text}</a>`;
const lacking = (flow: Flow, names: readonly string[]) =>
  names.find((name) => (flow.fields.get(name) ?? '').trim() === '');

/** Takes what is there as JSON, in the words of `says`. */
function jsonTake(
  flow: Flow,
  required: readonly string[],
  roles: Roles,
  says: { missing(name: string): unknown; taken(letter: { number: string; code: string }): unknown },
): LetterAnswer {
  const lack = lacking(flow, required);
  if (lack !== undefined) return json(says.missing(lack));
  return json(says.taken(flow.desk.take(flow.host, flow.now, flow.fields, roles)));
}

const LAYER = `function layerMsg(t,s){var d=document.createElement('div');d.className='layui-layer layui-layer-dialog layui-layer-msg';d.innerHTML='<div class="layui-layer-content">'+t+'</div>';document.body.appendChild(d);setTimeout(function(){d.remove()},s||2000)}
function layerAlert(t){var d=document.createElement('div');d.className='layui-layer layui-layer-dialog';d.innerHTML='<div class="layui-layer-title">信息</div><div class="layui-layer-content">'+t+'</div><div class="layui-layer-btn"><a class="layui-layer-btn0">确定</a></div>';document.body.appendChild(d)}`;

const post = (url: string, done: string) =>
  `fetch('${url}',{method:'POST',headers:{'content-type':'application/json;charset=UTF-8'},body:JSON.stringify(data)}).then(function(r){return r.json()}).then(function(res){${done}})`;

export const WILD_KINDS: readonly LetterKind[] = [
  onePage({
    id: 'igs',
    what: '拓尔思 IGS：没有 form，编号和密码在 JSON 里，浮层显示',
    entry: () => link('政民互动', '/igs/front/interview/index.html'),
    formPage: () => page('', ''),
    answer(flow) {
      if (flow.path === '/igs/front/interview/index.html')
        return page(
          '政民互动',
          `<div class="mail-nav">${link('我要写信', '/igs/front/mail/write.html?siteId=27')}${link('来信选登', '/hdjl/list')}</div>`,
        );
      if (flow.path === '/igs/front/mail/write.html')
        return page(
          '我要写信',
          `<div class="mail-write"><div class="row"><span class="tit"><i class="red">*</i>写信人</span><span class="val"><input id="writerName" maxlength="20" placeholder="请输入真实姓名"></span></div><div class="row"><span class="tit"><i class="red">*</i>联系方式</span><span class="val"><input id="tel" maxlength="11" placeholder="请输入手机号码"></span></div><div class="row"><span class="tit">联系地址</span><span class="val"><input id="addr"></span></div><div class="row"><span class="tit"><i class="red">*</i>信件类型</span><span class="val"><select id="mailType"><option value="">--请选择--</option><option value="1">举报</option><option value="2">建议</option><option value="3">咨询</option></select></span></div><div class="row"><span class="tit"><i class="red">*</i>是否公开</span><span class="val"><label><input type="radio" name="isOpen" value="0">否</label><label><input type="radio" name="isOpen" value="1">是</label></span></div><div class="row"><span class="tit"><i class="red">*</i>标题</span><span class="val"><input id="mailTitle" maxlength="50"></span></div><div class="row"><span class="tit"><i class="red">*</i>信件内容</span><span class="val"><textarea id="mailContent" maxlength="1000"></textarea><em>还可以输入<b>1000</b>字</em></span></div><div class="btns"><span class="btn-sub" style="cursor:pointer" onclick="send()">提交信件</span><span class="btn-re" style="cursor:pointer" onclick="location.reload()">重新填写</span></div></div>
<script>${LAYER}function v(i){return document.getElementById(i).value}function send(){var o=document.querySelector('[name=isOpen]:checked');if(!v('writerName')){layerMsg('请填写写信人');return}if(!v('mailType')){layerMsg('请选择信件类型');return}if(!o){layerMsg('请选择是否公开');return}var data={mailWriter:v('writerName'),phone:v('tel'),address:v('addr'),mailType:v('mailType'),isOpen:o.value,mailTitle:v('mailTitle'),mailContent:v('mailContent')};${post('/igs/front/mail/save', "if(res.resultCode==='0000')layerAlert('信件提交成功！<br>信件编号：'+res.data.mailCode+'<br>查询密码：'+res.data.queryPwd);else layerMsg(res.resultMsg)")}}</script>`,
        );
      if (flow.path === '/igs/front/mail/save')
        return jsonTake(
          flow,
          ['mailWriter', 'phone', 'mailType', 'mailTitle', 'mailContent'],
          { name: 'mailWriter', title: 'mailTitle', content: 'mailContent' },
          {
            missing: () => ({ resultCode: '0001', resultMsg: '请填写完整' }),
            taken: ({ number, code }) => ({
              resultCode: '0000',
              resultMsg: 'success',
              data: { mailCode: number, queryPwd: code },
            }),
          },
        );
      return null;
    },
  }),
  onePage({
    id: 'table-onclick',
    what: 'GBK 表格，链接当按钮，脚本逐项检查，成功后转到结果页',
    entry: () => link('县长信箱', '/mail/add.jsp?sid=3'),
    formPage: () => page('', ''),
    answer(flow) {
      if (flow.path === '/mail/add.jsp')
        return gbPage(
          '县长信箱',
          `<form action="/mail/save.jsp" method="post" name="form1"><input type="hidden" name="sid" value="3"><table width="700" border="0" cellpadding="4"><tr><td align="right" width="120">您的姓名：</td><td><input name="lxr" type="text" size="20"> <font color="#FF0000">*</font></td><td align="right">性别：</td><td><select name="xb"><option value="男">男</option><option value="女">女</option></select></td></tr><tr><td align="right">联系电话：</td><td><input name="dh" type="text" size="20"> <font color="#FF0000">*</font></td><td align="right">电子邮件：</td><td><input name="yx" type="text" size="20"></td></tr><tr><td align="right">通讯地址：</td><td colspan="3"><input name="dz" type="text" size="60"></td></tr><tr><td align="right">主　　题：</td><td colspan="3"><input name="bt" type="text" size="60"> <font color="#FF0000">*</font></td></tr><tr><td align="right">内　　容：</td><td colspan="3"><textarea name="nr" cols="60" rows="10"></textarea> <font color="#FF0000">*</font></td></tr><tr><td colspan="4" align="center"><a href="javascript:void(0);" onclick="return check()"><img src="/images/tj.gif" border="0" width="60" height="22"></a>　<a href="javascript:document.form1.reset()"><img src="/images/cz.gif" border="0" width="60" height="22"></a></td></tr></table></form><script>function check(){var f=document.form1;if(f.lxr.value==''){alert('请填写姓名！');f.lxr.focus();return false}if(!/^1\\d{10}$/.test(f.dh.value)){alert('联系电话格式不正确！');return false}if(f.bt.value==''||f.nr.value==''){alert('请填写主题和内容！');return false}f.submit();return false}</script>`,
        );
      if (flow.path === '/mail/save.jsp' && flow.request.method === 'POST') {
        if (lacking(flow, ['lxr', 'dh', 'bt', 'nr', 'sid']) !== undefined)
          return gbPage('提示', '<script>alert("提交失败，请返回重新填写！");history.back();</script>');
        const { number } = flow.desk.take(flow.host, flow.now, flow.fields, {
          name: 'lxr',
          phone: 'dh',
          title: 'bt',
          content: 'nr',
        });
        return { status: 302, headers: { location: `/mail/ok.jsp?no=${number}` }, body: '' };
      }
      if (flow.path === '/mail/ok.jsp') {
        const letter = flow.desk.of(flow.host).find(({ number }) => number === flow.query.get('no'));
        return gbPage(
          '提交成功',
          `<table><tr><td>您的来信已成功提交！</td></tr><tr><td>信件编号：<font color="red">${letter?.number}</font>　查询密码：<font color="red">${letter?.code}</font></td></tr></table><meta http-equiv="refresh" content="20;url=/">`,
        );
      }
      return null;
    },
  }),
  onePage({
    id: 'layui',
    what: 'layui：真的下拉框藏在画出来的后面，必填由脚本检查，浮层给编号',
    formPage: () =>
      page(
        '在线咨询',
        `<form class="layui-form" lay-filter="f"><div class="layui-form-item"><label class="layui-form-label">姓名</label><div class="layui-input-block"><input name="userName" lay-verify="required" placeholder="请输入姓名" autocomplete="off" class="layui-input"></div></div><div class="layui-form-item"><label class="layui-form-label">手机号</label><div class="layui-input-block"><input name="userTel" lay-verify="required|phone" placeholder="请输入手机号" class="layui-input"></div></div><div class="layui-form-item"><label class="layui-form-label">咨询部门</label><div class="layui-input-block"><select name="deptId" lay-verify="required" style="display:none"><option value="">请选择部门</option><option value="11">市纪委监委</option><option value="12">市信访局</option><option value="13">市政府办公室</option></select><div class="layui-unselect layui-form-select"><div class="layui-select-title"><input type="text" placeholder="请选择部门" value="" readonly class="layui-input layui-unselect"><i class="layui-edge"></i></div><dl class="layui-anim"><dd lay-value="11">市纪委监委</dd><dd lay-value="12">市信访局</dd><dd lay-value="13">市政府办公室</dd></dl></div></div></div><div class="layui-form-item"><label class="layui-form-label">是否公开</label><div class="layui-input-block"><input type="radio" name="pub" value="1" title="公开" checked style="display:none"><div class="layui-unselect layui-form-radio"><i>●</i><div>公开</div></div><input type="radio" name="pub" value="0" title="不公开" style="display:none"><div class="layui-unselect layui-form-radio"><i>○</i><div>不公开</div></div></div></div><div class="layui-form-item"><label class="layui-form-label">标题</label><div class="layui-input-block"><input name="subject" lay-verify="required" class="layui-input"></div></div><div class="layui-form-item layui-form-text"><label class="layui-form-label">内容</label><div class="layui-input-block"><textarea name="body" lay-verify="required" placeholder="请输入内容" class="layui-textarea"></textarea></div></div><div class="layui-form-item"><div class="layui-input-block"><button class="layui-btn" lay-submit>立即提交</button><button type="reset" class="layui-btn layui-btn-primary">重置</button></div></div></form>
<script>${LAYER}document.querySelector('.layui-form').onsubmit=function(){var data={};for(const [k,x] of new FormData(this))data[k]=x;for(const e of this.querySelectorAll('[lay-verify]'))if(!e.value){layerMsg('必填项不能为空');return false}${post('/hdjl/submit', "if(res.code===0)layerAlert('恭喜您，提交成功！请牢记您的查询编号：'+res.data.no+'，查询密码：'+res.data.pwd);else layerMsg(res.msg)")};return false}</script>`,
      ),
    take: (flow) =>
      jsonTake(
        flow,
        ['userName', 'userTel', 'deptId', 'subject', 'body'],
        { name: 'userName', phone: 'userTel', title: 'subject', content: 'body' },
        {
          missing: () => ({ code: 1, msg: '必填项不能为空' }),
          taken: ({ number, code }) => ({ code: 0, msg: 'ok', data: { no: number, pwd: code } }),
        },
      ),
  }),
  onePage({
    id: 'element-ui',
    what: 'Element 风格单页：下拉框是只读输入框，点开才有选项；单选框是画的；按钮禁用到勾选同意',
    entry: () => link('咨询投诉', '/#/consult'),
    formPage: () => page('', ''),
    answer(flow) {
      if (flow.path === '/' && flow.request.method === 'GET')
        return page(
          '某某市人民政府',
          `<div id="app"><a href="#/consult" class="nav">咨询投诉</a></div>
<div class="el-select-dropdown el-popper" style="display:none"><ul class="el-scrollbar__view"><li class="el-select-dropdown__item"><span>投诉</span></li><li class="el-select-dropdown__item"><span>咨询</span></li><li class="el-select-dropdown__item"><span>建议</span></li></ul></div>
<script>var model={name:'',mobile:'',type:'',title:'',content:'',open:''};
function draw(){if(location.hash!=='#/consult')return;document.getElementById('app').innerHTML='<form class="el-form"><div class="el-form-item is-required"><label class="el-form-item__label">您的姓名</label><div class="el-form-item__content"><div class="el-input"><input type="text" autocomplete="off" class="el-input__inner" data-m="name"></div></div></div><div class="el-form-item is-required"><label class="el-form-item__label">手机号码</label><div class="el-form-item__content"><div class="el-input"><input type="text" class="el-input__inner" data-m="mobile"></div></div></div><div class="el-form-item is-required"><label class="el-form-item__label">诉求类型</label><div class="el-form-item__content"><div class="el-select"><div class="el-input el-input--suffix"><input type="text" readonly="readonly" placeholder="请选择" class="el-input__inner" id="type"></div></div></div></div><div class="el-form-item is-required"><label class="el-form-item__label">是否公开</label><div class="el-form-item__content"><div role="radiogroup" class="el-radio-group"><label class="el-radio"><span class="el-radio__input"><input type="radio" class="el-radio__original" value="1" name="o" style="opacity:0;position:absolute"></span><span class="el-radio__label">公开</span></label><label class="el-radio"><span class="el-radio__input"><input type="radio" class="el-radio__original" value="0" name="o" style="opacity:0;position:absolute"></span><span class="el-radio__label">不公开</span></label></div></div></div><div class="el-form-item is-required"><label class="el-form-item__label">标题</label><div class="el-form-item__content"><div class="el-input"><input type="text" maxlength="30" class="el-input__inner" data-m="title"></div></div></div><div class="el-form-item is-required"><label class="el-form-item__label">内容</label><div class="el-form-item__content"><div class="el-textarea"><textarea maxlength="500" class="el-textarea__inner" data-m="content"></textarea><span class="el-input__count">0/500</span></div></div></div><div class="el-form-item"><label class="el-checkbox"><span class="el-checkbox__input"><input type="checkbox" class="el-checkbox__original" id="ok" style="opacity:0;position:absolute"></span><span class="el-checkbox__label">我已阅读并同意《用户须知》</span></label></div><button type="button" disabled class="el-button el-button--primary" id="go"><span>提 交</span></button><button type="button" class="el-button"><span>重 置</span></button></form>';
var app=document.getElementById('app');app.querySelectorAll('[data-m]').forEach(function(i){i.addEventListener('input',function(){model[i.dataset.m]=i.value})});app.querySelectorAll('[name=o]').forEach(function(i){i.addEventListener('change',function(){model.open=i.value})});
var pop=document.querySelector('.el-popper');document.getElementById('type').onclick=function(){setTimeout(function(){pop.style.display=''},150)};pop.querySelectorAll('li').forEach(function(li){li.onclick=function(){model.type=li.innerText;document.getElementById('type').value=li.innerText;pop.style.display='none'}});
document.getElementById('ok').onchange=function(){document.getElementById('go').disabled=!this.checked};
document.getElementById('go').onclick=function(){var m=document.createElement('div');m.className='el-message';function say(t){m.innerHTML='<p class="el-message__content">'+t+'</p>';document.body.appendChild(m);setTimeout(function(){m.remove()},3000)}for(var k in model)if(!model[k]){say('请完善'+k);return}var data=model;${post('/api/consult/save', 'say(res.msg)')}}}
window.onhashchange=draw;setTimeout(draw,300)</script>`,
        );
      if (flow.path === '/api/consult/save')
        return jsonTake(
          flow,
          ['name', 'mobile', 'type', 'title', 'content', 'open'],
          { phone: 'mobile' },
          {
            missing: (name) => ({ code: 500, msg: `${name}不能为空` }),
            taken: ({ number, code }) => ({
              code: 200,
              msg: `提交成功，您的受理编号为${number}，查询码为${code}`,
            }),
          },
        );
      return null;
    },
  }),
  onePage({
    id: 'sum-in-words',
    what: '算术验证码写成文字（3+5=?），没有图片：也由值守人员回答',
    formPage: () =>
      page(
        '我要咨询',
        `<form action="/hdjl/submit" method="post"><ul class="fm"><li><label for="n">姓名<em>*</em></label><input id="n" name="name" required></li><li><label for="p">手机<em>*</em></label><input id="p" name="phone" type="tel" required></li><li><label for="t">主题<em>*</em></label><input id="t" name="title" required></li><li><label for="c">内容<em>*</em></label><textarea id="c" name="content" required minlength="20"></textarea></li><li><label for="y">验证码<em>*</em></label><input id="y" name="verify" size="4" required> <span id="q">3 + 5 = ?</span></li></ul><input type="submit" value="确认提交"></form>`,
      ),
    take(flow) {
      if (flow.fields.get('verify') !== '8')
        return page('提示', "<script>alert('验证码不正确');history.back()</script>");
      if (lacking(flow, ['name', 'phone', 'title', 'content']) !== undefined)
        return page('提示', '<p>请填写完整</p>');
      const { number, code } = flow.desk.take(flow.host, flow.now, flow.fields);
      return page('提示', `<div class="ok">留言成功！编号【${number}】，查询密码【${code}】</div>`);
    },
  }),
  onePage({
    id: 'census',
    what: '要填出生日期、省市区三级、职业、年龄、确认邮箱、两遍查询密码',
    formPage: () =>
      page(
        '来信登记',
        `<form action="/hdjl/submit" method="post" onsubmit="return ok(this)"><table><tr><th>写信人<b>*</b></th><td><input name="name"></td></tr><tr><th>出生日期<b>*</b></th><td><input name="birth" type="date"></td></tr><tr><th>年龄<b>*</b></th><td><input name="age" type="number" min="1" max="120"></td></tr><tr><th>职业<b>*</b></th><td><select name="job"><option value="">请选择</option><option>公务员</option><option>工人</option><option>其他</option></select></td></tr><tr><th>所在地区<b>*</b></th><td><select name="prov"><option value="">请选择省</option><option>北京市</option><option>陕西省</option></select><select name="city"><option value="">请选择市</option></select><select name="county"><option value="">请选择区县</option></select></td></tr><tr><th>手机号码<b>*</b></th><td><input name="phone"></td></tr><tr><th>固定电话</th><td><input name="tel"></td></tr><tr><th>电子邮箱<b>*</b></th><td><input name="email"></td></tr><tr><th>确认邮箱<b>*</b></th><td><input name="email2"></td></tr><tr><th>查询密码<b>*</b></th><td><input type="password" name="code" maxlength="6"><span>请设置6位数字</span></td></tr><tr><th>确认密码<b>*</b></th><td><input type="password" name="code2" maxlength="6"></td></tr><tr><th>信件主题<b>*</b></th><td><input name="title" maxlength="30"></td></tr><tr><th>信件内容<b>*</b></th><td><textarea name="content" maxlength="300"></textarea><span>字数限300字以内</span></td></tr></table><button type="submit">提交</button></form>
<script>var f=document.forms[0];f.prov.onchange=function(){setTimeout(function(){f.city.innerHTML='<option value="">请选择市</option><option>甲市</option><option>乙市</option>'},200)};f.city.onchange=function(){setTimeout(function(){f.county.innerHTML='<option value="">请选择区县</option><option>甲县</option>'},200)};function ok(f){for(const e of f.elements)if(e.name&&e.name!=='tel'&&!e.value){alert(e.name+'不能为空');return false}if(f.email.value!==f.email2.value){alert('两次邮箱不一致');return false}if(f.code.value!==f.code2.value){alert('两次密码不一致');return false}return true}</script>`,
      ),
    take(flow) {
      const { number } = flow.desk.take(flow.host, flow.now, flow.fields);
      return page('结果', `<p>提交成功！</p><p>您的信件编号是 ${number}，请凭编号和您设置的密码查询。</p>`);
    },
  }),
  onePage({
    id: 'ueditor',
    what: '正文在 UEditor 的框架里，提交时才抄进隐藏的文本框',
    formPage: () =>
      page(
        '网上咨询',
        `<form action="/hdjl/submit" method="post" onsubmit="this.content.value=document.getElementById('ueditor_0').contentWindow.document.body.innerText;if(!this.content.value.trim()){alert('内容不能为空');return false}"><p>姓名：<input name="name" class="req">*</p><p>电话：<input name="phone" class="req">*</p><p>标题：<input name="title" class="req">*</p><div class="cont"><label>内容：</label><input type="hidden" name="content"><div id="editor" class="edui-default"><div class="edui-editor"><div class="edui-editor-toolbarbox"><div class="edui-button">B</div></div><div class="edui-editor-iframeholder" style="width:600px;height:200px"><iframe id="ueditor_0" width="100%" height="100%" frameborder="0"></iframe></div></div></div></div><p><input type="submit" value="提交咨询"></p></form><script>var d=document.getElementById('ueditor_0').contentWindow.document;d.open();d.write('<!DOCTYPE html><html><body class="view" contenteditable="true" spellcheck="false"><p><br></p></body></html>');d.close();</script>`,
      ),
  }),
  onePage({
    id: 'notice-over-form',
    what: '须知是盖在表单上的浮层，倒计时后点“我已阅读并同意”才能操作',
    formPage: () =>
      page(
        '我要写信',
        `<form action="/hdjl/submit" method="post"><p><label>姓名 <input name="name" required></label></p><p><label>手机 <input name="phone" required></label></p><p><label>标题 <input name="title" required></label></p><p><label>内容 <textarea name="content" required></textarea></label></p><input type="submit" value="提交"></form>
<div id="mask" style="position:fixed;inset:0;background:rgba(0,0,0,.5);z-index:99"><div style="background:#fff;width:500px;margin:80px auto;padding:20px"><h3>写信须知</h3><p>请如实填写姓名和联系方式，一信一事，请勿重复提交。</p><button id="know" disabled>我已阅读并同意（2s）</button></div></div><script>var n=2,b=document.getElementById('know');var t=setInterval(function(){n--;b.innerText=n>0?'我已阅读并同意（'+n+'s）':'我已阅读并同意';if(n<=0){clearInterval(t);b.disabled=false}},1000);b.onclick=function(){document.getElementById('mask').remove()}</script>`,
      ),
  }),
  onePage({
    id: 'tab-on-page',
    what: '信箱首页分标签，表单在没有打开的标签里',
    entry: () => link('网上信箱', '/hdjl/xx/index.html'),
    formPage: () => page('', ''),
    answer(flow) {
      if (flow.path === '/hdjl/xx/index.html')
        return page(
          '网上信箱',
          `<ul class="tabs"><li class="on" onclick="tab(0)">来信公开</li><li onclick="tab(1)">我要写信</li><li onclick="tab(2)">信件查询</li></ul><div class="tc"><ul><li>关于公交线路的咨询 2024-06-01 已办结</li></ul></div><div class="tc" style="display:none"><form action="/hdjl/submit" method="post"><p>姓　　名：<input name="name">*</p><p>联系电话：<input name="phone">*</p><p>来信标题：<input name="title">*</p><p>来信内容：<textarea name="content"></textarea>*</p><p><input type="button" value="提交" onclick="if(!this.form.name.value){alert('请填写姓名')}else this.form.submit()"></p></form></div><div class="tc" style="display:none"><form><p>查询编号：<input name="no"></p><p>查询密码：<input name="pwd" type="password"></p><input type="button" value="查询"></form></div><script>function tab(i){document.querySelectorAll('.tc').forEach(function(e,j){e.style.display=i===j?'':'none'})}</script>`,
        );
      return null;
    },
  }),
  onePage({
    id: 'leaders',
    what: '领导信箱先选领导：每位领导名下一个“写信”',
    entry: () => link('领导信箱', '/hdjl/ldxx/'),
    formPage: () => page('', ''),
    answer(flow) {
      if (flow.path === '/hdjl/ldxx/')
        return page(
          '领导信箱',
          `<div class="leaders">${['李某某 市长', '赵某 副市长'].map((who, i) => `<dl><dt><img src="/l${i}.jpg" alt=""></dt><dd>${who}</dd><dd><a target="_blank" href="/hdjl/ldxx/xx?id=${i}">给TA写信</a> <a href="/ld/${i}">简历</a></dd></dl>`).join('')}</div>`,
        );
      if (flow.path === '/hdjl/ldxx/xx')
        return page(
          '给领导写信',
          `<form method="post" action="/hdjl/submit"><div><span>收信人</span><input name="to" value="李某某" readonly></div><div><span>真实姓名*</span><input name="name"></div><div><span>手机号码*</span><input name="phone"></div><div><span>信件标题*</span><input name="title"></div><div><span>信件正文*</span><textarea name="content"></textarea></div><div><label><input type="checkbox" name="hide" value="1">匿名（不公开姓名）</label></div><button>发送</button></form>`,
        );
      return null;
    },
    take(flow) {
      if (flow.fields.get('hide') === '1' || flow.fields.get('to') !== '李某某')
        return page('提示', '<p>提交内容有误</p>');
      const { number, code } = flow.desk.take(flow.host, flow.now, flow.fields);
      return page('发送结果', `<p>信件发送成功。回执编号：${number}　查询验证码：${code}</p>`);
    },
  }),
  onePage({
    id: 'alert-chain',
    what: 'confirm 询问、alert 告知编号、然后刷新页面',
    formPage: () =>
      page(
        '建言献策',
        `<form id="f"><p>姓名<input name="name"></p><p>手机<input name="phone"></p><p>主题<input name="title"></p><p>内容<textarea name="content"></textarea></p><a href="javascript:save()" class="sub">我要提交</a></form><script>function save(){var data=Object.fromEntries(new FormData(document.getElementById('f')));if(!confirm('您确定要提交吗？'))return;${post('/hdjl/submit', 'alert(res.message);if(res.success)location.reload()')}}</script>`,
      ),
    entry: () => link('我要留言', '/hdjl/write'),
    take: (flow) =>
      jsonTake(
        flow,
        ['name', 'phone', 'title', 'content'],
        {},
        {
          missing: () => ({ success: false, message: '信息不完整' }),
          taken: ({ number, code }) => ({
            success: true,
            message: `留言提交成功！受理编号：${number}，查询码：${code}，请妥善保存。`,
          }),
        },
      ),
  }),
  onePage({
    id: 'busy-json',
    what: '提交后 JSON 回“系统繁忙，请稍后再试”：不知道存没存',
    expected: 'ambiguous',
    arrives: 1,
    formPage: () =>
      page(
        '我要写信',
        `<form id="f"><p>姓名*<input name="name"></p><p>手机*<input name="phone"></p><p>标题*<input name="title"></p><p>内容*<textarea name="content"></textarea></p><button type="button" onclick="save()">提交</button></form><script>${LAYER}function save(){var data=Object.fromEntries(new FormData(document.getElementById('f')));${post('/hdjl/submit', 'layerMsg(res.msg,4000)')}}</script>`,
      ),
    take(flow) {
      flow.desk.take(flow.host, flow.now, flow.fields);
      return json({ code: 500, msg: '系统繁忙，请稍后再试' });
    },
  }),
  onePage({
    id: 'canvas-captcha',
    what: '验证码由脚本画在 canvas 上，本地核对',
    formPage: () =>
      page(
        '我要提问',
        `<form action="/hdjl/submit" method="post" onsubmit="if(this.yzm.value.toUpperCase()!=='K7PD'){alert('验证码错误！');return false}"><dl><dt>姓名*</dt><dd><input name="name"></dd><dt>电话*</dt><dd><input name="phone"></dd><dt>问题标题*</dt><dd><input name="title"></dd><dt>问题描述*</dt><dd><textarea name="content" placeholder="请详细描述您的问题（20-500字）"></textarea></dd><dt>验证码*</dt><dd><input name="yzm" placeholder="请输入右侧验证码"><canvas id="cv" width="100" height="36"></canvas></dd></dl><button type="submit">提交问题</button></form><script>var c=document.getElementById('cv').getContext('2d');c.font='24px sans-serif';c.fillText('K7PD',10,26)</script>`,
      ),
    entry: () => link('我要提问', '/hdjl/write'),
  }),
  onePage({
    id: 'json-only',
    what: '提交后只在 JSON 里说 success，页面什么也不显示，只把表单清空',
    lookUp: 'list',
    formPage: () =>
      page(
        '公众留言',
        `<form id="f"><p>姓名*<input name="name"></p><p>手机*<input name="phone"></p><p>标题*<input name="title"></p><p>内容*<textarea name="content"></textarea></p><button type="button" onclick="save()">提交</button></form><script>function save(){var data=Object.fromEntries(new FormData(document.getElementById('f')));${post('/hdjl/submit', "if(res.code===200)document.getElementById('f').reset()")}}</script>`,
      ),
    take(flow) {
      flow.desk.take(flow.host, flow.now, flow.fields);
      return json({ code: 200, msg: 'success', data: null });
    },
  }),
  onePage({
    id: 'stored-query-page',
    what: '信存下了，直接转到查询页，页上写着“请输入信件编号”',
    expected: 'ambiguous',
    formPage: () => page('我要写信', NOTED_FORM),
    take(flow) {
      flow.desk.take(flow.host, flow.now, flow.fields);
      return page(
        '办件进度',
        '<p>请输入信件编号和查询密码</p><form><p>信件编号：<input name="no"></p><p>查询密码：<input name="pwd"></p><input type="button" value="查询"></form>',
      );
    },
  }),
  onePage({
    id: 'stored-blank-form',
    what: '信存下了，什么也不说又给一张空表，表上本来就写着“感谢您的来信”',
    expected: 'ambiguous',
    formPage: () => page('我要写信', NOTED_FORM),
    take(flow) {
      flow.desk.take(flow.host, flow.now, flow.fields);
      return page('我要写信', NOTED_FORM);
    },
  }),
  onePage({
    id: 'stored-for-review',
    what: '信存下了，说“内容含有敏感词，已提交人工审核”：不能再发一次',
    expected: 'ambiguous',
    formPage: () => page('我要写信', NOTED_FORM),
    take(flow) {
      flow.desk.take(flow.host, flow.now, flow.fields);
      return page('提示', '<p class="msg">内容含有敏感词，已提交人工审核。</p>');
    },
  }),
  onePage({
    id: 'checked-first',
    what: '脚本先用同一地址检查敏感词（op=check），再保存（op=save）：一次点击两个请求，只存一封',
    formPage: () =>
      page(
        '我要写信',
        `<form name="letter"><p>姓名*<input name="name"></p><p>手机*<input name="phone"></p><p>标题*<input name="title"></p><p>内容*<textarea name="content"></textarea></p><button type="button" id="tj">提交</button></form><script>${LAYER}function go(op){var f=new FormData(document.letter);f.set('op',op);return fetch('/hdjl/submit',{method:'POST',body:new URLSearchParams(f)}).then(function(r){return r.json()})}document.getElementById('tj').onclick=function(){go('check').then(function(r){if(r.pass)go('save').then(function(r){layerAlert(r.msg)})})}</script>`,
      ),
    take(flow) {
      if (flow.fields.get('op') === 'check') return json({ pass: true });
      const { number, code } = flow.desk.take(flow.host, flow.now, flow.fields);
      return json({ msg: `提交成功！信件编号：${number}，查询码：${code}` });
    },
  }),
  onePage({
    id: 'late-changed-resend',
    what: '得到编号之后，页面过一会儿又把改动过的同一封信提交一次',
    formPage: () =>
      page(
        '我要写信',
        `<form name="letter"><p>姓名*<input name="name"></p><p>手机*<input name="phone"></p><p>标题*<input name="title"></p><p>内容*<textarea name="content"></textarea></p><button type="button" id="tj">提交</button></form><div id="out"></div><script>function send(n){var f=new FormData(document.letter);f.set('name',f.get('name')+n);fetch('/hdjl/submit',{method:'POST',body:new URLSearchParams(f)}).then(function(r){return r.text()}).then(function(t){document.getElementById('out').innerHTML=t})}document.getElementById('tj').onclick=function(){send('');for(const ms of [250,450,700,1000])setTimeout(send,ms,String(ms))}</script>`,
      ),
    take(flow) {
      const letter = flow.desk.take(flow.host, flow.now, flow.fields);
      return {
        status: 200,
        headers: { 'content-type': 'text/html; charset=utf-8' },
        body: receiptBody(letter),
      };
    },
  }),
];

const NOTED_FORM =
  '<p>感谢您的来信，我们将认真办理。标题请输入10至30字，内容不能超过1000字。</p><form method="post" action="/hdjl/submit"><p>姓名*<input name="name"></p><p>手机*<input name="phone"></p><p>标题*<input name="title"></p><p>内容*<textarea name="content"></textarea></p><input type="submit" value="提交"></form>';
