import sharp from 'sharp'
import { rehearseEye } from '#measure/acuity/rehearse-eye.ts'
import { replay } from '#measure/index.ts'
import { limbTasks } from '#measure/limbs/limbs.ts'
import * as procedures from '#measure/procedures.ts'
import { rehearse } from '#measure/rehearse.ts'
import type { StationView } from '#protocol/check.ts'
import type { Setup } from '#protocol/measurement.ts'
import type { Log } from '#protocol/rest.ts'
import type { Finding } from '#protocol/station.ts'
import type { AnyStation } from '#protocol/stations.ts'
import type { Examination, Examined, UsedCalibration } from '../server/report/examination.ts'
import { idOf } from './made-up/ids.ts'

// How a made-up driver was examined, each station once, for tests that draw a whole paper.

const SEED = '5a5a5a5a0123456789abcdef5a5a5a5a'
const AT = '2026-11-25T01:52:00.000Z'

const calibration = (n: number, device: UsedCalibration['device']): UsedCalibration => ({
  id: idOf(900 + n),
  device,
  at: '2026-10-02T01:20:00.000Z',
  expiresAt: '2026-12-31T01:20:00.000Z',
})

type Measured = {
  station: AnyStation
  finding: Finding | null
  setup: Setup
  trials: Log['trials']
  calibrations?: UsedCalibration[]
  asked?: number
}

const examined = ({ station, finding, setup, trials, calibrations = [], asked }: Measured, n: number): Examined => {
  const replayed = replay(setup, SEED, trials, { hurried: true })
  if (!replayed.ok) throw new Error(`not a log of ${station}: ${replayed.why} at ${replayed.at}`)
  return {
    view: {
      station,
      ...(asked === undefined ? {} : { asked }),
      state: 'measured',
      attempts: [
        {
          id: idOf(910 + n),
          number: 1,
          by: 'booth',
          startedAt: AT,
          setup,
          state: 'read',
          reading: idOf(930 + n),
          score: replayed.score,
        },
      ],
      finding,
      source: 'measured',
      decision: null,
    },
    log: { setup, trials },
    stills: new Map(),
    calibrations,
  }
}

/** What a camera sees of somebody who does as asked, as large as a booth makes it: a drawn person, and the noise of a camera. */
const sampleStill = (): Promise<Buffer> => {
  const figure = `<svg width="640" height="360"><rect width="640" height="360" fill="#c9d3d8"/><rect y="300" width="640" height="60" fill="#9aa7ae"/>
    <circle cx="320" cy="90" r="38" fill="#edc3a0"/><rect x="262" y="130" width="116" height="130" rx="30" fill="#2f5d73"/>
    <path d="M268 150L190 70M372 150L450 70" stroke="#2f5d73" stroke-width="30" stroke-linecap="round"/>
    <path d="M296 250V330M344 250V330" stroke="#26343d" stroke-width="34" stroke-linecap="round"/></svg>`
  // The same noise each time.
  const noise = Buffer.from(Array.from({ length: 640 * 360 }, (_, n) => 118 + (((n * 2654435761) >>> 16) % 21)))
  return sharp(Buffer.from(figure))
    .removeAlpha()
    .composite([{ input: noise, raw: { width: 640, height: 360, channels: 1 }, blend: 'soft-light' }])
    .jpeg({ quality: 75 })
    .toBuffer()
}

/** Each task of the limbs with its still. */
const pictured = (one: Examined, jpeg: Uint8Array): Examined => {
  if (one.log?.setup.procedure !== 'limbs') return one
  const digest = '0'.repeat(64)
  const trials = one.log.trials.map((trial) => ({ ...trial, still: { camera: 'overview' as const, digest } })) as Log['trials']
  return { ...one, log: { ...one.log, trials }, stills: new Map([[digest, jpeg]]) }
}

const screen = { pitchMm: 0.2745, pathMm: 5000, mirrors: 1 }
const acuity = (eye: 'left' | 'right', sees: (level: number, n: number) => boolean) => {
  const setup = { procedure: 'acuity' as const, version: 2 as const, method: 'limits' as const, eye, limits: [4.9], glasses: true, screen }
  const trials = rehearseEye(setup, SEED, ({ level, direction }, n) => (sees(level, n) ? direction : 'cannot-see'))
  return { setup, trials }
}

const colour = () => {
  const setup = { procedure: 'colour' as const, form: 'digits' as const }
  return {
    setup,
    trials: rehearse(procedures.colour, setup, SEED, ({ kind, figure }, n) => (kind === 'protan' && n % 4 === 0 ? 'cannot-see' : figure)),
  }
}

const hearing = () => {
  const noise = { limitDb: 45, microphoneDb: 110 }
  const setup = { procedure: 'hearing' as const, version: 2 as const, aid: false, levelDb: 54, roveDb: 16, noise }
  const trials = rehearse(procedures.hearing, setup, SEED, (stimulus, n) =>
    'listen' in stimulus ? { dbfs: -80 } : n === 4 || stimulus.side === 'silent' ? 'nothing' : stimulus.side,
  )
  return { setup, trials }
}

const height = () => {
  const setup = { procedure: 'height' as const, floorMm: 2400, limitsMm: [1550] }
  const samplesMm = Array.from({ length: 25 }, (_, n) => 678 + ((n * 7) % 4))
  return { setup, trials: rehearse(procedures.height, setup, SEED, ({ step }) => (step === 'stand' ? { step, samplesMm } : { step })) }
}

const limbs = (station: 'upper-limbs' | 'lower-limbs' | 'trunk') => {
  const setup = { procedure: 'limbs' as const, station, tasks: limbTasks(station) }
  const force = Array.from({ length: 60 }, (_, n): [number, number] => [n * 50, n < 8 || n > 50 ? 0 : 330_000 + ((n * 37) % 60) * 1000])
  const trials = rehearse(procedures.limbs, setup, SEED, ({ task }) => ({
    done: 'done' as const,
    force: task.startsWith('press') || task.startsWith('grip') ? force : null,
  }))
  return { setup, trials }
}

const decided = (one: Examined, part: Pick<StationView, 'finding' | 'decision' | 'basis'>): Examined => ({
  ...one,
  view: { ...one.view, ...part, state: 'decided', source: 'doctor' },
})

/** Every station of the form: one eye at its limit, limbs that the doctor judged, and hearing that was decided against its measurement. */
const stations = (): Examined[] => {
  const screenUsed = [calibration(1, 'screen')]
  const doctor = '林知远'
  const heard: Finding = { station: 'hearing', left: true, right: true, aid: false }
  const measured: readonly Measured[] = [
    { station: 'height', finding: { station: 'height', cm: 172 }, asked: 155, ...height(), calibrations: [calibration(0, 'height')] },
    {
      station: 'acuity-right',
      finding: { station: 'acuity-right', reached: 5, glasses: true },
      asked: 4.9,
      ...acuity('right', (level) => level <= 5.1),
      calibrations: screenUsed,
    },
    {
      station: 'acuity-left',
      finding: { station: 'acuity-left', reached: 4.9, glasses: true },
      asked: 4.9,
      ...acuity('left', (level, n) => level < 4.9 || n % 5 < 3),
      calibrations: screenUsed,
    },
    {
      station: 'colour',
      finding: { station: 'colour', colour: 'no-red-green-blindness' },
      ...colour(),
      calibrations: [...screenUsed, calibration(2, 'screen-colours')],
    },
    { station: 'hearing', finding: heard, ...hearing(), calibrations: [calibration(3, 'speakers')] },
    { station: 'upper-limbs', finding: null, ...limbs('upper-limbs'), calibrations: [calibration(4, 'force')] },
    { station: 'lower-limbs', finding: null, ...limbs('lower-limbs'), calibrations: [calibration(4, 'force')] },
    { station: 'trunk', finding: null, ...limbs('trunk') },
  ]
  const judged = (finding: Finding) => ({ finding, basis: 'judged' as const, decision: { doctor, reason: null, at: AT, measured: null } })
  const findings: Partial<Record<AnyStation, Parameters<typeof decided>[1]>> = {
    'upper-limbs': judged({ station: 'upper-limbs', upper: 'normal', left: '', right: '' }),
    'lower-limbs': judged({ station: 'lower-limbs', lower: 'normal', left: '', right: '' }),
    trunk: judged({ station: 'trunk', trunk: 'normal' }),
    hearing: {
      finding: { station: 'hearing', left: true, right: false, aid: false },
      basis: 'against',
      decision: { doctor, reason: '右耳用音叉当面复查，听不见', at: AT, measured: heard },
    },
  }
  return measured.map(examined).map((one) => {
    const finding = findings[one.view.station]
    return finding ? decided(one, finding) : one
  })
}

/** How the made-up driver of `sampleReport` was examined. */
export const sampleExamination = async (): Promise<Examination> => {
  const jpeg = await sampleStill()
  const plain = (background: string) => sharp({ create: { width: 260, height: 378, channels: 3, background } })
  return {
    stations: stations().map((one) => pictured(one, jpeg)),
    from: '2026-11-25T01:40:00.000Z',
    to: '2026-11-25T01:58:00.000Z',
    taken: await plain('#b9c7cf').jpeg().toBuffer(),
    card: await plain('#d9d2c4').jpeg().toBuffer(),
  }
}
