import type { REFUSED_TO_SCREENS } from '#protocol/refusal.ts'

/** 只作显示的页面（大屏）接入时可能遇到的“不行”。 */
export const refusalsOfScreens = {
  malformed: '收到的内容格式不对，没有处理。请刷新页面后再试；仍不行请联系工作人员。',
  'too-many-lines': '同一用户（或设备）已打开 {most} 个窗口，不能再多。请关掉不用的窗口，这里会自动接上。',
  internal: '系统内部出错，这次操作没有完成。请稍后再试；仍不行请联系管理员。',
  'booth-unknown': '服务器不认识这台设备，可能没有登记或者登记已被更换。请管理员在管理页面重新登记。',
  'screen-taken':
    '另一块屏幕正用这块大屏的密钥与服务器相连，这块不能再接入。请先关闭那一块；大厅要挂多块屏幕的，请管理员逐块添加，各用各的登记代码登记。',
  'nonce-unknown': '本次连接的校验码已经失效。设备会自动重新连接，请稍等。',
  'signature-wrong': '设备签名不对，数据没有接收。请工作人员检查这台设备是否需要重新登记。',
  'machine-disabled': '这台设备已被管理员停用，不再接收它的数据。需要恢复时请管理员启用并重新登记。',
} satisfies Record<(typeof REFUSED_TO_SCREENS)[number], string>

/** For a code that has no sentence here: the server is newer, or it was not foreseen on this page. */
export const otherRefusal = '操作没有成功（{code}）。请再试一次；仍不成功时，请招呼大厅工作人员。'
