import { onePage, plainTake } from './kinds-plain.ts';
import type { LetterKind } from './letter-kind.ts';
import { form, json, LETTER, missing, PERSON, page, receiptBody, redirect } from './letter-pages.ts';

/** Systems in which the way to the form, or the sending, takes more than one page. */

const link = (text: string, href: string) => `<a href="${href}">${text}</a>`;
const RULES =
  '<div class="notice"><p>一、来信请使用真实姓名和联系方式，一信一事。</p><p>二、请勿重复提交，内容不超过1000字。</p><p>三、信访、举报事项请通过专门渠道反映。</p></div>';
const required = ['title', 'content', 'name', 'phone'];

export const FLOW_KINDS: readonly LetterKind[] = [
  onePage({
    id: 'notice-countdown',
    what: '写信须知：勾选已阅读，倒计时结束才能点同意；不经须知直接打开表单会被送回须知',
    entry: () => link('我要写信', '/hdjl/notice'),
    formPage: () => page('我要写信', ''),
    answer(flow) {
      if (flow.path === '/hdjl/notice')
        return page(
          '写信须知',
          `${RULES}<p><input type="checkbox" id="read"><label for="read">我已阅读并同意《写信须知》</label></p><button id="go" disabled>请阅读（2秒）</button>
<script>var left=2,go=document.getElementById('go');var timer=setInterval(function(){left--;if(left>0){go.innerText='请阅读（'+left+'秒）'}else{clearInterval(timer);go.innerText='同意并写信';go.disabled=false}},1000);go.onclick=function(){if(!document.getElementById('read').checked){alert('请先勾选');return}document.cookie='agreed=1;path=/';location.href='/hdjl/write'}</script>`,
        );
      if (flow.path === '/hdjl/write')
        return flow.request.cookie.includes('agreed=1')
          ? page('我要写信', form([...PERSON, ...LETTER]))
          : redirect('/hdjl/notice');
      return flow.path === '/hdjl/submit' ? plainTake(required)(flow) : null;
    },
  }),
  onePage({
    id: 'iframe',
    what: '表单在框架里，框架来自另一个路径',
    entry: () => link('互动交流', '/hdjl/'),
    formPage: () =>
      page('咨询投诉', '<iframe src="/hdjl/inner" width="800" height="700" frameborder="0"></iframe>'),
    answer(flow) {
      if (flow.path === '/hdjl/')
        return page(
          '互动交流',
          `<ul><li>${link('在线访谈', '/ft/')}</li><li>${link('咨询投诉', '/hdjl/write')}</li><li>${link('网上信访', '/xf/')}</li></ul>`,
        );
      if (flow.path === '/hdjl/write')
        return page(
          '咨询投诉',
          '<iframe src="/hdjl/inner" width="800" height="700" frameborder="0"></iframe>',
        );
      if (flow.path === '/hdjl/inner') return page('写信', form([...PERSON, ...LETTER]));
      return flow.path === '/hdjl/submit' ? plainTake(required)(flow) : null;
    },
  }),
  onePage({
    id: 'new-window',
    what: '菜单由脚本打开新窗口，表单提交又到新窗口',
    entry: () =>
      '<span class="menu" style="cursor:pointer" id="m">我要写信</span><script>document.getElementById("m").onclick=function(){window.open("/hdjl/write","_blank")}</script>',
    formPage: () => page('我要写信', form([...PERSON, ...LETTER], { attributes: 'target="_blank"' })),
  }),
  onePage({
    id: 'hover-menu',
    what: '鼠标移上去才展开的菜单，链接是 javascript:，页面由脚本拼出',
    entry: () =>
      '<ul class="menu"><li>互动<div class="off"><a href="javascript:void(0)" onclick="go(3)">在线咨询</a></div></li></ul><script>function go(n){location.href="/hdjl/w"+"rite?type="+n}</script>',
    formPage: () =>
      page(
        '在线咨询',
        `<div id="app">加载中…</div><script>setTimeout(function(){document.getElementById('app').innerHTML=${JSON.stringify(form([...PERSON, ...LETTER]))}},600)</script>`,
      ),
  }),
  onePage({
    id: 'ajax-layer',
    what: '没有 form 标签，脚本提交，结果显示在浮层里几秒后消失',
    formPage: () =>
      page(
        '我要咨询',
        `<div class="box"><div><input id="xm" placeholder="请输入您的姓名"></div><div><input id="sj" type="tel" placeholder="手机号码（必填）"></div><div><input id="bt" placeholder="咨询标题"></div><div><textarea id="nr" placeholder="请输入咨询内容，不超过1000字"></textarea></div><a class="btn" id="tj" href="javascript:;">提交咨询</a></div>
<script>function v(i){return document.getElementById(i).value}document.getElementById('tj').onclick=function(){var x=new XMLHttpRequest();x.open('POST','/hdjl/submit');x.setRequestHeader('content-type','application/x-www-form-urlencoded');x.onload=function(){var r=JSON.parse(x.responseText);var d=document.createElement('div');d.className='layer';d.innerText=r.message;document.body.appendChild(d);setTimeout(function(){d.remove()},1500)};x.send('name='+encodeURIComponent(v('xm'))+'&phone='+v('sj')+'&title='+encodeURIComponent(v('bt'))+'&content='+encodeURIComponent(v('nr')))}</script>`,
      ),
    take(flow) {
      if (required.some((name) => (flow.fields.get(name) ?? '') === ''))
        return json({ success: false, message: '请填写完整' });
      const letter = flow.desk.take(flow.host, flow.now, flow.fields);
      return json({
        success: true,
        message: '留言成功！我们会尽快答复。',
        number: letter.number,
        queryCode: letter.code,
      });
    },
  }),
  onePage({
    id: 'confirm-dialog',
    what: '提交前浏览器弹窗询问，提交后弹窗告知',
    formPage: () =>
      page(
        '我要写信',
        form([...PERSON, ...LETTER], {
          attributes: `onsubmit="return confirm('确定提交信件吗？提交后不能修改。')"`,
        }),
      ),
    take(flow) {
      const letter = flow.desk.take(flow.host, flow.now, flow.fields);
      return page(
        '提示',
        `<script>alert('提交成功，信件编号：${letter.number}，查询密码：${letter.code}');location.href='/hdjl/list';</script>`,
      );
    },
  }),
  onePage({
    id: 'confirm-layer',
    what: '点提交后页面自己画一个询问框，点确定才发出',
    formPage: () =>
      page(
        '我要写信',
        `${form([...PERSON, ...LETTER], { submit: '<button type="button" id="tj">提交</button>' })}<script>document.getElementById('tj').onclick=function(){var d=document.createElement('div');d.className='layer';d.innerHTML='<p>信息</p><p>是否确认提交该信件？</p><a href="javascript:;" onclick="document.letter.submit()">确定</a> <a href="javascript:;" onclick="this.parentNode.remove()">取消</a>';document.body.appendChild(d)}</script>`,
      ),
  }),
  onePage({
    id: 'preview',
    what: '先预览再提交：第一步不存信，第二页点确认提交',
    formPage: () =>
      page(
        '我要写信',
        form([...PERSON, ...LETTER], {
          action: '/hdjl/preview',
          submit: '<input type="submit" value="下一步">',
        }),
      ),
    answer(flow) {
      if (flow.path === '/hdjl/write')
        return page(
          '我要写信',
          form([...PERSON, ...LETTER], {
            action: '/hdjl/preview',
            submit: '<input type="submit" value="下一步">',
          }),
        );
      if (flow.path === '/hdjl/preview' && flow.request.method === 'POST') {
        const refusal = missing(flow, required);
        if (refusal !== null) return refusal;
        const hidden = [...flow.fields]
          .map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`)
          .join('');
        return page(
          '请核对您的信件',
          `<p>标题：${flow.fields.get('title')}</p><form method="post" action="/hdjl/submit">${hidden}<input type="submit" value="确认提交"> <a href="/hdjl/write">返回修改</a></form>`,
        );
      }
      return flow.path === '/hdjl/submit' ? plainTake(required)(flow) : null;
    },
  }),
  onePage({
    id: 'cascade',
    what: '类型决定部门，部门列表由脚本取来；正文不超过500字',
    formPage: () =>
      page(
        '网上咨询',
        `${form([
          { label: '信件类型', name: 'type', is: 'select', required: true, options: ['投诉', '咨询'] },
          {
            label: '受理部门',
            name: 'dept',
            is: 'raw',
            required: true,
            html: '<select name="dept" id="dept"><option value="">请选择</option></select>',
          },
          ...PERSON,
          { label: '信件标题', name: 'title', required: true },
          { label: '信件内容', name: 'content', is: 'textarea', required: true, hint: '限500字以内' },
        ])}<script>document.letter.type.onchange=function(){fetch('/hdjl/depts?type='+this.value).then(function(r){return r.json()}).then(function(l){document.getElementById('dept').innerHTML='<option value="">请选择</option>'+l.map(function(n,i){return '<option value="'+(i+1)+'">'+n+'</option>'}).join('')})}</script>`,
      ),
    answer(flow) {
      if (flow.path === '/hdjl/depts') return json(['市卫健委', '市政府办公室']);
      return null;
    },
    take(flow) {
      if ((flow.fields.get('content') ?? '').length > 500)
        return page('提示', "<script>alert('内容不能超过500字');history.back()</script>");
      return plainTake([...required, 'type', 'dept'])(flow);
    },
  }),
  onePage({
    id: 'honeypot',
    what: '表单里有给机器设的陷阱栏，填了就不收',
    formPage: () =>
      page(
        '我要写信',
        form([
          ...PERSON,
          {
            label: '网址',
            name: 'website',
            is: 'raw',
            html: '<div class="fld-x"><input type="text" name="website" tabindex="-1" autocomplete="off"></div>',
          },
          { label: '传真', name: 'fax2', is: 'raw', html: '<input type="text" name="fax2" class="off">' },
          ...LETTER,
        ]),
      ),
    take(flow) {
      if ((flow.fields.get('website') ?? '') !== '' || (flow.fields.get('fax2') ?? '') !== '')
        return page('提示', "<script>alert('系统检测到异常提交，信件未保存');history.back()</script>");
      return plainTake(required)(flow);
    },
  }),
  onePage({
    id: 'editor',
    what: '正文是网页编辑器，写在可编辑的块里',
    formPage: () =>
      page(
        '我要写信',
        `${form(
          [
            ...PERSON,
            { label: '信件标题', name: 'title', required: true },
            {
              label: '信件内容',
              name: 'content',
              is: 'raw',
              required: true,
              html: '<textarea name="content" id="content" style="display:none"></textarea><div class="w-e-text" contenteditable="true" style="height:200px;border:1px solid #ccc"></div>',
            },
          ],
          { attributes: `onsubmit="this.content.value=this.querySelector('.w-e-text').innerText"` },
        )}`,
      ),
  }),
  onePage({
    id: 'multipart',
    what: '带附件栏的表单，附件可不传；提交后转到结果页',
    formPage: () =>
      page(
        '我要写信',
        form(
          [
            ...PERSON,
            ...LETTER,
            {
              label: '附件',
              name: 'file',
              is: 'raw',
              html: '<input type="file" name="file">',
              hint: '不超过1M，可不填',
            },
          ],
          { attributes: 'enctype="multipart/form-data"' },
        ),
      ),
    answer(flow) {
      if (flow.path !== '/hdjl/done') return null;
      const letter = flow.desk.of(flow.host).find(({ number }) => number === flow.query.get('no'));
      return letter === undefined ? null : page('提交结果', receiptBody(letter));
    },
    take(flow) {
      const refusal = missing(flow, required);
      if (refusal !== null) return refusal;
      return redirect(`/hdjl/done?no=${flow.desk.take(flow.host, flow.now, flow.fields).number}`);
    },
  }),
  onePage({
    id: 'captcha',
    what: '图片验证码：要值守人员看图',
    formPage: () =>
      page(
        '我要写信',
        form([
          ...PERSON,
          ...LETTER,
          {
            label: '验证码',
            name: 'rand',
            is: 'raw',
            required: true,
            html: '<input type="text" name="rand" size="6"> <img src="/captcha.svg" width="80" height="30" onclick="this.src=\'/captcha.svg?\'+Math.random()" alt="验证码" title="看不清，换一张">',
          },
        ]),
      ),
    take(flow) {
      if (!flow.desk.isPicture(flow.host, flow.fields.get('rand')))
        return page('提示', "<script>alert('验证码错误');history.back()</script>");
      return plainTake(required)(flow);
    },
  }),
  onePage({
    id: 'captcha-expiring',
    what: '验证码两秒有效，过期要换一张',
    formPage: () =>
      page(
        '我要写信',
        form([
          ...PERSON,
          ...LETTER,
          {
            label: '验证码',
            name: 'rand',
            is: 'raw',
            required: true,
            html: '<input type="text" name="rand" size="6"> <img src="/captcha.svg" width="80" height="30" onclick="this.src=\'/captcha.svg?\'+Math.random()" alt="验证码">',
            hint: '验证码2秒内有效',
          },
        ]),
      ),
    take(flow) {
      if (!flow.desk.isPicture(flow.host, flow.fields.get('rand')))
        return page('提示', "<script>alert('验证码已过期');history.back()</script>");
      return plainTake(required)(flow);
    },
  }),
  onePage({
    id: 'list-only',
    what: '提交后只说收到，没有编号；审核后在公开列表里能看到',
    lookUp: 'list',
    formPage: () =>
      page('在线留言', form([...PERSON, ...LETTER], { submit: '<button type="submit">留言</button>' })),
    take(flow) {
      flow.desk.take(flow.host, flow.now, flow.fields);
      return page('提示', '<p class="msg">感谢您的留言！留言审核后将在网站公开。</p>');
    },
  }),
  onePage({
    id: 'double-handler',
    what: '按钮上绑了两个处理函数，一次点击发两次',
    formPage: () =>
      page(
        '我要写信',
        `${form([...PERSON, ...LETTER], { submit: '<button type="button" id="tj">提交</button>' })}<div id="out"></div><script>function send(){fetch('/hdjl/submit',{method:'POST',body:new URLSearchParams(new FormData(document.letter))}).then(function(r){return r.text()}).then(function(t){document.getElementById('out').innerHTML=t})}var b=document.getElementById('tj');b.addEventListener('click',send);b.addEventListener('click',function(){setTimeout(send,300)});</script>`,
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
  onePage({
    id: 'resubmitting-page',
    what: '结果页用脚本把同一封信又提交一次',
    formPage: () => page('我要写信', form([...PERSON, ...LETTER])),
    take(flow) {
      const letter = flow.desk.take(flow.host, flow.now, flow.fields);
      const hidden = [...flow.fields]
        .map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`)
        .join('');
      return page(
        '提交结果',
        `${receiptBody(letter)}<form id="again" method="post" action="/hdjl/submit" target="f">${hidden}</form><iframe name="f"></iframe><script>setTimeout(function(){document.getElementById('again').submit()},100)</script>`,
      );
    },
  }),
];
