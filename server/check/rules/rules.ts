import type { Fork } from '#measure/procedure.ts'
import { CLASSES, type LicenceClass } from '#protocol/station.ts'

/**
 * How sure a value is: compared with the official text, read in a complete copy of the order, in reprints of parts of it, or from memory.
 * `proposal`: no text names it; where it comes from stands beside it.
 */
export type Verified = 'official' | 'copy' | 'reprint' | 'memory' | 'proposal'

/** What a holder may exchange a class for that age ends; `nothing`: the class ends, and a licence of such classes alone is cancelled. */
type Exchange = 'car' | 'car-and-c6' | 'moped' | 'nothing'

/** Until when a class may be kept, in full years: from `until` on it may not be driven any more. */
export type Keeping = {
  until: number
  exchange: Exchange
  /** Who asks in the year before, and passes the ability test, may drive on until this age; null: nobody may. */
  driveOnTo: number | null
}

export type ClassRule = {
  /** Ages at application in full years, both included; `to` null: no upper limit. They are noted, not judged: the case decides them. */
  ages: { from: number; to: number | null; verified: Verified }
  /** Ages of keeping; null: for life. Absent in the first version, which told holders the ages of applying. */
  keeping?: Keeping | null
  /** Least height, cm; null: none. */
  heightCm: number | null
  /** Least acuity of each eye, naked or corrected, on the 5-grade scale. */
  acuity: 5.0 | 4.9
  /** May one eye be impaired, when the better reaches 5.0 and sees 150° across? */
  oneEye: boolean
  hearingAid: boolean
  /** An end joint missing, or three complete fingers on the left hand, both palms complete. */
  upperRelaxed: boolean
  /** The left leg alone missing or without function. */
  leftLeg: boolean
  /** Only an institution named by the province may certify. */
  special: boolean
  /** Classes that a holder may drive as well: what is left when this one is lost. */
  covers: readonly LicenceClass[]
}

export type Rules = {
  version: string
  order: string
  inForce: string
  source: string
  /** How sure the items are on the whole; verified.ts says it of each value. */
  verified: Record<'ages' | 'height' | 'acuity' | 'oneEye' | 'colour' | 'hearing' | 'limbs' | 'covers', Verified>
  classes: Record<LicenceClass, ClassRule>
  /** From this age on the yearly certificate and the ability test belong to a renewal: shown, not judged. */
  abilityTestFrom: number
  /**
   * Business letters that apply for a class (A first licence, B another class, C of the forces, D foreign): every other keeps one.
   * Absent in the first version, to which all were alike.
   */
  applying?: { letters: readonly string[]; abilityTest: readonly LicenceClass[] }
  /** How loud the sounds are that stand for the tuning fork at 50 cm, dB HL. Absent in the first versions: 28 to 52. */
  fork?: Fork
}

const car = {
  ages: { from: 18, to: null, verified: 'reprint' },
  heightCm: null,
  acuity: 4.9,
  oneEye: true,
  hearingAid: false,
  upperRelaxed: false,
  leftLeg: false,
  special: false,
  covers: [],
} as const satisfies ClassRule
const light = { ...car, oneEye: false } as const satisfies ClassRule
const heavy = { ...light, heightCm: 155, acuity: 5.0, ages: { from: 20, to: 63, verified: 'reprint' } } as const satisfies ClassRule
const oldTractor = { from: 18, to: 63, verified: 'reprint' } as const
const motorcycle = { from: 18, to: 70, verified: 'reprint' } as const

/** Order 162 of the Ministry of Public Security as amended by Order 172, in force since 1 January 2025. */
const order172: Rules = {
  version: '172-2025-01-01',
  order: '公安部令第162号，经第172号修改',
  inForce: '2025-01-01',
  source: '机动车驾驶证申领和使用规定 第十四条',
  verified: {
    ages: 'reprint',
    height: 'reprint',
    acuity: 'reprint',
    oneEye: 'reprint',
    colour: 'reprint',
    hearing: 'reprint',
    limbs: 'reprint',
    covers: 'memory',
  },
  classes: {
    A1: {
      ...heavy,
      ages: { from: 22, to: 63, verified: 'memory' },
      covers: ['A3', 'B1', 'B2', 'C1', 'C2', 'C3', 'C4', 'M'],
    },
    A2: {
      ...heavy,
      ages: { from: 22, to: 63, verified: 'memory' },
      covers: ['B1', 'B2', 'C1', 'C2', 'C3', 'C4', 'C6', 'M'],
    },
    A3: { ...heavy, covers: ['C1', 'C2', 'C3', 'C4'] },
    B1: { ...heavy, heightCm: 150, covers: ['C1', 'C2', 'C3', 'C4', 'M'] },
    B2: { ...heavy, covers: ['C1', 'C2', 'C3', 'C4', 'M'] },
    C1: { ...car, hearingAid: true, upperRelaxed: true, covers: ['C2', 'C3'] },
    C2: { ...car, hearingAid: true, upperRelaxed: true, leftLeg: true },
    C3: { ...car, upperRelaxed: true, ages: oldTractor, covers: ['C4'] },
    C4: { ...car, upperRelaxed: true, ages: oldTractor },
    C5: { ...car, special: true },
    C6: { ...light, ages: { from: 20, to: 70, verified: 'reprint' } },
    D: { ...light, ages: motorcycle, covers: ['E', 'F'] },
    E: { ...light, ages: motorcycle, covers: ['F'] },
    F: light,
    M: { ...light, ages: oldTractor },
    N: heavy,
    P: { ...heavy, heightCm: null },
  },
  abilityTestFrom: 70,
}

const toCar = { until: 63, exchange: 'car', driveOnTo: 66 } as const
const ends63 = { until: 63, exchange: 'nothing', driveOnTo: 66 } as const
const ends70 = { until: 70, exchange: 'nothing', driveOnTo: null } as const
const toMoped = { until: 70, exchange: 'moped', driveOnTo: null } as const
const KEEPING: Record<LicenceClass, Keeping | null> = {
  A1: toCar,
  A2: { ...toCar, exchange: 'car-and-c6' },
  A3: toCar,
  B1: toCar,
  B2: toCar,
  C1: null,
  C2: null,
  C3: ends70,
  C4: ends70,
  C5: null,
  C6: { until: 70, exchange: 'car', driveOnTo: null },
  D: toMoped,
  E: toMoped,
  F: null,
  M: ends63,
  N: ends63,
  P: ends63,
}
/** The same orders read again: who keeps a class is told the ages of keeping (article 65), who applies for one those of applying (14). */
const order172Again: Rules = {
  ...order172,
  version: '172-2025-01-01-2',
  source: '机动车驾驶证申领和使用规定 第十四条、第六十五条、第六十七条、第七十三条',
  verified: {
    ages: 'copy',
    height: 'copy',
    acuity: 'copy',
    oneEye: 'copy',
    colour: 'copy',
    hearing: 'copy',
    limbs: 'copy',
    covers: 'memory',
  },
  classes: CLASSES.reduce((all, one) => {
    const rule = all[one]
    return { ...all, [one]: { ...rule, keeping: KEEPING[one], ages: { ...rule.ages, verified: 'copy' } } }
  }, order172.classes),
  applying: { letters: ['A', 'B', 'C', 'D'], abilityTest: ['C1', 'C2', 'C5', 'F'] },
}

/**
 * The same orders, with sounds no softer than what a fork's are when it is struck firmly: who hears that one at 50 cm meets article 14, and is
 * not referred for missing softer ones.
 */
const order172Heard: Rules = { ...order172Again, version: '172-2025-01-01-3', fork: { softestDb: 38, loudestDb: 70 } }

/** Every version that ever judged a check, oldest first. Never edit one that landed: add another, and its marks in verified.ts. */
export const VERSIONS: readonly Rules[] = [order172, order172Again, order172Heard]

/** The rules in force on a day in China; before the first version, that one. */
export const rulesOn = (day: string, versions = VERSIONS): Rules => versions.findLast((rules) => rules.inForce <= day) ?? order172

/** The rules of a version, as a check keeps it. Throws for a version that never was: that would be a bug. */
export const rulesOf = (version: string, versions = VERSIONS): Rules => {
  const rules = versions.find((one) => one.version === version)
  if (!rules) throw new Error(`no rules of version ${version}`)
  return rules
}

/** How loud the fork's sounds are by these rules, dB HL. */
export const forkOf = ({ fork }: Rules): Fork => fork ?? { softestDb: 28, loudestDb: 52 }
