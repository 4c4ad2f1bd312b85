/** Place and office names in the style of published bulletins. Hosts carry "-mn" (模拟): none of them exists. */

export interface Place {
  name: string;
  slug: string;
  /** 行政区划, six digits. */
  code: string;
}

export interface Region extends Place {
  counties: Place[];
}

const table = (code: string, list: string): Place[] =>
  list
    .trim()
    .split(/\s+/)
    .map((row) => {
      const [name = '', slug = '', tail = ''] = row.split('|');
      return { name, slug, code: code + tail };
    });

const region = (name: string, slug: string, code: string, counties: string): Region => ({
  name,
  slug,
  code: `${code}00`,
  counties: table(code, counties),
});

/** The ten cities and 杨凌示范区, in the order of annex 3 of the bulletins. */
export const REGIONS: readonly Region[] = [
  region(
    '西安市',
    'xian',
    '6101',
    '新城区|xincheng|02 碑林区|beilin|03 莲湖区|lianhu|04 灞桥区|baqiao|11 未央区|weiyang|12 雁塔区|yanta|13 阎良区|yanliang|14 临潼区|lintong|15 长安区|changan|16 高陵区|gaoling|17 鄠邑区|huyi|18 蓝田县|lantian|22 周至县|zhouzhi|24',
  ),
  region(
    '宝鸡市',
    'baoji',
    '6103',
    '渭滨区|weibin|02 金台区|jintai|03 陈仓区|chencang|04 凤翔区|fengxiang|05 岐山县|qishan|23 扶风县|fufeng|24 眉县|meixian|26 陇县|longxian|27 千阳县|qianyang|28 麟游县|linyou|29 凤县|fengxian|30 太白县|taibai|31',
  ),
  region(
    '咸阳市',
    'xianyang',
    '6104',
    '秦都区|qindu|02 渭城区|weicheng|04 三原县|sanyuan|22 泾阳县|jingyang|23 乾县|qianxian|24 礼泉县|liquan|25 永寿县|yongshou|26 长武县|changwu|28 旬邑县|xunyi|29 淳化县|chunhua|30 武功县|wugong|31 兴平市|xingping|81 彬州市|binzhou|82',
  ),
  region(
    '铜川市',
    'tongchuan',
    '6102',
    '王益区|wangyi|02 印台区|yintai|03 耀州区|yaozhou|04 宜君县|yijun|22',
  ),
  region(
    '渭南市',
    'weinan',
    '6105',
    '临渭区|linwei|02 华州区|huazhou|03 潼关县|tongguan|22 大荔县|dali|23 合阳县|heyang|24 澄城县|chengcheng|25 蒲城县|pucheng|26 白水县|baishui|27 富平县|fuping|28 韩城市|hancheng|81 华阴市|huayin|82',
  ),
  region(
    '延安市',
    'yanan',
    '6106',
    '宝塔区|baota|02 安塞区|ansai|03 延长县|yanchang|21 延川县|yanchuan|22 志丹县|zhidan|25 吴起县|wuqi|26 甘泉县|ganquan|27 富县|fuxian|28 洛川县|luochuan|29 宜川县|yichuan|30 黄龙县|huanglong|31 黄陵县|huangling|32 子长市|zichang|81',
  ),
  region(
    '榆林市',
    'yulin',
    '6108',
    '榆阳区|yuyang|02 横山区|hengshan|03 府谷县|fugu|22 靖边县|jingbian|24 定边县|dingbian|25 绥德县|suide|26 米脂县|mizhi|27 佳县|jiaxian|28 吴堡县|wubu|29 清涧县|qingjian|30 子洲县|zizhou|31 神木市|shenmu|81',
  ),
  region(
    '汉中市',
    'hanzhong',
    '6107',
    '汉台区|hantai|02 南郑区|nanzheng|03 城固县|chenggu|22 洋县|yangxian|23 西乡县|xixiang|24 勉县|mianxian|25 宁强县|ningqiang|26 略阳县|lueyang|27 镇巴县|zhenba|28 留坝县|liuba|29 佛坪县|foping|30',
  ),
  region(
    '安康市',
    'ankang',
    '6109',
    '汉滨区|hanbin|02 汉阴县|hanyin|21 石泉县|shiquan|22 宁陕县|ningshan|23 紫阳县|ziyang|24 岚皋县|langao|25 平利县|pingli|26 镇坪县|zhenping|27 白河县|baihe|29 旬阳市|xunyang|81',
  ),
  region(
    '商洛市',
    'shangluo',
    '6110',
    '商州区|shangzhou|02 洛南县|luonan|21 丹凤县|danfeng|22 商南县|shangnan|23 山阳县|shanyang|24 镇安县|zhenan|25 柞水县|zhashui|26',
  ),
  region('杨凌示范区', 'yangling', '6111', '杨陵区|yanglingqu|02'),
];

/** 省直单位: name of the office, its short name, its host. */
export const PROVINCE_OFFICES: readonly Place[] = table(
  '610000',
  '发展和改革委员会|sndrc 教育厅|jyt 科学技术厅|kjt 工业和信息化厅|gxt 公安厅|gat 民政厅|mzt 司法厅|sft 财政厅|czt 人力资源和社会保障厅|rst 自然资源厅|zrzyt 生态环境厅|sthjt 住房和城乡建设厅|js 交通运输厅|jtyst 水利厅|slt 农业农村厅|nynct 商务厅|sxdofcom 文化和旅游厅|whhlyt 卫生健康委员会|sxwjw 退役军人事务厅|tyjrswt 应急管理厅|yjt 审计厅|sjt 外事办公室|wsb 市场监督管理局|snamr 林业局|lyj 广播电视局|gdj 体育局|tyj 统计局|tjj 文物局|wwj 医疗保障局|ybj 信访局|xfj 机关事务管理局|jgswj 粮食和物资储备局|lswz 能源局|nyj 药品监督管理局|mpa 中医药管理局|atcm 乡村振兴局|xczx 国防动员办公室|gdb 数据和政务服务局|sjzwj 地震局|dzj 气象局|qxj 监狱管理局|jyglj 铁路集团监管办|tljg 地方志办公室|dfz 公共资源交易中心|ggzy 社会保险局|sbj 档案局|daj 知识产权局|ipo 参事室|css 供销合作总社|gx 地质调查院|dzdc 文史研究馆|wsg 农业科学院|nkyj 科学院|kxy 测绘地理信息局|chdlxx 太白林业局|tblyj 渭河生态区保护局|whst 秦岭生态环境保护办|qlb 航空基地管委会|hkjd',
);

/** 市级部门. */
export const CITY_OFFICES: readonly Place[] = table(
  '',
  '发展和改革委员会|fgw 教育局|jyj 科学技术局|kjj 工业和信息化局|gxj 公安局|gaj 民政局|mzj 司法局|sfj 财政局|czj 人力资源和社会保障局|rsj 自然资源和规划局|zrzyj 生态环境局|sthjj 住房和城乡建设局|zjj 交通运输局|jtj 水利局|slj 农业农村局|nyncj 商务局|swj 文化和旅游局|wlj 卫生健康委员会|wjw 退役军人事务局|tyjrj 应急管理局|yjj 审计局|sjj 国有资产监督管理委员会|gzw 市场监督管理局|scjgj 林业和草原局|lcj 城市管理执法局|cgj 体育局|tyj 统计局|tjj 医疗保障局|ybj 信访局|xfj 行政审批服务局|spj 乡村振兴局|xczxj 住房公积金管理中心|gjj 高新技术产业开发区管理委员会|gxq 经济技术开发区管理委员会|jkq 数据局|sjjj 供销合作社|gxs',
);

/** Offices that are 事业单位: other domain rules hold for them. */
export const INSTITUTIONS: ReadonlySet<string> = new Set([
  '住房公积金管理中心',
  '公共资源交易中心',
  '农业科学院',
  '科学院',
  '地质调查院',
]);
