export const acuity = {
  /** What the driver reads. */
  booth: {
    cover: { left: '请用左手掌遮住左眼', right: '请用右手掌遮住右眼' },
    coverText: '不要压迫眼球，不要眯眼。每次看清字母 E 的开口朝哪个方向，再按对应的箭头。看不清时猜一个也可以。',
    tested: { left: '检查左眼', right: '检查右眼' },
    ready: '遮好了，开始',
    question: '开口朝哪边？',
    practice: '先练习一次',
    cannot: '看不清',
    directions: { up: '上', right: '右', down: '下', left: '左' },
  },
  /** What a score says to a doctor. */
  score: {
    region: '由大到小，最小读到 {level}',
    regionNone: '由大到小，一个也没有读出',
    unpractised: '练习时的大字也没有连续读对',
    number: '视力约 {level}（区间 {low}–{high}），{trials} 题',
    line: '{level} 行：{shown} 个对 {right} 个，{read}',
    lineRead: { yes: '读出', no: '未读出' },
    walk: '{limit}：得分 {score}，{trials} 题，{outcome}',
    walkOutcome: { reached: '达到', 'not-reached': '未达到' },
    borderline: '临界',
  },
  /** What the picture of a log says. */
  log: {
    label: '{eye}眼视力检测记录。{told}',
    before: '练习、由大到小',
    walk: '{limit}：{trials} 次，{score} 分，{outcome}。',
    reached: '达到',
    'not-reached': '未达到',
    running: '进行中',
    and: '、',
    borderline: '处于临界',
    upper: '达到 +{bound}',
    lower: '未达到 −{bound}',
    legend: '● 答对　✕ 答错　○ 看不清',
    number: '视力约 {level}（区间 {low}–{high}，{trials} 次）。',
    line: '{level} 行：{shown} 个对 {right} 个，{read}。',
    read: '读出',
    unread: '未读出',
  },
}
