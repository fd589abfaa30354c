import type { SAID_TO_DRIVERS } from '#protocol/refusal.ts'

/** 驾驶人在自助舱读到的“不行”，说的是驾驶人自己的事；医生、窗口等读到的在 refusals.ts。 */
export const toDriver = {
  'already-open': '这个自助舱里还有另一位驾驶人的检查没有结束。请取走身份证，稍后再刷一次；仍不行时，请招呼大厅工作人员。',
  'report-in-force': '您在 {on} 已做过检查，证明有效期至 {validTo}。确实需要重新检查时，请确认。',
  'certificate-in-force': '您已有{institution}在 {on} 出具的身体条件证明，有效期至 {validTo}。确实需要重新检查时，请确认。',
  'card-expired': '这张身份证的有效期到 {validTo} 已满，不能办理。请换领新证后再来，或到窗口咨询。',
  'card-invalid': '身份证上的信息没有通过核对，不能办理。请重新放一次身份证；仍不行请到窗口办理。',
  'case-stopped': '交管业务系统提示暂时不能办理：{reason}。请到{counter}的窗口咨询。',
  'licence-stopped': '您的驾驶证状态为“{states}”，现在做检查也办不了业务。请先到{counter}的窗口处理。',
  'special-institution':
    '残疾人专用小型自动挡载客汽车（C5）的身体条件证明，须由省级卫生健康行政部门认定的专门医疗机构出具，这里不能做。请到{counter}的窗口询问有哪些机构。',
  'school-bus': '校车驾驶资格另有身体条件要求，自助舱不能检查。请到{counter}的窗口询问怎样办理。',
  'cases-several': '您有 {count} 笔业务正在办理。请选择这次为哪一笔做检查。',
  'case-unreachable':
    '暂时连不上交管业务系统，还没有查到您的业务。系统会自动再查，请把身份证留在原处；急着离开时，可以取走身份证，稍后再来。',
  'declaration-incomplete': '申告内容不完整：选“具有”时要选出是哪一项，选“不具有”时不能选任何一项。请补全后再签字。',
  'photo-unusable': '这张照片不能用：{why}',
  'photo-missing': '还没有拍照片，不能开始检测。请先拍照。',
  'phone-missing': '没有您的手机号码，发不了短信。请输入号码。',
  'doctor-needed': '这个项目要由医生看着做。请稍等，医生接诊后就可以开始。',
  'check-full': '这次检查已经记了太多次，不能再改。请等医生处理；如果没有医生，请取走身份证，找工作人员。',
  'second-doctor-awaited': '您的证明医生已签字，正在等待第二位医生复核，不用重新检查。请稍等，或到服务窗口查询。',
  'open-elsewhere': '您的检查正在{site}的{booth}进行，不能在这里另开一次。请回到那里继续；如已离开，请工作人员通知医生。',
  'site-not-issuing': '“{site}”现在不能出具证明，所以不能在这里检查。请取走身份证，到服务窗口咨询可以去哪里办理。',
} satisfies Record<(typeof SAID_TO_DRIVERS)[number], string>
