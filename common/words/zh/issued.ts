/** 证明签发以后医生还能做的事：更正错字，撤销。 */
export const issued = {
  /** 更正证明中写错的内容。 */
  correct: '更正错字',
  correctTitle: '更正证明 {number} 中写错的内容',
  correctHelp: '只能更正下列内容，不用重新检查；检查结果、准驾车型和结论都不变。您签字后，还要由另一位医生签字。不填的保持原样。',
  correctReason: '更正的原因（写在证明的备注里）',
  /** 撤销已经签发的证明。 */
  withdraw: '撤销证明',
  withdrawTitle: '撤销证明 {number}',
  reason: '原因',
  withdrawWarning: '撤销以后这份证明不再有效，不能恢复；证明和所有记录都会保留，并告知交管业务系统。驾驶人要有新的证明，须重新检查。',
}
