import { afterEach, expect, test } from 'vitest'
import type { CheckView } from '#protocol/check.ts'
import type { DeviceUse } from '#protocol/reading.ts'
import { text } from '#words/index.ts'
import { cabins, flagged, lostDevices, unsteadyHead } from '../../test/screens/made-up/check.ts'
import { heightLog } from '../../test/screens/made-up/log.ts'
import './driver.ts'
import './station-row.ts'

const fetchOfPage = globalThis.fetch
afterEach(() => {
  document.body.replaceChildren()
  globalThis.fetch = fetchOfPage
})
const all = (root: ParentNode): Element[] =>
  [...root.querySelectorAll('*')].flatMap((each) => [each, ...(each.shadowRoot ? all(each.shadowRoot) : [])])
const reads = (element: Element | undefined) => element?.textContent?.replaceAll(/\s+/g, ' ').trim() ?? ''

let readings = 0
/** The opened line of the height station, whose log these devices made. */
const rowOf = (devices: DeviceUse[]) => {
  globalThis.fetch = () => Promise.resolve(Response.json({ ...heightLog, devices }))
  const row = document.createElement('rf-station')
  const view = flagged.stations.find(({ station }) => station === 'height')
  // A log is fetched once a page, so that each is another one.
  const reading = `00000000-0000-4000-8000-${String(++readings).padStart(12, 'd')}`
  const attempts = view?.attempts.map((attempt) => ({ ...attempt, reading }))
  Object.assign(row, { view: { ...view, attempts }, work: {}, language: 'zh', open: true })
  document.body.append(row)
  return row
}
const isDrawn = () => all(document.body).some((each) => each.localName === 'rf-log-picture')
const chip = () => all(document.body).some((each) => reads(each) === `⚠ ${text.zh.clinician.exam.poor.chip}`)

test('a device that did badly while a log was made has a chip on the station’s line, and its figures under the picture', async () => {
  rowOf([unsteadyHead])
  await expect.poll(chip).toBe(true)
  const note = all(document.body).find((each) => each.getAttribute('aria-label') === text.zh.clinician.exam.poor.heading)
  expect(reads(note)).toContain('身高测量仪（A02YYUW）：105 帧数据中有 14 帧出错，最长 2.3 秒没有数据。')
})

test('of devices that did well nothing is said', async () => {
  rowOf([{ ...unsteadyHead, quality: { frames: 105, faults: 1, longestGapMs: 180 } }])
  await expect.poll(isDrawn).toBe(true)
  expect(chip()).toBe(false)
  expect(all(document.body).some((each) => each.localName === 'rf-device-quality' && each.shadowRoot?.textContent?.trim())).toBe(false)
})

test('the doctor reads which devices the booth has lost, how, and what that means; a booth that has all says nothing', async () => {
  const shown = async (booth: CheckView['booth']) => {
    const driver = document.createElement('rf-driver')
    Object.assign(driver, { check: { ...flagged, booth }, language: 'zh' })
    document.body.append(driver)
    await new Promise((resolve) => requestAnimationFrame(resolve))
    return reads(all(document.body).findLast((each) => each.getAttribute('role') === 'alert'))
  }
  expect(await shown({ ...flagged.booth, devices: lostDevices })).toBe(
    '现在用不了的设备 用到这些设备的项目暂时做不了，请通知大厅工作人员检查电源和连线。 应答键盘：没有数据测力传感器：没有接上',
  )
  document.body.replaceChildren()
  expect(await shown({ ...flagged.booth, devices: lostDevices.filter(({ state }) => state === 'alive') })).toBe('')
})

test('the doctor reads that a height sensor may have been moved', async () => {
  const head = lostDevices.find(({ kind, state }) => kind === 'height' && state === 'alive')
  if (!head) throw new Error('no height sensor')
  const shown = async (device: typeof head) => {
    document.body.replaceChildren()
    const driver = document.createElement('rf-driver')
    Object.assign(driver, { check: { ...flagged, booth: { ...flagged.booth, devices: [device] } }, language: 'en' })
    document.body.append(driver)
    await new Promise((resolve) => requestAnimationFrame(resolve))
    return all(document.body)
      .filter((each) => each.getAttribute('role') === 'alert')
      .map(reads)
  }
  expect(await shown(head)).toEqual([])
  expect(await shown({ ...head, doubt: 'floor' })).toEqual([`⚠ ${text.en.clinician.exam.floorDoubted}`])
})

test('the doctor reads how the cabin is, and at once when its door stands open or it is too loud to test hearing', async () => {
  const shown = async (cabin: CheckView['booth']['cabin'], language: 'zh' | 'en' = 'zh') => {
    document.body.replaceChildren()
    const driver = document.createElement('rf-driver')
    Object.assign(driver, { check: { ...flagged, booth: { ...flagged.booth, ...(cabin && { cabin }) } }, language })
    document.body.append(driver)
    await new Promise((resolve) => requestAnimationFrame(resolve))
    const { cabin: words } = text[language].clinician.exam
    const row = all(document.body).find((each) => each.localName === 'dt' && reads(each) === words.name)
    const alerts = all(document.body).filter((each) => each.getAttribute('role') === 'alert')
    return { row: reads(row?.nextElementSibling ?? undefined), alerts: alerts.map(reads) }
  }
  expect(await shown(cabins.calm)).toEqual({ row: '门已关 · 有人 · 噪声 38 dB(A) · 光照 320 lx', alerts: [] })
  expect(await shown(cabins.disturbed)).toEqual({
    row: '门开着 · 有人 · 噪声 57 dB(A) · 光照 540 lx',
    alerts: ['⚠ 自助舱的门开着。', '⚠ 舱内噪声 57 dB(A)，超过听力检测的上限 45 dB(A)，现在不宜检测听力。'],
  })
  expect((await shown(cabins.disturbed, 'en')).alerts).toEqual([
    '⚠ The booth’s door is open.',
    '⚠ The noise in the booth is 57 dB(A), above the limit of 45 dB(A) for hearing tests. Don’t test hearing now.',
  ])
  // As loud as it may be is not too loud; an old value says nothing of now; what has not been said is left out.
  expect((await shown({ ...cabins.calm, noise: { db: 45, quality: 'good' } })).alerts).toEqual([])
  expect(await shown({ ...cabins.disturbed, door: null, noise: { db: 57, quality: 'old' }, lux: null })).toEqual({
    row: '有人 · 噪声没有新数据',
    alerts: [],
  })
  expect(await shown(undefined)).toEqual({ row: '', alerts: [] })
})

test('a device that stopped answering is named; of a test that the booth itself cancelled nobody reads that its computer is dead', async () => {
  const driver = document.createElement('rf-driver')
  const at = '2026-11-25T02:10:00.000Z'
  const faults: CheckView['faults'] = [
    { device: 'keypad', at },
    { device: 'computer', at },
  ]
  Object.assign(driver, { check: { ...flagged, faults }, language: 'zh' })
  document.body.append(driver)
  await new Promise((resolve) => requestAnimationFrame(resolve))
  const list = all(document.body).find((each) => each.getAttribute('aria-labelledby') === 'faults')
  expect(reads(list)).toMatch(/应答键盘于 \d\d:\d\d(:\d\d)? 失去响应\s*自助舱于 \d\d:\d\d(:\d\d)? 取消了一次检测，需重新开始$/)
})
