import type { Reason } from '#protocol/report.ts'
import { alike, type Sentence } from '../reader.ts'

/**
 * Why an outcome is what it is. `{classes}` the classes concerned, `{station}` the item, `{found}` and `{asked}` the values.
 * The terms are those of the form and of the order (《机动车驾驶证申领和使用规定》).
 */
export const reasons = {
  'meets-all': alike('各项检查结果均符合 {classes} 的身体条件。'),
  'height-below': alike('身高为 {found} 厘米，{classes} 要求不低于 {asked} 厘米。'),
  'acuity-below': alike('{station}为 {found}，{classes} 要求裸眼或者矫正视力达到 {asked}。'),
  'one-eye-field-unknown': {
    toDriver:
      '{station}为 {found}。{classes} 允许单眼视力障碍，但要求另一只眼睛的视力达到 5.0 且水平视野达到 {asked} 度。自助舱不能测量视野，请到医疗机构检查。',
    ofDriver:
      '{station}为 {found}。{classes} 允许单眼视力障碍，但要求另一只眼睛的视力达到 5.0 且水平视野达到 {asked} 度。自助舱不能测量视野，须到医疗机构检查。',
  },
  'one-eye-not-allowed': alike('{station}为 {found}，单眼视力障碍不符合 {classes} 的身体条件。'),
  'colour-blind': alike('医生认定为红绿色盲，{classes} 要求无红绿色盲。'),
  'hearing-not-heard': alike('{found}未能辨别声音的方向，{classes} 要求两耳都能辨别声源方向。'),
  'hearing-aid-not-allowed': alike('佩戴助听装置后才符合听力条件，{classes} 不适用这种情形。'),
  'upper-limbs': alike('上肢的检查结果不符合 {classes} 的身体条件。{found}'),
  'lower-limbs': alike('下肢的检查结果不符合 {classes} 的身体条件。{found}'),
  trunk: alike('躯干或者颈部存在运动功能障碍，{classes} 要求无运动功能障碍。'),
  'declared-disease': {
    toDriver: '您申告具有所列的疾病或者情况，有这种情形的不能申请 {classes}。',
    ofDriver: '驾驶人申告具有所列的疾病或者情况，有这种情形的不能申请 {classes}。',
  },
  'age-below': {
    toDriver: '提示：您的年龄为 {found} 周岁，申请 {classes} 要求年满 {asked} 周岁，由车辆管理所依规定办理。',
    ofDriver: '提示：年龄为 {found} 周岁，申请 {classes} 要求年满 {asked} 周岁，由车辆管理所依规定办理。',
  },
  'age-above': {
    toDriver: '提示：您的年龄为 {found} 周岁，申请 {classes} 的年龄上限为 {asked} 周岁，由车辆管理所依规定办理。',
    ofDriver: '提示：年龄为 {found} 周岁，申请 {classes} 的年龄上限为 {asked} 周岁，由车辆管理所依规定办理。',
  },
  'age-to-car': {
    toDriver:
      '提示：您的年龄为 {found} 周岁，年满 {asked} 周岁的不得驾驶 {classes}，请到车辆管理所换领小型汽车（C1）或者小型自动挡汽车（C2）驾驶证。',
    ofDriver:
      '提示：年龄为 {found} 周岁，年满 {asked} 周岁的不得驾驶 {classes}，应当到车辆管理所换领小型汽车（C1）或者小型自动挡汽车（C2）驾驶证。',
  },
  'age-to-car-and-c6': {
    toDriver:
      '提示：您的年龄为 {found} 周岁，年满 {asked} 周岁的不得驾驶 {classes}，请到车辆管理所换领小型汽车（C1）或者小型自动挡汽车（C2）驾驶证，您还可以保留轻型牵引挂车（C6）。',
    ofDriver:
      '提示：年龄为 {found} 周岁，年满 {asked} 周岁的不得驾驶 {classes}，应当到车辆管理所换领小型汽车（C1）或者小型自动挡汽车（C2）驾驶证，还可以保留轻型牵引挂车（C6）。',
  },
  'age-to-moped': {
    toDriver: '提示：您的年龄为 {found} 周岁，年满 {asked} 周岁的不得驾驶 {classes}，请到车辆管理所换领轻便摩托车（F）驾驶证。',
    ofDriver: '提示：年龄为 {found} 周岁，年满 {asked} 周岁的不得驾驶 {classes}，应当到车辆管理所换领轻便摩托车（F）驾驶证。',
  },
  'age-ends': {
    toDriver: '提示：您的年龄为 {found} 周岁，年满 {asked} 周岁的不得驾驶 {classes}；驾驶证只有这类准驾车型的，由车辆管理所注销。',
    ofDriver: '提示：年龄为 {found} 周岁，年满 {asked} 周岁的不得驾驶 {classes}；驾驶证只有这类准驾车型的，由车辆管理所注销。',
  },
  'age-may-ask': {
    toDriver:
      '提示：您的年龄为 {found} 周岁，下一个生日以后不得驾驶 {classes}。希望继续驾驶的，您可以在此前向车辆管理所申请，通过记忆力、判断力、反应力等能力测试的，最长可以驾驶到 {asked} 周岁。',
    ofDriver:
      '提示：年龄为 {found} 周岁，下一个生日以后不得驾驶 {classes}。希望继续驾驶的，可以在此前向车辆管理所申请，通过记忆力、判断力、反应力等能力测试的，最长可以驾驶到 {asked} 周岁。',
  },
  'age-may-drive-on': {
    toDriver: '提示：您的年龄为 {found} 周岁。已经申请并通过能力测试、获准继续驾驶 {classes} 的，最长可以驾驶到 {asked} 周岁。',
    ofDriver: '提示：年龄为 {found} 周岁。已经申请并通过能力测试、获准继续驾驶 {classes} 的，最长可以驾驶到 {asked} 周岁。',
  },
  'ability-test': {
    toDriver:
      '提示：您的年龄为 {found} 周岁，年满 {asked} 周岁的驾驶人参加审验时，还要按照规定进行记忆力、判断力、反应力等能力测试，测试由车辆管理所组织。',
    ofDriver:
      '提示：年龄为 {found} 周岁，年满 {asked} 周岁的驾驶人参加审验时，还要按照规定进行记忆力、判断力、反应力等能力测试，测试由车辆管理所组织。',
  },
  'ability-test-applying': {
    toDriver:
      '提示：您的年龄为 {found} 周岁，年满 {asked} 周岁申请 {classes} 的，要通过记忆力、判断力、反应力等能力测试，测试由车辆管理所组织。',
    ofDriver:
      '提示：年龄为 {found} 周岁，年满 {asked} 周岁申请 {classes} 的，要通过记忆力、判断力、反应力等能力测试，测试由车辆管理所组织。',
  },
  'step-down': {
    toDriver: '请在 {asked} 日内到车辆管理所申请降低准驾车型（《机动车驾驶证申领和使用规定》第六十七条）。在此期间，请不要驾驶 {classes}。',
    ofDriver:
      '驾驶人应当在 {asked} 日内到车辆管理所申请降低准驾车型（《机动车驾驶证申领和使用规定》第六十七条）。在此期间，不要驾驶 {classes}。',
  },
  'give-up-licence': {
    toDriver:
      '请在 {asked} 日内到驾驶证核发地车辆管理所申请注销 {classes}（《机动车驾驶证申领和使用规定》第六十七条）。身体条件不适合驾驶的，不得驾驶机动车。',
    ofDriver:
      '驾驶人应当在 {asked} 日内到驾驶证核发地车辆管理所申请注销 {classes}（《机动车驾驶证申领和使用规定》第六十七条）。身体条件不适合驾驶的，不得驾驶机动车。',
  },
  'special-institution': {
    toDriver: '{classes} 的身体条件证明由经省级卫生主管部门认定的专门医疗机构出具，请到该类机构检查。',
    ofDriver: '{classes} 的身体条件证明由经省级卫生主管部门认定的专门医疗机构出具，须到该类机构检查。',
  },
  'not-measured': alike('{station}还没有检查结果。'),
  referred: alike('{station}不能通过远程检查得出结论。{found}'),
} satisfies Record<Reason['code'], Sentence>

/** Stands for `{found}` where a doctor sends somebody on without more words. */
export const elsewhere: Sentence = { toDriver: '请到医疗机构做进一步检查。', ofDriver: '须到医疗机构做进一步检查。' }
