import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { CheckView } from '#protocol/check.ts'
import type { Consultation, Escalation, LedgerEntry } from '#protocol/escalation.ts'
import { idOf } from '../../test/made-up/ids.ts'
import { me } from '../../test/screens/made-up/account.ts'
import { halfway } from '../../test/screens/made-up/check.ts'
import { Ledger } from '../admin/ledger.ts'
import { emptyDesk } from '../desk.ts'
import type { Work } from '../work.ts'
import { EscalationAlarm } from './alarm.ts'
import { EscalationCard } from './card.ts'
import { JoinedPage } from './joined.ts'

// A hard case in each of its states, as the doctor who has the driver, a senior doctor and the administrator read it.

/** 10:00 in China, by when somebody should have come ten minutes later. */
const ASKED = '2026-11-25T02:00:00.000Z'
const DUE = '2026-11-25T02:10:00.000Z'
const lin = { id: idOf(861), name: '林' }
const chen = { id: idOf(862), name: '陈' }
const waiting: Escalation = { id: idOf(860), doctor: lin, reason: '拿不准', at: ASKED, until: DUE, contact: null, ended: null }
const joined: Escalation = { ...waiting, contact: { doctor: chen, at: '2026-11-25T02:06:00.000Z' } }
const ended = (outcome: 'advised' | 'taken-over' | 'withdrawn' | 'check-ended', words: string | null = null): Escalation => ({
  ...joined,
  ended: {
    outcome,
    doctor: outcome === 'check-ended' ? null : outcome === 'withdrawn' ? lin : chen,
    words,
    at: '2026-11-25T02:08:00.000Z',
  },
})
const asked: Consultation = {
  id: idOf(863),
  doctor: lin,
  department: '骨科',
  question: '能否踩踏板',
  at: ASKED,
  until: DUE,
  ended: null,
}

let now: Date
const clock = () => now
beforeEach(() => {
  now = new Date('2026-11-25T02:07:00.000Z')
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
})
afterEach(() => {
  document.body.replaceChildren()
  vi.useRealTimers()
  vi.restoreAllMocks()
})
/** The deadline passes, and nobody pushes anything. */
const passDeadline = async (element: { updateComplete: Promise<boolean> }) => {
  now = new Date('2026-11-25T02:10:00.001Z')
  vi.advanceTimersByTime(10_000)
  await element.updateComplete
}

const flat = (element: Element | null | undefined) => element?.textContent?.replaceAll(/\s+/g, ' ').trim() ?? ''
/** What buttons there are, each with its key. */
const buttonsOf = (root: ParentNode) =>
  [...root.querySelectorAll('button')].map((button) =>
    [button.getAttribute('aria-label') ?? flat(button), button.getAttribute('aria-keyshortcuts')].filter(Boolean).join(' '),
  )
/** Every command that was given, as it was said. */
const listening = () => {
  const said: unknown[][] = []
  const does = new Proxy(
    {},
    {
      get:
        (_, name) =>
        (...words: unknown[]) => (said.push([name, ...words]), Promise.resolve(true)),
    },
  )
  return { said, work: does as unknown as Work }
}
const card = async (change: Partial<CheckView>) => {
  const { said, work } = listening()
  const element = Object.assign(new EscalationCard(), { check: { ...halfway, ...change }, work, clock, language: 'zh' as const })
  document.body.append(element)
  await element.updateComplete
  const root = element.renderRoot
  return { element, root, said, status: () => root.querySelector('[role=status]'), buttons: () => buttonsOf(root) }
}

const ASK = '请上级医生 Alt+L'
const CONSULT = '请其他科室会诊'
const WITHDRAW = '不用了，撤回'
const STATES: [string, Partial<CheckView>, string, string[]][] = [
  ['nobody was asked', {}, '', [ASK, CONSULT]],
  ['it waits', { escalation: waiting }, '已请上级医生，10:10 前应有人到：拿不准', [WITHDRAW, CONSULT]],
  [
    'a senior doctor came and is there',
    { escalation: joined, senior: '陈' },
    '已请上级医生，10:10 前应有人到：拿不准 陈医生 10:06 已到 第二位医生在场：陈',
    [WITHDRAW, CONSULT],
  ],
  ['one came and has left', { escalation: joined }, '已请上级医生，10:10 前应有人到：拿不准 陈医生 10:06 已到', [WITHDRAW, CONSULT]],
  ['one has advised', { escalation: ended('advised', '请复测') }, '陈医生 10:08 给出意见：请复测', [ASK, CONSULT]],
  ['one has taken over', { escalation: ended('taken-over') }, '陈医生 10:08 接手', [ASK, CONSULT]],
  ['it was taken back', { escalation: ended('withdrawn') }, '林医生 10:08 撤回', [ASK, CONSULT]],
  ['the check was over', { escalation: ended('check-ended') }, '检查已经结束，没有处理完', [ASK, CONSULT]],
]
test.each(STATES)('the card says how it stands and what can be done when %s', async (_, change, says, buttons) => {
  const { root, status, buttons: there } = await card(change)
  expect(flat(status() ?? root.querySelector('h2 + p'))).toBe(says)
  expect(there()).toEqual(buttons)
  expect(root.querySelector('.bad')).toBeNull()
  // It is told without being asked for only while it's open: what has ended is read where it stands.
  expect(status() !== null).toBe(change.escalation?.ended === null)
  expect(root.querySelector('section')?.getAttribute('aria-labelledby')).toBe(root.querySelector('h2')?.id)
})

test('the card says that nobody has come when the deadline passes, and of what has ended never', async () => {
  const open = await card({ escalation: waiting })
  await passDeadline(open.element)
  expect(flat(open.status())).toContain('已经超过 10:10，还没有处理完')
  expect(open.status()?.classList).toContain('bad')
  const over = await card({ escalation: ended('advised', '请复测') })
  expect(over.root.querySelector('.bad')).toBeNull()
})

test('a question to a department stands with its answer, with a line for it, or with none that came', async () => {
  const { root, said, buttons } = await card({
    consultations: [
      asked,
      { ...asked, id: idOf(864), ended: { answer: '可以', doctor: lin, at: '2026-11-25T02:05:00.000Z' } },
      { ...asked, id: idOf(865), ended: { answer: null, doctor: null, at: '2026-11-25T02:05:00.000Z' } },
    ],
  })
  const lines = [...root.querySelectorAll('li')].map(flat)
  expect(lines[0]).toBe('10:00 请骨科会诊：能否踩踏板 记下')
  expect(lines[1]).toBe('10:00 请骨科会诊：能否踩踏板 10:05 骨科的意见：可以')
  expect(lines[2]).toBe('10:00 请骨科会诊：能否踩踏板 检查结束时还没有意见')
  expect(buttons()).toEqual(['记下', ASK, CONSULT])
  const answer = root.querySelector<HTMLInputElement>('input[name=answer]')
  expect(answer?.getAttribute('aria-label')).toBe('会诊意见 骨科')
  if (answer) answer.value = ' 可以，不影响 '
  root.querySelector('form')?.requestSubmit()
  expect(said).toEqual([['answerConsultation', asked.id, '可以，不影响']])
})

test('by its key the question for the reason opens with the focus in it, and what is sent is the reason in words', async () => {
  const { element, root, said } = await card({})
  element.askSenior()
  await element.updateComplete
  const reason = root.querySelector<HTMLSelectElement>('select[name=why]')
  expect(element.shadowRoot?.activeElement).toBe(reason)
  if (reason) reason.value = 'identity'
  reason?.dispatchEvent(new Event('change'))
  const words = root.querySelector<HTMLInputElement>('input[name=words]')
  if (words) words.value = '耳形不同'
  root.querySelector('form')?.requestSubmit()
  expect(said).toEqual([['escalate', '怀疑不是本人：耳形不同']])
})

test('while a case is open its key asks nobody else', async () => {
  const { element, root } = await card({ escalation: waiting })
  element.askSenior()
  await element.updateComplete
  expect(root.querySelector('form')).toBeNull()
})

const entry = (change: Partial<LedgerEntry>): LedgerEntry => ({
  id: waiting.id,
  check: halfway.id,
  kind: 'senior',
  name: '张三',
  booth: '2 号舱',
  site: '东城',
  by: '林',
  at: ASKED,
  reason: '拿不准',
  until: DUE,
  owner: null,
  contact: null,
  outcome: null,
  words: null,
  ended: null,
  ...change,
})
const alarm = async (entries: LedgerEntry[], busy = false) => {
  const { said, work } = listening()
  const element = Object.assign(new EscalationAlarm(), { entries, work, busy, clock, language: 'zh' as const })
  document.body.append(element)
  await element.updateComplete
  const lines = () => [...element.renderRoot.querySelectorAll('li')]
  return { element, root: element.renderRoot, said, lines }
}

test('senior doctors are told by an alarm which cases wait, with whom, and by when; the keys are the first one’s', async () => {
  const { element, root, said, lines } = await alarm([
    entry({}),
    entry({ id: idOf(870), check: idOf(871), name: '王五', until: '2026-11-25T02:15:00.000Z', owner: '陈' }),
  ])
  expect(root.querySelector('[role=alert] > ul')?.getAttribute('aria-label')).toBe('有疑难情况等您')
  expect(lines().map((line) => flat(line.querySelector('span')))).toEqual([
    '东城 2 号舱 张三，林医生：拿不准 10:10 前应到',
    '东城 2 号舱 王五，林医生：拿不准 10:15 前应到 陈医生在处理',
  ])
  expect(lines().map(buttonsOf)).toEqual([
    ['加入张三的检查 Alt+J', '接手张三的检查 Alt+R'],
    ['加入王五的检查', '接手王五的检查'],
  ])
  element.join()
  element.takeOver()
  expect(said).toEqual([
    ['join', halfway.id],
    ['takeOver', halfway.id],
  ])
})

test('what nobody has seen to by its deadline is marked in the alarm as soon as that has passed, and nothing else is', async () => {
  const { element, lines } = await alarm([entry({}), entry({ id: idOf(870), until: '2026-11-25T02:15:00.000Z' })])
  expect(lines().map((line) => line.classList.contains('bad'))).toEqual([false, false])
  await passDeadline(element)
  expect(lines().map((line) => line.classList.contains('bad'))).toEqual([true, false])
  expect(flat(lines()[0] ?? null)).toContain('已超时（10:10）')
})

test('who has a driver neither joins nor takes over, by button or by key', async () => {
  const { element, root, said } = await alarm([entry({})], true)
  for (const button of root.querySelectorAll('button')) expect(button.disabled).toBe(true)
  element.join()
  element.takeOver()
  expect(said).toEqual([])
})

const present = async (escalation: Escalation, busy = false) => {
  const { said, work } = listening()
  const check = { ...halfway, escalation }
  const desk = { ...emptyDesk(me), check, joined: true, busy }
  const element = Object.assign(new JoinedPage(), { desk, work, language: 'zh' as const })
  document.body.append(element)
  await element.updateComplete
  return { element, root: element.renderRoot, said, buttons: buttonsOf(element.renderRoot) }
}

test('who is present advises, takes over by its key, or leaves; when the case has ended they leave', async () => {
  const there = await present(joined)
  expect(there.buttons).toEqual(['给出意见，结束', '接手 Alt+R', '离开'])
  expect(flat(there.root.querySelector('.said'))).toBe('拿不准')
  there.element.takeOver()
  expect(there.said).toEqual([['takeOver', halfway.id]])
  const after = await present(ended('advised', '请复测'))
  expect(after.buttons).toEqual(['离开'])
  after.element.takeOver()
  const busy = await present(joined, true)
  busy.element.takeOver()
  expect([...after.said, ...busy.said]).toEqual([])
})

test('the ledger says of each case whose it is, who came when, and what came of it; what is open turns overdue by itself', async () => {
  const came = { owner: '陈', contact: '2026-11-25T02:06:00.000Z' }
  const at = { ended: '2026-11-25T02:08:00.000Z' }
  const entries = [
    entry({}),
    entry({ id: idOf(871), until: '2026-11-25T02:15:00.000Z', ...came }),
    entry({ id: idOf(872), ...came, ...at, outcome: 'taken-over' }),
    entry({ id: idOf(873), ...came, ...at, outcome: 'advised', words: '请复测' }),
    entry({ id: idOf(874), ...at, outcome: 'withdrawn' }),
    entry({ id: idOf(875), ...at, outcome: 'check-ended' }),
    entry({ id: idOf(876), ...at, kind: 'consultation', owner: '骨科', outcome: 'answered', words: '可以' }),
  ]
  vi.spyOn(window, 'fetch').mockImplementation(async () => Response.json({ entries, more: false }))
  const element = Object.assign(new Ledger(), { language: 'zh' as const, refused: () => false, clock })
  document.body.append(element)
  const rows = () => [...element.renderRoot.querySelectorAll('tbody tr')]
  await vi.waitFor(() => expect(rows().length).toBe(entries.length))
  const told = () => rows().map((row) => [...row.children].slice(-4).map(flat))
  const [day, none] = ['2026-11-25', '–']
  const rest = [
    ['陈', `${day} 10:06`, `${day} 10:10`, `接手 ${day} 10:08`],
    ['陈', `${day} 10:06`, `${day} 10:10`, `给出意见 ${day} 10:08请复测`],
    [none, none, `${day} 10:10`, `撤回 ${day} 10:08`],
    [none, none, `${day} 10:10`, `检查已结束 ${day} 10:08`],
    ['骨科', none, `${day} 10:10`, `有了意见 ${day} 10:08可以`],
  ]
  expect(told()).toEqual([[none, none, `${day} 10:10`, '未处理完'], ['陈', `${day} 10:06`, `${day} 10:15`, '未处理完'], ...rest])
  expect(rows().map((row) => flat(row.querySelector('th[scope=row]'))[0])).toEqual(Array(7).fill('张'))
  await passDeadline(element)
  expect(told().map(([, , , outcome]) => outcome)).toEqual(['已超时', '未处理完', ...rest.map(([, , , outcome]) => outcome)])
})
