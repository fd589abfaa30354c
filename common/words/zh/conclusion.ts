import { elsewhere, reasons } from './reasons.ts'

/** A conclusion in sentences: its reasons, what a doctor decided without or against a measurement, what the driver declared. */
export const conclusion = {
  reasons,
  elsewhere,
  /** Stands for `{found}` where nothing was reached. */
  belowAll: '低于要求的最低一级',
  /** Stands for `{found}` where an ear didn't hear. */
  ears: { left: '左耳', right: '右耳', both: '两耳' },
  /** Stands for `{station}` where a reason concerns no single item. */
  wholeCheck: '本次检查',
  allClasses: '所申请车型',
  /** Where a booth measures and a doctor decided otherwise. */
  overrides: {
    'not-measured': '{stations}由医生判定，未经测量：{reason}',
    against: '{stations}由医生判定，与测量结果不同：{reason}',
  },
  noReason: '未写理由',
  declarationTrue: '上述申告为本人真实情况和真实意思表示，如果不属实，本人自愿承担相应的法律责任。',
}
