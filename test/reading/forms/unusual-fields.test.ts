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
