import { PITCHES, type Pitch } from '#protocol/procedures/sound.ts'
import {
  type TonesScore as Score,
  type TonesSetup as Setup,
  type TonesTrial,
  type ToneThreshold,
  tones as wire,
} from '#protocol/procedures/tones.ts'
import { isRefusal, refuse } from '#protocol/refusal.ts'
import type { Side } from '#protocol/station.ts'
import { DONE, procedure, progressByCount } from '../procedure.ts'
import { draw } from '../random.ts'
import { ceilings, STEP_DB } from './loudness.ts'
import { gate, isDrowned, isListening, MOST_DROWNED, QUIET } from './noise.ts'
import { soundOf } from './record.ts'

type Fault = Score['faults'][number]

/** dB HL unless said otherwise. */
export const TONES = {
  /** First of all, loud enough to know what is meant; then, at each other pitch. */
  familiar: 50,
  start: 40,
  /** Nothing softer is tried: a threshold here means this or better. */
  floor: 20,
  down: 10,
  up: STEP_DB,
  /** While nothing was heard yet. */
  reach: 10,
  /** A threshold was heard in so many of at most so many ascents; else all is done again, so often. */
  agreed: 2,
  ascents: 3,
  restarts: 2,
  /** Two thresholds at 1000 Hz may differ by this. */
  retest: 5,
  /** One presentation in so many is silent; more than this share of them "heard" tells nothing about an ear. */
  silentOneIn: 5,
  falsePositives: 0.25,
  /** More presentations are asked of nobody. */
  most: 240,
} as const

const EARS = ['right', 'left'] as const
/** In this order; the second 1000 Hz is the retest. */
const ORDER: readonly Pitch[] = [1000, 2000, 4000, 500, 1000]
const AVERAGED: readonly Pitch[] = [500, 1000, 2000]
/** Tone, and what the silence before it is longer, ms: from, and so much more at most. */
const TONE = { from: 1000, more: 500 }
const GAP = { more: 1500 }

/** The search for one threshold: until something is heard, down until it isn't, then up again and again. */
type Search = {
  phase: 'reach' | 'descend' | 'ascend'
  /** Level of the next tone. */
  at: number
  /** The tone before was missed: an answer now ends an ascent. */
  rising: boolean
  /** The levels at which ascents ended, since the last new beginning. */
  ends: readonly number[]
  restarts: number
  /** Ascents that went past the ceiling. */
  lost: number
}
type Found = Pick<ToneThreshold, 'state' | 'levelDb'>

const searchFrom = (at: number): Search => ({ phase: 'reach', at, rising: false, ends: [], restarts: 0, lost: 0 })

/** Goes on with a search by one answer: what it is then, or what was found. */
const step = (search: Search, heard: boolean, ceiling: number): Search | Found => {
  const { phase, at } = search
  if (!heard) {
    if (phase !== 'descend' && at >= ceiling) {
      const lost = search.lost + 1
      return lost >= TONES.agreed ? { state: 'no-response', levelDb: ceiling } : { ...search, rising: true, lost }
    }
    if (phase === 'reach') return { ...search, at: Math.min(ceiling, at + TONES.reach) }
    return { ...search, phase: 'ascend', at: Math.min(ceiling, at + TONES.up), rising: true }
  }
  const lower = Math.max(TONES.floor, at - TONES.down)
  // The first way down is no ascent. At the floor nothing softer can be missed: the floor itself is asked again.
  if (phase !== 'ascend') return { ...search, phase: at === TONES.floor ? 'ascend' : 'descend', at: lower, rising: false }
  if (!search.rising && at !== TONES.floor) return { ...search, at: lower }
  const ends = [...search.ends, at]
  if (ends.filter((end) => end === at).length >= TONES.agreed) return { state: 'threshold', levelDb: at }
  if (ends.length < TONES.ascents) return { ...search, at: lower, rising: false, ends }
  if (search.restarts >= TONES.restarts) return { state: 'unsettled', levelDb: null }
  return {
    phase: 'descend',
    at: Math.min(ceiling, at + TONES.down),
    rising: false,
    ends: [],
    restarts: search.restarts + 1,
    lost: search.lost,
  }
}

/** How far a log is: what was found, by ear in the order of the pitches, and the search that goes on. */
export type Progressed = {
  found: Record<Side, Found[]>
  now: { ear: Side; pitch: Pitch; levelDb: number; anyHeard: boolean } | null
  trials: number
  silences: number
  falsePositives: number
  /** Tones that noise drowned. */
  drowned: number
}

/** Follows a log from its first tone. What isn't a tone, or comes after the end, is left out. */
export const follow = (setup: Pick<Setup, 'ceilingDb' | 'noise'>, trials: readonly TonesTrial[]): Progressed => {
  const found: Progressed['found'] = { left: [], right: [] }
  const state = { trials: 0, silences: 0, falsePositives: 0, drowned: 0 }
  // A booth too weak to begin as loud begins at its loudest.
  const begin = (ear: Side, n: number) =>
    searchFrom(Math.min(n === 0 ? TONES.familiar : TONES.start, setup.ceilingDb[ear][ORDER[n] ?? 1000]))
  let search = begin('right', 0)
  let anyHeard = false
  const place = (): { ear: Side; pitch: Pitch } | null => {
    const ear = EARS.find((one) => found[one].length < ORDER.length)
    const pitch = ear && ORDER[found[ear].length]
    return ear && pitch && state.trials < TONES.most && state.drowned <= MOST_DROWNED ? { ear, pitch } : null
  }
  for (const trial of trials) {
    const { stimulus, answer } = trial
    const here = place()
    if (!here) break
    if (isListening(stimulus)) continue
    // Drowned by noise: the same tone is asked again.
    if (isDrowned(setup.noise, trial)) {
      state.drowned += 1
      continue
    }
    state.trials += 1
    if (!stimulus.sounds) {
      state.silences += 1
      if (answer === 'heard') state.falsePositives += 1
      continue
    }
    anyHeard ||= answer === 'heard'
    const after = step(search, answer === 'heard', setup.ceilingDb[here.ear][here.pitch])
    if ('state' in after) {
      found[here.ear].push(after)
      const done = found[here.ear].length === ORDER.length
      anyHeard &&= !done
      search = done ? begin('left', 0) : begin(here.ear, found[here.ear].length)
    } else search = after
  }
  const here = place()
  return { found, ...state, now: here && { ...here, levelDb: search.at, anyHeard } }
}

/** The thresholds of one ear, from the lowest pitch up; of two at 1000 Hz the better. */
export const thresholdsOf = (found: readonly Found[]): ToneThreshold[] =>
  PITCHES.map((pitch) => {
    const here = found.filter((_, n) => ORDER[n] === pitch)
    const levels = here.flatMap(({ state, levelDb }) => (state === 'threshold' && levelDb !== null ? [levelDb] : []))
    if (levels.length > 0) return { pitch, state: 'threshold', levelDb: Math.min(...levels) }
    return { pitch, ...(here[0] ?? { state: 'not-tested', levelDb: null }) }
  })

const earScore = (found: readonly Found[]): Score['ears']['left'] => {
  const thresholds = thresholdsOf(found)
  const [first, second] = found.filter((_, n) => ORDER[n] === 1000)
  const both = first?.state === 'threshold' && second?.state === 'threshold'
  const averaged = thresholds.flatMap(({ pitch, state, levelDb }) =>
    AVERAGED.includes(pitch) && state === 'threshold' && levelDb !== null ? [levelDb] : [],
  )
  return {
    thresholds,
    retestDb: both ? (second.levelDb ?? 0) - (first.levelDb ?? 0) : null,
    averageDb:
      averaged.length === AVERAGED.length
        ? Math.round((10 * averaged.reduce((sum, level) => sum + level, 0)) / averaged.length) / 10
        : null,
  }
}

/** Whether the two thresholds at 1000 Hz of one ear lie too far apart, or only one was found. */
const retestDiffers = (found: readonly Found[]): boolean => {
  const [first, second] = found.filter((_, n) => ORDER[n] === 1000)
  if (!first || !second) return false
  if (first.state !== second.state) return true
  return Math.abs((second.levelDb ?? 0) - (first.levelDb ?? 0)) > TONES.retest
}

/**
 * Thresholds for pure tones: modified Hughson-Westlake, shortened ascending method of ISO 8253-1. Each ear begins at 1000 Hz and
 * 50 dB HL, then 2000, 4000, 500 and 1000 Hz again. While nothing is heard, 10 dB louder; then 10 dB softer until the first miss,
 * 5 dB louder until it's heard, 10 dB softer again. The threshold is the level at which two of at most three ascents ended; when
 * none was, it begins again 10 dB above the last. Softer than 20 dB HL isn't tried. One presentation in five is silent.
 *
 * It tells a doctor more and never decides: the rule asks for the tuning fork's direction. From loudspeakers both ears hear each
 * side, and the other ear isn't masked: what is found is of the side, and at the best of its better ear.
 */
export const tones = procedure(wire)({
  next(setup, seed, trials) {
    const { listen, tooNoisy } = gate(setup.noise, trials)
    if (listen || tooNoisy) return listen ?? DONE
    const { now } = follow(setup, trials)
    if (!now) return DONE
    const index = trials.length
    const { anyHeard, ...tone } = now
    const toneMs = TONE.from + draw(seed, 'tone', index).below(TONE.more + 1)
    return {
      ...tone,
      // Somebody who has heard nothing yet doesn't know what to listen for.
      sounds: !anyHeard || draw(seed, 'catch', index).below(TONES.silentOneIn) > 0,
      gapMs: toneMs + draw(seed, 'gap', index).below(GAP.more + 1),
      toneMs,
    }
  },
  score(setup, _seed, trials) {
    const { tooNoisy, db } = gate(setup.noise, trials)
    const { found, now, trials: count, silences, falsePositives, drowned } = follow(setup, tooNoisy ? [] : trials)
    const all = [...found.left, ...found.right]
    const faults: [Fault, boolean][] = [
      ['too-noisy', tooNoisy || drowned > MOST_DROWNED],
      ['false-positives', falsePositives > TONES.falsePositives * silences],
      ['retest-differs', retestDiffers(found.left) || retestDiffers(found.right)],
      ['unsettled', all.some(({ state }) => state === 'unsettled')],
      ['unfinished', !tooNoisy && (now !== null || all.length < EARS.length * ORDER.length)],
    ]
    return {
      procedure: 'tones',
      aid: setup.aid,
      transducer: setup.transducer,
      trials: count,
      ears: { left: earScore(found.left), right: earScore(found.right) },
      silences,
      falsePositives,
      ambientDb: db,
      faults: faults.flatMap(([fault, stands]) => (stands ? [fault] : [])),
    }
  },
  progress(setup, trials) {
    const { tooNoisy } = gate(setup.noise, trials)
    return tooNoisy || !follow(setup, trials).now ? 1 : progressByCount(trials.length, 70)
  },
  waitsMs: ({ stimulus }) => (isListening(stimulus) ? 0 : stimulus.gapMs),
  setUp({ aid, noiseLimitDb, standing }) {
    const record = soundOf(standing)
    if (isRefusal(record)) return record
    const { sound, id } = record
    const ceilingDb = ceilings(sound)
    const weak = PITCHES.find((pitch) => EARS.some((ear) => ceilingDb[ear][pitch] < TONES.familiar))
    if (weak !== undefined) return refuse('sound-too-weak', { pitch: weak, level: TONES.familiar })
    const { transducer, microphoneDb } = sound
    return { setup: { procedure: 'tones', aid, transducer, ceilingDb, noise: { limitDb: noiseLimitDb, microphoneDb } }, calibrations: [id] }
  },
  finding: null,
  behind: () => wire.needs,
  choices: null,
  healthy: (stimulus) => (isListening(stimulus) ? QUIET : stimulus.sounds ? 'heard' : 'nothing'),
})
