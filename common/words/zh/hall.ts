export const hall = {
  title: '驾驶人身体条件检查',
  booths: '自助舱',
  state: { free: '空闲，请进', underway: '自助检查中', waiting: '等候医生', examined: '医生检查中', finished: '已完成' },
  offline: '暂停使用',
  noBooths: '这里还没有自助舱',
  waiting: '等候医生',
  examined: '医生检查中',
  finishedToday: '今日完成',
  handedOverToday: '今日已送交',
  lost: '与服务器的连接已断开，正在重连。以下为 {at} 的情况。',
  connecting: '正在连接服务器……',
  refused: '本屏未获准连接：{why}',
}
