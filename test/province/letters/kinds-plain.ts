import type { Flow, LetterAnswer, LetterKind } from './letter-kind.ts';
import { form, gbPage, LETTER, missing, PERSON, page, receiptBody } from './letter-pages.ts';

/** Forms that a visitor fills and sends from one page. */

const link = (text: string, href: string) => `<a href="${href}">${text}</a>`;

type KindPart = Pick<LetterKind, 'id' | 'what'> &
  Partial<LetterKind> & { formPage(flow: Flow): LetterAnswer; take?(flow: Flow): LetterAnswer };

/** A kind with its form at /hdjl/write and its post at /hdjl/submit. */
export function onePage(part: KindPart): LetterKind {
  const { formPage, take = plainTake(['title', 'content', 'name', 'phone']), answer, ...rest } = part;
  return {
    ...{ expected: 'submitted', arrives: 1, lookUp: 'number_code' },
    entry: () => link('我要写信', '/hdjl/write'),
    answer(flow) {
      const own = answer?.(flow) ?? null;
      if (own !== null) return own;
      if (flow.path === '/hdjl/write') return formPage(flow);
      if (flow.path === '/hdjl/submit' && flow.request.method === 'POST') return take(flow);
      return null;
    },
    ...rest,
  };
}

export function plainTake(required: readonly string[]): (flow: Flow) => LetterAnswer {
  return (flow) => {
    const refusal = missing(flow, required);
    if (refusal !== null) return refusal;
    return page('提交结果', receiptBody(flow.desk.take(flow.host, flow.now, flow.fields)));
  };
}

const TYPES = ['我要投诉', '我要咨询', '我要建议', '我要求助'];

export const PLAIN_KINDS: readonly LetterKind[] = [
  onePage({
    id: 'plain',
    what: '一页表单，提交后给出受理编号和查询码',
    formPage: () => page('我要写信', form([...PERSON, ...LETTER])),
  }),
  onePage({
    id: 'jact',
    what: '大汉 JACT：提交对象、公开与否、不超过1000字、同意须知、办件编号加查询码',
    entry: () => link('领导信箱', '/jact/front/front_main.action?sysid=1'),
    formPage: () => page('我要写信', ''),
    answer(flow) {
      if (flow.path === '/jact/front/front_main.action')
        return page(
          '领导信箱',
          '<ul class="tab"><li><a href="/jact/front/front_write.action?sysid=1">我要写信</a></li><li><a href="/hdjl/list">答复列表</a></li><li><a href="/hdjl/query">我的办件</a></li></ul>',
        );
      if (flow.path === '/jact/front/front_write.action')
        return page(
          '我要写信',
          form(
            [
              {
                label: '提交对象',
                name: 'sysunit',
                is: 'select',
                required: true,
                options: ['市纪委监委', '某某局', '市政府办公室'],
              },
              ...PERSON,
              { label: '是否公开', name: 'open', is: 'radio', options: ['不公开', '公开'], required: true },
              { label: '标题', name: 'title', required: true },
              {
                label: '内容',
                name: 'content',
                is: 'textarea',
                required: true,
                hint: '一事一信，内容不超过1000字，请勿重复提交',
              },
              { label: '须知', name: 'agree', is: 'checkbox', options: ['我已阅读并同意《写信须知》'] },
            ],
            {
              action: '/jact/front/save.action',
              attributes: `onsubmit="if(!this.agree.checked){alert('请先阅读并同意写信须知');return false}"`,
            },
          ),
        );
      if (flow.path === '/jact/front/save.action') {
        const refusal = missing(flow, ['sysunit', 'title', 'content', 'name', 'phone', 'agree']);
        if (refusal !== null) return refusal;
        const letter = flow.desk.take(flow.host, flow.now, flow.fields);
        return page(
          '操作提示',
          `<div class="msg">信件提交成功！您的办件编号为 ${letter.number}，查询码为 ${letter.code}，请妥善保管。</div>`,
        );
      }
      return null;
    },
  }),
  onePage({
    id: 'strict-lengths',
    what: '市长信箱：四种类型，标题10–25字，正文不超过600字，必选递送部门，十位查询码',
    lookUp: 'code_captcha',
    entry: () => link('市长信箱', '/hdjl/write'),
    formPage: () =>
      page(
        '市长信箱',
        form([
          { label: '信件类型', name: 'type', is: 'select', required: true, options: TYPES },
          {
            label: '递送部门',
            name: 'dept',
            is: 'select',
            required: true,
            options: ['市发改委', '市教育局', '市政府办公室'],
          },
          { label: '姓名', name: 'name', required: true },
          { label: '电话', name: 'phone', required: true },
          { label: '邮箱', name: 'email', required: true },
          { label: '标题', name: 'title', required: true, hint: '标题10-25字' },
          { label: '正文', name: 'content', is: 'textarea', required: true, hint: '正文不超过600字' },
        ]),
      ),
    take(flow) {
      const refusal = missing(flow, ['type', 'dept', 'name', 'phone', 'email', 'title', 'content']);
      if (refusal !== null) return refusal;
      const { length } = flow.fields.get('title') ?? '';
      if (length < 10 || length > 25)
        return page('提示', "<script>alert('标题长度应在10到25字之间');history.back()</script>");
      if ((flow.fields.get('content') ?? '').length > 600)
        return page('提示', "<script>alert('正文不能超过600字');history.back()</script>");
      const letter = flow.desk.take(
        flow.host,
        flow.now,
        new Map([...flow.fields, ['code', `9${flow.desk.letters.length}`.padEnd(10, '4')]]),
      );
      return page(
        '提交成功',
        `<p class="success">您的来信已成功提交。</p><p>您的查询码是：${letter.code}</p><p>请记住查询码。</p>`,
      );
    },
  }),
  onePage({
    id: 'id-and-sex',
    what: '局长信箱：性别、身份证号必填，不少于20字，提交后不给编号，凭手机号和身份证号查询',
    lookUp: 'phone_id',
    entry: () => link('局长信箱', '/hdjl/write'),
    formPage: () =>
      page(
        '局长信箱',
        form([
          { label: '信件类型', name: 'type', is: 'radio', options: ['投诉', '咨询', '建议'] },
          { label: '姓名', name: 'name', required: true },
          { label: '性别', name: 'sex', is: 'radio', options: ['男', '女'] },
          { label: '身份证号', name: 'idNumber', required: true },
          { label: '手机', name: 'phone', required: true },
          { label: '邮箱', name: 'email' },
          { label: '地址', name: 'address', required: true },
          { label: '主题', name: 'title', required: true },
          { label: '是否公开', name: 'open', is: 'radio', options: ['保密', '公开'] },
          { label: '内容', name: 'content', is: 'textarea', required: true, hint: '不少于20个字' },
        ]),
      ),
    take(flow) {
      const refusal = missing(flow, ['name', 'idNumber', 'phone', 'address', 'title', 'content']);
      if (refusal !== null) return refusal;
      flow.desk.take(flow.host, flow.now, flow.fields);
      return page('提示信息', '<p>您的信件已经提交，我们将为您尽快处理</p>');
    },
  }),
  onePage({
    id: 'own-code',
    what: '网上民声：写信人自设六位查询密码，可以保密',
    entry: () => link('网上民声', '/hdjl/write'),
    formPage: () =>
      page(
        '我要写信',
        form([
          ...PERSON,
          ...LETTER,
          { label: '设置查询密码', name: 'code', required: true, hint: '请设置6位数字查询密码' },
          { label: '保密', name: 'secret', is: 'checkbox', options: ['对信件内容保密'] },
        ]),
      ),
    take(flow) {
      const refusal = missing(flow, ['title', 'content', 'name', 'phone', 'code']);
      if (refusal !== null) return refusal;
      if (!/^\d{6}$/.test(flow.fields.get('code') ?? ''))
        return page('提示', "<script>alert('查询密码应为6位数字');history.back()</script>");
      const letter = flow.desk.take(flow.host, flow.now, flow.fields);
      return page('提交成功', `<p class="success">提交成功，您的信件编号：${letter.number}</p>`);
    },
  }),
  onePage({
    id: 'gb-table',
    what: 'GB2312 页面，图片按钮提交，弹窗给编号',
    entry: () => '<a href="/hdjl/write"><img src="/xin.gif" alt="县长信箱"></a>',
    formPage: () =>
      gbPage(
        '县长信箱',
        form([...PERSON, ...LETTER], {
          submit:
            '<img src="/tj.gif" width="60" height="24" alt="提交" onclick="document.letter.submit()"> <img src="/cz.gif" width="60" height="24" alt="重置" onclick="document.letter.reset()">',
        }),
      ),
    take(flow) {
      const refusal = missing(flow, ['title', 'content', 'name', 'phone']);
      if (refusal !== null) return refusal;
      const letter = flow.desk.take(flow.host, flow.now, flow.fields);
      return gbPage(
        '提示',
        `<script>alert('信件提交成功！受理编号：${letter.number} 查询密码：${letter.code}');location.href='/';</script>`,
      );
    },
  }),
  onePage({
    id: 'label-only',
    what: '输入框没有 name 和 id，只有旁边的文字；脚本收集后提交',
    formPage: () =>
      page(
        '请填写信件内容',
        `<form class="tq" onsubmit="return send(this)"><dl><dt><span>*</span> 主题：</dt><dd><input type="text"></dd><dt><span>*</span> 信件类型：</dt><dd><select><option value="">请选择</option><option>建议</option><option>咨询</option></select></dd><dt><span>*</span> 是否公开：</dt><dd><input type="radio" name="gk" checked><div class="radio">用户不愿意公开</div><input type="radio" name="gk"><div class="radio">用户愿意公开</div></dd><dt><span>*</span> 联系人：</dt><dd><input type="text"></dd><dt><span>*</span> 联系电话：</dt><dd><input type="text"></dd><dt>联系地址：</dt><dd><input type="text"></dd><dt><span>*</span> 内容：</dt><dd><textarea cols="50" rows="10"></textarea></dd></dl><input type="submit" value="提交"><input type="reset" value="重置"></form>
<script>function send(f){var i=f.querySelectorAll('input[type=text]');fetch('/hdjl/submit',{method:'POST',headers:{'content-type':'application/json'},body:JSON.stringify({title:i[0].value,name:i[1].value,phone:i[2].value,address:i[3].value,type:f.querySelector('select').value,open:f.querySelectorAll('[type=radio]')[1].checked,content:f.querySelector('textarea').value})}).then(function(r){return r.json()}).then(function(r){var d=document.createElement('div');d.className='layer-msg';d.innerText=r.msg;document.body.appendChild(d)});return false}</script>`,
      ),
    take(flow) {
      for (const name of ['title', 'content', 'name', 'phone', 'type'])
        if ((flow.fields.get(name) ?? '') === '')
          return {
            status: 200,
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ code: 1, msg: `${name}不能为空` }),
          };
      const letter = flow.desk.take(flow.host, flow.now, flow.fields);
      return {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          code: 0,
          msg: `提交成功，受理编号：${letter.number}，查询码：${letter.code}`,
        }),
      };
    },
  }),
];
