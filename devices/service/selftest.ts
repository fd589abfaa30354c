import { screenFault } from '#measure/acuity/screen.ts'
import { type Weak, weakIn } from '#measure/hearing/weak.ts'
import type { CalibrationValue } from '#protocol/reading.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import type { SelfTest, Standing, TestRow } from '#protocol/service.ts'
import { isOfHeightHere, type OnBench } from '../bench/bench.ts'
import { steady } from './steady.ts'

export type SelfTestDeps = {
  devices: readonly OnBench[]
  calibration: (device: CalibrationValue['device']) => (Standing & { value: CalibrationValue }) | null
  /** Null: the disk takes readings. */
  disk: () => Refusal | null
  connected: () => boolean
  /** The server's clock; null: it can't be asked. */
  serverTime: () => Promise<Date | null>
  wall: () => Date
}

/** What a check can't be without. */
const CALIBRATED = ['height', 'screen', 'screen-colours', 'speakers', 'force'] as const
/** A calibration that ends within so many days is told before; the height's is taken again each morning. */
const SOON_DAYS = 14
/** Of a hundred frames so many may be broken. */
const NOISY = 0.05
/** Readings carry the booth's time, and the server refuses what is further off than some minutes. */
const CLOCK_S = 60
const FLOOR_MM = 10

type Row = Pick<TestRow, 'row' | 'result' | 'found'> & Partial<TestRow>
const row = (given: Row): TestRow => ({ name: null, kind: null, fields: {}, trouble: null, ...given })

/** A calibration as it stands, unless it is that of another kind of device, which stood in the booth before. */
export const ownStanding = <S extends { value: CalibrationValue }>(devices: readonly OnBench[], standing: S | null): S | null =>
  standing?.value.device === 'height' && !isOfHeightHere(devices, standing.value) ? null : standing

/** The morning's test: every device answers, every calibration holds, the empty floor is where it was, disk, server and clock are well. */
export const selfTest = async (deps: SelfTestDeps): Promise<SelfTest> => {
  const { devices, wall } = deps
  const calibration: SelfTestDeps['calibration'] = (kind) => ownStanding(devices, deps.calibration(kind))
  const rows = [
    ...devices.map(answers),
    ...CALIBRATED.map((kind) => holds(kind, calibration(kind), wall())),
    ...(await Promise.all(devices.filter(({ kind }) => kind === 'height').map((device) => floor(device, calibration('height'))))).flat(),
    deps.disk() === null
      ? row({ row: 'disk', result: 'good', found: 'writable' })
      : row({ row: 'disk', result: 'bad', found: 'not-writable' }),
    deps.connected()
      ? row({ row: 'server', result: 'good', found: 'connected' })
      : row({ row: 'server', result: 'bad', found: 'not-connected' }),
    ...clock(await deps.serverTime(), wall()),
  ]
  const has = (result: TestRow['result']) => rows.some((one) => one.result === result)
  return { at: wall().toISOString(), result: has('bad') ? 'bad' : has('warn') ? 'warn' : 'good', rows }
}

const answers = ({ name, kind, line }: OnBench): TestRow => {
  const { state, faults, frames, trouble } = line
  if (state !== 'alive') return row({ row: 'device', name, kind, result: 'bad', found: state, trouble })
  // Alive by its port alone.
  if (frames === 0) return row({ row: 'device', name, kind, result: 'warn', found: 'unheard' })
  const noisy = faults > (frames + faults) * NOISY
  return row({
    row: 'device',
    name,
    kind,
    result: noisy ? 'warn' : 'good',
    found: noisy ? 'noisy' : 'answers',
    fields: { faults, frames },
  })
}

const holds = (kind: (typeof CALIBRATED)[number], standing: (Standing & { value: CalibrationValue }) | null, now: Date): TestRow => {
  const of = { row: 'calibration', kind } as const
  if (standing === null) return row({ ...of, result: 'bad', found: 'never-calibrated' })
  if (standing.expired) return row({ ...of, result: 'bad', found: 'expired', fields: { since: standing.expiresAt } })
  if (standing.value.device === 'screen' && screenFault(standing.value, [])) return row({ ...of, result: 'bad', found: 'not-for-eyes' })
  const [weak] = standing.value.device === 'speakers' ? weakIn(standing.value) : []
  if (weak) return row({ ...of, ...tooWeak(weak, standing.value) })
  const days = Math.floor((Date.parse(standing.expiresAt) - now.getTime()) / 86_400_000)
  if (days < SOON_DAYS && !isTared(standing.value)) return row({ ...of, result: 'warn', found: 'expires-soon', fields: { days } })
  return row({ ...of, result: 'good', found: 'calibrated', fields: { until: standing.expiresAt } })
}

/** Without the direction test no hearing is tested here; what is too weak for pure tones or headphones leaves that. */
const tooWeak = (weak: Weak, value: CalibrationValue): Pick<TestRow, 'result' | 'found' | 'fields'> => ({
  result: weak.pitch === 500 && value.device === 'speakers' && value.transducer === weak.source ? 'bad' : 'warn',
  found: 'too-weak',
  fields: weak,
})

/** Does the booth take this calibration again by itself, from its empty floor? */
const isTared = (value: CalibrationValue): boolean => value.device === 'height' && !value.machine

const floor = async (device: OnBench, standing: { value: CalibrationValue } | null): Promise<TestRow[]> => {
  if (device.line.state !== 'alive' || standing?.value.device !== 'height' || !isTared(standing.value)) return []
  const of = { row: 'floor', name: device.name, kind: device.kind } as const
  const measured = await steady(device, null)
  if (isRefusal(measured)) return [row({ ...of, result: 'bad', found: 'unsteady' })]
  const fields = { mm: Math.round(measured.median), tape: Math.round(standing.value.floorMm) }
  const same = Math.abs(measured.median - standing.value.floorMm) <= FLOOR_MM
  return [row({ ...of, result: same ? 'good' : 'bad', found: same ? 'floor-as-taped' : 'not-the-floor', fields })]
}

const clock = (server: Date | null, now: Date): TestRow[] => {
  if (server === null) return []
  const seconds = Math.round((now.getTime() - server.getTime()) / 1000)
  const right = Math.abs(seconds) <= CLOCK_S
  return [row({ row: 'clock', result: right ? 'good' : 'bad', found: right ? 'clock-right' : 'clock-wrong', fields: { seconds } })]
}
