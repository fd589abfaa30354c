import type { ErrandFault, ErrandFaultCode } from '#protocol/errand.ts'

const FIRST_MS = 500
/** However long it lasts, it is tried once an hour. */
const LONGEST_MS = 3_600_000

/** How long to wait after so many tries, ms: doubling from half a second up to an hour. `chance` (0 to 1) takes up to half away. */
export const waitAfter = (tries: number, chance: number): number =>
  Math.round(Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(tries - 1, 20)) * (1 - chance / 2))

/** A case that answers later has a day for it: then somebody is told. It goes on being asked, ms. */
export const ANSWER_MS = 86_400_000
const FIRST_ASK_MS = 5000

/** How long to wait before it is asked again, ms: half of the time that it has had, from five seconds up to an hour. `chance` as above. */
export const waitForAnswer = (hadMs: number, chance: number): number =>
  Math.round(Math.min(LONGEST_MS, Math.max(FIRST_ASK_MS, hadMs / 2)) * (1 - chance / 2))

/** However long a case asks us to stay away, a day's work is not lost by it, ms. */
const MOST_ASKED_MS = 3_600_000

/** How long to wait when the case has named an instant, ms: never less than we would by ourselves, and an hour at most. */
export const waitAsked = (own: number, notBefore: number | undefined, now: Date): number =>
  notBefore === undefined ? own : Math.max(own, Math.min(MOST_ASKED_MS, notBefore - now.getTime()))

/** These don't go away while nobody changes something, here or there. */
const LASTING: ReadonlySet<ErrandFaultCode> = new Set<ErrandFaultCode>([
  'no-case',
  'certificate-expired',
  'certificate-untrusted',
  'certificate-name',
  'not-secure',
  'moved',
  'key-wrong',
  'forbidden',
  'address-wrong',
  'malformed',
  'not-taken',
  'too-large',
  'not-prepared',
  'not-expressible',
  'no-way-back',
  'unanswered',
  'stamp-unset',
  'stamp-refused',
  'stamp-untrusted',
])

/** So many tries take some four minutes: what is wrong by then doesn't pass by itself. */
const MOST_TRIES = 10
/** A case that asks for time is tried less often: by then somebody may as well call there, ms. */
const MOST_AGE_MS = 1_800_000

/** Does somebody have to look? `ageMs`: since when it is to be done. */
export const needsPerson = ({ code }: ErrandFault, tries: number, ageMs: number): boolean =>
  LASTING.has(code) || tries >= MOST_TRIES || ageMs >= MOST_AGE_MS

/** Faults of the way to a place and of its door: when one report has passed, the others that wait because of one of these may try, too. */
export const OF_THE_WAY: readonly ErrandFaultCode[] = [
  'no-case',
  'name-unknown',
  'line-refused',
  'unreachable',
  'line-cut',
  'timed-out',
  'certificate-expired',
  'certificate-untrusted',
  'certificate-name',
  'not-secure',
  'moved',
  'key-wrong',
  'forbidden',
  'address-wrong',
  'down',
  'folder-unusable',
]
