export const height = {
  /** What the driver reads. */
  booth: {
    stand: '请站到传感器下方',
    standText: '脱鞋、脱帽，脚跟靠后，站直不动，目视前方。',
    stepOff: '请离开传感器',
    stepOffText: '离开站位，等待下一次提示。',
    round: '第 {round} 次测量',
    live: '当前读数',
    centimetres: '{value} 厘米',
    nothing: '尚未测到',
  },
  /** What a score says to a doctor. */
  score: {
    rounds: '各次 {rounds} mm',
    nearLimit: '接近限值',
    look: '接近限值，请看全景画面：帽子、发髻（约 +3 厘米）、鞋、踮脚（约 +4 厘米）都会使读数偏高；有疑问请驾驶人散开头发、脱鞋，脚跟着地再测。',
    floorTared: '未看到地面',
    floorTaredText: '这次没有看到地面，按空舱时的距离计算：此后气温每升高 10 度，读数约偏高 1.5 厘米。',
    floorDiffers: '地面有变化',
    floorDiffersText: '地面距离由空舱时的 {tare} 变为 {mm} mm，已按气温变化修正。如果是地上有东西或传感器被移动过，结果不可用。',
    feet: '请看双脚',
    feetText: {
      one: '有一次体重几乎全在一只脚上，请看全景画面：双脚是否平放。踮脚无法由此判断。',
      none: '有一次脚下几乎没有受力，请看全景画面：驾驶人站在哪里，是否扶着什么。',
    },
    outcomes: {
      measured: '已测得',
      'rounds-differ': '各次不一致',
      implausible: '数值不可信',
      'too-few-samples': '采样太少',
      unsteady: '站得不够稳',
    },
  },
  /** What the picture of a log says. */
  log: {
    label: '身高测量记录。{rounds}',
    round: '第 {round} 次 {cm} 厘米。',
    few: '第 {round} 次读数太少。',
    unsteady: '第 {round} 次晃动太大。',
    limit: '限值 {cm}',
    legend: '● 采用　○ 剔除（偏离中位数过大）',
  },
}
