/** 大厅屏的登记：每块屏只做一次。 */
export const enrolment = {
  title: '登记大厅屏',
  intro: '请输入管理员在“管理”页面取得的登记代码。',
  code: '登记代码',
  enter: '登记',
  wrongKind: '这个代码是自助舱的，不是大厅屏的。请由管理员另发一个大厅屏代码。',
  unsupported: '这个浏览器不能保存设备密钥（Ed25519）。请换用较新的浏览器，并通过 HTTPS 或 localhost 打开本页。',
}
