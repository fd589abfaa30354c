import { type Static, Type } from 'typebox'
import { Day, Digest, DocumentNumber, Exact, Id, Instant, Nullable, Words } from './basic.ts'
import { CORRECTABLE, Correctable } from './correction.ts'
import { Registered, RegisteredDoctor } from './registered.ts'
import { CLASSES, Finding, LicenceClass, LicenceClasses, STATIONS, Station } from './station.ts'

/** Ten diseases or circumstances of the form, in its order: 1 organic heart disease … 10 drugs. */
export const Disease = Type.Integer({ minimum: 1, maximum: 10 })

/** Notes that go with a licence. */
export const CONDITIONS = ['glasses-left', 'glasses-right', 'hearing-aid', 'one-eye', 'left-leg'] as const
export const Condition = Words(CONDITIONS)
export type Condition = Static<typeof Condition>

/** Why an outcome is what it is: a code whose sentence is in text/reasons, and what goes into it. */
export const REASONS = [
  'meets-all',
  'height-below',
  'acuity-below',
  'one-eye-field-unknown',
  'one-eye-not-allowed',
  'colour-blind',
  'hearing-not-heard',
  'hearing-aid-not-allowed',
  'upper-limbs',
  'lower-limbs',
  'trunk',
  'declared-disease',
  'age-below',
  'age-above',
  'age-to-car',
  'age-to-car-and-c6',
  'age-to-moped',
  'age-ends',
  'age-may-ask',
  'age-may-drive-on',
  'ability-test',
  'ability-test-applying',
  'step-down',
  'give-up-licence',
  'special-institution',
  'not-measured',
  'referred',
] as const
export const Reason = Exact({
  code: Words(REASONS),
  station: Nullable(Station),
  classes: LicenceClasses,
  /** The value found and the value asked, in the rule's own unit. */
  found: Nullable(Type.Union([Type.Number(), Type.String({ maxLength: 200 })])),
  asked: Nullable(Type.Number()),
})
export type Reason = Static<typeof Reason>

export const OUTCOMES = ['fit', 'fit-with-conditions', 'lower-classes', 'refer', 'unfit', 'not-measured'] as const
export const Outcome = Exact({
  kind: Words(OUTCOMES),
  /** Classes whose conditions are met. */
  classes: LicenceClasses,
  conditions: Type.Array(Condition, { maxItems: CONDITIONS.length }),
  reasons: Type.Array(Reason, { minItems: 1, maxItems: 200 }),
  /** Version of the rules that judged. */
  rules: Type.String({ maxLength: 40 }),
})
export type Outcome = Static<typeof Outcome>

/** What somebody was known by: the kind of card that the booth read. */
const DOCUMENTS = ['resident-identity-card', 'hmt-residence-permit', 'foreign-permanent-residence-card'] as const

export const Declaration = Exact({
  has: Type.Boolean(),
  diseases: Type.Array(Disease, { maxItems: 10 }),
  at: Instant,
  /** The driver's signature: a stored file of strokes. */
  signature: Digest,
})
export type Declaration = Static<typeof Declaration>

/** `RF`, the day, and a count: the number that is printed on the paper. */
export const ReportNumber = Type.String({ maxLength: 17, pattern: '^RF[0-9]{8}-[0-9]{6}$' })
/** So many are named at once at most. */
export const NUMBERS_MOST = 100
/** Some of them, with commas between. */
export const ReportNumbers = Type.String({
  maxLength: 18 * NUMBERS_MOST,
  pattern: `^RF[0-9]{8}-[0-9]{6}(,RF[0-9]{8}-[0-9]{6}){0,${NUMBERS_MOST - 1}}$`,
})
/** What the QR code on the paper holds behind the address of its public page: 80 bits of chance, in letters that nobody confuses. */
export const VerifyCode = Type.String({ maxLength: 16, pattern: '^[2-9A-HJ-NP-Z]{16}$' })
/**
 * What a finding stands on: a measurement (a doctor who found the same as it changes nothing), a doctor's eye where nothing
 * measures, a doctor's decision where something measures and no measured finding was there, or one against the measured finding.
 */
const BASES = ['measured', 'judged', 'not-measured', 'against'] as const
export const Basis = Words(BASES)
export type Basis = Static<typeof Basis>

/** The health report as a value. Its digest is SHA-256 over its canonical text; every date on the paper comes from here. */
export const Report = Exact({
  form: Type.Literal('2026-1'),
  number: ReportNumber,
  /** Of the public page behind the QR code. */
  code: Type.String({ maxLength: 16, pattern: '^[2-9A-HJ-NP-Z]{16}$' }),
  supersedes: Nullable(ReportNumber),
  /** What was put right of the report that it takes the place of, where nothing else is otherwise. */
  corrects: Type.Optional(Type.Array(Correctable, { maxItems: CORRECTABLE.length })),
  check: Id,
  case: Nullable(Type.String({ maxLength: 40 })),
  applicant: Exact({
    name: Type.String({ minLength: 1, maxLength: 60 }),
    sex: Words(['male', 'female', 'unknown'] as const),
    birth: Day,
    nationality: Type.String({ maxLength: 20 }),
    document: Words(DOCUMENTS),
    number: DocumentNumber,
    address: Type.String({ maxLength: 140 }),
    phone: Nullable(Type.String({ maxLength: 20 })),
    file: Nullable(Type.String({ maxLength: 20 })),
    /** Name and address as the card's chip has them, where other characters stand for them here. */
    read: Type.Optional(Exact({ name: Type.String({ maxLength: 60 }), address: Type.String({ maxLength: 140 }) })),
    classes: Type.Array(LicenceClass, { minItems: 1, maxItems: CLASSES.length }),
    photo: Digest,
  }),
  declaration: Declaration,
  findings: Type.Array(Finding, { maxItems: STATIONS.length }),
  /** Which findings a person decided, and which readings the others stand on. */
  evidence: Type.Array(
    Exact({
      station: Station,
      source: Words(['measured', 'doctor'] as const),
      reading: Nullable(Id),
      digest: Nullable(Digest),
      reason: Nullable(Type.String({ maxLength: 500 })),
      /** Reports of before 2026-12 don't say these two. */
      basis: Type.Optional(Basis),
      /** What had been measured where the doctor decided against it. */
      measured: Type.Optional(Nullable(Finding)),
    }),
    { maxItems: STATIONS.length },
  ),
  outcome: Outcome,
  remark: Nullable(Type.String({ maxLength: 500 })),
  doctor: Exact({ id: Id, name: Type.String({ maxLength: 60 }), signature: Digest }),
  institution: Type.String({ maxLength: 80 }),
  /** What the registry said of institution and doctor when it was drawn up; reports of before there was one say nothing. */
  registered: Type.Optional(Registered),
  /** Hall and booth where the driver sat. */
  hall: Type.String({ maxLength: 80 }),
  booth: Type.String({ maxLength: 60 }),
  /** The day of the newest finding: the form counts six months from it. */
  examinedOn: Day,
  /** The day that the report was drawn up, where it is another, and the end of six months from it: the order counts from the issue. */
  issued: Type.Optional(Exact({ on: Day, until: Day })),
  validUntil: Day,
  drawnUpAt: Instant,
})
export type Report = Static<typeof Report>

/** How a report was signed. `password` is only ever accepted in a demonstration, and stays on the record. */
const SIGNED_BY = ['passkey', 'password'] as const
export const SignedBy = Words(SIGNED_BY)
export type SignedBy = Static<typeof SignedBy>

/**
 * A second doctor's signature over the same digest. Who that will be the value can't say, which two sign: what the registry said of them at the
 * instant of their signature stands here; of before 2026-12 nothing does.
 */
export const Countersignature = Exact({
  doctor: Exact({ id: Id, name: Type.String({ maxLength: 60 }) }),
  signedBy: SignedBy,
  at: Instant,
  registered: Type.Optional(RegisteredDoctor),
})
export type Countersignature = Static<typeof Countersignature>
