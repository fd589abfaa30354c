import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import type { Seen } from '#measure/acuity/watched.ts'
import type { Scene } from '#protocol/measurement.ts'
import type { Key } from '../../families/keypad/codec.ts'
import { after, until } from '../until.ts'
import type { Given, Place } from './place.ts'

/**
 * Shows a scene and takes one of a few answers, from the keypad or the page; the timer's when none comes. Nobody has seen or heard
 * the stimulus before the page says so: what is pressed until then is no answer, and is counted.
 */
export const choose = <S extends TSchema>(
  { screen, senses, time, signal }: Place,
  scene: Scene,
  {
    answers,
    key,
    otherwise,
    waitMs,
    away,
  }: {
    answers: S
    /** What a key means; a scene: not an answer yet, but something to see. */
    key: (key: Key) => Static<S> | { scene: Scene } | null
    otherwise: Static<S>
    /** From the moment the stimulus stands there: without a page nobody has seen it, and no time runs. */
    waitMs: number
    /** How far off the head was, by what the camera saw while the stimulus stood there. Left out: nothing watches. */
    away?: (seen: readonly Seen[]) => number | null
  },
): Promise<Given<Static<S>>> =>
  until(signal, (done, own) => {
    let shownAt: number | null = null
    let early = 0
    let noise: number | null = null
    let seen: Seen[] = []
    let voiceMs: number | null = null
    let stopTimer = () => {}
    const answered = (answer: Static<S>, stood: number, at: number, source: 'device' | 'touch' | 'timer') =>
      done({
        answer,
        shownAt: Math.min(stood, at),
        answeredAt: at,
        source,
        ...(early > 0 ? { early: Math.min(early, MOST_EARLY) } : {}),
        ...(noise === null ? {} : { noise }),
        ...(voiceMs === null ? {} : { voiceMs }),
        ...(away ? { away: away(seen) } : {}),
      })
    own(() => stopTimer())
    own(
      senses.onKey((pressed, at) => {
        if (shownAt === null) {
          // "OK" goes on from the words before a test.
          if (pressed !== 'ok') early += 1
          return
        }
        const meant = key(pressed)
        if (meant === null) return
        if (isScene(meant)) return screen.show(meant.scene)
        answered(meant, shownAt, at, 'device')
      }),
    )
    own(
      screen.onPage((page, at) => {
        if (page.sign === 'answer') {
          if (shownAt === null) early += 1
          else if (Value.Check(answers, page.answer)) answered(page.answer, shownAt, at, 'touch')
          return
        }
        if (page.sign === 'noise') {
          noise = Math.max(noise ?? page.dbfs, page.dbfs)
          return
        }
        if (page.sign === 'eyes') {
          if (shownAt !== null) seen.push(page.spanPx)
          return
        }
        if (page.sign === 'voice') {
          // What was said before it stood there is not said of it.
          if (shownAt !== null) voiceMs = Math.max(voiceMs ?? 0, Math.min(page.ms, Math.round(at - shownAt)))
          return
        }
        // A page that was loaded again has shown it again: the newest counts.
        shownAt = at
        seen = []
        stopTimer()
        stopTimer = after(waitMs, () => answered(otherwise, at, time.clock(), 'timer'))
      }),
    )
    screen.show(scene)
  })

/**
 * How long somebody may look before it counts as an answer, ms: longer than the booth takes to ask twice whether anybody is there and to let
 * go. Nobody who went away, or thinks, has said that they can't see.
 */
export const LOOK_MS = 5 * 60_000

/** More presses before a stimulus than this aren't told apart. */
const MOST_EARLY = 99

const isScene = (meant: unknown): meant is { scene: Scene } => typeof meant === 'object' && meant !== null && 'scene' in meant
