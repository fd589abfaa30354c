/** Picture and voice, on either side. */
export const call = {
  states: {
    joining: '正在接通视频……',
    live: '视频已接通',
    failed: '视频暂时没有接通，系统正在自动重试。检查不受影响，可以继续。',
    closed: '视频已结束',
  },
  /** Nothing leaves the machine; both screens say so. */
  held: '已就绪，医生接诊前不会发出画面和声音',
  theyHold: '对方暂未发出画面和声音',
  noPicture: '等待画面……',
  mine: '我的画面',
  booth: '驾驶人',
  overview: '全景',
  doctor: '医生',
  sources: { camera: '摄像头', overview: '全景摄像头', microphone: '麦克风' },
  captures: {
    none: '没有找到{source}。请检查是否接好，然后重新打开本页。',
    denied: '浏览器没有获准使用{source}。请在地址栏左侧的网站设置中允许，然后刷新本页。',
    busy: '{source}正被其他程序占用。请关闭那个程序，然后刷新本页。',
    insecure: '本页不是通过安全连接打开的，浏览器不允许使用{source}。请改用 https 地址打开。',
  },
  madeUp: '模拟摄像头和麦克风',
}
