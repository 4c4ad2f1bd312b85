import { encodeGb18030 } from '../gb18030.ts';
import { onePage, plainTake } from './kinds-plain.ts';
import type { LetterKind } from './letter-kind.ts';
import { form, json, LETTER, PERSON, page, receiptBody } from './letter-pages.ts';

/** Forms that are not whole when the page opens, or that do not stay as they were filled. */

const required = ['title', 'content', 'name', 'phone'];
const inputs = (pairs: readonly [string, string][]) =>
  pairs.map(([label, name]) => `<p>${label}*<input name="${name}"></p>`).join('');
const PEOPLE = inputs([
  ['姓名', 'name'],
  ['手机', 'phone'],
]);
const WORDS = '<p>标题*<input name="title"></p><p>内容*<textarea name="content"></textarea></p>';

const says = (words: string) => page('提示', `<script>alert('${words}');history.back()</script>`);

export const ODD_KINDS: readonly LetterKind[] = [
  onePage({
    id: 'wizard-on-page',
    what: '一页分三步：先填个人信息，点下一步才出现信件栏，再点下一步核对，最后提交',
    formPage: () =>
      page(
        '我要写信',
        `<form name="letter" method="post" action="/hdjl/submit"><div class="step">${PEOPLE}<button type="button" onclick="go(1)">下一步</button></div><div class="step off">${WORDS}<button type="button" onclick="go(0)">上一步</button> <button type="button" onclick="go(2)">下一步</button></div><div class="step off"><p>请核对您的信件，确认无误后提交。</p><p id="look"></p><button type="button" onclick="go(1)">上一步</button> <button type="submit">提交信件</button></div></form><script>var at=0;function go(n){var f=document.letter;var need=[['name','phone'],['title','content']][at]||[];if(n>at)for(const k of need)if(!f[k].value){alert('请填写'+k);return}at=n;document.querySelectorAll('.step').forEach(function(e,i){e.classList.toggle('off',i!==n)});document.getElementById('look').innerText=f.title.value}</script>`,
      ),
  }),
  onePage({
    id: 'wizard-pages',
    what: '两页分步：第一页只有姓名电话和下一步，第二页才写信',
    formPage: () =>
      page(
        '我要写信（第一步 填写个人信息）',
        `<form method="post" action="/hdjl/step2">${PEOPLE}<input type="submit" value="下一步"></form>`,
      ),
    answer(flow) {
      if (flow.path !== '/hdjl/step2' || flow.request.method !== 'POST') return null;
      const name = flow.fields.get('name') ?? '';
      const phone = flow.fields.get('phone') ?? '';
      if (name === '' || phone === '') return says('请填写姓名和手机');
      return page(
        '我要写信（第二步 填写信件）',
        `<form method="post" action="/hdjl/submit"><input type="hidden" name="name" value="${name}"><input type="hidden" name="phone" value="${phone}">${WORDS}<input type="submit" value="提交"></form>`,
      );
    },
  }),
  onePage({
    id: 'type-first',
    what: '页面只有一个信件类型下拉框，选了类型表单才出现',
    formPage: () =>
      page(
        '我要写信',
        `<form name="letter" method="post" action="/hdjl/submit"><p>信件类型*<select name="type"><option value="">请选择信件类型</option><option value="1">投诉</option><option value="2">咨询</option></select></p><div id="rest"></div></form><script>document.letter.type.onchange=function(){document.getElementById('rest').innerHTML=this.value?${JSON.stringify(`${PEOPLE}${WORDS}<input type="submit" value="提交">`)}:''}</script>`,
      ),
    take: plainTake([...required, 'type']),
  }),
  onePage({
    id: 'modal-form',
    what: '信箱页是信件列表，点“我要写信”按钮才弹出表单',
    entry: () => '<a href="/hdjl/">互动交流</a>',
    formPage: () => page('', ''),
    answer(flow) {
      if (flow.path !== '/hdjl/') return null;
      return page(
        '互动交流',
        `<button type="button" id="w">我要写信</button><ul><li><a href="/hdjl/letter/800000">咨询医保报销比例</a> 2024-06-01 已办结</li></ul><div id="modal" class="layer off"><form method="post" action="/hdjl/submit">${PEOPLE}${WORDS}<button type="submit">提交</button> <button type="button">取消</button></form></div><script>document.getElementById('w').onclick=function(){document.getElementById('modal').classList.remove('off')}</script>`,
      );
    },
  }),
  onePage({
    id: 'departments-late',
    what: '受理单位列表打开页面一秒多之后才由脚本取来，必选',
    formPage: () =>
      page(
        '我要写信',
        `${form([
          {
            label: '受理单位',
            name: 'dept',
            is: 'raw',
            required: true,
            html: '<select name="dept" id="dept"></select>',
          },
          ...PERSON,
          ...LETTER,
        ])}<script>setTimeout(function(){fetch('/hdjl/depts').then(function(r){return r.json()}).then(function(l){document.getElementById('dept').innerHTML='<option value="">请选择</option>'+l.map(function(n,i){return '<option value="'+(i+1)+'">'+n+'</option>'}).join('')})},1300)</script>`,
      ),
    answer: (flow) => (flow.path === '/hdjl/depts' ? json(['市信访局', '市政府办公室']) : null),
    take: plainTake([...required, 'dept']),
  }),
  onePage({
    id: 'appears-when-chosen',
    what: '选了咨询才出现必填的“咨询事项”，没填就不让交',
    formPage: () =>
      page(
        '我要写信',
        `<form name="letter" method="post" action="/hdjl/submit" onsubmit="if(this.type.value==='2'&&!this.matter.value){alert('请选择咨询事项');return false}"><p>信件类型*<select name="type"><option value="">请选择</option><option value="1">投诉</option><option value="2">咨询</option></select></p><p id="m" class="off">咨询事项*<select name="matter"><option value="">请选择</option><option>社会保障</option><option>户籍管理</option></select></p>${PEOPLE}${WORDS}<input type="submit" value="提交"></form><script>document.letter.type.onchange=function(){document.getElementById('m').classList.toggle('off',this.value!=='2')}</script>`,
      ),
    take: plainTake([...required, 'type', 'matter']),
  }),
  onePage({
    id: 'reloads-itself',
    what: '有验证码的表单每隔几秒自己刷新，填好的内容全没了；服务器不检查空栏',
    formPage: () =>
      page(
        '我要写信',
        `<form name="letter" method="post" action="/hdjl/submit">${PEOPLE}${WORDS}<p>验证码*<input name="rand" size="6"> <img src="/captcha.svg" width="80" height="30" alt="验证码"></p><input type="submit" value="提交"></form><script>if(!sessionStorage.n){setTimeout(function(){sessionStorage.n=1;location.reload()},3000)}</script>`,
      ),
    take(flow) {
      if (!flow.desk.isPicture(flow.host, flow.fields.get('rand'))) return says('验证码错误');
      return page('提交结果', receiptBody(flow.desk.take(flow.host, flow.now, flow.fields)));
    },
  }),
  onePage({
    id: 'short-title-untold',
    what: '标题不得超过12个字，只在点提交后弹窗说',
    expected: 'submitted',
    formPage: () =>
      page(
        '我要写信',
        `<form name="letter" method="post" action="/hdjl/submit" onsubmit="if(this.title.value.length>12){alert('信件标题不能超过12个字！');return false}">${PEOPLE}${WORDS}<input type="submit" value="提交"></form>`,
      ),
  }),
  onePage({
    id: 'length-in-bytes',
    what: '字数按字节算，一个汉字两个字节：标题不超过40字节，内容不超过160字节',
    formPage: () =>
      page(
        '我要写信',
        `<form name="letter" method="post" action="/hdjl/submit">${PEOPLE}<p>标题*<input name="title"><span>不超过40个字节</span></p><p>内容*<textarea name="content"></textarea><span>限160字节以内（一个汉字为两个字节）</span></p><input type="submit" value="提交"></form>`,
      ),
    take(flow) {
      const bytes = (name: string) => encodeGb18030(flow.fields.get(name) ?? '').length;
      if (bytes('title') > 40 || bytes('content') > 160) return says('超过字数限制');
      return plainTake(required)(flow);
    },
  }),
];
