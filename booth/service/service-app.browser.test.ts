import { afterEach, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import type { Link } from '#protocol/link.ts'
import type { serviceMessages, servicePushes } from '#protocol/messages.ts'
import { refuse } from '#protocol/refusal.ts'
import type { CalibrationWork, Heard, ServiceView } from '#protocol/service.ts'
import { wearTokens } from '#kit/tokens.ts'
import { ServiceApp } from './service-app.ts'

wearTokens('booth')

const VIEW: ServiceView = {
  simulated: false,
  devices: [
    { name: 'reader', kind: 'identity-card', model: 'SDT', state: 'alive', port: 'usb-FTDI_A1', frames: 812, faults: 0, trouble: null },
    {
      name: 'head',
      kind: 'height',
      model: 'A02YYUW',
      state: 'alive',
      port: 'usb-FTDI_A2',
      frames: 9120,
      faults: 3,
      trouble: null,
      calibration: { at: '2026-11-25T00:00:00.000Z', expiresAt: '2026-11-27T00:00:00.000Z', expired: false },
    },
    {
      name: 'pedals',
      kind: 'force',
      model: 'force-board',
      state: 'silent',
      port: 'usb-1a86_USB_Serial',
      frames: 77,
      faults: 20,
      trouble: 'The port /dev/ttyUSB3 is open, but the device says nothing. Check its power, its cable and its speed.',
      calibration: { at: '2026-01-01T00:00:00.000Z', expiresAt: '2026-06-30T00:00:00.000Z', expired: true },
    },
    {
      name: 'screen',
      kind: 'screen',
      model: 'screen',
      state: 'absent',
      port: null,
      frames: 0,
      faults: 0,
      trouble: null,
      calibration: null,
    },
  ],
  spare: [{ path: '/dev/ttyUSB4', id: 'pci-0000:00:14.0-usb-0:3:1.0-port0', vendorId: '1a86', productId: '7523', serialNumber: null }],
}

type ServiceLink = Link<typeof serviceMessages, typeof servicePushes>

/** The agent's end, as far as this page sees it. */
const standIn = () => {
  const asked: [string, unknown][] = []
  const works: CalibrationWork[] = []
  const hearers = new Set<(heard: Heard) => void>()
  const medians = [2304, 552]
  const answers: Record<string, (request: never) => unknown> = {
    'service:view': () => VIEW,
    'service:watch': () => ({ done: true }),
    'service:probe': () => ({ model: 'keypad', sure: true }),
    'service:measure': () => ({ median: medians.shift() ?? 0, spread: 3, samples: 30 }),
    'service:calibrate': (work: CalibrationWork) => {
      works.push(work)
      return works.length === 1
        ? refuse('not-the-floor', { mm: 2304, tape: 2100 })
        : { at: '2026-11-25T00:00:00.000Z', expiresAt: '2026-11-27T00:00:00.000Z', expired: false }
    },
    'service:selftest': () => ({
      at: '2026-11-25T00:00:00.000Z',
      result: 'bad',
      rows: [
        { row: 'device', name: 'head', kind: 'height', result: 'good', found: 'answers', fields: { faults: 3 } },
        { row: 'calibration', name: null, kind: 'force', result: 'bad', found: 'expired', fields: { since: '2026-06-30' } },
        { row: 'clock', name: null, kind: null, result: 'good', found: 'clock-right', fields: { seconds: 0 } },
      ],
    }),
  }
  const link = {
    ask: async (name: string, request: never) => {
      asked.push([name, request])
      return answers[name]?.(request) ?? refuse('unknown-message')
    },
    on(_: string, take: (heard: Heard) => void) {
      hearers.add(take)
      return () => hearers.delete(take)
    },
    watch(take: (state: 'connected', refusal: null) => void) {
      take('connected', null)
      return () => {}
    },
    close() {},
  } as unknown as ServiceLink
  return { link, asked, works, hear: (heard: Heard) => hearers.forEach((take) => take(heard)) }
}

afterEach(() => document.body.replaceChildren())
const open = (language: 'zh' | 'en' = 'en') => {
  const agent = standIn()
  document.body.append(new ServiceApp(agent.link, language))
  return agent
}
const button = (name: string | RegExp) => page.getByRole('button', { name })

test('the list says of each device in words how it is, what is wrong with it, and until when it is calibrated', async () => {
  open()
  await expect.element(page.getByText('says nothing', { exact: false }).first()).toBeVisible()
  await expect.element(page.getByText('Check its power', { exact: false })).toBeVisible()
  await expect.element(page.getByText('Calibrated until 2026-06-30 · ended')).toBeVisible()
  await expect.element(page.getByText('never calibrated')).toBeVisible()
  await button('What is this?').click()
  await expect.element(page.getByText('A keypad answers.')).toBeVisible()
})

test('frames come as they are heard, the newest on top, and stop while paused', async () => {
  const agent = open()
  await button('Watch').nth(1).click()
  await vi.waitFor(() => expect(agent.asked).toContainEqual(['service:watch', { name: 'head' }]))
  const heard = (at: number, mm: number): Heard => ({ name: 'head', at, frame: 'FF 09 00 08', readings: [`{"mm":${mm}}`], fault: null })
  agent.hear(heard(1000, 2304))
  agent.hear(heard(1100, 2305))
  agent.hear({ ...heard(1200, 0), name: 'pedals' })
  await expect.element(page.getByText('{"mm":2305}').first()).toBeVisible()
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

test('a height head is calibrated step by step; what doesn’t agree is refused in words', async () => {
  const agent = open()
  await button('Calibrate').first().click()
  const type = async (value: string) => {
    await page.getByRole('textbox').fill(value)
    await button('Next').click()
  }
  // As on a screen without a keyboard.
  for (const key of ['2', '1', '0', '9', '⌫', '0']) await page.getByRole('button', { name: key, exact: true }).click()
  await button('Next').click()
  await button('Measure').click()
  await expect.element(page.getByText('2304 mm, within 3.')).toBeVisible()
  await type('1750')
  await button('Measure').click()
  await expect.element(page.getByText('the tape said 2100 mm', { exact: false })).toBeVisible()
  expect(agent.works).toEqual([{ device: 'height', tapeMm: 2100, emptyMm: 2304, rodMm: 1750, underRodMm: 552 }])
  await button('Begin again').click()
  await expect.element(page.getByText('Measure with a tape', { exact: false })).toBeVisible()
})

test('a number that was typed stands in no other step', async () => {
  open()
  await button('Calibrate').nth(2).click()
  const field = page.getByRole('textbox')
  for (const value of ['372.5', '5000', '1']) {
    await field.fill(value)
    await button('Next').click()
    await expect.element(field).toHaveValue('')
  }
})

test('the test says what it came to, each row with its sentence', async () => {
  open('zh')
  await button('自检').click()
  await expect.element(page.getByText('自检没有通过', { exact: false })).toBeVisible()
  await expect.element(page.getByText('校准已在 2026-06-30 到期。请重新校准。')).toBeVisible()
  expect(page.getByRole('img', { name: '不正常' }).elements()).toHaveLength(1)
})
