/** 医生签发的证明被退回以后怎样。 */
export const sentBack = {
  title: '退回证明的处理结果',
  help: '您签发以后被窗口退回、交管业务系统没有接收或者窗口不再接受的证明，后来怎样处理了。',
  report: '证明',
  cameBack: '退回情况',
  ended: '处理结果',
  at: '处理时间',
  what: {
    returned: '{squad}{by}退回：{reason}',
    refused: '交管业务系统没有接收：{reason}',
    'not-accepted': '{squad}{by}不再接受：{reason}',
  },
  became: {
    replaced: '已由 {number} 取代',
    corrected: '错字已更正，由 {number} 取代',
    withdrawn: '证明已撤销',
    'sent-again': '窗口已重新送交',
  },
  read: '查看',
  older: '更早的',
  loading: '正在获取……',
}
