import type { REFUSED_TO_MACHINES } from '#protocol/refusal.ts'

/** 设备自己的页面（如大屏）可能遇到的“不行”。 */
export const refusalsOfMachines = {
  malformed: '收到的内容格式不对，没有处理。请刷新页面后再试；仍不行请联系工作人员。',
  'unknown-message': '服务器不认识这个请求，可能两边的软件版本不同。请刷新页面；仍不行请联系管理员更新软件。',
  'not-allowed': '您的账号没有办理这件事的权限。如需办理，请联系管理员。',
  'too-many-tries': '尝试次数太多，暂时不能继续。请等一分钟再试。',
  'too-many-lines': '同一用户（或设备）已打开 {most} 个窗口，不能再多。请关掉不用的窗口，这里会自动接上。',
  internal: '系统内部出错，这次操作没有完成。请稍后再试；仍不行请联系管理员。',
  'records-busy': '记录库正被别的程序占用，这次操作没有保存。请稍后再试；仍不行请联系管理员。',
  'disk-full': '服务器磁盘已满或无法写入（{cause}），这次操作没有保存，已保存的内容仍可查看。请联系管理员腾出空间，然后再试一次。',
  'not-connected': '与服务器的连接断开了，正在自动重连。请稍等片刻。',
  'no-answer': '服务器没有及时答复，不确定是否已经办好。请稍等，画面会显示最新情况。',
  'not-found': '没有找到所要的内容。请核对后再试。',
  'code-wrong': '代码不对，或者已经用过、过期。请核对后重新输入，或请管理员换一个新的。',
  'booth-unknown': '服务器不认识这台设备，可能没有登记或者登记已被更换。请管理员在管理页面重新登记。',
  'booth-taken':
    '另一台电脑正用本舱的密钥与服务器相连，这台不能再接入。请检查是否复制了自助舱的数据目录：每台电脑须各有目录，并用各自的登记代码登记。',
  'screen-taken':
    '另一块屏幕正用这块大屏的密钥与服务器相连，这块不能再接入。请先关闭那一块；大厅要挂多块屏幕的，请管理员逐块添加，各用各的登记代码登记。',
  'nonce-unknown': '本次连接的校验码已经失效。设备会自动重新连接，请稍等。',
  'signature-wrong': '设备签名不对，数据没有接收。请工作人员检查这台设备是否需要重新登记。',
  'origin-wrong': '您打开的网址不是本系统的正式网址，操作没有执行。请从 {origin} 进入。',
  'machine-disabled': '这台设备已被管理员停用，不再接收它的数据。需要恢复时请管理员启用并重新登记。',
  'key-dead': '这台设备的密钥已随停用作废，不能再登记。请工作人员删除数据目录中的 key.pem、machine.json 和 sequence，再用新代码登记。',
} satisfies Record<(typeof REFUSED_TO_MACHINES)[number], string>

/** For a code that has no sentence here: the server is newer, or it was not foreseen on this page. */
export const otherRefusal = '操作没有成功（{code}）。请再试一次；仍不成功时，请招呼大厅工作人员。'
