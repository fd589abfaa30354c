import { type Weak, weakAt } from '#measure/hearing/weak.ts'
import type { Language } from '#protocol/basic.ts'
import { FIELDS, type Field, mnOfKg } from '#protocol/fields.ts'
import type { ColourReadings } from '#protocol/procedures/screen-colours.ts'
import { HEADPHONES, PITCHES, type Pitch, TRANSDUCERS, type Transducer } from '#protocol/procedures/sound.ts'
import type { CalibrationWork, ServiceDevice } from '#protocol/service.ts'
import type { Cell, Side } from '#protocol/station.ts'
import { fill } from '#words/fill.ts'
import { MARKS, type Point } from './mark-picture.ts'
import { text } from './text.ts'
import { BELOW_DB } from './tone.ts'

/** What was entered, measured, chosen, tapped or read from a file so far, by the step's key; null: left out, as it may be. */
export type Values = Readonly<Record<string, number | null | string | readonly string[] | readonly Point[] | ColourReadings>>

/** One thing that an installer is asked. */
export type Step = { key: string; ask: string } & (
  | { kind: 'number'; field: Field }
  /** `first`: what is chosen before anybody chooses. */
  | { kind: 'choose'; options: readonly { value: string; words: string }[]; several: boolean; first: readonly string[] }
  | { kind: 'measure'; cell: Cell | null }
  /** A black bar so many CSS pixels long is shown, to be measured with a ruler. */
  | { kind: 'bar'; lengthPx: number; field: Field }
  | { kind: 'tone'; source: Transducer | null; ear: Side; pitch: Pitch; field: Field }
  /** A field of one colour is shown, to be measured with a meter. */
  | { kind: 'patch'; colour: string; field: Field }
  | { kind: 'file' }
  | { kind: 'tap'; camera: 'face' | 'overview'; optional: boolean }
)

/** The steps of a calibration, which may depend on what was answered, and what the answers come to. */
export type Walk = { steps(values: Values): Step[]; work(values: Values): CalibrationWork | null }

const EARS = ['left', 'right'] as const
/** What a meter can show of a tone that is played below full scale. */
const PLAYED: Field = {
  unit: 'dB',
  minimum: FIELDS.fullScaleDb.minimum - BELOW_DB,
  maximum: FIELDS.fullScaleDb.maximum - BELOW_DB,
}

const numberOf = (values: Values, key: string): number => {
  const value = values[key]
  return typeof value === 'number' ? value : Number.NaN
}

/** The calibration of a device; null: it needs none. `ratio`: physical pixels of a CSS pixel; `barPx`: CSS pixels of the bar to be measured. */
export const walkOf = (
  device: Pick<ServiceDevice, 'kind' | 'machine' | 'cells'>,
  language: Language,
  { ratio, barPx }: { ratio: number; barPx: number },
): Walk | null => {
  const words = text[language].service
  const { cells: names } = text[language].terms
  const number = (key: string, ask: string, field: Field): Step => ({ kind: 'number', key, ask, field })
  const measure = (key: string, ask: string, cell: Cell | null = null): Step => ({ kind: 'measure', key, ask, cell })
  switch (device.kind) {
    case 'height':
      return device.machine
        ? {
            steps: () => [number('rod', words.height.machineRod, FIELDS.rodMm), measure('said', words.height.machine)],
            work: (values) => ({ device: 'height-machine', rodMm: numberOf(values, 'rod'), saidMm: numberOf(values, 'said') }),
          }
        : {
            steps: () => [
              number('tape', words.height.tape, FIELDS.tapeMm),
              measure('empty', words.height.empty),
              number('rod', words.height.rod, FIELDS.rodMm),
              measure('under', words.height.underRod),
            ],
            work: (values) => ({
              device: 'height',
              tapeMm: numberOf(values, 'tape'),
              emptyMm: numberOf(values, 'empty'),
              rodMm: numberOf(values, 'rod'),
              underRodMm: numberOf(values, 'under'),
            }),
          }
    case 'force': {
      const { cells = [] } = device
      const chosen = (values: Values) => ('cells' in values ? cells.filter((cell) => chosenOf(values, 'cells').includes(cell)) : cells)
      const options = cells.map((cell) => ({ value: cell, words: names[cell] }))
      return {
        steps: (values) => [
          {
            kind: 'choose',
            key: 'cells',
            ask: cells.length === 0 ? words.force.noPlaces : words.force.places,
            options,
            several: true,
            first: cells,
          },
          ...chosen(values).flatMap((cell) => {
            const named = { cell: names[cell] }
            return [
              measure(`${cell} empty`, fill(words.force.empty, named), cell),
              number(`${cell} load`, fill(words.force.load, named), FIELDS.loadKg),
              measure(`${cell} loaded`, fill(words.force.loaded, named), cell),
            ]
          }),
        ],
        work: (values) => ({
          device: 'force',
          cells: chosen(values).map((cell) => ({
            cell,
            emptyMn: numberOf(values, `${cell} empty`),
            loadMn: mnOfKg(numberOf(values, `${cell} load`)),
            loadedMn: numberOf(values, `${cell} loaded`),
          })),
        }),
      }
    }
    case 'screen': {
      const { minimum, maximum } = FIELDS.pitchMm
      /** A bar of a part of that length, and the pitch of a pixel that its length in mm comes to. */
      const bar = (key: string, ask: string, part: number) => {
        const lengthPx = Math.round(barPx * part)
        const pixels = lengthPx * ratio
        const field: Field = { unit: 'mm', minimum: Math.ceil(minimum * pixels), maximum: Math.floor(maximum * pixels) }
        const step: Step = { kind: 'bar', key, ask, lengthPx, field }
        return { step, pitchMm: (values: Values) => numberOf(values, key) / pixels }
      }
      const [wide, narrower] = [bar('bar', words.screen.width, 1), bar('bar again', words.screen.widthAgain, 0.8)]
      return {
        steps: () => [
          wide.step,
          narrower.step,
          number('path', words.screen.path, FIELDS.pathMm),
          number('path again', words.screen.pathAgain, FIELDS.pathMm),
          number('mirrors', words.screen.mirrors, FIELDS.mirrors),
          number('camera', words.screen.camera, FIELDS.cameraMm),
          { kind: 'patch', key: 'luminance', ask: words.screen.luminance, colour: '#fff', field: FIELDS.luminance },
          { kind: 'patch', key: 'veil', ask: words.screen.veil, colour: '#000', field: FIELDS.veil },
        ],
        work: (values) => ({
          device: 'screen',
          pitchMm: [wide.pitchMm(values), narrower.pitchMm(values)],
          pathMm: [numberOf(values, 'path'), numberOf(values, 'path again')],
          mirrors: numberOf(values, 'mirrors'),
          ...(values['camera'] === null ? {} : { cameraMm: numberOf(values, 'camera') }),
          ...(values['luminance'] === null ? {} : { luminance: numberOf(values, 'luminance') }),
          ...(values['veil'] === null ? {} : { veil: numberOf(values, 'veil') }),
        }),
      }
    }
    case 'screen-colours':
      return coloursWalk(language)
    case 'speakers': {
      const tones = (of: string, source: Transducer | null, added = ''): Step[] =>
        EARS.flatMap((ear) =>
          PITCHES.map((pitch): Step => {
            const place = words.speakers.at[source === 'loudspeakers' ? 'loudspeakers' : 'headphones']
            const ask = `${added}${words.speakers.ears[ear]} · ${place}${fill(words.speakers.played, { pitch })}`
            return { kind: 'tone', key: `${of}${ear} ${pitch}`, ask, source, ear, pitch, field: PLAYED }
          }),
        )
      const named = words.speakers.transducers
      return {
        steps: (values) => {
          const beside = values['transducer'] === 'loudspeakers'
          const headphones = HEADPHONES.find((one) => one === values['headphones'])
          return [
            {
              kind: 'choose',
              key: 'transducer',
              ask: words.speakers.source,
              options: TRANSDUCERS.map((value) => ({ value, words: named[value] })),
              several: false,
              first: [],
            },
            ...tones('', TRANSDUCERS.find((one) => one === values['transducer']) ?? null),
            ...(beside
              ? [
                  {
                    kind: 'choose' as const,
                    key: 'headphones',
                    ask: words.speakers.beside,
                    options: [
                      { value: 'none', words: words.speakers.noHeadphones },
                      ...HEADPHONES.map((value) => ({ value, words: named[value] })),
                    ],
                    several: false,
                    first: [],
                  },
                ]
              : []),
            // Counted until somebody says that there are none: the way doesn't grow longer while it's gone.
            ...(beside && values['headphones'] !== 'none'
              ? tones(BESIDE, headphones ?? null, headphones ? `${named[headphones]} · ` : '')
              : []),
            number('microphone', words.speakers.microphone, FIELDS.microphoneDb),
          ]
        },
        work: (values) => speakers(values),
      }
    }
    case 'cameras':
      return {
        steps: () => [
          { kind: 'tap', key: 'face', ask: words.cameras.face, camera: 'face', optional: false },
          { kind: 'tap', key: 'overview', ask: words.cameras.overview, camera: 'overview', optional: true },
        ],
        work: (values) => {
          const marks = (['face', 'overview'] as const).flatMap((camera) => {
            const points = pointsOf(values, camera).map(([x, y]): [number, number] => [x, y])
            return points.length === MARKS ? [{ camera, points }] : []
          })
          return marks.length === 0 ? null : { device: 'record', value: { device: 'cameras', marks } }
        },
      }
    default:
      return null
  }
}

/** What was chosen at a step, one or several. */
export const chosenOf = (values: Values, key: string): string[] => {
  const chosen = values[key]
  if (typeof chosen === 'string') return [chosen]
  return Array.isArray(chosen) ? chosen.filter((one): one is string => typeof one === 'string') : []
}

/** What was measured at this step and is too weak for hearing to be tested; null: loud enough, or not measured yet. */
export const weakStep = (step: Step | undefined, values: Values): Weak | null => {
  if (step?.kind !== 'tone' || step.source === null || typeof values[step.key] !== 'number') return null
  const reached = numberOf(values, step.key) + BELOW_DB
  const same = { 500: reached, 1000: reached, 2000: reached, 4000: reached }
  const beside = step.key.startsWith(BESIDE) && step.pitch !== 500
  const weak = beside ? [] : weakAt({ transducer: step.source, fullScaleDb: { left: same, right: same } }, [step.pitch])
  return weak.find(({ ear }) => ear === step.ear) ?? null
}

/** Places tapped in a camera's picture. */
export const pointsOf = (values: Values, key: string): Point[] => {
  const points = values[key]
  return Array.isArray(points) ? points.filter((point): point is Point => typeof point === 'object') : []
}

/** Before the keys of what was measured of headphones beside loudspeakers. */
const BESIDE = 'beside '

const speakers = (values: Values): CalibrationWork | null => {
  const levels = (of: string) => {
    const at = (ear: Side, pitch: Pitch) => numberOf(values, `${of}${ear} ${pitch}`) + BELOW_DB
    const ear = (side: Side) => ({ 500: at(side, 500), 1000: at(side, 1000), 2000: at(side, 2000), 4000: at(side, 4000) })
    return { left: ear('left'), right: ear('right') }
  }
  const transducer = TRANSDUCERS.find((one) => one === values['transducer'])
  const headphones = transducer === 'loudspeakers' && HEADPHONES.find((one) => one === values['headphones'])
  const { microphone } = values
  if (!transducer) return null
  return {
    device: 'record',
    value: {
      device: 'speakers',
      transducer,
      fullScaleDb: levels(''),
      microphoneDb: typeof microphone === 'number' ? microphone : null,
      ...(headphones ? { headphones: { transducer: headphones, fullScaleDb: levels(BESIDE) } } : {}),
    },
  }
}

// ---------------------------------------------------------------- the colours of the screen

const PRIMARIES = ['red', 'green', 'blue'] as const
/** What a meter is held to, as the page shows it. */
const PATCHES = { white: '#ffffff', red: '#ff0000', green: '#00ff00', blue: '#0000ff', black: '#000000' } as const
const PATCH_NAMES = ['white', ...PRIMARIES, 'black'] as const
/** Bytes of the greys by which the screen's tone is found. */
const GREYS = [64, 128, 192] as const

/** A colorimeter's file, or the same by hand: luminances, greys, and the places of the primaries. */
const coloursWalk = (language: Language): Walk => {
  const { colours: words } = text[language].service
  const patch = (key: string, ask: string, colour: string, field: Field): Step => ({ kind: 'patch', key, ask, colour, field })
  const grey = (byte: number) => `rgb(${byte} ${byte} ${byte})`
  const source: Step = {
    kind: 'choose',
    key: 'source',
    ask: words.source,
    options: [
      { value: 'file', words: words.byFile },
      { value: 'hand', words: words.byHand },
    ],
    several: false,
    first: [],
  }
  const place = (name: (typeof PRIMARIES)[number] | 'white', field: Field): Step[] =>
    (['x', 'y'] as const).map((of) => {
      const ask = fill(name === 'white' ? words.whitePlace : words.place, { colour: words.names[name], of })
      return { kind: 'number', key: `${name} ${of}`, ask, field }
    })
  const byHand = (): Step[] => [
    ...PATCH_NAMES.map((name) =>
      patch(
        name,
        fill(words.patch, { colour: words.names[name] }),
        PATCHES[name],
        name === 'black' ? FIELDS.blackLuminance : FIELDS.colourLuminance,
      ),
    ),
    ...GREYS.map((byte) =>
      patch(`grey ${byte}`, fill(words.patch, { colour: fill(words.grey, { byte }) }), grey(byte), FIELDS.colourLuminance),
    ),
    ...PRIMARIES.flatMap((name) => place(name, FIELDS.chromaticity)),
    ...place('white', FIELDS.whiteChromaticity),
  ]
  return {
    steps: (values) => [
      source,
      ...(chosenOf(values, 'source').includes('hand') ? byHand() : [{ kind: 'file', key: 'file', ask: words.file } as const]),
    ],
    work: (values) => {
      const readings = chosenOf(values, 'source').includes('hand') ? readingsOf(values) : readIn(values['file'])
      return readings && { device: 'screen-colours', readings }
    },
  }
}

const readIn = (value: Values[string] | undefined): ColourReadings | null =>
  typeof value === 'object' && value !== null && 'steps' in value ? value : null

const readingsOf = (values: Values): ColourReadings => {
  const place = (name: string): [x: number, y: number] => [numberOf(values, `${name} x`), numberOf(values, `${name} y`)]
  const [white, black] = [numberOf(values, 'white'), numberOf(values, 'black')]
  const greys = GREYS.map((byte) => ({ byte, light: Math.max(0, (numberOf(values, `grey ${byte}`) - black) / (white - black)) }))
  const known = typeof values['white x'] === 'number' && typeof values['white y'] === 'number'
  return {
    ...(known ? { white: place('white') } : {}),
    red: place('red'),
    green: place('green'),
    blue: place('blue'),
    luminance: { white, red: numberOf(values, 'red'), green: numberOf(values, 'green'), blue: numberOf(values, 'blue'), black },
    steps: [greys, greys, greys],
  }
}
