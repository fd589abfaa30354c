export const report = {
  /** Why an outcome is what it is. `{classes}` the classes concerned, `{station}` the item, `{found}` and `{asked}` the values. */
  reasons: {
    'meets-all': '各项检查结果均符合 {classes} 的身体条件。',
    'height-below': '身高为 {found} 厘米，{classes} 要求不低于 {asked} 厘米。',
    'acuity-below': '{station}为 {found}，{classes} 要求裸眼或者矫正视力达到 {asked}。',
    'one-eye-field-unknown': '一只眼睛的视力不足，{classes} 还要求另一只眼睛的水平视野达到 150 度。自助舱不能测量视野，请到医疗机构检查。',
    'one-eye-not-allowed': '一只眼睛的视力不足，单眼视力障碍不符合 {classes} 的身体条件。',
    'colour-blind': '医生认定为红绿色盲，{classes} 要求无红绿色盲。',
    'hearing-not-heard': '未能用两耳分别辨别声音的方向，{classes} 要求两耳都能辨别声源方向。',
    'hearing-aid-not-allowed': '佩戴助听装置后才符合听力条件，{classes} 不适用这种情形。',
    'upper-limbs': '上肢的检查结果不符合 {classes} 的身体条件。',
    'lower-limbs': '下肢的检查结果不符合 {classes} 的身体条件。',
    trunk: '躯干或者颈部存在运动功能障碍，{classes} 要求无运动功能障碍。',
    'declared-disease': '您申告了：{found}。有这种疾病或者情况的，不能申请 {classes}。',
    'age-below': '年龄为 {found} 周岁，{classes} 要求年满 {asked} 周岁。',
    'age-above': '年龄为 {found} 周岁，{classes} 的年龄上限为 {asked} 周岁。',
    'ability-test': '年满 {asked} 周岁的，{classes} 还要求通过记忆力、判断力、反应力等能力测试。测试由车辆管理所组织。',
    'special-institution': '{classes} 的身体条件证明由经省级卫生主管部门认定的专门医疗机构出具，请到该类机构检查。',
    'not-measured': '{station}还没有检查结果。',
    referred: '{station}不能通过远程检查得出结论。{found}',
  },
  /** Stands for `{found}` where nothing was reached. */
  belowAll: '低于要求的最低一级',
  /** Stands for `{found}` where a doctor sends somebody on. */
  referrals: {
    'in-person': '请本人到现场由医生当面检查。',
    hospital: '请到医院做进一步检查。',
  },
  /** Stands for `{station}` where a reason concerns no single item. */
  wholeCheck: '本次检查',
  allClasses: '所申请车型',
}
