export const reaction = {
  name: '反应时',
  /** What the driver reads. */
  booth: {
    title: '圆变绿，马上按',
    text: {
      keypad: '先看到灰色的圆，不要按。圆一变绿，马上按键盘上的“确定”。先练习三次。',
      stick: '先看到灰色的圆，不要按。圆一变绿，马上按摇杆旁的“确定”。先练习三次。',
      touch: '先看到灰色的圆，不要按。圆一变绿，马上点屏幕，点哪里都可以。先练习三次。',
    },
    ready: '准备好了，开始',
    wait: '等圆变绿',
    now: '按！',
    tooEarly: '按早了。等圆变绿再按',
    practice: '练习',
  },
  /** What a score says to a doctor. */
  score: {
    median: '中位数 {median} ms，离散（MAD）{mad} ms，计入 {counted} 次',
    none: '没有计入的反应时',
    ms: '{ms} ms',
    others: '超过 1.5 秒 {lapses} 次，提前按 {anticipations} 次',
    relative: '仅供参考：含屏幕和按键约 30–100 ms 的延迟，没有限值，不影响结论',
  },
  /** What the picture of a log says. */
  log: {
    label: '反应时记录。{median}计入 {counted} 次，超过 1.5 秒 {lapses} 次，提前按 {anticipations} 次。',
    median: '中位数 {ms} 毫秒，离散 {mad} 毫秒。',
    line: '中位数 {ms} 毫秒',
    milliseconds: '{ms} 毫秒',
    lapse: '超时',
    anticipation: '提前按',
    legend: '● 计入　○ 超过 1.5 秒　✕ 提前按，重做一次。数值含屏幕和按键的延迟，仅供参考。',
  },
}
