/** What a doctor has done today. */
export const shift = {
  open: '今日小结',
  title: '{day} 小结',
  help: '中位数：把各次按长短排队，排在正中的那一次。只统计本人先签发的证明。',
  loading: '正在汇总……',
  seen: '接诊驾驶人',
  signed: '签发证明',
  returned: '其中被退回、未予办理',
  withDriver: '从接诊到签发（中位数）',
  whole: '从刷证到签发（中位数）',
  minutes: '{minutes} 分钟',
  none: '还没有',
  close: '关闭',
}
