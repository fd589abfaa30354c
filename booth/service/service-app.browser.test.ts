import { afterEach, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import type { EchoFound } from '#kit/echo-loss.ts'
import { BOOTH_SIZES, wearTokens } from '#kit/tokens.ts'
import { refuse } from '#protocol/refusal.ts'
import type { DeviceOutput } from '#protocol/service.ts'
import { standInAgent } from '../../test/screens/service-link.ts'
import { heardLines, selfTested } from '../../test/screens/service-views.ts'
import { SelfTestPage } from './self-test.ts'
import { ServiceApp } from './service-app.ts'

wearTokens(BOOTH_SIZES)
afterEach(() => document.body.replaceChildren())
const open = (language: 'zh' | 'en' = 'en', differs: Parameters<typeof standInAgent>[0] = {}) => {
  const agent = standInAgent(differs)
  document.body.append(new ServiceApp(agent.link, language))
  return agent
}
const button = (name: string | RegExp) => page.getByRole('button', { name })
const card = (name: string) => page.getByRole('listitem').filter({ hasText: name })
/** What a watched device says in big words. */
const values = () =>
  page
    .getByRole('list', { name: /^Data from/ })
    .getByRole('listitem')
    .elements()
    .map((item) => [...item.children].map((part) => part.textContent))

test('the list says of each device in words how it is, what is wrong with it, and when it was calibrated and until when', async () => {
  open()
  await expect.element(page.getByText('sends no data', { exact: false }).first()).toBeVisible()
  await expect.element(page.getByText('The port /dev/ttyUSB3 is open, but the device sends nothing.', { exact: false })).toBeVisible()
  await expect.element(card('head').getByText('Calibrated 2026-11-25 08:00 · valid until 2026-11-27 08:00')).toBeVisible()
  await expect.element(card('pedals').getByText('Calibrated 2026-01-01 08:00 · expired 2026-06-30 08:00')).toBeVisible()
  await expect.element(card('Test screen').getByText('never calibrated')).toBeVisible()
})

test('why a device cannot be had is said in the page’s language', async () => {
  open('zh')
  await expect.element(page.getByText('端口 /dev/ttyUSB3 已打开，但设备没有发来数据。请检查电源、接线和波特率。')).toBeVisible()
  await button('English').click()
  await expect.element(page.getByText('Check its power, its cable and its baud rate.', { exact: false })).toBeVisible()
})

test('what a spare port turned out to be is said in the language that the page has now', async () => {
  open()
  await button('What is this?').click()
  await expect.element(page.getByText('A keypad answers.')).toBeVisible()
  await button('中文').click()
  await expect.element(page.getByText('应答的是 keypad。')).toBeVisible()
  await button('自检').click()
  await button('返回').click()
  await expect.element(page.getByText('应答的是 keypad。')).toBeVisible()
})

test('frames come as they are heard, the newest on top, and stop while paused', async () => {
  const agent = open()
  await card('head').getByRole('button', { name: 'Watch' }).click()
  await vi.waitFor(() => expect(agent.asked).toContainEqual(['service:watch', { name: 'head' }]))
  const heard = (at: number, mm: number): DeviceOutput => ({ name: 'head', at, frame: 'FF 09 00 08', readings: [{ mm }], fault: null })
  agent.hear(heard(1000, 2304), heard(1100, 2305), { ...heard(1200, 0), name: 'pedals' })
  await expect.element(page.getByText('{"mm":2305}')).toBeVisible()
  expect(
    page
      .getByRole('row')
      .elements()
      .map((row) => row.textContent?.slice(0, 5)),
  ).toEqual(['1.100', '1.000'])
  await button('Pause').click()
  agent.hear(heard(1300, 1111))
  await new Promise((moment) => setTimeout(moment, 50))
  expect(page.getByText('1111').elements()).toEqual([])
  await button('Back').click()
  await vi.waitFor(() => expect(agent.asked).toContainEqual(['service:watch', { name: null }]))
})

test('a device is watched on when the booth’s program was started again', async () => {
  const agent = open()
  await card('head').getByRole('button', { name: 'Watch' }).click()
  agent.turn('connecting')
  await expect.element(page.getByRole('status')).toHaveTextContent('Connecting to the booth’s program…')
  agent.asked.length = 0
  agent.turn('connected')
  await vi.waitFor(() => expect(agent.asked).toContainEqual(['service:watch', { name: 'head' }]))
  agent.hear({ name: 'head', at: 1000, frame: 'FF 09 00 08', readings: [{ mm: 2304 }], fault: null })
  await expect.element(page.getByText('{"mm":2304}')).toBeVisible()
})

test.each<[string, (string | null)[][]]>([
  ['head', [['Distance', '1\u202f712 mm']]],
  ['keypad', [['Key', '←']]],
  [
    'pedals',
    [
      ['left pedal', '203.5 N'],
      ['right pedal', '-0.3 N'],
    ],
  ],
  ['cabin', [['Door closed'], ['Somebody is inside'], ['Noise', '38.4 dB(A)'], ['Light', '412 lx']]],
  ['plate', [['Weight', '65.5 kg']]],
  ['reader', [['A card is on the reader']]],
])('the newest values of %s are shown as a person reads them, each with its unit', async (name, shown) => {
  const agent = open()
  await card(name).first().getByRole('button', { name: 'Watch' }).click()
  await expect.element(page.getByText('No readings yet.')).toBeVisible()
  agent.hear(...(heardLines[name] ?? []))
  await vi.waitFor(() => expect(values()).toEqual(shown))
})

test('a device that can’t be watched says why', async () => {
  open('en', { 'service:watch': () => refuse('not-found') })
  await card('head').getByRole('button', { name: 'Watch' }).click()
  await expect.element(page.getByRole('alert')).toHaveTextContent('What you asked for was not found. Check it and try again.')
})

/** The test alone, in a room of which what is heard is known. */
const openTest = (found: EchoFound | Promise<EchoFound>, differs: Parameters<typeof standInAgent>[0] = {}) => {
  const heard = vi.fn(async () => found)
  document.body.append(Object.assign(new SelfTestPage(), { link: standInAgent(differs).link, language: 'zh', findEcho: heard }))
  return heard
}

test('the test says what it came to, each row with its sentence', async () => {
  openTest({ found: 'cancelled', lossDb: 52 })
  await expect.element(page.getByText('自检没有通过', { exact: false })).toBeVisible()
  await expect.element(page.getByText('校准已在 2026-06-30 08:00 到期。请重新校准。')).toBeVisible()
  await expect.element(page.getByText('没有数据。端口 /dev/ttyUSB3 已打开，但设备没有发来数据。请检查电源、接线和波特率。')).toBeVisible()
  await expect.element(page.getByText('医生说的话传回去至少减弱 52 分贝', { exact: false })).toBeVisible()
  // A calibration that is over, a device that is silent, and loudspeakers that are too weak.
  expect(page.getByRole('img', { name: '不正常' }).elements()).toHaveLength(3)
})

const well = { ...selfTested, result: 'good' as const, rows: selfTested.rows.filter(({ result }) => result === 'good') }

test('an echo that the doctor would hear fails the test of a booth whose devices are all well, on top of all rows', async () => {
  openTest({ found: 'heard', lossDb: 12 }, { 'service:selftest': () => well })
  await expect.element(page.getByText('自检没有通过', { exact: false })).toBeVisible()
  await expect.element(page.getByRole('listitem').first().getByText('只减弱 12 分贝', { exact: false })).toBeVisible()
})

test('what the devices came to stands there while the echo is still listened for, and the whole waits for it', async () => {
  const listening = Promise.withResolvers<EchoFound>()
  openTest(listening.promise, { 'service:selftest': () => well })
  await expect.element(page.getByRole('listitem').first()).toBeVisible()
  await expect.element(page.getByRole('status').getByText('正在检查回声', { exact: false })).toBeVisible()
  listening.resolve({ found: 'unheard' })
  await expect.element(page.getByText('可以开始检查，但有需要注意的地方。', { exact: false })).toBeVisible()
})

test('nothing sounds in a booth in which somebody is being measured', async () => {
  const heard = openTest({ found: 'unheard' }, { 'service:selftest': () => refuse('station-running', { station: 'height' }) })
  await expect.element(page.getByRole('status').getByText('正在检测', { exact: false })).toBeVisible()
  expect(heard).not.toHaveBeenCalled()
})
