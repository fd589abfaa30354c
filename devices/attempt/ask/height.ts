import { Value } from 'typebox/value'
import { height as procedure } from '#measure/height/height.ts'
import type { Scene } from '#protocol/measurement.ts'
import { type HeightAnswer, type HeightStimulus, height as wire } from '#protocol/procedures/height.ts'
import { after, DRAWN_MS, every, until } from '../until.ts'
import { asking } from './asking.ts'
import type { Given, Place } from './place.ts'

/** Under the height sensor. `live`: mm of the person who stands there now, or null. */
const underSensor = (stimulus: HeightStimulus, live: number | null): Extract<Scene, { scene: 'height' }> => ({
  scene: 'height',
  step: stimulus.step,
  round: stimulus.round,
  live,
})

/** Somebody stands there when the distance is so much less than to the floor, mm; nobody when it isn't so much less. */
const SOMEBODY_MM = 500
const NOBODY_MM = 300
/** Standing still: so many samples within so many mm. */
const STILL = { samples: 5, spreadMm: 10 }
/** Samples of one round: 2.5 s of a sensor that gives ten a second. */
const SAMPLES = 25
/** Further than this from where the samples began, mm: the person has moved, and it begins again. */
const MOVED_MM = 30

/** The scene under the sensor, drawn now and then as the newest height changes: the doctor's values wait for no drawing. */
const drawUnderSensor = ({ screen, time }: Pick<Place, 'screen' | 'time'>, stimulus: HeightStimulus, own: (stop: () => void) => void) => {
  let drawn: number | null = null
  let newest: number | null = null
  const show = () => {
    drawn = newest
    screen.show(underSensor(stimulus, drawn))
  }
  own(every(Math.max(10, DRAWN_MS * time.pace), () => newest !== drawn && show()))
  show()
  return (live: number | null) => {
    newest = live
  }
}

/** One round under the height sensor: samples from the moment the person stands still. */
const askToStand = (place: Place, stimulus: HeightStimulus, floorMm: number): Promise<Given<HeightAnswer>> =>
  until(place.signal, (done, own) => {
    const { senses, time, onlooker } = place
    const shownAt = time.clock()
    const draw = drawUnderSensor(place, stimulus, own)
    let latest: number[] = []
    let samples: number[] | null = null
    const end = (at: number, source: 'device' | 'timer') =>
      done({ answer: { step: 'stand', samplesMm: samples ?? [] }, shownAt, answeredAt: at, source })
    own(
      senses.onDistance((mm, at, whole) => {
        const height = floorMm - mm
        const live = height > SOMEBODY_MM ? Math.round(height) : null
        onlooker.value(live)
        draw(live)
        if (live === null) {
          latest = []
          samples = null
        } else if (whole) {
          samples = [mm]
          end(at, 'device')
        } else if (samples === null) {
          latest = [...latest, mm].slice(-STILL.samples)
          if (latest.length === STILL.samples && spread(latest) <= STILL.spreadMm) samples = []
        } else if (Math.abs(mm - (samples[0] ?? mm)) > MOVED_MM) {
          latest = [mm]
          samples = null
        } else if (samples.push(mm) >= SAMPLES) end(at, 'device')
      }),
    )
    own(after(60_000 * time.patience, () => end(time.clock(), 'timer')))
  })

/** Until nobody stands under the sensor, as the sensor sees it or the driver says. */
const askToStepOff = (place: Place, stimulus: HeightStimulus, floorMm: number): Promise<Given<HeightAnswer>> =>
  until(place.signal, (done, own) => {
    const { screen, senses, time } = place
    const shownAt = time.clock()
    const end = (at: number, source: 'device' | 'touch' | 'timer') =>
      done({ answer: { step: 'step-off' }, shownAt, answeredAt: at, source })
    const draw = drawUnderSensor(place, stimulus, own)
    let gone = 0
    own(
      senses.onDistance((mm, at, whole) => {
        const height = floorMm - mm
        draw(height > SOMEBODY_MM ? Math.round(height) : null)
        gone = height < NOBODY_MM ? gone + 1 : 0
        if (gone >= (whole ? 1 : STILL.samples)) end(at, 'device')
      }),
    )
    own(senses.onKey((key, at) => (key === 'ok' ? end(at, 'device') : undefined)))
    own(
      screen.onPage((page, at) => {
        if (page.sign === 'answer' && Value.Check(wire.answer, page.answer) && page.answer.step === 'step-off') end(at, 'touch')
      }),
    )
    own(after(60_000 * time.patience, () => end(time.clock(), 'timer')))
  })

const spread = (values: readonly number[]): number => Math.max(...values) - Math.min(...values)

export const height = asking(procedure, (place, stimulus, { setup: { floorMm } }) =>
  stimulus.step === 'stand' ? askToStand(place, stimulus, floorMm) : askToStepOff(place, stimulus, floorMm),
)
