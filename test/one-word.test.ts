import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { LANGUAGES, type Language } from '#protocol/basic.ts'
import { text } from '#words/index.ts'

// One word a thing, in the booth, at the doctor's, at the counter, on paper and behind the QR code.

type Said = Readonly<{ word: string; never: RegExp }>
/**
 * What each thing is called, and what it was or might be called besides. Where the form (GA/T 机动车驾驶人身体条件证明) or the order
 * (公安部令第162号) has a term, it is that. A word that stands for something else too is forbidden only where it means this.
 */
const THINGS: Record<string, Record<Language, Said>> = {
  'who is checked': {
    zh: { word: '驾驶人', never: /受检人|受检者|被检人|体检人|司机|考生/ },
    en: { word: 'driver', never: /\b(examinees?|candidates?|patients?|test persons?)\b/i },
  },
  'what the driver declares': {
    zh: { word: '申告', never: /申报/ },
    en: { word: 'declaration', never: /\bhealth statements?\b|\bself-declaration\b/i },
  },
  'the signed outcome': {
    zh: { word: '证明', never: /(?<!但)报告/ },
    // A certificate is the seal's.
    en: { word: 'report', never: /\bcertificates? of (physical|health)|\b(this|later|health|medical|yearly) certificate\b/i },
  },
  'number of the business': {
    zh: { word: '业务流水号', never: /业务编号|业务号码|(?<!业务)流水号/ },
    en: { word: 'traffic case', never: /\blicen[cs]e case\b|\bcase number\b/i },
  },
  'the system of the traffic police': {
    zh: { word: '交管业务系统', never: /(?<!交管)业务系统|交管系统/ },
    en: {
      word: 'traffic police',
      never: /\b(by|of|at|to) the (traffic )?case\b|\bthe traffic case (does|did|says|refused|has)\b|(?<!traffic-)\bpolice system\b/i,
    },
  },
  'refused by that system': {
    zh: { word: '没有接收', never: /业务系统(已|已经)?退回/ },
    en: { word: 'refused', never: /case (did not take|declined|rejected|returned)/i },
  },
  'given back by the counter': {
    zh: { word: '退回', never: /窗口(已|已经)?(拒收|驳回|打回)/ },
    en: { word: 'returned', never: /counter (gave|sent|handed) .{0,20}back/i },
  },
  'handing the report over': {
    zh: { word: '送交', never: /送达|递交|推送/ },
    en: { word: 'handed over', never: /\b(being )?delivered\b|\bHanded to\b/i },
  },
  'a newer report in the place of an old one': {
    zh: { word: '取代', never: /代替编号|证明代替|证明替换/ },
    en: { word: 'replace', never: /\bsupersed|report.{0,20}(takes|taken) the place/i },
  },
  'aid for hearing': {
    zh: { word: '助听装置', never: /助听器|助听设备/ },
    en: { word: 'hearing aid', never: /\bhearing (device|apparatus)\b/i },
  },
  'seeing of colours': {
    zh: { word: '辨色力', never: /色觉|辨色能力/ },
    en: { word: 'colour vision', never: /\bcolor\b|\bcolour sense\b/i },
  },
  'examined elsewhere': {
    // 二级以上医院 is a kind of the order's own.
    zh: { word: '医疗机构', never: /(?<!二级以上)医院/ },
    en: { word: 'medical institution', never: /\bhospitals?\b|\bclinics?\b/i },
  },
  'a check as a whole': {
    // 体检 is the form's: 自体检之日起, 体检日期, 体检结论. A 体检中心 is called so.
    zh: { word: '检查', never: /体检(?!之日|日期|结论|地点|中心| \{)/ },
    en: { word: 'check', never: /\b(the|this|an?|new) examination (stands|goes|of|is|can)|of this examination|back to the examination/i },
  },
  'one item that is measured': {
    // 测试 is the order's 能力测试, and the seal that is none.
    zh: { word: '检测', never: /(?<!能力)测试(?!由|印章)/ },
    en: { word: 'test', never: /\bstations?\b/i },
  },
  'where the driver sits': {
    zh: { word: '自助舱', never: /体检亭|检测亭|自助亭|体检舱|检测舱|自助机/ },
    en: { word: 'booth', never: /\b(kiosk|cubicle|cabin)\b/i },
  },
  'who may be asked in the hall': {
    zh: { word: '工作人员', never: /现场人员|值班人员|管理人员/ },
    en: { word: 'staff', never: /\b(attendants?|clerks?|personnel)\b/i },
  },
  'where machines stand and people work': {
    zh: { word: '网点', never: /站点|服务厅|办事厅/ },
    en: { word: 'site', never: /\bservice cent(re|er)\b|\bbranch(es)?\b/i },
  },
  'drivers who wait': {
    zh: { word: '排队', never: /候诊|候检|(?<!排)队列/ },
    en: { word: 'queue', never: /\bwaiting list\b|\bin line\b/i },
  },
  'giving a driver back to those who wait': {
    zh: { word: '放回排队', never: /释放|退回(队列|排队)/ },
    en: { word: 'release', never: /back to the queue\.$|\bunclaim/i },
  },
  'a doctor taking a driver': {
    zh: { word: '接诊', never: /认领|领取(检查|驾驶人)|受领/ },
    en: { word: 'claim', never: /\b(pick up|take over) (a|the) (check|driver)\b/i },
  },
  'the second doctor’s signature': {
    zh: { word: '复核', never: /复审|会签|复签/ },
    en: { word: 'countersign', never: /\b(co-?sign|counter-sign|second signature)/i },
  },
  'the doctor who signs': {
    zh: { word: '签字医生', never: /签发(医生|时间|日期)|签署医生/ },
    en: { word: 'signed by', never: /\bsigning doctor\b|\bissuing doctor\b/i },
  },
  'making the paper': {
    zh: { word: '生成', never: /制作/ },
    en: { word: 'made', never: /\bbeing (produced|rendered|generated)\b/i },
  },
  'the seal': {
    zh: { word: '印章', never: /签章|公章/ },
    en: { word: 'seal', never: /\be-?stamp\b/i },
  },
  'enrolling a machine': {
    zh: { word: '登记代码', never: /登记码|注册码|注册代码/ },
    en: { word: 'enrolment code', never: /\b(registration|enrollment|activation) code\b/i },
  },
  'a code for one use': {
    zh: { word: '一次性代码', never: /验证码|动态码/ },
    en: { word: 'one-time code', never: /\b(verification|single-use) code\b/i },
  },
  'the installer’s code': {
    zh: { word: '安装码', never: /安装代码|维护码|维护代码/ },
    en: { word: 'installer’s code', never: /\b(service|maintenance) code\b/i },
  },
  'who signs in': {
    zh: { word: '用户名', never: /登录名|帐号名|账户/ },
    en: { word: 'user name', never: /\b(login name|username|logins?)\b/i },
  },
  'no longer let in': {
    zh: { word: '停用', never: /禁用|关停|冻结/ },
    en: { word: 'disabled', never: /\bshut off\b|\baccount is closed\b|\bdeactivat/i },
  },
  'way to the server': {
    zh: { word: '服务器', never: /检查中心|后台服务/ },
    en: { word: 'server', never: /\bcheck cent(re|er)\b|\bline to the server\b|\bbackend\b/i },
  },
  'what is heard': {
    zh: { word: '扬声器', never: /音响|音箱|喇叭/ },
    en: { word: 'loudspeakers', never: /(?<!loud)\bspeakers\b(?!,)|\bpicture and sound broke/i },
  },
  'setting a device right': {
    zh: { word: '校准', never: /标定|校正(?!自助舱的时间|本机时间)/ },
    en: { word: 'calibration', never: /\b(adjustment|recalibrat)/i },
  },
}

/** Every sentence of a language, with its place. */
const leavesOf = (value: unknown, place: string): [string, string][] =>
  typeof value === 'string'
    ? [[place, value]]
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, `${place}.${key}`))
      : []

/** A setting's value is the program's word: ROADFIT_ALONE names stations. What somebody types in a terminal is a command. */
const PROGRAMS_OWN = /^(en|zh)\.(settings\.stations-unknown|service\.command\.usage|service\.speakers\.transducer)$/

const sentences = LANGUAGES.flatMap((language) => leavesOf(text[language], language))
  .filter(([place]) => !PROGRAMS_OWN.test(place))
  .map(([place, sentence]) => [place, sentence.replaceAll(/\{\w+\}/g, '{}')] as const)

const root = join(import.meta.dirname, '..')
/** Chinese that stands outside of text/: titles of pages, made-up people, what a stand-in answers, and pages for people. */
const chineseElsewhere = async () => {
  const found: [string, string][] = []
  for await (const path of glob('{booth,clinician,devices,server,demo,docs}/**/*.{ts,html,md}', { cwd: root })) {
    if (/\.test\.ts$|\/test-|protocol\/text\//.test(path)) continue
    const lines = (await readFile(join(root, path), 'utf8')).split('\n')
    for (const [index, line] of lines.entries()) if (/\p{Script=Han}/u.test(line)) found.push([`${path}:${index + 1}`, line])
  }
  return found
}

describe.each(LANGUAGES)('in %s', (language) => {
  test.each(Object.keys(THINGS))('%s has one name', (thing) => {
    const said = THINGS[thing]?.[language]
    if (!said) throw new Error(`nobody named ${thing}`)
    const own = sentences.filter(([place]) => place.startsWith(`${language}.`))
    expect(own.filter(([, sentence]) => said.never.test(sentence))).toEqual([])
    // The name itself is in use: a table of words that nobody says would hold nothing.
    expect(own.some(([, sentence]) => sentence.toLowerCase().includes(said.word.toLowerCase()))).toBe(true)
  })
})

test('what stands outside of the texts has the same names', async () => {
  const elsewhere = await chineseElsewhere()
  expect(elsewhere.length).toBeGreaterThan(20)
  const wrong = Object.entries(THINGS).flatMap(([thing, { zh }]) =>
    elsewhere.filter(([, line]) => zh.never.test(line)).map(([place, line]) => `${place}: ${thing} is ${zh.word}: ${line.trim()}`),
  )
  expect(wrong).toEqual([])
})

/** Things that pages for installers and administrators speak of. What only programs call otherwise (a station) is left to them there. */
const IN_PROSE = [
  'number of the business',
  'the second doctor’s signature',
  'enrolling a machine',
  'a code for one use',
  'the installer’s code',
  'who signs in',
  'no longer let in',
]
test.each(['README.md', 'docs/install-a-booth.md', 'CHANGELOG.md'])('%s says it by the same names', async (page) => {
  const prose = (await readFile(join(root, page), 'utf8')).replaceAll(/```[\s\S]*?```|`[^`]*`/g, '')
  for (const thing of IN_PROSE) expect(prose, thing).not.toMatch(THINGS[thing]?.en.never ?? /^$/)
})

/** Where the console's line has one label for two of the form's, or a label stands in a sentence of the paper. */
const PUT_OTHERWISE = ['number', 'supersedes', 'colour', 'trunk', 'conditions', 'validity', 'digest']

test('the paper has the same labels in print and on the console', () => {
  for (const language of LANGUAGES) {
    const printed: Readonly<Record<string, unknown>> = text[language].report
    const shown: Readonly<Record<string, unknown>> = text[language].clinician.paper
    const plain = (value: unknown) => String(value).replaceAll('（', '(').replaceAll('）', ')')
    const differing = Object.keys(shown)
      .filter((key) => !PUT_OTHERWISE.includes(key) && typeof printed[key] === 'string' && plain(printed[key]) !== plain(shown[key]))
      .map((key) => `${language}.${key}: ${String(printed[key])} | ${String(shown[key])}`)
    expect(differing).toEqual([])
  }
})
