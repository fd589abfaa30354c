import { calibrationOf } from '#measure/calibration.ts'
import type { Handlers } from '#protocol/message.ts'
import type { serviceMessages } from '#protocol/messages.ts'
import { isRefusal } from '#protocol/refusal.ts'
import type { DeviceOutput, ReadingOutput, SelfTest, ServiceDevice, ServiceView } from '#protocol/service.ts'
import type { Trouble } from '#protocol/trouble.ts'
import { screenColours } from './screen-colours.ts'

const works = { state: 'alive', faults: 0, trouble: null } as const
const quiet: Trouble = { code: 'quiet', fields: { path: '/dev/ttyUSB3' } }
const onRecord = { frames: 0, faults: 0, trouble: null, port: null } as const

const devices: readonly ServiceDevice[] = [
  { ...works, name: 'reader', kind: 'identity-card', model: 'SDT', port: 'usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0', frames: 812 },
  {
    ...works,
    name: 'head',
    kind: 'height',
    model: 'A02YYUW',
    port: 'A9X1',
    frames: 9120,
    faults: 3,
    calibration: { at: '2026-11-25T00:00:00.000Z', expiresAt: '2026-11-27T00:00:00.000Z', expired: false },
  },
  { ...works, name: 'keypad', kind: 'keypad', model: 'keypad', port: 'pci-0000:00:14.0-usb-0:3:1.0-port0', frames: 1044 },
  {
    name: 'pedals',
    kind: 'force',
    model: 'force-board',
    state: 'silent',
    port: 'usb-1a86_USB_Serial-if00-port0',
    frames: 77,
    faults: 20,
    trouble: quiet,
    calibration: { at: '2026-01-01T00:00:00.000Z', expiresAt: '2026-06-30T00:00:00.000Z', expired: true },
    cells: ['pedal-left', 'pedal-right'],
  },
  { ...works, name: 'cabin', kind: 'cabin', model: 'cabin-board', port: 'pci-0000:00:14.0-usb-0:6:1.0-port0', frames: 5220 },
  { ...works, name: 'plate', kind: 'weight', model: 'weigh-indicator', port: 'A7Q2', frames: 4410, faults: 1 },
  { ...onRecord, name: 'screen', kind: 'screen', model: 'screen', state: 'absent', calibration: null },
  {
    ...onRecord,
    name: 'screen-colours',
    kind: 'screen-colours',
    model: 'screen-colours',
    state: 'alive',
    calibration: { at: '2026-10-02T01:20:00.000Z', expiresAt: '2026-12-31T01:20:00.000Z', expired: false },
    colours: screenColours,
  },
  {
    ...onRecord,
    name: 'speakers',
    kind: 'speakers',
    model: 'speakers',
    state: 'alive',
    calibration: { at: '2026-03-02T01:20:00.000Z', expiresAt: '2027-03-02T01:20:00.000Z', expired: false },
  },
  { ...onRecord, name: 'cameras', kind: 'cameras', model: 'cameras', state: 'absent', calibration: null },
]

/** A booth in which something is wrong, as its installer sees it. */
export const serviceView: ServiceView = {
  simulated: false,
  devices: [...devices],
  spare: [{ path: '/dev/ttyUSB4', id: 'pci-0000:00:14.0-usb-0:8:1.0-port0', vendorId: '1a86', productId: '7523', serialNumber: null }],
  aside: [{ station: 'acuity-right', at: '2026-11-24T03:12:00.000Z', refusal: { refused: 'clock-wrong', fields: {} } }],
}

/** The morning's test in that booth. */
export const selfTested: SelfTest = {
  at: '2026-11-25T00:00:00.000Z',
  result: 'bad',
  rows: [
    { row: 'device', name: 'reader', kind: 'identity-card', result: 'good', found: 'answers', fields: { faults: 0 }, trouble: null },
    { row: 'device', name: 'head', kind: 'height', result: 'good', found: 'answers', fields: { faults: 3 }, trouble: null },
    { row: 'device', name: 'pedals', kind: 'force', result: 'bad', found: 'silent', fields: {}, trouble: quiet },
    {
      row: 'calibration',
      name: null,
      kind: 'force',
      result: 'bad',
      found: 'expired',
      fields: { since: '2026-06-30T00:00:00.000Z' },
      trouble: null,
    },
    {
      row: 'calibration',
      name: null,
      kind: 'speakers',
      result: 'bad',
      found: 'too-weak',
      fields: { source: 'loudspeakers', ear: 'left', pitch: 500, reached: 71.5, needed: 74.4 },
      trouble: null,
    },
    {
      row: 'floor',
      name: 'head',
      kind: 'height',
      result: 'good',
      found: 'floor-as-taped',
      fields: { mm: 2304, tape: 2304 },
      trouble: null,
    },
    { row: 'disk', name: null, kind: null, result: 'good', found: 'writable', fields: {}, trouble: null },
    { row: 'server', name: null, kind: null, result: 'good', found: 'connected', fields: {}, trouble: null },
    { row: 'clock', name: null, kind: null, result: 'good', found: 'clock-right', fields: { seconds: 0 }, trouble: null },
  ],
}

const line = (name: string, at: number, frame: string, ...readings: ReadingOutput[]): DeviceOutput => ({
  name,
  at,
  frame,
  readings,
  fault: null,
})

/** What some of its devices say. */
export const heardLines: Readonly<Record<string, readonly DeviceOutput[]>> = {
  head: [
    line('head', 61_000, 'FF 09 00 08', { mm: 2304 }),
    line('head', 61_101, 'FF 02 30 31', { mm: 560 }),
    { name: 'head', at: 61_202, frame: 'FF 00 11 10', readings: [], fault: 'below-range' },
    line('head', 61_303, 'FF 06 B0 B5', { mm: 1712 }),
  ],
  keypad: [
    line('keypad', 61_000, 'K,ok,1,512001*5E', { key: 'ok', deviceMs: 512_001 }),
    line('keypad', 62_400, 'K,left,1,513400*77', { key: 'left', deviceMs: 513_400 }),
  ],
  pedals: [
    line('pedals', 61_000, 'F,1,813920,203480,90021*4C', { cell: 'pedal-left', millinewtons: 203_480 }),
    line('pedals', 61_010, 'F,2,-1208,-302,90031*19', { cell: 'pedal-right', millinewtons: -302 }),
  ],
  cabin: [
    line('cabin', 61_000, 'D,0,44100*2B', { door: 'closed' }),
    line('cabin', 61_020, 'O,1,44120*37', { occupied: true }),
    line('cabin', 61_040, 'N,384,44140*0D', { noiseDb: 38.4 }),
    line('cabin', 61_060, 'L,412,44160*71', { lux: 412 }),
  ],
  plate: [line('plate', 61_000, 'ST,GS,+   65.50  kg', { weight: { steady: true, net: false, grams: 65_500 } })],
  reader: [line('reader', 61_000, '1295 bytes', { event: 'card' })],
}

/** The agent's answers in that booth: its sensor always measures the empty floor. `hear` gets what a watched device says. */
export const serviceAnswers = (hear: (heard: DeviceOutput) => void): Handlers<typeof serviceMessages, null> => ({
  'service:view': () => serviceView,
  'service:watch': ({ name }) => {
    for (const heard of heardLines[name ?? ''] ?? []) hear(heard)
    return { done: true }
  },
  'service:probe': () => ({ model: 'US-100', sure: false }),
  'service:measure': () => ({ median: 2304, spread: 3, samples: 30 }),
  'service:calibrate': (work) => {
    const value = calibrationOf(work)
    return isRefusal(value) ? value : { at: '2026-11-25T00:00:00.000Z', expiresAt: '2027-11-25T00:00:00.000Z', expired: false }
  },
  'service:selftest': () => selfTested,
})
