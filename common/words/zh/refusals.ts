import type { RefusalCode } from '#protocol/refusal.ts'
import { refusalsInBooths } from './refusals-in-booths.ts'
import { refusalsOfRegistry } from './refusals-of-registry.ts'
import { refusalsOfScreens } from './refusals-of-screens.ts'

/** What a person reads when Roadfit says no: what happened, why, and what to do. */
export const refusals = {
  ...refusalsOfScreens,
  ...refusalsInBooths,
  ...refusalsOfRegistry,
  'code-wrong': '代码不对，或者已经用过、过期。请核对后重新输入，或请管理员换一个新的。',
  'origin-wrong': '您打开的网址不是本系统的正式网址，操作没有执行。请从 {origin} 进入。',
  // 通讯
  'not-signed-in': '您还没有登录，或者登录已经过期。请重新登录。',
  'record-unreadable':
    '已存的一条记录读不出来（表 {table}，行 {row}，列 {column}，位置 {place}），可能被改动过，这次操作没有完成。请联系管理员核验数据目录，并从备份中恢复。',
  // 登录
  'wrong-password': '用户名或密码不对。请核对后重新输入。',
  'account-disabled': '这个账号已经停用。如需启用，请联系管理员。',
  'name-taken': '“{name}”已经有人用了。请换一个名称。',
  'password-short': '密码太短，没有保存。请至少用 {least} 个字符，例如几个互不相干的词。',
  'password-guessable': '这个密码太常见，或者由姓名、用户名、键盘顺序组成，容易被猜到，没有保存。请换一个。',
  'password-same': '新密码与现在的相同，没有保存。请换一个。',
  'proof-needed': '登记通行密钥前要证明是您本人：请用已有的通行密钥，或向管理员要一次性代码。',
  'passkey-held': '这个通行密钥是账号重置后登记的，要由另一位管理员确认后才能签字。请联系管理员。',
  'second-administrator-needed': '这件事要由没有参与重置的另一位管理员办理。请交给其他管理员。',
  'access-needs-reason':
    '这次检查不是您经手的，也不属于您负责的网点，不能直接查看。确有需要，请写明理由：理由、时间和您的姓名会记录下来，管理员可以查看。',
  'days-wrong': '日期不对：没有这一天，或者开始日期在结束日期之后，没有查找。请改正日期后再查。',
  'other-site': '这次检查由“{site}”办理，不在您负责的网点之内。请交给负责那里的同事，或请管理员调整您负责的网点。',
  'site-closed': '“{site}”已经停用，不能再安排人员或设备。请选别的网点，或先把它重新启用。',
  'site-in-use':
    '“{site}”还有没停用的设备，或有别的网点归它管理、由它的窗口办理，现在不能停用。请先停用或迁走那里的设备，并改掉那些网点的设置。',
  'site-unfit': '网点的从属关系不对：所属中心须是启用的中心，办理窗口须是启用的中心或大队，中心本身不归别处管理。请重新选择。',
  'unit-taken': '单位代码 {code} 已经是“{site}”的。请核对代码，或先改掉那里的。',
  // 检查
  'already-open': '这个自助舱里还有另一位驾驶人的检查没有结束，不能另开一次。请先结束那一次，再请这位驾驶人刷证。',
  'report-in-force': '驾驶人在 {on} 已做过检查，证明有效期至 {validTo}。确实需要重新检查的，由驾驶人在自助舱确认。',
  'certificate-in-force':
    '驾驶人已有{institution}在 {on} 出具的身体条件证明，有效期至 {validTo}。确实需要重新检查的，由驾驶人在自助舱确认。',
  'card-expired': '驾驶人的身份证有效期到 {validTo} 已满，不能办理。须换领新证后再来。',
  'card-invalid': '驾驶人身份证上的信息没有通过核对，不能办理。请让驾驶人重新放一次；仍不行的，到窗口办理。',
  'case-stopped': '交管业务系统提示暂时不能办理：{reason}。驾驶人须到{counter}的窗口咨询。',
  'licence-stopped': '驾驶人的驾驶证状态为“{states}”，做检查也办不了业务。须先到{counter}的窗口处理。',
  'special-institution':
    'C5 的身体条件证明须由省级卫生健康行政部门认定的专门医疗机构出具，这里不能做。驾驶人须到{counter}的窗口询问有哪些机构。',
  'school-bus': '校车驾驶资格另有身体条件要求，自助舱不能检查。驾驶人须到{counter}的窗口询问怎样办理。',
  'cases-several': '驾驶人有 {count} 笔业务正在办理，须在自助舱的屏幕上选择这次为哪一笔做检查。',
  'case-unreachable': '暂时连不上交管业务系统，查不到驾驶人的业务。请稍等一会儿，再请驾驶人刷一次证。',
  'claimed-by-other': '这位驾驶人已经由{doctor}医生接诊。请从排队的驾驶人中选择其他驾驶人。',
  'deadline-wrong': '补交的最后一天须在 {least} 到 {most} 之间。请改一个日期。',
  'not-your-check': '这次检查不在您名下，可能已经超时放回排队。请在排队列表中重新接诊。',
  'hours-wrong': '时间填得不对：结束要晚于开始，前一段结束后才能开始下一段，同一天只能写一次。请改正后再保存。',
  'kept-for-other': '{doctor} 医生请这位驾驶人稍等，十分钟内会回来。在那之前别的医生不能接诊；请接诊下一位。',
  'colleague-not-free':
    '{doctor} 医生现在不能接这位驾驶人：已经离开、正在检查别人，或者正在答复另一位驾驶人。这位驾驶人还在您这里；请换一位医生，或者稍后再试。',
  'busy-with-another': '您还有一位驾驶人正在检查：{name}（{booth}）。请先完成那一次检查或放回排队，再接诊下一位。',
  'declaration-incomplete': '驾驶人的申告内容不完整：选“具有”时要选出是哪一项，选“不具有”时不能选任何一项。须由驾驶人补全后再签字。',
  'phone-missing': '没有驾驶人的手机号码，发不了短信。须由驾驶人输入号码。',
  'photo-unusable': '驾驶人的照片不能用：{why}须重拍。',
  'photo-missing': '驾驶人还没有拍照片，不能开始检测。请先让驾驶人拍照。',
  'doctor-needed': '这个项目要由医生看着做，驾驶人不能自己开始。',
  'finding-mismatch': '所填的结论与检测项目不符。请重新填写。',
  'call-too-short': '您接诊这位驾驶人还不满规定的 {minutes} 分钟，证明没有签发。请再过 {seconds} 秒后签发；证明不用重新生成。',
  'server-draining': '服务器就要更新，不再接新的驾驶人；已经接诊的请照常做完。更新通常只要几分钟，完成后请再接诊。',
  'still-unusable': '这张画面打不开或者太大，没有存入检查。请等画面清楚后重新存一次。',
  'stills-full': '这次检查已经存了 {most} 张医生拍下的画面，不能再存。已有的画面照常作证据。',
  'check-full':
    '这次检查已经记了 {most} 项，远多于一次检查该有的，不能再添加。已经出具的证明仍可签发、受理或撤回；还没有出具的请放回排队，检查在当天结束后自动作废，驾驶人再刷证件重新开始。',
  'asked-often': '这次检查已经请过 {most} 次，不能再请。请按已有的意见作出结论，或者把驾驶人转给同事。',
  'senior-needed': '只有上级医生能加入或接手别的医生的检查。请管理员在“人员”中加上“上级医生”。',
  'escalated-already': '这次检查已经交给上级医生，还没有处理完。请等对方到场，或者先撤回。',
  'not-escalated': '这次检查没有等上级医生处理的疑难情况，可能已经处理完或者撤回了。不用再做什么。',
  'reason-missing': '您的结论与仪器检测的结果不同，要写明理由才能保存。请补写理由。',
  missing: '还有项目没有结论：{stations}。请完成这些项目后再出具证明。',
  'not-drawn-up': '证明还没有出具，或者出具之后又有了新的数据，原证明已经作废。请重新出具后再签字。',
  'no-outcome': '还得不出结论。请先完成所有项目。',
  'nothing-corrected': '填写的内容与原证明没有不同，没有需要更正的地方。请改过内容再出具。',
  'same-doctor': '新证明的结论与原证明不同，要由另一位医生签字。请交给其他医生办理。',
  'second-doctor-awaited': '驾驶人的证明已由一位医生签字，正在等待第二位医生复核，不能另开一次检查。',
  'open-elsewhere': '驾驶人的检查正在{site}的{booth}进行，不能在这里另开一次。请让驾驶人回到那里继续；已离开的，请告诉医生。',
  'site-not-issuing': '“{site}”现在没有可以出具证明的医疗机构或医生，不能为驾驶人检查。请管理员查看“医疗机构”页面。',
  'second-doctor-needed': '您已经签过这份证明，复核要由另一位医生签字。请等其他医生复核；需要重新检查时，可以撤回您的签字。',
  // 证明
  'accepted-before': '{by}已在 {at} 接收了这份证明，您刚才的操作没有执行。要改动的话，请与{by}商量。',
  'returned-before': '{by}已在 {at} 退回了这份证明，您刚才的操作没有执行。退回有误的，可以重新送交。',
  'digest-differs': '您看到的证明与服务器上的不一致，没有签字。请刷新页面，重新看过证明后再签。',
  'assertion-wrong': '通行密钥验证没有通过，没有签字。请用您登记过的密钥再试一次。',
  'passkey-needed': '证明要用通行密钥签字，不能用密码代替。请先在“我的签名”或“我的账号”页面登记通行密钥。',
  'signature-picture-missing': '您还没有手写签名，证明上要印签名。请先在“我的签名”页面手写签名。',
  'glyph-missing':
    '“{where}”中的“{character}”打印不出来：系统字库里没有这个字。请换一种写法；是姓名、地址的，请管理员安装含有这个字的字体。',
  'text-too-long': '“{where}”太长，证明上放不下：现在有 {count} 个字，最多能放 {most} 个字。请缩短后再试。',
  // 交管业务系统
  'case-refused': '交管业务系统没有接收这份证明。请查看原因，处理后重新送交。',
  'value-missing':
    '交管业务系统必须有“{where}”，这份证明里没有，送交不了（{map} 的 {column}）。请补上后再出具；补不了的请管理员调整字段对照表。',
  'value-without-code':
    '“{where}”的值“{value}”在交管业务系统里没有代码，送交不了（{map} 的 {column}）。请管理员与对方商定代码，写进字段对照表后再出具。',
  'column-too-short':
    '“{where}”太长，交管业务系统放不下：按对方的算法现在是 {count}，最多 {most}（{map} 的 {column}）。能缩短的请缩短；是姓名、地址的，请管理员与对方商定后修改字段对照表。',
  'character-missing':
    '“{where}”中的“{character}”不在交管业务系统的字符集 {set} 里，送交不了（{map} 的 {column}）。能换写法的请换一种；是姓名、地址的，请管理员与对方商定改用 GB 18030。',
  // 校准
  unsteady: '读数不稳定（相差 {spread}），没有记录。请确认没有人碰到设备，站稳后再试。',
  'not-the-floor': '传感器量得离地 {mm} 毫米，卷尺量得 {tape} 毫米，相差太多。请确认下面没有人、没有东西，传感器没有歪，再量一次卷尺。',
  'rod-differs': '标准杆长 {rod} 毫米，传感器量得 {mm} 毫米，相差太多。请把杆竖直放在传感器正下方，再试；仍不行请更换传感器。',
  'pixel-differs': '两次量得的像素宽度是 {one} 和 {other} 毫米，相差超过 1%，没有记录。请用直尺把两条黑条重新量一遍，读到毫米。',
  'path-differs': '两次量得的光路是 {one} 和 {other} 毫米，相差超过 1%，没有记录。请用卷尺从眼睛经过每面反射镜到屏幕，重新量两遍。',
  'load-not-felt': '{cell}加上重物后读数没有变化。请确认重物放在这个位置上，接线完好，再试。',
  'screen-dim': '白屏亮度是 {luminance} 坎德拉每平方米，至少要 {least}，没有记录。请调高屏幕亮度，等它稳定后重新测量。',
  'colours-contradict':
    '红、绿、蓝合起来与白色不符，相差 {percent}%，最多只能差 5%，没有记录。请关掉屏幕的节能、夜间和动态对比度模式，预热 20 分钟后重新测量。',
  'tone-uneven':
    '灰阶亮度与任何一条可用的曲线都不符，相差 {percent}%，最多只能差 5%，没有记录。请关掉屏幕的图像增强和动态对比度，重新测量。',
  'colour-file-unread':
    '这个文件读不出屏幕颜色：需要测色仪程序生成的 .ti3 文件，或含有亮度（lumi）的三原色 ICC 文件。请重新导出，或改为手工输入。',
  'port-taken': '这个端口已经分配给本舱的设备，不能再试探。请从列表中选择空闲的端口。',
} satisfies Record<RefusalCode, string>
