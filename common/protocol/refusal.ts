import { type Static, Type } from 'typebox'
import { Named, Said, Words } from './basic.ts'

/**
 * Those that a driver may get and that concern the driver's own card, check or picture: the driver is spoken to in a sentence
 * of its own (common/words/zh/to-driver.ts), everybody else is told of the driver.
 */
export const SAID_TO_DRIVERS = [
  'already-open',
  'report-in-force',
  'certificate-in-force',
  'card-expired',
  'card-invalid',
  'case-stopped',
  'licence-stopped',
  'special-institution',
  'school-bus',
  'cases-several',
  'case-unreachable',
  'declaration-incomplete',
  'photo-unusable',
  'photo-missing',
  'phone-missing',
  'doctor-needed',
  'check-full',
  'second-doctor-awaited',
  'open-elsewhere',
  'site-not-issuing',
] as const

/** Those that a page may get which only shows: a hall's screen, at its handshake. */
export const REFUSED_TO_SCREENS = [
  'malformed',
  'too-many-lines',
  'internal',
  'booth-unknown',
  'screen-taken',
  'nonce-unknown',
  'signature-wrong',
  'machine-disabled',
] as const

/** Those besides that a booth's page may get, and that concern nobody's card, check or picture. All others come to people who sign in, or to an installer. */
export const REFUSED_IN_BOOTHS = [
  'unknown-message',
  'not-allowed',
  'too-many-tries',
  'records-busy',
  'disk-full',
  'not-connected',
  'no-answer',
  'not-found',
  'booth-taken',
  'key-dead',
  'check-unknown',
  'wrong-state',
  'stale',
  'station-not-offered',
  'station-running',
  'station-not-running',
  'screen-too-coarse',
  'plates-not-shown',
  'screen-data-wrong',
  'path-too-short',
  'camera-too-far',
  'light-unmeasured',
  'light-wrong',
  'light-veiled',
  'sound-too-weak',
  'headphones-missing',
  'calibration-missing',
  'calibration-replaced',
  'device-missing',
  'unsigned',
  'other-booth',
  'attempt-unknown',
  'attempt-closed',
  'seed-unknown',
  'setup-differs',
  'calibration-unknown',
  'calibration-expired',
  'calibration-too-long',
  'devices-unnamed',
  'still-missing',
  'device-undeclared',
  'booth-simulated',
  'time-impossible',
  'time-disordered',
  'clock-wrong',
  'trials-malformed',
  'stimulus-differs',
  'log-unfinished',
  'log-overlong',
  'sequence-not-growing',
  'id-taken',
  'spool-failed',
  'paper-held',
  'not-sealed',
  'report-unknown',
  'media-unavailable',
  'media-unknown',
  'media-taken',
  'launch-used',
] as const

/** Those about who may issue reports: institutions, and the doctors in them. */
export const REFUSED_BY_REGISTRY = [
  'institution-unknown',
  'institution-suspended',
  'institution-recognised',
  'institution-not-valid',
  'class-not-certified',
  'doctor-not-registered',
  'registration-not-valid',
  'registration-changed',
  'institution-not-allowed',
  'province-needed',
  'business-missing',
  'validity-wrong',
  'site-of-another',
  'rest-of-another',
  'registered-already',
  'entry-changed',
  'instant-over',
] as const

/** Those that come to people who sign in, or to an installer. */
const OTHERS = [
  // any wire
  'not-signed-in',
  'record-unreadable',
  // signing in
  'wrong-password',
  'code-wrong',
  'account-disabled',
  'name-taken',
  'origin-wrong',
  'password-short',
  'password-guessable',
  'password-same',
  'proof-needed',
  'passkey-held',
  'second-administrator-needed',
  'access-needs-reason',
  'days-wrong',
  'other-site',
  'site-closed',
  'site-in-use',
  'site-unfit',
  'unit-taken',
  // the check
  'server-draining',
  'call-too-short',
  'still-unusable',
  'stills-full',
  'asked-often',
  'claimed-by-other',
  'not-your-check',
  'deadline-wrong',
  'hours-wrong',
  'busy-with-another',
  'colleague-not-free',
  'kept-for-other',
  'senior-needed',
  'escalated-already',
  'not-escalated',
  'finding-mismatch',
  'reason-missing',
  'missing',
  'not-drawn-up',
  'no-outcome',
  'nothing-corrected',
  'same-doctor',
  'second-doctor-needed',
  // the report
  'accepted-before',
  'returned-before',
  'digest-differs',
  'assertion-wrong',
  'passkey-needed',
  'signature-picture-missing',
  'glyph-missing',
  'text-too-long',
  // the case
  'case-refused',
  // what its columns hold
  'value-missing',
  'value-without-code',
  'column-too-short',
  'character-missing',
  // calibrating
  'unsteady',
  'not-the-floor',
  'rod-differs',
  'pixel-differs',
  'path-differs',
  'load-not-felt',
  'screen-dim',
  'colours-contradict',
  'tone-uneven',
  'colour-file-unread',
  'port-taken',
] as const

/** Every way in which Roadfit says no. Each code has a sentence in common/words/zh/refusals.ts and common/words/en/refusals.ts. */
export const REFUSALS = [...REFUSED_TO_SCREENS, ...REFUSED_IN_BOOTHS, ...SAID_TO_DRIVERS, ...REFUSED_BY_REGISTRY, ...OTHERS] as const
export const RefusalCode = Words(REFUSALS)
export type RefusalCode = Static<typeof RefusalCode>

/** What goes into the sentence of a refusal. */
export const RefusalFields = Named(Type.Union([Said, Type.Number(), Type.Array(Said, { maxItems: 100 })]), 20)

/** Fields that the sentences of a refusal can't do without. Every other refusal may carry fields for programs. */
export const SENTENCE_FIELDS = {
  'too-many-lines': ['most'],
  'stills-full': ['most'],
  'check-full': ['most'],
  'asked-often': ['most'],
  'call-too-short': ['minutes', 'seconds'],
  'disk-full': ['cause'],
  'record-unreadable': ['table', 'row', 'column', 'place'],
  'origin-wrong': ['origin'],
  'name-taken': ['name'],
  'password-short': ['least'],
  'other-site': ['site'],
  'site-closed': ['site'],
  'site-in-use': ['site'],
  'unit-taken': ['code', 'site'],
  'site-not-issuing': ['site'],
  'institution-unknown': ['site'],
  'institution-suspended': ['institution'],
  'institution-not-valid': ['institution', 'from', 'until'],
  'class-not-certified': ['institution', 'classes'],
  'doctor-not-registered': ['institution'],
  'registration-not-valid': ['institution', 'from', 'until'],
  'site-of-another': ['site', 'institution'],
  'rest-of-another': ['institution'],
  'registered-already': ['institution'],
  'report-in-force': ['on', 'validTo'],
  'certificate-in-force': ['on', 'validTo', 'institution'],
  'card-expired': ['validTo'],
  'case-stopped': ['reason', 'counter'],
  'licence-stopped': ['states', 'counter'],
  'special-institution': ['counter'],
  'school-bus': ['counter'],
  'cases-several': ['count'],
  'claimed-by-other': ['doctor'],
  'accepted-before': ['by', 'at'],
  'returned-before': ['by', 'at'],
  'busy-with-another': ['name', 'booth'],
  'colleague-not-free': ['doctor'],
  'kept-for-other': ['doctor'],
  'photo-unusable': ['why'],
  'station-running': ['station'],
  'screen-too-coarse': ['level'],
  'screen-data-wrong': ['pitch', 'path', 'px'],
  'path-too-short': ['path', 'least'],
  'camera-too-far': ['camera', 'most'],
  'light-wrong': ['luminance', 'least', 'most'],
  'light-veiled': ['percent', 'most'],
  'sound-too-weak': ['pitch', 'level'],
  'calibration-missing': ['device'],
  'calibration-replaced': ['device'],
  'device-missing': ['device'],
  missing: ['stations'],
  'deadline-wrong': ['least', 'most'],
  'open-elsewhere': ['site', 'booth'],
  'calibration-expired': ['device', 'until'],
  'calibration-too-long': ['device', 'days', 'most'],
  'devices-unnamed': ['device'],
  'device-undeclared': ['device'],
  'time-impossible': ['claimed', 'passed'],
  'glyph-missing': ['where', 'character'],
  'text-too-long': ['where', 'count', 'most'],
  'value-missing': ['where', 'column', 'map'],
  'value-without-code': ['where', 'value', 'column', 'map'],
  'column-too-short': ['where', 'count', 'most', 'column', 'map'],
  'character-missing': ['where', 'character', 'set', 'column', 'map'],
  unsteady: ['spread'],
  'not-the-floor': ['mm', 'tape'],
  'rod-differs': ['rod', 'mm'],
  'pixel-differs': ['one', 'other'],
  'path-differs': ['one', 'other'],
  'load-not-felt': ['cell'],
  'screen-dim': ['luminance', 'least'],
  'colours-contradict': ['percent'],
  'tone-uneven': ['percent'],
} as const satisfies Partial<Record<RefusalCode, readonly string[]>>
type Asked = typeof SENTENCE_FIELDS
type Field = string | number | string[]
/** What a refusal of this code must be made with: `refuse('missing', {})` doesn't compile. */
type MadeWith<C extends RefusalCode> = C extends keyof Asked
  ? [fields: { [name in Asked[C][number]]: Field } & Record<string, Field>]
  : [fields?: Record<string, Field>]

/** A typed no: a code for programs, fields for the sentence that a person reads. Never an exception. */
export const Refusal = Type.Object({ refused: RefusalCode, fields: RefusalFields }, { additionalProperties: false })
export type Refusal = Static<typeof Refusal>

/** A refusal that is passed on, with those of its fields that are short. */
export const ShortRefusal = Type.Object(
  {
    refused: RefusalCode,
    fields: Named(Type.Union([Type.String({ maxLength: 100 }), Type.Number()]), 6),
  },
  { additionalProperties: false },
)
export const shortened = ({ refused, fields }: Refusal): Static<typeof ShortRefusal> => {
  const short = Object.entries(fields).flatMap(([name, value]): [string, string | number][] =>
    typeof value === 'number' || (typeof value === 'string' && value.length <= 100) ? [[name, value]] : [],
  )
  return { refused, fields: Object.fromEntries(short.slice(0, 6)) }
}

/** Makes a refusal. */
export const refuse = <C extends RefusalCode>(refused: C, ...[fields = {}]: MadeWith<C>): Refusal => ({ refused, fields })

/** What to answer when something threw: the no that the error carries as its cause, else that it was a bug. */
export const refusalIn = (error: unknown): Refusal => (error instanceof Error && isRefusal(error.cause) ? error.cause : refuse('internal'))

/** Does it call for whoever looks after the server, whose log tells of it with the error? */
export const isFailure = ({ refused }: Refusal): boolean => refused === 'internal' || refused === 'record-unreadable'

/** Is it a no? */
export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'refused' in value && typeof value.refused === 'string'
