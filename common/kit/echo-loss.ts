import type { CaptureProblem } from './capture.ts'

/** How loud a microphone heard the band of a voice, dB of full scale: while nothing was played and while it was; null: no signal at all. */
export type Heard = { quiet: number | null; during: number | null }
/** What a test of the echo measured: how loud it played, and what the microphone heard of it as it is and as a call sends it. */
export type EchoMeasured = { played: number; raw: Heard; sent: Heard }

/**
 * What became of a voice that the loudspeaker gave. `lossDb`: by so much weaker it goes back to whoever speaks, whole dB; where it is
 * `cancelled` at least by that. `unheard`: the microphone doesn't hear the loudspeaker. `too-loud`: the room hides what there may be.
 */
export type EchoFound =
  | { found: 'cancelled' | 'faint' | 'heard'; lossDb: number }
  | { found: 'unheard' | 'too-loud' | 'silent' }
  | { found: 'missing'; problem: CaptureProblem }

/** What a terminal's echo loss should be at least while one side speaks, dB (3GPP TS 26.132, 8.7.1: then nobody hears their own voice). */
const GOOD_DB = 46
/** Below that nobody can talk, dB: the house's choice, about what a loudspeaker and a microphone on one table have without any canceller. */
const BAD_DB = 30
/** What is so much louder than the room stands out from it, dB: twice the room's power, half of which is its own. */
const STANDS_OUT_DB = 3
/** No microphone hears less, dB of full scale. */
const QUIETEST_DB = -100

const powerOf = (db: number | null): number => 10 ** ((db ?? QUIETEST_DB) / 10)
const standsOut = ({ quiet, during }: Heard): boolean => (during ?? QUIETEST_DB) - (quiet ?? QUIETEST_DB) >= STANDS_OUT_DB

/** What an echo test's levels mean. What the room hides from the microphone it hides from whoever listens, unless the room is too loud itself. */
export const judgeEcho = ({ played, raw, sent }: EchoMeasured): EchoFound => {
  if (raw.quiet === null && raw.during === null) return { found: 'silent' }
  if (standsOut(sent)) {
    // Without the room's own share.
    const lossDb = Math.round(played - 10 * Math.log10(powerOf(sent.during) - powerOf(sent.quiet)))
    return { found: lossDb >= GOOD_DB ? 'cancelled' : lossDb >= BAD_DB ? 'faint' : 'heard', lossDb }
  }
  const hides = ({ during }: Heard) => played - (during ?? QUIETEST_DB) < BAD_DB
  if (hides(sent)) return { found: 'too-loud' }
  if (standsOut(raw)) return { found: 'cancelled', lossDb: Math.floor(played - (sent.during ?? QUIETEST_DB)) }
  return { found: hides(raw) ? 'too-loud' : 'unheard' }
}

const RESULTS = {
  cancelled: 'good',
  faint: 'warn',
  unheard: 'warn',
  'too-loud': 'warn',
  heard: 'bad',
  silent: 'bad',
  missing: 'bad',
} as const

/** How it stands with an echo: fit for calls, to be looked at, or to be fixed first. */
export const echoResult = ({ found }: EchoFound): 'good' | 'warn' | 'bad' => RESULTS[found]
