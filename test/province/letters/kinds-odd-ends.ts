import { encodeGb18030 } from '../gb18030.ts';
import { onePage, plainTake } from './kinds-plain.ts';
import type { LetterKind } from './letter-kind.ts';
import { form, json, LETTER, PERSON, page, receiptBody } from './letter-pages.ts';
import { clock } from './look-up.ts';

/** Forms that are sent in an unusual way, or answer in one. */

const required = ['title', 'content', 'name', 'phone'];
const FIELDS =
  '<p>姓名*<input name="name"></p><p>手机*<input name="phone"></p><p>标题*<input name="title"></p><p>内容*<textarea name="content"></textarea></p>';
const data = 'new URLSearchParams(new FormData(document.letter))';

const lacks = (fields: ReadonlyMap<string, string>) =>
  required.some((name) => (fields.get(name) ?? '').trim() === '');

/** A page that sends the letter which it was sent once more, as `script` says. */
const again = (fields: ReadonlyMap<string, string>, script: string) => {
  const hidden = [...fields]
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`)
    .join('');
  return `<form id="again" method="post" action="/hdjl/submit">${hidden}<input type="hidden" name="sure" value="1"></form><script>${script}</script>`;
};

export const ODD_END_KINDS: readonly LetterKind[] = [
  onePage({
    id: 'asks-after-storing',
    what: '信存下了，结果页又弹窗问“确认提交吗”，点是就把同一封信再发一次（多一个 sure=1）',
    formPage: () => page('我要写信', form([...PERSON, ...LETTER])),
    take(flow) {
      const letter = flow.desk.take(flow.host, flow.now, flow.fields);
      return page(
        '提交结果',
        `${receiptBody(letter)}${again(flow.fields, "setTimeout(function(){if(confirm('确认提交吗？'))document.getElementById('again').submit()},0)")}`,
      );
    },
  }),
  onePage({
    id: 'asks-before-storing',
    what: '第一次提交不存，回来的页面弹窗问“是否继续提交”，点是才带着 sure=1 再发一次并存下：看不出第一次存没存，第二次不放行',
    expected: 'ambiguous',
    arrives: 0,
    formPage: () => page('我要写信', form([...PERSON, ...LETTER])),
    take(flow) {
      if (flow.fields.get('sure') === '1') return plainTake(required)(flow);
      return page(
        '提示',
        again(
          flow.fields,
          "if(confirm('请确认信件内容，是否继续提交？'))document.getElementById('again').submit();else history.back()",
        ),
      );
    },
  }),
  onePage({
    id: 'token-guard',
    what: '点提交先取一次性令牌再发，按钮随即变灰；没有令牌不收，令牌用过作废',
    formPage: () =>
      page(
        '我要写信',
        `<form name="letter">${FIELDS}<button type="button" id="tj">提交</button></form><div id="out"></div><script>document.getElementById('tj').onclick=function(){this.disabled=true;this.innerText='提交中…';fetch('/hdjl/token',{method:'POST'}).then(function(r){return r.json()}).then(function(t){return fetch('/hdjl/submit',{method:'POST',headers:{'content-type':'application/x-www-form-urlencoded','x-token':t.token},body:${data}+'&token='+t.token})}).then(function(r){return r.text()}).then(function(t){document.getElementById('out').innerHTML=t})}</script>`,
      ),
    answer: ({ path }) => (path === '/hdjl/token' ? json({ token: 'tk1' }) : null),
    take(flow) {
      if (flow.fields.get('token') !== 'tk1' || flow.desk.of(flow.host).length > 0)
        return page('提示', '<p>请勿重复提交</p>');
      return plainTake(required)(flow);
    },
  }),
  onePage({
    id: 'anchor-picture',
    what: '提交按钮是 javascript: 链接，没有文字，字写在背景图里，只有 title',
    formPage: () =>
      page(
        '我要写信',
        `<form name="letter" method="post" action="/hdjl/submit">${FIELDS}<a class="tj" title="提交" href="javascript:document.letter.submit()" style="display:inline-block;width:80px;height:30px;background:#c00"></a> <a class="cz" title="重置" href="javascript:document.letter.reset()" style="display:inline-block;width:80px;height:30px;background:#999"></a></form>`,
      ),
  }),
  onePage({
    id: 'alert-only',
    what: '回执只在弹窗里，页面不变，表单里的内容也还在',
    formPage: () =>
      page(
        '我要写信',
        `<form name="letter">${FIELDS}<button type="button" id="tj">提交</button></form><script>document.getElementById('tj').onclick=function(){fetch('/hdjl/submit',{method:'POST',body:${data}}).then(function(r){return r.json()}).then(function(r){alert(r.ok?'您的信件已提交，信件编号为'+r.a+'，查询码为'+r.b+'，请牢记。':'请填写完整')})}</script>`,
      ),
    take(flow) {
      if (lacks(flow.fields)) return json({ ok: 0 });
      const { number, code } = flow.desk.take(flow.host, flow.now, flow.fields);
      return json({ ok: 1, a: number, b: code });
    },
  }),
  onePage({
    id: 'receipt-window',
    what: '脚本提交，回执在新开的窗口里，原来的页面清空表单',
    formPage: () =>
      page(
        '我要写信',
        `<form name="letter">${FIELDS}<button type="button" id="tj">提交</button></form><script>document.getElementById('tj').onclick=function(){var w=window.open('about:blank','hz','width=500,height=300');fetch('/hdjl/submit',{method:'POST',body:${data}}).then(function(r){return r.json()}).then(function(r){w.location='/hdjl/receipt?id='+r.id;document.letter.reset()})}</script>`,
      ),
    answer(flow) {
      if (flow.path !== '/hdjl/receipt') return null;
      const letter = flow.desk.of(flow.host).find(({ number }) => number === flow.query.get('id'));
      return letter === undefined ? null : page('信件回执', receiptBody(letter));
    },
    take(flow) {
      if (lacks(flow.fields)) return json({ id: null });
      return json({ id: flow.desk.take(flow.host, flow.now, flow.fields).number });
    },
  }),
  onePage({
    id: 'number-in-layer',
    what: '以 JSON 提交，编号在 JSON 的数字里，浮层显示，点“知道了”后回首页',
    formPage: () =>
      page(
        '我要写信',
        `<div class="box">${FIELDS}<button type="button" id="tj">提交</button></div><script>document.getElementById('tj').onclick=function(){var o={};for(const e of document.querySelectorAll('.box [name]'))o[e.name]=e.value;fetch('/hdjl/submit',{method:'POST',headers:{'content-type':'application/json'},body:JSON.stringify({letter:o,source:'pc'})}).then(function(r){return r.json()}).then(function(r){var d=document.createElement('div');d.className='layer';d.innerHTML='<h3>提交成功</h3><p>信件编号</p><p>'+r.data[0]+'</p><p>查询密码</p><p>'+r.data[1]+'</p><button onclick="location.href=\\'/\\'">知道了</button>';document.body.appendChild(d)})}</script>`,
      ),
    take(flow) {
      const { letter } = JSON.parse(flow.request.body.toString('utf8')) as { letter: Record<string, string> };
      const fields = new Map(Object.entries(letter));
      if (lacks(fields)) return json({ status: 0, data: [] });
      const { number, code } = flow.desk.take(flow.host, flow.now, fields);
      return json({ status: 1, data: [number, code] });
    },
  }),
  onePage({
    id: 'autosave',
    what: '写的时候每改一栏就把草稿发到另一个地址，点提交才真正发信',
    formPage: () =>
      page(
        '我要写信',
        `<form name="letter" method="post" action="/hdjl/submit">${FIELDS}<input type="submit" value="提交"></form><script>document.letter.onchange=function(){fetch('/hdjl/draft',{method:'POST',body:${data}})}</script>`,
      ),
    answer: ({ path }) => (path === '/hdjl/draft' ? json({ saved: true }) : null),
  }),
  onePage({
    id: 'redirect-307',
    what: '提交地址以 307 转到另一个地址，浏览器自己再发一次，只存一封',
    formPage: () => page('我要写信', form([...PERSON, ...LETTER], { action: '/hdjl/old-submit' })),
    answer: ({ path }) =>
      path === '/hdjl/old-submit' ? { status: 307, headers: { location: '/hdjl/submit' }, body: '' } : null,
  }),
  onePage({
    id: 'retries-on-slow',
    what: '脚本两秒没有应答就再发一次；服务器慢，每次都存',
    formPage: () =>
      page(
        '我要写信',
        `<form name="letter">${FIELDS}<button type="button" id="tj">提交</button></form><div id="out"></div><script>function send(left){var c=new AbortController();var t=setTimeout(function(){c.abort()},700);fetch('/hdjl/submit?try='+left,{method:'POST',body:${data},signal:c.signal}).then(function(r){return r.text()}).then(function(t){document.getElementById('out').innerHTML=t}).catch(function(){if(left)send(left-1);else document.getElementById('out').innerText='网络异常，提交失败'}).finally(function(){clearTimeout(t)})}document.getElementById('tj').onclick=function(){send(2)}</script>`,
      ),
    expected: 'ambiguous',
    take(flow) {
      flow.desk.take(flow.host, flow.now, flow.fields);
      return { status: 200, headers: {}, body: '', trouble: 'hang' };
    },
  }),
  onePage({
    id: 'echoes-all',
    what: '回执页、弹窗、地址、脚本、框架和查询页都把写信人的姓名、电话、地址原样或编码后再写一遍',
    formPage: () =>
      page(
        '我要写信',
        `${form([...PERSON, { label: '身份证号', name: 'idNumber', required: true }, ...LETTER])}<div id="live"></div><script>document.letter.onchange=function(){document.getElementById('live').innerText='写信人：'+this.name.value+' '+this.phone.value;document.title='我要写信 '+this.name.value}</script>`,
      ),
    answer(flow) {
      if (flow.path === '/hdjl/inner') return page('框架', echo(flow.query));
      if (flow.path === '/hdjl/done') {
        const letter = flow.desk.of(flow.host)[0];
        return letter === undefined ? null : page('提交结果', `${receiptBody(letter)}${echo(flow.query)}`);
      }
      if (flow.path !== '/hdjl/query' || flow.request.method !== 'POST') return null;
      const letter = flow.desk.of(flow.host).find(({ number }) => number === flow.fields.get('number'));
      if (letter === undefined) return null;
      const asked = new URLSearchParams(Object.entries(letter.fields));
      const reply = flow.replyTo(letter);
      const greeting = `尊敬的${letter.name}（电话${letter.phone.replace(/^(...)(....)/, '$1-$2-')}，住${letter.fields.address}，身份证${letter.idNumber}）：`;
      const answered =
        reply === null
          ? '<tr><th>办理状态</th><td>处理中</td></tr>'
          : `<tr><th>办理状态</th><td>已回复</td></tr><tr><th>答复时间</th><td>${clock(reply.statedAt)}</td></tr><tr><th>答复单位</th><td>${reply.department}</td></tr><tr><th>答复内容</th><td>${greeting}${reply.text}</td></tr>`;
      return page(
        '查询结果',
        `<table><tr><th>信件编号</th><td>${letter.number}</td></tr><tr><th>信件标题</th><td>${letter.title}</td></tr>${answered}</table>${echo(asked)}`,
      );
    },
    take(flow) {
      const letter = flow.desk.take(flow.host, flow.now, flow.fields);
      const to = `/hdjl/done?${new URLSearchParams(letter.fields)}`;
      return page(
        '请稍候',
        `<script>alert('尊敬的${letter.name}（${letter.phone}），您的信件已提交成功，受理编号：${letter.number}，查询码：${letter.code}');location.href=${JSON.stringify(to)}</script>`,
      );
    },
  }),
];

/** Who wrote, again and again, in the ways in which pages write it. */
function echo(asked: URLSearchParams): string {
  const values = ['name', 'phone', 'email', 'address', 'idNumber'].map((name) => asked.get(name) ?? '');
  const hex = (text: string) => [...encodeGb18030(text)].map((byte) => `%${byte.toString(16)}`).join('');
  const one = (value: string) =>
    [
      `<p>${value}</p><p><b>${value.slice(0, 1)}</b>${value.slice(1)}</p><p>${[...value].join(' ')}</p>`,
      `<p title="${value}" data-n="${value}">${[...value].map((c) => `&#${c.codePointAt(0)};`).join('')}</p>`,
      `<input type="hidden" value="${value}"><input value="${value}"><textarea>${value}</textarea>`,
      `<a href="/q?n=${encodeURIComponent(value)}&g=${hex(value)}">再写一封</a>`,
      `<script>var n="${[...value].map((c) => `\\u${(c.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`).join('')}";console.error(n)</script>`,
      `<!-- ${Buffer.from(value).toString('base64')} -->`,
    ].join('');
  const frame = asked.has('title')
    ? `<iframe src="/hdjl/inner?name=${encodeURIComponent(values[0] ?? '')}&phone=${values[1]}"></iframe>`
    : '';
  return `<div class="echo">${values.map(one).join('')}${frame}</div>`;
}
