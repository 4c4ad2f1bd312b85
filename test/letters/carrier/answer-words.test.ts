import { describe, expect, it } from 'vitest';
import { answerIn, saysSuccess } from '../../../src/letters/carrier/answer-words.ts';

const page = (body: string) => `<!DOCTYPE html><html><body>${body}</body></html>`;
const came = (body: string, known: readonly string[] = []) =>
  answerIn([{ html: page(body), known: new Set(known) }]);
const FORM =
  '<form><p>姓名<input name="n"></p><p>标题<input name="t"></p><p>内容<textarea name="c"></textarea></p><input type="submit" value="提交"></form>';

describe('what a site says after the click', () => {
  it.each(['内容含有敏感词，已提交人工审核', '内容包含违规词语，等待审核', '留言含敏感信息，审核后显示'])(
    '“%s” holds the letter: it is no refusal after which it could be sent again',
    (words) => {
      expect(answerIn([{ words }])?.is).not.toBe('refused');
    },
  );

  it('a page for looking letters up asks for a number, it refuses nothing', () => {
    expect(came('<h2>信件查询</h2><form><p>请输入信件编号和查询密码</p><input><input></form>')).toBeNull();
  });

  it('the rules for writers on whatever page comes next refuse nothing', () => {
    const rules = '写信须知：标题长度不能超过20字，内容不得超过500字。';
    expect(came(`<div>${rules}</div><div>${'本市新闻。'.repeat(120)}</div>`)).toBeNull();
  });

  it('a form that came up empty again says nothing, whatever its prompts and thanks', () => {
    const known = ['请输入标题', '感谢您的来信，我们将认真办理', '内容不能超过500字'];
    expect(came(`<p>感谢您的来信，我们将认真办理</p><p>请输入标题</p>${FORM}`, known)).toBeNull();
    expect(came(`<p class="msg">内容不能超过500字</p>${FORM}`, known)).toBeNull();
  });

  it('a form that came up again with a new message beside a field is a refusal', () => {
    expect(came(`<p class="error">标题不能为空</p>${FORM}`, ['感谢您的来信'])).toMatchObject({
      is: 'refused',
    });
  });

  it('a short page of a message is what it says', () => {
    expect(came('<p>验证码错误，请返回</p>')).toMatchObject({ is: 'refused', reason: 'captcha' });
    expect(came('<p>提交成功！受理编号：20240607001</p>')).toMatchObject({
      is: 'accepted',
      number: '20240607001',
    });
  });

  it.each([
    ['{"code":200,"msg":"success"}', true],
    ['{"success":true}', true],
    ['{"success":true,"code":"error"}', false],
    ['{"code":200}', false],
    ['{"code":0,"msg":""}', false],
    ['{"success":false,"msg":"ok"}', false],
    ['<html>ok</html>', false],
  ])('the script’s answer %s says success: %s', (answer, said) => {
    expect(saysSuccess(answer)).toBe(said);
  });
});
