import { Value } from 'typebox/value'
import { reaction as procedure } from '#measure/reaction/reaction.ts'
import type { Scene } from '#protocol/measurement.ts'
import { type ReactionAnswer, type ReactionStimulus, reaction as wire } from '#protocol/procedures/reaction.ts'
import { after, until } from '../until.ts'
import { asking } from './asking.ts'
import type { Given, Place } from './place.ts'

type Circle = Extract<Scene, { scene: 'circle' }>

/** A circle that stands grey and then turns green. `pace` shortens the wait. */
export const circle = ({ kind, foreMs }: ReactionStimulus, pace: number): Circle => ({
  scene: 'circle',
  practice: kind === 'practice',
  foreMs: Math.round(foreMs * pace),
})

/** So long after green nobody is waited for any more, ms: well after a lapse. */
const LOOKED_AWAY_MS = 3000

/**
 * Presses as soon as the circle is green: "ok" on the keypad, or a touch. Green stands there when the page says so, and whatever
 * comes before that is too early, whatever the page calls it.
 */
const askToPress = ({ screen, senses, time, signal }: Place, scene: Circle): Promise<Given<ReactionAnswer>> =>
  until(signal, (done, own) => {
    let shownAt: number | null = null
    let stopTimer = () => {}
    const press = (at: number, source: 'device' | 'touch') =>
      done({ answer: shownAt === null ? 'too-early' : 'pressed', shownAt: Math.min(shownAt ?? at, at), answeredAt: at, source })
    own(() => stopTimer())
    own(senses.onKey((key, at) => (key === 'ok' ? press(at, 'device') : undefined)))
    own(
      screen.onPage((page, at) => {
        if (page.sign === 'answer') return Value.Check(wire.answer, page.answer) ? press(at, 'touch') : undefined
        // A page that was loaded again has turned it green again: the newest counts.
        shownAt = at
        stopTimer()
        stopTimer = after(LOOKED_AWAY_MS * time.patience, () =>
          done({ answer: 'nothing', shownAt: at, answeredAt: time.clock(), source: 'timer' }),
        )
      }),
    )
    screen.show(scene)
  })

export const reaction = asking(procedure, (place, stimulus) => askToPress(place, circle(stimulus, place.time.pace)))
