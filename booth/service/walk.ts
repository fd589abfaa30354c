import type { Language } from '#protocol/basic.ts'
import { PITCHES, type Pitch } from '#protocol/measurement.ts'
import type { CalibrationWork, ServiceDevice } from '#protocol/service.ts'
import { CELLS, type Cell, type Side } from '#protocol/station.ts'
import { fill, text } from '#protocol/text/index.ts'
import { BELOW_DB } from './tone.ts'

/** What was entered, measured, chosen or tapped so far, by the step's key. */
export type Values = Readonly<Record<string, number | null | string | readonly string[] | readonly (readonly [number, number])[]>>

/** One thing that an installer is asked. */
export type Step = { key: string; ask: string } & (
  | { kind: 'number'; optional: boolean }
  | { kind: 'choose'; options: readonly string[]; several: boolean }
  | { kind: 'measure'; cell: Cell | null; unit: string }
  /** A black bar so many CSS pixels long is shown, to be measured with a ruler. */
  | { kind: 'bar'; lengthPx: number }
  | { kind: 'tone'; ear: Side; pitch: Pitch }
  | { kind: 'tap' }
)

/** The steps of a calibration, which may depend on what was answered, and what the answers come to. */
export type Walk = { steps(values: Values): Step[]; work(values: Values): CalibrationWork | null }

const G = 9.80665
const EARS = ['left', 'right'] as const
const MARKS = 4

const numberOf = (values: Values, key: string): number => {
  const value = values[key]
  return typeof value === 'number' ? value : Number.NaN
}

/** The calibration of a device; null: it needs none. `ratio`: physical pixels of a CSS pixel; `barPx`: CSS pixels of the bar to be measured. */
export const walkOf = (
  device: Pick<ServiceDevice, 'kind' | 'machine'>,
  language: Language,
  { ratio, barPx }: { ratio: number; barPx: number },
): Walk | null => {
  const say = text[language].service
  const number = (key: string, ask: string, optional = false): Step => ({ kind: 'number', key, ask, optional })
  const measure = (key: string, ask: string, cell: Cell | null = null): Step => {
    const unit = cell === null ? say.millimetres : say.millinewtons
    return { kind: 'measure', key, ask, cell, unit }
  }
  switch (device.kind) {
    case 'height':
      return device.machine
        ? {
            steps: () => [number('rod', say.height.machineRod), measure('said', say.height.machine)],
            work: (values) => ({ device: 'height-machine', rodMm: numberOf(values, 'rod'), saidMm: numberOf(values, 'said') }),
          }
        : {
            steps: () => [
              number('tape', say.height.tape),
              measure('empty', say.height.empty),
              number('rod', say.height.rod),
              measure('under', say.height.underRod),
            ],
            work: (values) => ({
              device: 'height',
              tapeMm: numberOf(values, 'tape'),
              emptyMm: numberOf(values, 'empty'),
              rodMm: numberOf(values, 'rod'),
              underRodMm: numberOf(values, 'under'),
            }),
          }
    case 'force':
      return {
        steps: (values) => [
          { kind: 'choose', key: 'cells', ask: say.force.which.replace(/[(（:：].*$/, ''), options: CELLS, several: true },
          ...cellsOf(values).flatMap((cell) => {
            const named = { cell: say.cells[cell] }
            return [
              measure(`${cell} empty`, fill(say.force.empty, named), cell),
              number(`${cell} load`, fill(say.force.load, named)),
              measure(`${cell} loaded`, fill(say.force.loaded, named), cell),
            ]
          }),
        ],
        work: (values) => ({
          device: 'force',
          cells: cellsOf(values).map((cell) => ({
            cell,
            emptyMn: numberOf(values, `${cell} empty`),
            loadMn: numberOf(values, `${cell} load`) * G * 1000,
            loadedMn: numberOf(values, `${cell} loaded`),
          })),
        }),
      }
    case 'screen':
      return {
        steps: () => [
          { kind: 'bar', key: 'bar', ask: say.screen.width, lengthPx: barPx },
          number('path', say.screen.path),
          number('mirrors', say.screen.mirrors),
          number('luminance', say.screen.luminance, true),
        ],
        work: (values) => ({
          device: 'record',
          value: {
            device: 'screen',
            pitchMm: numberOf(values, 'bar') / (barPx * ratio),
            pathMm: numberOf(values, 'path'),
            mirrors: numberOf(values, 'mirrors'),
            ...(values['luminance'] === null ? {} : { luminance: numberOf(values, 'luminance') }),
          },
        }),
      }
    case 'speakers':
      return {
        steps: () => [
          {
            kind: 'choose',
            key: 'transducer',
            ask: say.speakers.transducer.replace(/[(（:：].*$/, ''),
            options: ['loudspeakers', 'TDH39', 'HD300', 'HDA200'],
            several: false,
          },
          ...EARS.flatMap((ear) =>
            PITCHES.map((pitch): Step => {
              const ask = `${say.speakers.ears[ear]} · ${fill(say.speakers.played, { pitch })}`
              return { kind: 'tone', key: `${ear} ${pitch}`, ask, ear, pitch }
            }),
          ),
          number('microphone', say.speakers.microphone, true),
        ],
        work: (values) => speakers(values),
      }
    case 'cameras':
      return {
        steps: () => [{ kind: 'tap', key: 'points', ask: say.cameras.face }],
        work: (values) => {
          const [a, b, c, d] = pointsOf(values)
          if (!a || !b || !c || !d) return null
          return { device: 'record', value: { device: 'cameras', marks: [{ camera: 'face', points: [a, b, c, d] }] } }
        },
      }
    default:
      return null
  }
}

const cellsOf = (values: Values): Cell[] => {
  const chosen = values['cells']
  return CELLS.filter((cell) => Array.isArray(chosen) && chosen.some((one) => one === cell))
}

/** Places tapped in a picture, thousandths of its width and height. */
export const pointsOf = (values: Values): [number, number][] => {
  const points = values['points']
  if (!Array.isArray(points)) return []
  return points
    .flatMap((point) => (Array.isArray(point) ? [[Number(point[0]), Number(point[1])] satisfies [number, number]] : []))
    .slice(0, MARKS)
}

const speakers = (values: Values): CalibrationWork | null => {
  const levels = (ear: Side) => {
    const of = (pitch: Pitch) => numberOf(values, `${ear} ${pitch}`) + BELOW_DB
    return { 500: of(500), 1000: of(1000), 2000: of(2000), 4000: of(4000) }
  }
  const transducer = (['loudspeakers', 'TDH39', 'HD300', 'HDA200'] as const).find((one) => one === values['transducer'])
  const { microphone } = values
  if (!transducer) return null
  return {
    device: 'record',
    value: {
      device: 'speakers',
      transducer,
      fullScaleDb: { left: levels('left'), right: levels('right') },
      microphoneDb: typeof microphone === 'number' ? microphone : null,
    },
  }
}
