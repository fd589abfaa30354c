/** What console, counter and administration share. */
export const attended = {
  switchLanguage: 'English',
  dark: '深色显示',
  signIn: {
    title: '登录',
    login: '用户名',
    password: '密码',
    enter: '登录',
    leave: '退出登录',
    wait: '正在连接服务器……',
    notDoctor: '您的账号没有医生权限，不能进入本页面。请由管理员在“管理”页面为您开通，或换用医生账号登录。',
    notCounter: '您的账号没有窗口权限，不能进入本页面。请由管理员在“管理”页面为您开通，或换用窗口账号登录。',
    notAdministrator: '您的账号没有管理员权限，不能进入本页面。请换用管理员账号登录。',
    demonstration: '演示系统：人员均为虚构，证明没有效力。',
    firstAdministrator: '系统还没有管理员。请先打开“管理”页面，用服务器控制台上显示的一次性代码建立首个管理员账号。',
  },
  line: {
    connecting: '与服务器的连接已断开，正在自动重连。屏幕上的内容可能不是最新。',
    refused: '服务器拒绝了连接：{why}',
  },
  /** 自助舱里有人呼叫。 */
  help: {
    doctor: '{site} · {booth}：驾驶人在 {at} 呼叫医生',
    staff: '{site} · {booth}：驾驶人在 {at} 呼叫工作人员，请到舱里看看',
    answer: { doctor: '听到了', staff: '我过去' },
  },
  /** 名单没有全部列出。 */
  more: {
    older: '还有更早的没有列出，这里是最近的 {count} 条。',
    newer: '还有更晚的没有列出，这里是最早的 {count} 条；处理后会依次列出。',
  },
  /** Where nothing is to be told. */
  none: '—',
}
