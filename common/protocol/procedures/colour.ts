import { type Static, Type } from 'typebox'
import { Exact, Instant, Said, Words } from '../basic.ts'
import { ScreenColours } from './screen-colours.ts'
import { wire } from './wire.ts'

export const COLOUR_KINDS = ['demonstration', 'protan', 'deutan', 'weak-protan', 'weak-deutan', 'tritan'] as const

export const DigitsAnswer = Type.String({ maxLength: 10, pattern: '^([0-9]{2}|cannot-see)$' })
const OpeningAnswer = Words(['up', 'right', 'down', 'left', 'cannot-see'] as const)

const PlatesRead = Exact({ shown: Type.Integer(), read: Type.Integer() })
const Walked = { score: Type.Integer(), plates: Type.Integer(), outcome: Words(['accepted', 'referred'] as const) }
/** `lines`: each line of confusion, where more than one was walked: the axis is accepted when all are, and its score is the least of theirs. */
const AxisScore = Exact({ ...Walked, lines: Type.Optional(Type.Array(Exact({ sweep: Type.Integer(), ...Walked }), { maxItems: 3 })) })

/** A dot of a colour plate: x, y, radius in thousandths of the plate's side, colour as `rrggbb`. */
export const Dot = Type.Tuple([
  Type.Integer({ minimum: 0, maximum: 1000 }),
  Type.Integer({ minimum: 0, maximum: 1000 }),
  Type.Integer({ minimum: 1, maximum: 100 }),
  Type.String({ maxLength: 6, pattern: '^[0-9a-f]{6}$' }),
])
export type Dot = Static<typeof Dot>

/** What the plates show: two digits, or an opening for people who don't read digits. */
const FORMS = ['digits', 'openings'] as const

/** Red and green told apart, on plates of dots. */
export const colour = wire({
  name: 'colour',
  most: 200,
  needs: ['screen'],
  methods: FORMS,
  method: (setup) => setup.form,
  setup: {
    form: Words(FORMS),
    /** Of the procedure; absent: the first, which walked one line of confusion an axis, and plates were drawn for sRGB whatever the screen. */
    version: Type.Optional(Type.Union([Type.Literal(2), Type.Literal(3)])),
    /** What plates are drawn from, and when it was measured; absent: sRGB. */
    screen: Type.Optional(Exact({ colours: ScreenColours, measuredAt: Instant })),
  },
  stimulus: Exact({
    /** `protan` and `deutan` decide; the weak ones and tritan only tell more. */
    kind: Words(COLOUR_KINDS),
    /** The plate is drawn from this, `kind` and `figure` alone, alike in booth and console. */
    plate: Type.Integer({ minimum: 0, maximum: 0xffffffff }),
    /** What it shows: two digits, or the side on which a ring is open. */
    figure: Type.String({ maxLength: 5, pattern: '^([0-9]{2}|up|right|down|left)$' }),
    /** On which of the axis's lines of confusion its colours lie: to a side of the middle one; absent: on that. */
    sweep: Type.Optional(Type.Union([Type.Literal(-1), Type.Literal(1)])),
  }),
  answer: Type.Union([DigitsAnswer, OpeningAnswer]),
  score: {
    form: Words(FORMS),
    demonstrationRead: Type.Boolean(),
    protan: AxisScore,
    deutan: AxisScore,
    /** Faint plates, shown once both axes are accepted. `noted`: too few were read. Weakness passes. */
    weak: Exact({ protan: PlatesRead, deutan: PlatesRead, noted: Type.Boolean() }),
    /** Blue and yellow, for information. */
    tritan: PlatesRead,
    outcome: Words(['no-red-green-blindness', 'referred'] as const),
  },
  scenes: [
    Exact({
      scene: Type.Literal('plate'),
      demonstration: Type.Boolean(),
      /** What the driver is asked for: two digits, or where a ring is open. */
      form: Words(FORMS),
      ground: Said,
      dots: Type.Array(Dot, { maxItems: 5000 }),
      /** The first of the two digits, once the keypad has given it: people want to see what they typed. */
      typed: Type.Optional(Type.String({ maxLength: 1, pattern: '^[0-9]?$' })),
      /** The digit to which a stick was led, of ten in two rows. */
      at: Type.Optional(Type.String({ maxLength: 1, pattern: '^[0-9]$' })),
    }),
  ],
})
export type ColourSetup = Static<typeof colour.setup>
export type ColourStimulus = Static<typeof colour.stimulus>
export type ColourScore = Static<typeof colour.score>
export type ColourTrial = Static<typeof colour.trial>
