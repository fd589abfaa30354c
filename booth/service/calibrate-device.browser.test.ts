import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { keptCameras } from '#kit/cameras.ts'
import { BOOTH_SIZES, wearTokens } from '#kit/tokens.ts'
import { refuse } from '#protocol/refusal.ts'
import type { CalibrationWork, ServiceDevice } from '#protocol/service.ts'
import { standInAgent } from '../../test/screens/service-link.ts'
import { serviceView } from '../../test/screens/service-views.ts'
import { CalibrateDevice } from './calibrate-device.ts'

wearTokens(BOOTH_SIZES)
afterEach(() => {
  document.body.replaceChildren()
  localStorage.clear()
})

const open = (
  name: string,
  differs: Parameters<typeof standInAgent>[0] = {},
  of: Partial<ServiceDevice> = {},
  language: 'zh' | 'en' = 'en',
) => {
  const agent = standInAgent(differs)
  const device = serviceView.devices.find((one) => one.name === name)
  if (!device) throw new Error(name)
  document.body.append(Object.assign(new CalibrateDevice(), { device: { ...device, ...of }, link: agent.link, language }))
  return agent
}
const button = (name: string | RegExp) => page.getByRole('button', { name })
const field = () => page.getByRole('textbox')
const asks = (sentence: string) => expect.element(page.getByText(sentence, { exact: false })).toBeVisible()
const type = async (value: string) => {
  await field().fill(value)
  await button('Next').click()
}

test('a height head is calibrated step by step; what doesn’t agree is refused in words', async () => {
  const medians = [2304, 552]
  const agent = open('head', {
    'service:measure': () => ({ median: medians.shift() ?? 0, spread: 3, samples: 30 }),
    'service:calibrate': () => refuse('not-the-floor', { mm: 2304, tape: 2100 }),
  })
  // As on a screen without a keyboard.
  for (const key of ['2', '1', '0', '9', '⌫', '0']) await page.getByRole('button', { name: key, exact: true }).click()
  await button('Next').click()
  await button('Measure').click()
  await expect.element(page.getByText('2304 mm, within 3.')).toBeVisible()
  await type('1750')
  await button('Measure').click()
  await asks('the tape 2100 mm')
  expect(agent.works).toEqual([{ device: 'height', tapeMm: 2100, emptyMm: 2304, rodMm: 1750, underRodMm: 552 }])
  await button('Start again').click()
  await asks('Use a tape to measure')
  await expect.element(field()).toHaveValue('')
})

test('a whole machine is calibrated by the rod alone', async () => {
  const agent = open('head', { 'service:measure': () => ({ median: 1748, spread: 0, samples: 1 }) }, { machine: true })
  await type('1750')
  await asks('within 45 seconds')
  await button('Measure').click()
  await asks('The calibration is recorded')
  expect(agent.works).toEqual([{ device: 'height-machine', rodMm: 1750, saidMm: 1748 }])
})

test('a step back shows what was answered there, and what is right need not be measured again', async () => {
  const works: CalibrationWork[] = []
  const agent = open('head', {
    'service:calibrate': (work: CalibrationWork) => {
      works.push(work)
      return works.length === 1
        ? refuse('not-the-floor', { mm: 2304, tape: 2100 })
        : { at: '2026-11-25T00:00:00.000Z', expiresAt: '2026-11-27T00:00:00.000Z', expired: false }
    },
  })
  await expect.element(button('Previous step')).toBeDisabled()
  await type('2100')
  await button('Measure').click()
  await type('1750')
  await button('Measure').click()
  await asks('the tape 2100 mm')
  for (let step = 0; step < 3; step++) await button('Previous step').click()
  expect(
    page
      .getByRole('alert')
      .elements()
      .map((alert) => alert.textContent?.trim()),
  ).toEqual([''])
  await expect.element(field()).toHaveValue('2100')
  await type('2300')
  await asks('measure the empty floor')
  await expect.element(page.getByText('2304 mm, within 3.')).toBeVisible()
  await button('Next').click()
  await expect.element(field()).toHaveValue('1750')
  await button('Next').click()
  await button('Next').click()
  await expect.element(page.getByText('The calibration is recorded and valid until 2026-11-27 08:00.')).toBeVisible()
  expect(agent.works[1]).toMatchObject({ tapeMm: 2300, emptyMm: 2304, rodMm: 1750 })
  expect(agent.asked.filter(([name]) => name === 'service:measure')).toHaveLength(2)
})

test('a number says its unit and range; what can’t be is said while it is typed, and never taken', async () => {
  const agent = open('head')
  await expect.element(page.getByText('500 to 4500 mm')).toBeVisible()
  await field().fill('21')
  await expect.element(page.getByRole('alert')).toHaveTextContent('')
  await button('Next').click()
  await expect.element(page.getByRole('alert')).toHaveTextContent('This is too small. Check the unit.')
  await field().fill('4501')
  await expect.element(page.getByRole('alert')).toHaveTextContent('This is too large. Check the unit.')
  await button('Next').click()
  await expect.element(field()).toHaveAttribute('aria-invalid', 'true')
  await field().fill('')
  await button('Next').click()
  await expect.element(page.getByRole('alert')).toHaveTextContent('Please enter a number.')
  await field().fill('2.1.0')
  await expect.element(page.getByRole('alert')).toHaveTextContent('This is not a number.')
  await asks('Use a tape to measure')
  expect(agent.asked).toEqual([])
})

test('mirrors are counted in whole numbers, 0 to 4; what was typed stands in no other step; the luminance may be left out', async () => {
  const agent = open('screen')
  // The shorter bar is four fifths of the first.
  for (const value of ['62.5', '50', '5000', '5020']) {
    await type(value)
    await expect.element(field()).toHaveValue('')
  }
  await expect.element(page.getByText('0 to 4')).toBeVisible()
  await expect.element(page.getByRole('button', { name: '.', exact: true })).toBeDisabled()
  await field().fill('1.5')
  await expect.element(page.getByRole('alert')).toHaveTextContent('Please enter a whole number.')
  await type('1')
  await expect.element(page.getByText('300 to 5000 mm; leave empty if it was not measured')).toBeVisible()
  await type('700')
  await expect.element(page.getByText('1 to 2000 cd/m²; leave empty if it was not measured')).toBeVisible()
  await type('')
  await expect.element(page.getByText('0 to 2000 cd/m²; leave empty if it was not measured')).toBeVisible()
  await type('')
  await vi.waitFor(() => expect(agent.works).toHaveLength(1))
  const [work] = agent.works
  expect(work).toMatchObject({ device: 'screen', pathMm: [5000, 5020], mirrors: 1, cameraMm: 700 })
  expect(work).not.toHaveProperty('luminance')
  expect(work).not.toHaveProperty('veil')
})

/** Luminances of a screen of 200 cd/m² with the primaries of sRGB, its greys to a power of 2.2, and where its primaries lie. */
const BY_METER = ['200', '42.53', '143.04', '14.43', '0', '9.56', '43.9', '107.2']
const PLACES = ['0.64', '0.33', '0.3', '0.6', '0.15', '0.06']

test('the colours of the screen are typed by hand, each field of colour shown to the meter; white’s place may be left out', async () => {
  const agent = open('screen-colours')
  await asks('Where do the colours of the screen come from?')
  await button('Typed by hand').click()
  await asks('How bright is white?')
  const patch = () => getComputedStyle(document.querySelector('rf-calibrate-device')?.shadowRoot?.querySelector('.patch') as Element)
  await type(BY_METER[0] ?? '')
  await asks('How bright is red?')
  expect(patch().backgroundColor).toBe('rgb(255, 0, 0)')
  for (const value of BY_METER.slice(1)) await type(value)
  await asks('chromaticity x of the primary red')
  for (const value of PLACES) await type(value)
  await asks('Leave it empty without a colorimeter')
  await type('')
  await type('')
  await asks('The calibration is recorded')
  const [work] = agent.works
  expect(work).toMatchObject({
    device: 'screen-colours',
    readings: { red: [0.64, 0.33], green: [0.3, 0.6], blue: [0.15, 0.06], luminance: { white: 200, red: 42.53, black: 0 } },
  })
  expect(work).not.toHaveProperty('readings.white')
  expect(work).toHaveProperty('readings.steps.0.1', { byte: 128, light: expect.closeTo(0.2195, 4) })
})

test('a colorimeter’s file is read where it is chosen; one that says nothing of a screen is refused in words', async () => {
  const agent = open('screen-colours')
  await button('A colorimeter’s file').click()
  const input = page.getByLabelText('Choose the .ti3 file', { exact: false })
  await input.upload(new File(['The screen is fine.'], 'notes.txt'))
  await asks('This file does not say what the colours of the screen are.')
  const rows = [
    '100 100 100 95.045 100 108.89',
    '0 0 0 0 0 0',
    '100 0 0 41.239 21.264 1.933',
    '0 100 0 35.758 71.517 11.919',
    '0 0 100 18.048 7.219 95.053',
    '50 50 50 20.685 21.764 23.699',
  ]
  const file = `CTI3\n\nLUMINANCE_XYZ_CDM2 "190.09 200 217.78"\nNORMALIZED_TO_Y_100 "YES"\nBEGIN_DATA_FORMAT\nRGB_R RGB_G RGB_B XYZ_X XYZ_Y XYZ_Z\nEND_DATA_FORMAT\nBEGIN_DATA\n${rows.join('\n')}\nEND_DATA\n`
  await input.upload(new File([file], 'screen.ti3'))
  await asks('The calibration is recorded')
  expect(agent.works).toMatchObject([{ device: 'screen-colours', readings: { luminance: { white: 200 }, white: [0.3127, 0.329] } }])
})

test('only the cells that the booth has are offered, all chosen; what is left out is not asked for', async () => {
  const agent = open('pedals')
  await expect.element(button('left pedal')).toBeVisible()
  expect(
    page
      .getByRole('button', { name: /pedal|grip|plate/ })
      .elements()
      .map((cell) => cell.textContent?.trim()),
  ).toEqual(['left pedal', 'right pedal'])
  await expect.element(button('right pedal')).toHaveAttribute('aria-pressed', 'true')
  await button('right pedal').click()
  await button('left pedal').click()
  await expect.element(button('Next')).toBeDisabled()
  await button('right pedal').click()
  await button('Next').click()
  await button('Measure').click()
  await expect.element(page.getByText('2 to 200 kg')).toBeVisible()
  await type('20')
  await button('Measure').click()
  await vi.waitFor(() => expect(agent.works).toHaveLength(1))
  expect(agent.works[0]).toMatchObject({ cells: [{ cell: 'pedal-right', loadMn: expect.closeTo(196_133, 3) }] })
})

test('a force sensor that sends no values offers none and says what to do', async () => {
  open('pedals', {}, { cells: [] })
  await asks('No place sends values')
  expect(button('Next').elements()).toEqual([])
})

test('loudspeakers and headphones are named in the page’s language', async () => {
  open('speakers', {}, {}, 'zh')
  await asks('声音从哪里出来？')
  await button('扬声器').click()
  await asks('左 · 声级计放在头部的标记处。按“播放”放 500 赫兹的声音')
  await expect.element(page.getByText('20 到 120 分贝')).toBeVisible()
})

test('loudspeakers and headphones too weak for hearing are said to be so at once, and again at the end', async () => {
  const agent = open('speakers')
  const progress = () => page.getByRole('progressbar').element().getAttribute('value')
  const shares: number[] = []
  const meter = async (...values: string[]) => {
    for (const value of values) {
      await type(value)
      const { max } = page.getByRole('progressbar').elements()[0] as HTMLProgressElement
      shares.push(Number(progress()) / max)
    }
  }
  await button('Loudspeakers').click()
  // 20 dB under full scale: 54.3 dB are 74.3, and 74.4 are needed.
  await meter('54.3')
  await expect
    .element(page.getByText('Loudspeakers · Left: at most 74.3 dB at 500 Hz, but hearing needs 74.4 dB', { exact: false }))
    .toBeVisible()
  await button('Previous step').click()
  await asks('500 Hz')
  await meter('54.4')
  await asks('1000 Hz')
  expect(page.getByText('hearing needs', { exact: false }).elements()).toEqual([])
  await meter('70', '70', '70', '70', '70', '70', '70')
  await button('TDH39 headphones').click()
  await asks('Put the headphones on the meter’s coupler.')
  await meter('49', '70', '70', '70', '70', '70', '70', '70')
  // What was answered is never taken for less than it was, except by a step back.
  expect(shares.slice(1)).toEqual(shares.slice(1).toSorted((a, b) => a - b))
  await type('112')
  await expect.element(page.getByText('The calibration is recorded', { exact: false })).toBeVisible()
  await expect
    .element(page.getByText('TDH39 headphones · Left: at most 69 dB at 500 Hz, but hearing needs 69.5 dB', { exact: false }))
    .toBeVisible()
  expect(agent.works).toHaveLength(1)
})

test('a tone plays until it is stopped or its step is left, and can be played again', async () => {
  const contexts: AudioContext[] = []
  const Real = AudioContext
  vi.stubGlobal('AudioContext', function () {
    const context = new Real()
    contexts.push(context)
    return context
  })
  onTestFinished(() => void vi.unstubAllGlobals())
  const states = (...wanted: AudioContextState[]) => vi.waitFor(() => expect(contexts.map(({ state }) => state)).toEqual(wanted))
  open('speakers')
  await button('Loudspeakers').click()
  await button('Play').click()
  await states('running')
  await button('Stop').click()
  await states('closed')
  await button('Play').click()
  await states('closed', 'running')
  await type('75')
  await asks('1000 Hz')
  await states('closed', 'closed')
  await button('Play').click()
  await states('closed', 'closed', 'running')
  document.body.replaceChildren()
  await states('closed', 'closed', 'closed')
})

/** Taps a camera's picture at so many thousandths of its width and height. */
const tap = async (camera: string, ...places: readonly (readonly [number, number])[]) => {
  const picture = page.getByLabelText(camera)
  // Its place grows from a video's own measure to the picture's when the first of it has come, and only then stands still.
  await vi.waitFor(() => {
    const { videoWidth, videoHeight } = picture.element() as HTMLVideoElement
    const { width, height } = picture.element().getBoundingClientRect()
    expect(width / height).toBeCloseTo(videoWidth / videoHeight, 1)
  })
  const { width, height } = picture.element().getBoundingClientRect()
  for (const [x, y] of places) await picture.click({ position: { x: (x / 1000) * width, y: (y / 1000) * height } })
}
const CORNERS = [
  [200, 250],
  [800, 250],
  [800, 750],
  [200, 750],
] as const
const marks = () => page.getByText(/^[1-4]$/).elements()
const near = (points: readonly (readonly [number, number])[]) => points.map(([x, y]) => [expect.closeTo(x, -1), expect.closeTo(y, -1)])

test('marks are drawn where they were tapped, the last can be taken away, and both cameras have theirs', async () => {
  const agent = open('cameras')
  await tap('Face camera', [200, 250], [500, 500])
  expect(marks()).toHaveLength(2)
  const [box, ring] = [page.getByLabelText('Face camera').element().getBoundingClientRect(), marks()[1]?.getBoundingClientRect()]
  expect(ring && (ring.left + ring.width / 2 - box.left) / box.width).toBeCloseTo(0.5, 1)
  await button('Undo the last mark').click()
  expect(marks()).toHaveLength(1)
  await expect.element(button('Next')).toBeDisabled()
  await tap('Face camera', ...CORNERS.slice(1), [500, 500])
  await asks('4 so far')
  await button('Next').click()
  await asks('Overview camera: tap the four marks')
  await button('Previous step').click()
  await asks('Face camera: tap the four marks on the wall, one after the other. 4 so far.')
  await button('Next').click()
  await tap('Overview camera', ...CORNERS)
  await button('Next').click()
  await expect.element(page.getByText('The calibration is recorded', { exact: false })).toBeVisible()
  const [work] = agent.works
  const [face, overview] = work?.device === 'record' && work.value.device === 'cameras' ? work.value.marks : []
  expect([face?.camera, overview?.camera]).toEqual(['face', 'overview'])
  expect(face?.points).toEqual(near(CORNERS))
  expect(overview?.points).toEqual(near(CORNERS))
})

test('a booth without an overview camera says so, and the face’s marks are kept alone', async () => {
  const agent = open('cameras')
  await tap('Face camera', ...CORNERS)
  await button('Next').click()
  await button('There is no such camera').click()
  await vi.waitFor(() => expect(agent.works).toMatchObject([{ value: { marks: [{ camera: 'face' }] } }]))
  expect(agent.works[0]).toHaveProperty('value.marks.length', 1)
})

test('an installer who sees the wrong camera changes it, and what was marked is taken from then on', async () => {
  open('cameras')
  const picture = () => page.getByLabelText('Face camera').element() as HTMLVideoElement
  const shown = () => (picture().srcObject as MediaStream | null)?.getVideoTracks()[0]?.getSettings().deviceId
  await vi.waitFor(() => expect(shown()).toBeTruthy())
  const first = shown()
  await tap('Face camera', [200, 250])
  await button('Not this one: show another').click()
  await vi.waitFor(() => expect(shown()).not.toBe(first))
  // Marks in another picture say nothing of this one.
  expect(marks()).toHaveLength(0)
  const second = shown()
  await tap('Face camera', ...CORNERS)
  await button('Next').click()
  await asks('Overview camera: tap the four marks')
  await tap('Overview camera', ...CORNERS)
  await button('Next').click()
  await asks('The calibration is recorded')
  const { face, overview } = keptCameras()
  expect(face).toBe(second)
  expect([second, null, undefined]).not.toContain(overview)
})
