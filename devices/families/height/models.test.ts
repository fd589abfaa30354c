import { expect, expectTypeOf, it } from 'vitest'
import type { Driver, Turn } from '../../line/driver.ts'
import type { Wire } from '../../line/simulator.ts'
import { bcmCommand, bcmFrame, bcmFrames } from './bcm-h10.ts'
import { bcmH10, heightText, tfLuna, urm, us100, weighIndicator } from './driver.ts'
import { heights } from './models.ts'
import type { HeightReading } from './readings.ts'
import { HEIGHT_ALONE, readPattern, WEIGHT_AND_HEIGHT } from './text-line.ts'
import { lunaCommand } from './tf-luna.ts'

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
const ascii = (text: string) => new TextEncoder().encode(text)

/** What a driver says of bytes that come at once, with what its framer dropped. */
function hear<R>(driver: Driver<R>, input: Uint8Array): { turns: Turn<R>[]; dropped: number } {
  const framer = driver.framer()
  const talk = driver.talk()
  return { turns: framer.push(input, 0).map((frame) => talk.hear(frame, 0)), dropped: framer.dropped }
}

// The sums were worked by hand from the makers' sheets.
it.each([
  ['175 cm', tfLuna('cm'), '59 59 AF 00 E8 03 00 09 55', { readings: [{ presenceMm: 1750 }] }],
  ['1750 mm', tfLuna('mm'), '59 59 D6 06 E8 03 00 09 82', { readings: [{ presenceMm: 1750 }] }],
  ['too little light', tfLuna('cm'), '59 59 AF 00 63 00 00 09 CD', { fault: 'weak' }],
  ['too much light', tfLuna('cm'), '59 59 AF 00 FF FF 00 09 68', { fault: 'overexposed' }],
  ['no distance', tfLuna('cm'), '59 59 00 00 E8 03 00 09 A6', { fault: 'no-distance' }],
  ['nearer than 20 cm', tfLuna('cm'), '59 59 13 00 E8 03 00 09 B9', { fault: 'below-range' }],
  ['URM 1750 mm', urm('mm'), '55 AA 11 02 02 06 D6 F0', { readings: [{ mm: 1750 }] }],
  ['URM 175 cm', urm('cm'), '55 AA 11 02 02 00 AF C3', { readings: [{ mm: 1750 }] }],
  ['URM without an echo', urm('mm'), '55 AA 11 02 02 FF FF 12', { fault: 'above-range' }],
  ['BCM 1685 mm, of which one answer isn’t enough', bcmH10({ device: 0x64, func: 0x35 }), 'A5 5A 05 64 35 06 95 39', {}],
  ['BCM 0 mm: nobody', bcmH10({ device: 0x64, func: 0x35 }), 'A5 5A 05 64 35 00 00 9E', { readings: [{ stature: null }] }],
  ['BCM says that its tare is done', bcmH10({ device: 0x64, func: 0x35 }), 'A5 5A 03 64 01 68', { fault: 'other-answer' }],
])('%s', (_, driver: Driver<unknown>, hex, turn) => {
  expect(hear(driver, bytes(hex))).toEqual({ turns: [turn], dropped: 0 })
  const wrong = bytes(hex)
  wrong[wrong.length - 1] = (wrong.at(-1) ?? 0) ^ 1
  expect(hear(driver, wrong)).toEqual({ turns: [], dropped: expect.any(Number) })
})

it.each([
  [lunaCommand(0x01), '5A 04 01 5F'],
  [lunaCommand(0x04), '5A 04 04 62'],
  [lunaCommand(0x03, 100, 0), '5A 06 03 64 00 C7'],
  [lunaCommand(0x03, 10, 0), '5A 06 03 0A 00 6D'],
  [lunaCommand(0x03, 0, 0), '5A 06 03 00 00 63'],
  [lunaCommand(0x05, 1), '5A 05 05 01 65'],
  [lunaCommand(0x05, 6), '5A 05 05 06 6A'],
  [lunaCommand(0x07, 1), '5A 05 07 01 67'],
  [lunaCommand(0x07, 0), '5A 05 07 00 66'],
  [lunaCommand(0x11), '5A 04 11 6F'],
  [lunaCommand(0x10), '5A 04 10 6E'],
  [bcmCommand(0x3c), 'A5 5A 03 03 3C 42'],
  [bcmCommand(0x34), 'A5 5A 03 03 34 3A'],
  [bcmFrame(0x64, 0x01), 'A5 5A 03 64 01 68'],
  [bcmCommand(0x36), 'A5 5A 03 03 36 3C'],
  [bcmCommand(0x35), 'A5 5A 03 03 35 3B'],
  [bcmCommand(0x33, 0, 0), 'A5 5A 05 03 33 00 00 3B'],
  [bcmCommand(0x33, 0x06, 0x95), 'A5 5A 05 03 33 06 95 D6'],
  [bcmCommand(0x3b, 0x02, 0x65), 'A5 5A 05 03 3B 02 65 AA'],
])('a command as its maker prints it: %#', (command, hex) => {
  expect(command).toEqual(bytes(hex))
})

it('a BCM frame is found behind garbage and in two halves', () => {
  const framer = bcmFrames()
  expect(framer.push(bytes('00 A5 A5 5A 05 64'), 0)).toEqual([])
  expect(framer.push(bytes('35 06 95 39'), 1)).toEqual([bytes('A5 5A 05 64 35 06 95 39')])
})

it('three answers of a US-100 are one reading, their median, so that one torn answer is none', () => {
  const talk = us100.talk()
  const framer = us100.framer()
  const turns = ['06 D6', 'D6 06 06', 'D7'].flatMap((hex, round) => {
    const at = round * 200
    const asked = talk.tick(at)
    return [asked, ...framer.push(bytes(hex), at + 20).map((frame) => talk.hear(frame, at + 20))]
  })
  expect(turns.flatMap(({ readings }) => readings ?? [])).toEqual([])
  const good = us100.talk()
  const told = [1750, 1990, 1752].map((mm) => {
    expect(good.tick(mm * 1000).send).toEqual(Uint8Array.of(0x55))
    return good.hear(Uint8Array.of(mm >> 8, mm & 0xff), 0)
  })
  expect(told).toEqual([{}, {}, { readings: [{ mm: 1752 }] }])
  expect(good.hear(Uint8Array.of(6, 0xd6), 0)).toEqual({ fault: 'unasked' })
})

it('a US-100 that says nothing is asked again, and that is a fault', () => {
  const talk = us100.talk()
  talk.tick(0)
  expect(talk.tick(60)).toEqual({})
  expect(talk.tick(120)).toEqual({ fault: 'no-answer', send: Uint8Array.of(0x55) })
})

const line = (source: string) => heightText(readPattern(source) ?? /^$/)
it.each([
  [WEIGHT_AND_HEIGHT, 'W:065.5 H:170.5', { readings: [{ stature: { mm: 1705, grams: 65_500 } }] }],
  [WEIGHT_AND_HEIGHT, 'W=65.5,H=170.5', { readings: [{ stature: { mm: 1705, grams: 65_500 } }] }],
  [WEIGHT_AND_HEIGHT, 'W:065.5 H:1?0.5', { fault: 'not-understood' }],
  [WEIGHT_AND_HEIGHT, 'W:065.5 H:170.5 H:180.0', { fault: 'not-understood' }],
  [WEIGHT_AND_HEIGHT, 'W:009.9 H:170.5', { fault: 'below-range' }],
  [WEIGHT_AND_HEIGHT, 'W:250.1 H:170.5', { fault: 'above-range' }],
  [WEIGHT_AND_HEIGHT, 'W:065.5 H:230.1', { fault: 'above-range' }],
  [HEIGHT_ALONE, 'H:059.9', { fault: 'below-range' }],
  [HEIGHT_ALONE, 'H: 170.5', { readings: [{ stature: { mm: 1705, grams: null } }] }],
])('a line by the pattern %s: %s', (source, text, turn) => {
  expect(hear(line(source), ascii(`${text}\r\n`)).turns).toEqual([turn])
})

/** As the maker of the patient scale Doran F1 prints its answer to `W`: weight, tare, height and body-mass index with their units. */
const DORAN = String.raw`[ -]?\s*(?<kg>\d+\.\d)#kg#GRS#[ .\d]+#kg#\s*(?<cm>\d+\.\d)#cm#[ .\d]*#BMI`
it('a patient scale that answers when it is asked is read behind its STX, by a pattern of its own', () => {
  const driver = heightText(readPattern(DORAN) ?? /^$/, 'W')
  const talk = driver.talk()
  const framer = driver.framer()
  const answers = ['170.5', '170.6', '170.4'].map((cm) => {
    expect(talk.tick(0)).toEqual({ send: Uint8Array.of(0x57) })
    return framer.push(ascii(`\u0002  65.5#kg#GRS#  0.0#kg# ${cm}#cm# 22.5#BMI\r\n`), 0).map((frame) => talk.hear(frame, 0))
  })
  expect(answers).toEqual([[{}], [{}], [{ readings: [{ stature: { mm: 1705, grams: 65_500 } }] }]])
  expect(framer.dropped).toBe(0)
})

it('a pattern without a height, or that is none, is refused', () => {
  expect(readPattern(String.raw`W(?<kg>\d+)`)).toBeNull()
  expect(readPattern(String.raw`H(?<cm>\d+`)).toBeNull()
})

it.each([
  ['ST,GS,+  123.456  kg', { readings: [{ weight: { steady: true, net: false, grams: 123_456 } }] }],
  ['US,NT,+   65.50  kg', { readings: [{ weight: { steady: false, net: true, grams: 65_500 } }] }],
  ['ST,GS,-    0.20  kg', { readings: [{ weight: { steady: true, net: false, grams: -200 } }] }],
  ['ST,GS,+  100.0  lb', { readings: [{ weight: { steady: true, net: false, grams: 45_359 } }] }],
  ['OL,GS,+  999.99  kg', { fault: 'overload' }],
  ['ST,GS,+  250.10  kg', { fault: 'above-range' }],
  ['ST,TR,+    1.00  kg', { fault: 'not-understood' }],
  ['ST,GS,+  1 3.456  kg', { fault: 'not-understood' }],
])('an indicator says %s', (text, turn) => {
  expect(hear(weighIndicator, ascii(`${text}\r\n`)).turns).toEqual([turn])
})

it('what sees only presence, or weighs, can never be a line for height', () => {
  expectTypeOf(tfLuna()).not.toExtend<Driver<HeightReading>>()
  expectTypeOf(weighIndicator).not.toExtend<Driver<HeightReading>>()
  expectTypeOf(us100).toExtend<Driver<HeightReading>>()
  expect(Object.entries(heights).flatMap(([name, { kind }]) => (kind === 'height' ? [] : [name]))).toEqual(['TF-Luna', 'weigh-indicator'])
})

it.each(Object.entries(heights))('%s: its simulator is understood by its driver', async (name, { driver: driverOf, imitate }) => {
  const settings = name === 'BCM-H10' ? { device: 0x64, func: 0x35 } : {}
  const driver: Driver<unknown> = driverOf(settings)
  let toBooth: (bytes: Uint8Array) => void = () => undefined
  let toDevice: (bytes: Uint8Array) => void = () => undefined
  const wire: Wire = {
    write: (bytes) => toBooth(bytes),
    onBytes(take) {
      toDevice = take
      return () => undefined
    },
  }
  const framer = driver.framer()
  const talk = driver.talk()
  const { simulator } = imitate(settings, { wire, random: () => 0.5, clock: () => performance.now(), pace: 10, floorMm: 2300 })
  const reading = await new Promise((resolve) => {
    const timer = setInterval(() => {
      const { send } = talk.tick(performance.now())
      if (send) toDevice(send)
    }, 30)
    toBooth = (bytes) => {
      for (const frame of framer.push(bytes, performance.now())) {
        const [first] = talk.hear(frame, performance.now()).readings ?? []
        if (first === undefined) continue
        clearInterval(timer)
        resolve(first)
      }
    }
    simulator.stand(1700)
  })
  simulator.stop()
  // 1.7 m under a sensor at 2.3 m.
  expect([
    { mm: 600 },
    { presenceMm: 600 },
    { stature: { mm: 1700, grams: null } },
    { stature: { mm: 1700, grams: 63_600 } },
    { weight: { steady: true, net: false, grams: 63_600 } },
  ]).toContainEqual(reading)
})
