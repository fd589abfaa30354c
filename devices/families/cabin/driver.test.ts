import { expect, test } from 'vitest'
import { mcuLine } from '../../line/mcu-line.ts'
import { cabinBoard } from './driver.ts'

/** What the driver makes of lines without their checksums. */
const hear = (...lines: string[]) => {
  const framer = cabinBoard.framer()
  const talk = cabinBoard.talk()
  return lines.flatMap((line) => framer.push(mcuLine(line), 0).map((frame) => talk.hear(frame, 0)))
}

test('what a contact says first counts at once, a change when it has lasted a tenth of a second', () => {
  const turns = hear('D,0,1000', 'D,1,1200', 'D,0,1210', 'D,1,1220', 'D,1,1300', 'D,1,1320', 'D,1,1520')
  expect(turns).toEqual([{ readings: [{ door: 'closed' }] }, {}, {}, {}, {}, { readings: [{ door: 'open' }] }, {}])
})

test('the clock of the board may begin again', () => {
  expect(hear('O,0,4294967200', 'O,1,4294967290', 'O,1,150')).toEqual([
    { readings: [{ occupied: false }] },
    {},
    { readings: [{ occupied: true }] },
  ])
})

test('noise and light that no booth has are faults', () => {
  expect(hear('N,385,1', 'N,199,1', 'N,1201,1', 'L,320,1', 'L,100001,1', 'H,1', 'X,1,1', 'D,2,1')).toEqual([
    { readings: [{ noiseDb: 38.5 }] },
    { fault: 'below-range' },
    { fault: 'above-range' },
    { readings: [{ lux: 320 }] },
    { fault: 'above-range' },
    {},
    { fault: 'not-understood' },
    { fault: 'not-understood' },
  ])
})
