import { Value } from 'typebox/value'
import { isLongEnough, mayBeNear, height as procedure } from '#measure/height/height.ts'
import { median } from '#measure/samples.ts'
import type { Scene } from '#protocol/measurement.ts'
import { type HeightAnswer, type HeightStimulus, height as wire } from '#protocol/procedures/height.ts'
import { after, DRAWN_MS, every, until } from '../until.ts'
import { asking } from './asking.ts'
import type { Given, Place } from './place.ts'
import { withStill } from './stills.ts'

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
/** Standing still: so many samples within so many mm. Sensors flicker by some millimetres, and people sway. */
const STILL = { samples: 5, spreadMm: 25 }
/** So many samples in a row further than this from where the samples began, mm: the person has moved, and it begins again. One alone is an echo. */
const MOVED = { samples: 3, mm: 30 }
/** Once the driver has left it the floor is seen for so many samples; the first few may have seen a foot that was leaving. */
const FLOOR = { leaving: 3, samples: 12 }

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

/** The samples of whoever stands still there: begins when they do, and again when they have moved. */
const openRound = (floorMm: number) => {
  let latest: number[] = []
  let round: { began: number; samples: number[] } | null = null
  return {
    samples: () => round?.samples ?? [],
    take(mm: number) {
      latest = [...latest, mm].slice(-STILL.samples)
      if (round) {
        round.samples.push(mm)
        const { began } = round
        if (!latest.slice(-MOVED.samples).every((sample) => Math.abs(sample - began) > MOVED.mm)) return
        latest = latest.slice(-MOVED.samples)
        round = null
      }
      const stands = latest.length === STILL.samples && latest.every((sample) => floorMm - sample > SOMEBODY_MM)
      if (stands && spread(latest) <= STILL.spreadMm) round = { began: median(latest.toSorted((a, b) => a - b)), samples: [] }
    },
  }
}

/** Of each foot so many samples, the newest, and at least so many before they say anything. */
const FOOT = { most: 30, least: 3 }

/** What each foot bears, by the cells under them. */
const feelFeet = ({ senses }: Pick<Place, 'senses'>, own: (stop: () => void) => void) => {
  const felt: Record<'left' | 'right', number[]> = { left: [], right: [] }
  own(
    senses.onForce((cell, millinewtons) => {
      if (cell !== 'plate-left' && cell !== 'plate-right') return
      const foot = cell === 'plate-left' ? felt.left : felt.right
      foot.push(millinewtons)
      if (foot.length > FOOT.most) foot.shift()
    }),
  )
  const middle = (foot: readonly number[]) => Math.round(median(foot.toSorted((a, b) => a - b)))
  return () =>
    Math.min(felt.left.length, felt.right.length) < FOOT.least ? {} : { feetMn: { left: middle(felt.left), right: middle(felt.right) } }
}

/** One round under the height sensor: samples from the moment the person stands still, until they tell enough. */
const askToStand = (place: Place, stimulus: HeightStimulus, floorMm: number): Promise<Given<HeightAnswer>> =>
  until(place.signal, (done, own) => {
    const { senses, time, onlooker } = place
    const shownAt = time.clock()
    const draw = drawUnderSensor(place, stimulus, own)
    const round = openRound(floorMm)
    const feet = feelFeet(place, own)
    const end = (at: number, source: 'device' | 'timer', samplesMm: number[]) =>
      done({ answer: { step: 'stand', samplesMm, ...feet() }, shownAt, answeredAt: at, source })
    own(
      senses.onDistance((mm, at, whole) => {
        const height = floorMm - mm
        const live = height > SOMEBODY_MM ? Math.round(height) : null
        onlooker.value(live)
        draw(live)
        if (whole) {
          if (live !== null) end(at, 'device', [mm])
          return
        }
        round.take(mm)
        if (isLongEnough(round.samples())) end(at, 'device', round.samples())
      }),
    )
    own(after(60_000 * time.patience, () => end(time.clock(), 'timer', round.samples())))
  })

/**
 * Until nobody stands under the sensor, as the sensor sees it or the driver says. The floor that the sensor sees then tells how warm the
 * air is.
 */
const askToStepOff = (place: Place, stimulus: HeightStimulus, floorMm: number): Promise<Given<HeightAnswer>> =>
  until(place.signal, (done, own) => {
    const { screen, senses, time } = place
    const shownAt = time.clock()
    let floor: number[] = []
    const end = (at: number, source: 'device' | 'touch' | 'timer') =>
      done({ answer: { step: 'step-off', ...(floor.length > 0 ? { floorMm: floor } : {}) }, shownAt, answeredAt: at, source })
    const draw = drawUnderSensor(place, stimulus, own)
    own(
      senses.onDistance((mm, at, whole) => {
        const height = floorMm - mm
        draw(height > SOMEBODY_MM ? Math.round(height) : null)
        if (height >= NOBODY_MM) {
          floor = []
          return
        }
        if (whole) return end(at, 'device')
        floor = [...floor, mm]
        if (floor.length < FLOOR.leaving + FLOOR.samples) return
        floor = floor.slice(-FLOOR.samples)
        end(at, 'device')
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

/** Where a limit is near, a picture of who stood there is kept: hair, hats, shoes and heels are a doctor's to see. Any other height needs none. */
export const height = asking(procedure, (place, stimulus, { setup }) =>
  stimulus.step === 'stand'
    ? withStill(
        place,
        { beforeMs: 0, wanted: (answer: HeightAnswer) => answer.step === 'stand' && mayBeNear(setup, answer.samplesMm) },
        () => askToStand(place, stimulus, setup.floorMm),
      )
    : askToStepOff(place, stimulus, setup.floorMm),
)
