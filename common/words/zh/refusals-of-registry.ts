import type { REFUSED_BY_REGISTRY } from '#protocol/refusal.ts'

/** 谁能出具证明：医疗机构，和在其中执业的医生。 */
export const refusalsOfRegistry = {
  'institution-unknown': '“{site}”没有归到任何医疗机构，那里不能出具证明。请管理员在“医疗机构”页面为它指定一家。',
  'institution-suspended': '“{institution}”已被停止认可，那里的医生不能再签字。请联系管理员。',
  'institution-recognised': '出具这份证明的医疗机构没有被停止认可，窗口不能停止接受它的证明，没有执行。证明有问题的请退回。',
  'institution-not-valid': '“{institution}”今天不在认定的有效期内（自 {from} 起，至 {until}），不能出具证明。请联系管理员。',
  'class-not-certified': '“{institution}”不能为准驾车型 {classes} 出具证明。驾驶人须到可以办理的医疗机构。',
  'doctor-not-registered': '您没有登记为“{institution}”的医生，不能在它的网点接诊和签字。请联系管理员。',
  'registration-not-valid': '您在“{institution}”的登记今天不在有效期内（自 {from} 起，至 {until}），不能接诊和签字。请联系管理员。',
  'registration-changed': '证明出具以后，医疗机构或医生的登记有了变化，所以没有签字。请重新出具，看过后再签。',
  'institution-not-allowed': '这一级别的医疗机构须经卫生健康行政部门认定，没有保存。请填写认定的部门。',
  'province-needed': '专门医疗机构，或为 C5 出具证明的医疗机构，须经省级卫生健康行政部门认定，没有保存。请改为省级认定，或去掉 C5。',
  'business-missing': '没有选出可以办理的业务，没有保存。请至少选一项。',
  'validity-wrong': '有效期的日期不对，或者结束日期早于开始日期，没有保存。请改正日期。',
  'site-of-another': '“{site}”已经归“{institution}”，没有保存。请先从那里去掉。',
  'rest-of-another': '其余网点已经都归“{institution}”，没有保存。请先在那里改为指定的网点。',
  'registered-already': '这位医生已经登记在“{institution}”，没有重复登记。请修改原来的那一条。',
  'entry-changed': '您打开之后，另一位管理员已经改过这一条，您的修改没有保存。请看过最新内容后再改。',
  'instant-over': '停止认可的时刻已经过去，没有保存。请选将来的时刻，或从现在起。',
} satisfies Record<(typeof REFUSED_BY_REGISTRY)[number], string>
