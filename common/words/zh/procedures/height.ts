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
    outcomes: { measured: '已测得', 'rounds-differ': '各次不一致', implausible: '数值不可信', 'too-few-samples': '采样太少' },
  },
  /** What the picture of a log says. */
  log: {
    label: '身高测量记录。{rounds}',
    round: '第 {round} 次 {cm} 厘米。',
    unsteady: '第 {round} 次没有足够的稳定读数。',
    limit: '限值 {cm}',
    legend: '● 采用　○ 剔除（偏离中位数过大）',
  },
}
