import { describe, expect, it } from 'vitest';
import { formOf, roles } from './read.ts';

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

describe('codes against machines', () => {
  it('are sums also where brackets hold the sum', () => {
    const form = (label: string) =>
      `<form><p>标题<input name="a"></p><p>内容<textarea name="b"></textarea></p><p>${label}<input name="answer"></p><input type="submit" value="提交"></form>`;
    for (const label of ['请计算（3+5=？）', '安全提问（七加二等于几）', 'What is 1 plus 1 (1+1=?)'])
      expect([label, roles(formOf(form(label)))]).toEqual([label, 'title content captcha']);
  });
});

describe('fields that a library draws', () => {
  const send = '<p>标题<input name="bt"></p><p>内容<textarea name="nr"></textarea></p>';
  const option = '<option>咨询</option><option>投诉</option>';

  it('leaves the search box of a drawn list to the list it stands for', () => {
    const within = `<div class="row"><label>信件类型</label><div class="pick-select"><button type="button">咨询</button><div class="dropdown-menu"><input type="text" autocomplete="off"></div><select name="lx">${option}</select></div></div>`;
    const behind = `<div class="row"><label>信件类型</label><div><select name="lx">${option}</select><div class="drawn-select"><div><input type="text" placeholder="请选择"></div></div></div></div>`;
    for (const list of [within, behind]) {
      const form = formOf(`<form>${list}${send}<button type="submit">提交</button></form>`);
      expect(form.fields.map(({ role, control }) => `${role} ${control}`)).toEqual([
        'category select',
        'title input',
        'content textarea',
      ]);
    }
  });

  it('keeps a field with a name beside a list', () => {
    const form = formOf(
      `<form><div class="select-row"><label>来信类型</label><select name="lx">${option}</select><input name="qt" placeholder="其他请注明"></div>${send}<button type="submit">提交</button></form>`,
    );
    expect(form.fields.map(({ control }) => control)).toEqual(['select', 'input', 'input', 'textarea']);
  });

  it('takes a labelled list that can be searched for no trap though its line is not seen', () => {
    const form = formOf(
      `<form><div><label for="bm" class="ant-form-item-required">咨询部门</label><div><input type="search" id="bm" role="combobox" autocomplete="off" readonly style="opacity:0"></div></div>${send}<button type="submit">提交</button></form>`,
    );
    expect(form.fields[0]).toMatchObject({ role: 'department', required: true });
  });

  it('reads the mark on a label that names its field, and on a cell', () => {
    const form = formOf(
      `<form><div><label for="xm" class="is-required">姓名</label><div><input id="xm"></div></div><div class="van-cell van-cell--required"><div><span>留言对象</span></div><div><input name="p" readonly></div></div>${send}<button type="submit"><div class="x-button__content"><span class="x-button__text">提交</span></div></button></form>`,
    );
    expect(form.fields.map(({ role, required }) => `${role}${required ? '*' : ''}`)).toEqual([
      'name*',
      'department*',
      'title',
      'content',
    ]);
    expect(form.submit).toMatch(/button(:nth-of-type\(1\))?$/);
  });
});
