export const colour = {
  /** What the driver reads. */
  booth: {
    plate: '辨色力检查图',
    question: { digits: '圆里是哪两个数字？', openings: '圆环的缺口朝哪边？' },
    demonstration: '先看示例',
    cannot: '看不出',
    clear: '清除',
    entered: '已输入的数字',
  },
  /** What a score says to a doctor. */
  score: {
    axis: '{axis}：得分 {score}，{plates} 图，{outcome}',
    /** 每个轴沿几条混淆线检测，全部通过才算通过。 */
    lines: '{axis}：各混淆线得分 {scores}，共 {plates} 图，{outcome}',
    axes: { protan: '红色轴', deutan: '绿色轴' },
    axisOutcome: { accepted: '通过', referred: '请医生判定' },
    openings: '缺口图（不识数字者）',
    faint: '浅色图：红 {protanRead}/{protanShown}，绿 {deutanRead}/{deutanShown}',
    tritan: '；蓝黄 {tritanRead}/{tritanShown}',
    weak: '提示色弱，不影响通过',
    demonstrationUnread: '示例图也没有读出',
  },
  /** What the picture of a log says. */
  log: {
    label: '辨色力检测记录。红色轴 {protan} 分，绿色轴 {deutan} 分。',
    demonstration: '示例',
    protan: '红色轴',
    deutan: '绿色轴',
    'weak-protan': '红色轴，浅色图',
    'weak-deutan': '绿色轴，浅色图',
    tritan: '蓝黄色图，仅供参考',
    axis: '{axis}：{score} 分，{plates} 张（+{accepted} 通过，−{referred} 转医生）',
    lines: '{axis}：各混淆线 {scores} 分，共 {plates} 张（每条 +{accepted} 通过，−{referred} 转医生）',
    flawless: '{axis}：各混淆线 {scores} 分，共 {plates} 张（每条 {flawless} 张全部读出，或每条 +{accepted} 通过；−{referred} 转医生）',
    more: '{kind}：{shown} 张，读出 {read} 张',
    weak: '浅色图有两张以上没有读出，提示色弱。色弱不影响通过。',
    answer: '图中为 {figure}，回答 {answer}',
    figures: { up: '缺口朝上', right: '缺口朝右', down: '缺口朝下', left: '缺口朝左', 'cannot-see': '看不出' },
  },
}
