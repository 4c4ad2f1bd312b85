import { expect, it } from 'vitest';
import { answerQuality } from '../../../src/reading/replies/answer-quality.ts';

it.each([
  '来信收悉，我们将尽快办理。',
  '您好，您的来信已收悉，已转市住建局办理，感谢您的关注与支持！',
  '尊敬的网友：您好！您反映的问题我们已收到，将及时转交相关部门处理，请耐心等待。感谢您的来信。',
  '尊敬的王先生（电话138-0000-0000，住榆林市榆阳区建设路2号，身份证610802190001010000）：来信收悉，我们将尽快转有关部门办理。',
  '已受理',
  '您的留言已转交相关科室办理。',
  '您好，感谢您对我局工作的关注和支持！',
])('only acknowledges: %s', (text) => {
  expect(answerQuality(text).quality).toBe('acknowledgement');
});

it.each([
  '您好，请咨询市人社局。',
  '您好！具体情况请拨打12345咨询。',
  '您反映的问题不属于我局职责范围，请向县住建局咨询。',
  '请咨询相关部门，联系电话：0912-3890000。感谢您的来信！',
  '您好，来信收悉。请您直接到窗口咨询。',
])('only sends elsewhere: %s', (text) => {
  expect(answerQuality(text).quality).toBe('evasive');
});

it.each([
  '您好！根据《居住证暂行条例》第九条，您可携带身份证、租房合同到辖区派出所办理，15日内发放。',
  '您好，您的来信收悉。经核实，该路段路灯已于6月10日修复。感谢您的监督！',
  '可以。',
  '办理地点在政务大厅二楼16号窗口，周一至周五9:00-17:00。如有疑问请拨打0912-3890000咨询。',
  '您好！来信收悉，现答复如下：一、城乡居民医保缴费标准为每人每年380元；二、可通过微信小程序缴纳。如有疑问请咨询医保局。',
  '目前没有招聘计划。',
  '不收费。',
  '您好，周末不上班。',
  '您可登录陕西政务服务网在线办理。',
  '您反映的垃圾问题已清运。',
  '您反映的路灯问题，我局将于6月底前更换完毕。',
  '我局不办理此业务，请到市场监管局三楼大厅办理，需携带营业执照。',
  '经转县教育局核实，该校今年秋季开始招生，招生范围为东关社区。',
  '您好，您咨询的问题已收悉，该政策自2024年1月1日起执行，补贴标准每月200元。',
  '需要本人到场。',
  '幼儿园报名时间为7月1日至7月5日，需带户口本和房产证。',
])('answers: %s', (text) => {
  expect(answerQuality(text).quality).toBe('substantive');
});

it.each(['', '  ', '暂无回复', '无', '——', 'null'])('is empty: "%s"', (text) => {
  expect(answerQuality(text).quality).toBe('empty');
});

it('an answer that only repeats the letter says nothing', () => {
  const letter = '请问县城东街小学的招生范围是哪些小区？需要准备什么材料？';
  expect(answerQuality(`您好！${letter}`, letter).quality).not.toBe('substantive');
});

it('names the words it rests on', () => {
  expect(answerQuality('您好！您的来信已转市水务局办理。').words).toContain('已转市水务局办理');
});
