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
  line: {
    grades: { good: '线路良好', fair: '线路尚可', poor: '线路较差', bad: '线路很差' },
    says: '{whose}{grade}（{score} 分，满分 5 分）：往返 {ms} 毫秒，丢失 收 {lostIn}%、发 {lostOut}%',
    brief: '{whose}{grade}：{score} 分（满分 5 分），往返 {ms} 毫秒',
    whose: {
      doctor: { mine: '我的', they: '自助舱' },
      booth: { mine: '本舱', they: '医生' },
    },
  },
  /** Read by the doctor, and by the driver in the booth. */
  reads: {
    doctor: {
      stuck: {
        unknown: '画面停了，正在查明是哪一边的线路……',
        mine: '画面停了：您这边的线路不通，正在重新连接。请检查本机网络。',
        theirs: '画面停了：自助舱那边的线路不通，正在重新连接。',
        camera: '自助舱的线路正常，但摄像头没有送来画面。请让大厅工作人员检查摄像头。',
        absent: '自助舱那边还没有接通画面和声音，正在等待。',
      },
      noWay:
        '画面和声音暂时接不通，检查可以继续：检测结果照常送到您这里，系统会继续重试。需要看着驾驶人做的项目，请让大厅工作人员检查网络，或者放回排队。',
      taken: '画面和声音已在您的另一个窗口接通，这里不再显示。',
      takeBack: '在此窗口继续',
      line: {
        lossy: '线路丢失数据，正在补发，画面自动变小，声音优先。',
        late: '声音来得晚：说完请等一等再说。',
        smaller: {
          mine: { line: '您这边线路不够快，您的画面已自动变小，声音优先。', machine: '本机太忙，您的画面已自动变小。' },
          they: { line: '自助舱线路不够快，它的画面已自动变小，声音优先。', machine: '自助舱的电脑太忙，它的画面已自动变小。' },
        },
      },
      they: {
        camera: { off: '自助舱关闭了摄像头。', none: '自助舱没有可用的摄像头，您看不到驾驶人。', other: '自助舱换了一个摄像头。' },
        overview: { off: '自助舱关闭了全景摄像头。', none: '', other: '自助舱换了一个全景摄像头。' },
        microphone: { off: '自助舱关闭了麦克风。', none: '自助舱没有可用的麦克风，您听不到驾驶人。', other: '自助舱换了一个麦克风。' },
        sound: { off: '', none: '自助舱没有可用的耳机或扬声器，驾驶人听不到您。', other: '自助舱的耳机或扬声器换了。做听力检测前请确认。' },
      },
      mine: {
        camera: {
          off: '您关闭了摄像头，驾驶人看不到您。',
          none: '没有可用的摄像头，驾驶人看不到您。',
          other: '原来的摄像头断开了，已换用另一个。',
        },
        overview: { off: '', none: '', other: '' },
        microphone: {
          off: '您关闭了麦克风，驾驶人听不到您。',
          none: '没有可用的麦克风，驾驶人听不到您。',
          other: '原来的麦克风断开了，已换用另一个。',
        },
        sound: { off: '', none: '没有可用的耳机或扬声器，您听不到驾驶人。', other: '耳机或扬声器换了，声音从另一个设备放出。' },
      },
    },
    booth: {
      stuck: {
        unknown: '医生的画面停了，正在查明原因……',
        mine: '医生的画面停了：本舱的线路不通，正在重新连接。检查照常进行。',
        theirs: '医生的画面停了：医生那边的线路不通，正在重新连接。检查照常进行。',
        camera: '医生那边的摄像头没有送来画面。检查照常进行。',
        absent: '医生那边还没有接通画面和声音。检查照常进行。',
      },
      noWay: '画面和声音暂时接不通，检查照常进行。医生能看到您的检测结果，请按屏幕提示操作；需要帮助请叫工作人员。',
      taken: '画面和声音已在另一个窗口接通，这里不再显示。',
      takeBack: '在此窗口继续',
      line: {
        lossy: '线路丢失数据，正在补发，画面自动变小，声音优先。',
        late: '声音来得晚：说完请等一等再说。',
        smaller: {
          mine: { line: '本舱线路不够快，您的画面已自动变小，声音优先。', machine: '本舱的电脑太忙，您的画面已自动变小。' },
          they: { line: '医生那边线路不够快，医生的画面已自动变小，声音优先。', machine: '医生的电脑太忙，医生的画面已自动变小。' },
        },
      },
      they: {
        camera: { off: '医生关闭了摄像头。', none: '医生那边没有摄像头，您看不到医生。', other: '医生换了一个摄像头。' },
        overview: { off: '', none: '', other: '' },
        microphone: {
          off: '医生关闭了麦克风，您暂时听不到医生。',
          none: '医生那边没有麦克风，您听不到医生。',
          other: '医生换了一个麦克风。',
        },
        sound: { off: '', none: '医生那边没有耳机或扬声器，医生听不到您。', other: '医生换了耳机或扬声器。' },
      },
      mine: {
        camera: { off: '', none: '本舱的摄像头断开了，医生看不到您。请叫工作人员。', other: '本舱的摄像头断开了，已换用另一个。' },
        overview: { off: '', none: '', other: '本舱的全景摄像头断开了，已换用另一个。' },
        microphone: { off: '', none: '本舱的麦克风断开了，医生听不到您。请叫工作人员。', other: '本舱的麦克风断开了，已换用另一个。' },
        sound: { off: '', none: '本舱的耳机或扬声器断开了，您听不到医生。请叫工作人员。', other: '本舱的耳机或扬声器换了。' },
      },
    },
  },
}
