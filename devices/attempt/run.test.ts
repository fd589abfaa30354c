import { Value } from 'typebox/value'
import { expect, test } from 'vitest'
import { replay } from '#measure/index.ts'
import type { Attempt, Scene, Setup } from '#protocol/measurement.ts'
import { limbs } from '#protocol/procedures/limbs.ts'
import type { Cell } from '#protocol/station.ts'
import type { AnyStation } from '#protocol/stations.ts'
import type { Key } from '../families/keypad/codec.ts'
import type { PageSign } from './ask/place.ts'
import { runAttempt } from './run.ts'

const LEVELS = { 500: 94, 1000: 94, 2000: 94, 4000: 94 }
const SEED = '000102030405060708090a0b0c0d0e0f'
const SCREEN = { pitchMm: 0.1554, pathMm: 5000, mirrors: 1 }
const acuity: Setup = { procedure: 'acuity', method: 'limits', eye: 'right', limits: [4.9], glasses: false, screen: SCREEN }

/** Replayed as the log of a booth that hurries. */
const hurried = (setup: Setup, seed: string, trials: unknown) => replay(setup, seed, trials, { hurried: true })

/** A booth with one driver in it, who acts on each new scene. */
const sit = (
  station: AnyStation,
  setup: Setup,
  act: (scene: Scene, hands: ReturnType<typeof handsOf>, index: number) => void,
  {
    before = [],
    pace = 0.002,
    patience = pace,
    boot = 1000,
    atOnce = false,
    camera = (hands) => hands.page({ sign: 'still', still: null }),
  }: {
    camera?: (hands: ReturnType<typeof handsOf>) => void
    before?: unknown[]
    pace?: number
    patience?: number
    boot?: number
    atOnce?: boolean
  } = {},
) => {
  const hands = handsOf(boot)
  const drop = new AbortController()
  const attempt: Attempt = {
    id: '00000000-0000-4000-8000-000000000001',
    check: '00000000-0000-4000-8000-000000000002',
    station,
    number: 1,
    seed: SEED,
    setup,
    calibrations: [],
  }
  const journal: object[] = []
  const live: (number | null)[] = []
  const shown: Scene[] = []
  let seen = ''
  const log = runAttempt({
    attempt,
    journal: { before, keep: (trial) => void journal.push(trial) },
    speakers: { transducer: 'loudspeakers', fullScaleDb: { left: LEVELS, right: LEVELS }, microphoneDb: 110 },
    screen: {
      onPage: hands.onPage,
      show(scene, index) {
        shown.push(scene)
        // A scene that only moved on (a live value, a digit typed) isn't a new one.
        const what = `${index} ${scene.scene}`
        if (what === seen) return
        seen = what
        if (atOnce) queueMicrotask(() => act(scene, hands, index))
        else setTimeout(() => act(scene, hands, index), 2)
      },
    },
    senses: hands.senses,
    camera: { ask: () => camera(hands), keep: () => 'ab'.repeat(32) },
    time: { clock: hands.clock, pace, patience },
    onlooker: { value: (value) => void live.push(value), grown: () => {} },
    signal: drop.signal,
  })
  return { log, journal, live, shown, hands, drop, attempt }
}

const handsOf = (boot: number) => {
  const keys = new Set<(key: Key, at: number) => void>()
  const signs = new Set<(sign: PageSign, at: number) => void>()
  const distances = new Set<(mm: number, at: number) => void>()
  const forces = new Set<(cell: Cell, mn: number, at: number) => void>()
  const began = performance.now()
  const clock = () => boot + performance.now() - began
  const on =
    <T>(all: Set<T>) =>
    (take: T) => {
      all.add(take)
      return () => void all.delete(take)
    }
  return {
    key: (key: Key) => keys.forEach((take) => take(key, clock())),
    page: (sign: PageSign) => signs.forEach((take) => take(sign, clock())),
    distance: (mm: number) => distances.forEach((take) => take(mm, clock())),
    force: (cell: Cell, mn: number) => forces.forEach((take) => take(cell, mn, clock())),
    clock,
    onPage: on(signs),
    senses: { onKey: on(keys), onDistance: on(distances), onForce: on(forces) },
  }
}

test('a driver who presses the right arrows reaches the limit, and the log replays', async () => {
  const { log, attempt } = sit('acuity-right', acuity, (scene, hands) => {
    hands.page({ sign: 'shown' })
    if (scene.scene === 'optotype') hands.key(scene.direction)
  })
  const trials = await log
  expect(hurried(attempt.setup, SEED, trials)).toMatchObject({ ok: true, score: { reached: 4.9 } })
  expect(trials.every(({ source, shownAt, answeredAt }) => source === 'device' && shownAt <= answeredAt)).toBe(true)
})

test('every trial is journalled before the next stimulus, and a log broken off goes on at the same trial', async () => {
  const first = sit('acuity-right', acuity, (scene, hands, index) => {
    hands.page({ sign: 'shown' })
    if (index === 5) first.drop.abort(new Error('killed'))
    else if (scene.scene === 'optotype') hands.key(scene.direction)
  })
  await expect(first.log).rejects.toThrow('killed')
  expect(first.journal).toHaveLength(5)
  const shown: number[] = []
  // The machine was started again meanwhile: its clock begins at nothing.
  const second = sit(
    'acuity-right',
    acuity,
    (scene, hands, index) => {
      shown.push(index)
      hands.page({ sign: 'shown' })
      if (scene.scene === 'optotype') hands.key(scene.direction)
    },
    { before: first.journal, boot: 0 },
  )
  const trials = await second.log
  expect(shown[0]).toBe(5)
  expect(trials.slice(0, 5)).toEqual(first.journal)
  expect(hurried(acuity, SEED, trials)).toMatchObject({ ok: true })
  expect(trials.every(({ shownAt }, n) => n === 0 || shownAt >= (trials[n - 1]?.answeredAt ?? 0))).toBe(true)
})

test('without an answer a shown optotype counts as not seen, by the timer', async () => {
  const { log } = sit('acuity-right', acuity, (_, hands) => hands.page({ sign: 'shown' }), { pace: 0.0005 })
  const trials = await log
  expect(trials.every(({ source, answer }) => source === 'timer' && answer === 'cannot-see')).toBe(true)
})

test('no time runs while no page has shown the stimulus', async () => {
  const { log, journal, drop } = sit('acuity-right', acuity, () => {}, { pace: 0.0005 })
  await new Promise((later) => setTimeout(later, 200))
  expect(journal).toHaveLength(0)
  drop.abort(new Error('enough'))
  await expect(log).rejects.toThrow('enough')
})

test('the eyes rest where the procedure says so: what is pressed meanwhile is no answer, and the log tells of the rest', async () => {
  const setup: Setup = { ...acuity, version: 2 }
  const { log, shown } = sit('acuity-right', setup, (scene, hands, index) => {
    if (scene.scene === 'rest') return hands.key('up')
    if (scene.scene !== 'optotype') return
    hands.page({ sign: 'shown' })
    // Never far from nothing: so it takes long.
    hands.key(index > 4 && index % 2 === 0 ? 'no' : scene.direction)
  })
  const trials = await log
  const rests = shown.filter(({ scene }) => scene === 'rest')
  expect(rests.length).toBeGreaterThan(1)
  expect(trials.filter(({ stimulus }) => 'restMs' in stimulus)).toHaveLength(rests.length)
  expect(trials.every(({ early }) => early === undefined)).toBe(true)
  expect(hurried(setup, SEED, trials)).toMatchObject({ ok: true })
})

test('a touch that is no answer of this procedure is not taken', async () => {
  const { log } = sit('acuity-right', acuity, (scene, hands) => {
    hands.page({ sign: 'shown' })
    hands.page({ sign: 'answer', answer: '74' })
    if (scene.scene === 'optotype') hands.page({ sign: 'answer', answer: scene.direction })
  })
  const trials = await log
  expect(trials.every(({ source, answer }) => source === 'touch' && answer !== '74')).toBe(true)
})

test('two digits make an answer, and "no" means that nothing is seen', async () => {
  const typed: unknown[] = []
  const { log, hands } = sit('colour', { procedure: 'colour', form: 'digits' }, (_, { key, page }, index) => {
    page({ sign: 'shown' })
    if (index % 2 === 1) return key('no')
    key('7')
    key('4')
  })
  hands.senses.onKey((key) => typed.push(key))
  const trials = await log
  expect(trials.map(({ answer }) => answer).slice(0, 4)).toEqual(['74', 'cannot-see', '74', 'cannot-see'])
})

test('a stick is led from the first of ten digits to each of the two, and "ok" takes it', async () => {
  const { log, shown } = sit('colour', { procedure: 'colour', form: 'digits' }, (_, { key, page }) => {
    page({ sign: 'shown' })
    // 1 is where it begins: 7 lies below and to the right. From there to 4, which lies above and two to the right.
    for (const each of ['right', 'down', 'right', 'ok', 'up', 'right', 'right', 'ok'] as const) key(each)
  })
  const [first] = await log
  expect(first).toMatchObject({ answer: '74', source: 'device' })
  expect(shown.slice(1, 4)).toMatchObject([{ at: '1' }, { at: '6' }, { at: '7' }])
  expect(shown[4]).toMatchObject({ typed: '7', at: '7' })
})

test('where a ring is open is answered by arrows or by touch, and never by digits', async () => {
  const { log } = sit('colour', { procedure: 'colour', form: 'openings' }, (_, { key, page }, index) => {
    page({ sign: 'shown' })
    key('7')
    key('4')
    page({ sign: 'answer', answer: '74' })
    if (index % 2 === 1) key('left')
    else page({ sign: 'answer', answer: 'up' })
  })
  const trials = await log
  expect(trials.map(({ answer }) => answer).slice(0, 4)).toEqual(['up', 'left', 'up', 'left'])
  expect(trials.slice(0, 2).map(({ source }) => source)).toEqual(['touch', 'device'])
})

test('what is not heard is nothing, a while after the sound', async () => {
  const { log } = sit(
    'hearing',
    { procedure: 'hearing', aid: false, levelDb: 40, roveDb: 12 },
    (_, hands) => hands.page({ sign: 'shown' }),
    { pace: 0.003, atOnce: true },
  )
  const trials = await log
  expect(trials.every(({ source, answer, early }) => source === 'timer' && answer === 'nothing' && early === undefined)).toBe(true)
})

test('presses before the stimulus stands there are no answers, and are counted', async () => {
  const { log, attempt } = sit('acuity-right', acuity, (scene, hands, index) => {
    if (scene.scene !== 'optotype') return
    // "OK" leads on from the words before a test, and isn't meant as an answer.
    hands.key('ok')
    if (index % 2 === 1) {
      hands.key('up')
      hands.key('no')
      hands.page({ sign: 'answer', answer: 'left' })
    }
    hands.page({ sign: 'shown' })
    hands.key(scene.direction)
  })
  const trials = await log
  expect(trials.map(({ early }) => early).slice(0, 4)).toEqual([undefined, 3, undefined, 3])
  expect(hurried(attempt.setup, SEED, trials)).toMatchObject({ ok: true, score: { reached: 4.9 } })
})

test('a digit typed before the plate stands there is no part of the answer', async () => {
  const { log } = sit('colour', { procedure: 'colour', form: 'digits' }, (_, { key, page }) => {
    key('9')
    page({ sign: 'shown' })
    key('7')
    key('4')
  })
  const [first] = await log
  expect(first).toMatchObject({ answer: '74', early: 1 })
})

const noise = { limitDb: 45, microphoneDb: 110 }

test('the page tells how loud it is and the procedure decides: after three loud rounds nothing is played', async () => {
  const setup: Setup = { procedure: 'hearing', aid: false, levelDb: 40, roveDb: 12, noise }
  const scenes: string[] = []
  const { log } = sit('hearing', setup, (scene, hands) => {
    scenes.push(scene.scene)
    hands.key('left')
    hands.page({ sign: 'shown' })
    hands.page({ sign: 'answer', answer: { dbfs: -50 } })
  })
  const trials = await log
  expect(scenes).toEqual(['listen', 'listen', 'listen'])
  expect(hurried(setup, SEED, trials)).toMatchObject({ ok: true, score: { outcome: 'too-noisy', ambientDb: 60 } })
})

test('a trial keeps the loudest that the page heard meanwhile, and a drowned sound is asked again', async () => {
  const setup: Setup = { procedure: 'hearing', version: 2, aid: false, levelDb: 54, roveDb: 16, noise }
  let sounds = 0
  const { log } = sit('hearing', setup, (scene, hands) => {
    if (scene.scene === 'listen') {
      hands.page({ sign: 'shown' })
      hands.page({ sign: 'answer', answer: { dbfs: -80 } })
    }
    if (scene.scene !== 'sound') return
    sounds += 1
    hands.page({ sign: 'shown' })
    for (const dbfs of sounds === 2 ? [-80, -30, -70] : [-80, -75, -90]) hands.page({ sign: 'noise', dbfs })
    // A cough is all that was heard.
    hands.key(sounds === 2 ? 'no' : scene.side === 'silent' ? 'no' : scene.side)
  })
  const trials = await log
  expect(trials.slice(1, 4).map((trial) => trial.noise)).toEqual([-75, -30, -75])
  expect(hurried(setup, SEED, trials)).toMatchObject({ ok: true, score: { outcome: 'both-ears', drowned: 1, trials: trials.length - 2 } })
})

test('tones are answered by "ok" and "no", after the booth was found quiet; a page that cannot hear does not stop them', async () => {
  const ceilings = { 500: 80, 1000: 80, 2000: 80, 4000: 80 }
  const setup: Setup = { procedure: 'tones', aid: false, transducer: 'loudspeakers', ceilingDb: { left: ceilings, right: ceilings }, noise }
  const firsts: boolean[] = []
  const { log } = sit('hearing', setup, (scene, hands) => {
    if (scene.scene === 'listen') {
      hands.page({ sign: 'shown' })
      hands.page({ sign: 'answer', answer: { dbfs: null } })
    }
    if (scene.scene !== 'tone') return
    firsts.push(scene.first)
    setTimeout(() => {
      hands.page({ sign: 'shown' })
      hands.key(scene.gain > 0 ? 'ok' : 'no')
    }, scene.gapMs + 2)
  })
  const trials = await log
  expect(trials.slice(1).every(({ source }) => source === 'device')).toBe(true)
  expect(firsts.filter(Boolean)).toHaveLength(1)
  expect(hurried(setup, SEED, trials)).toMatchObject({ ok: true, score: { faults: [], falsePositives: 0, ambientDb: null } })
})

test('a person who stands still is measured, steps off, and is measured again', async () => {
  const setup: Setup = { procedure: 'height', version: 2, floorMm: 2300, tapeMm: 2300, limitsMm: [1550] }
  const { log, live } = sit('height', setup, (scene, { distance }) => {
    if (scene.scene !== 'height') return
    // Somebody of 1720 mm steps under it: first moving, then still.
    const heights =
      scene.step === 'stand'
        ? [0, 300, 1200, 1600, ...Array.from({ length: 40 }, (_, n) => 1720 + (n % 3))]
        : [1720, 40, ...Array.from({ length: 20 }, (_, n) => n % 2)]
    for (const height of heights) distance(2300 - height)
  })
  const trials = await log
  expect(hurried(setup, SEED, trials)).toMatchObject({
    ok: true,
    score: { cm: 172, outcome: 'measured', floor: { mm: 2299.5, from: 'driver' } },
  })
  expect(trials.map(({ source }) => source)).toEqual(['device', 'device', 'device'])
  expect(live).toContain(1720)
})

test('an echo does not begin a round again, and who sways under a sensor that flickers is listened to for longer', async () => {
  const setup: Setup = { procedure: 'height', version: 2, floorMm: 2300, tapeMm: 2300, limitsMm: [] }
  const { log } = sit('height', setup, (scene, { distance }) => {
    if (scene.scene !== 'height') return
    // Up and down by 9 mm, and every eighth sample from a shoulder.
    const swaying = Array.from({ length: 80 }, (_, n) => (n % 8 === 7 ? 1400 : 1720 + ((n * 7) % 19) - 9))
    for (const height of scene.step === 'stand' ? swaying : Array.from({ length: 20 }, () => 0)) distance(2300 - height)
  })
  const trials = await log
  expect(trials.map(({ answer }) => (answer as { samplesMm?: number[] }).samplesMm?.length)).toEqual([50, undefined, 50])
  expect(replay(setup, SEED, trials)).toMatchObject({ ok: true, score: { cm: 172, outcome: 'measured' } })
})

test.each([
  [1550, true],
  [1650, true],
  [1500, false],
])('of somebody of 1580 mm a picture is kept where the limit is %d mm: %s', async (limit, kept) => {
  const setup: Setup = { procedure: 'height', version: 2, floorMm: 2300, tapeMm: 2300, limitsMm: [limit] }
  const still = { camera: 'overview' as const, jpeg: 'AAAA' }
  const { log } = sit(
    'height',
    setup,
    (scene, { distance, page }) => {
      if (scene.scene !== 'height') return
      page({ sign: 'still', still })
      for (let n = 0; n < 45; n += 1) distance(scene.step === 'stand' ? 720 + (n % 2) : 2300)
    },
    { camera: () => {} },
  )
  const trials = await log
  expect(trials.map((trial) => trial.still?.camera ?? null)).toEqual(kept ? ['overview', null, 'overview'] : [null, null, null])
  expect(replay(setup, SEED, trials)).toMatchObject({ ok: true, score: { cm: 158 } })
})

test('what each foot bears while somebody is measured stands in the log, where there are cells under both', async () => {
  const setup: Setup = { procedure: 'height', version: 2, floorMm: 2300, tapeMm: 2300, feet: true, limitsMm: [] }
  const { log } = sit('height', setup, (scene, { distance, force }) => {
    if (scene.scene !== 'height') return
    for (let n = 0; n < 45; n += 1) {
      force('plate-left', 620_000 + n)
      if (scene.round === 1) force('plate-right', 20_000)
      force('pedal-left', 5000)
      distance(scene.step === 'stand' ? 580 + (n % 2) : 2300)
    }
  })
  const trials = await log
  expect(trials[0]?.answer).toMatchObject({ step: 'stand', feetMn: { left: expect.closeTo(620_015, -2), right: 20_000 } })
  expect(trials[2]?.answer).not.toHaveProperty('feetMn')
  expect(replay(setup, SEED, trials)).toMatchObject({ ok: true, score: { cm: 172, feet: 'one' } })
})

test('the doctor gets each value of somebody who moves under the sensor, and the driver reads the newest of many', async () => {
  const setup: Setup = { procedure: 'height', floorMm: 2300, limitsMm: [] }
  const heights = Array.from({ length: 30 }, (_, n) => (n % 2 === 0 ? 1500 : 1600) + n)
  const { log, live, shown, drop } = sit('height', setup, (_, { distance }) => heights.forEach((height) => distance(2300 - height)), {
    // The round doesn't end while the test looks.
    patience: 1,
  })
  await expect.poll(() => live).toEqual(heights)
  await expect.poll(() => shown.map((scene) => scene.scene === 'height' && scene.live)).toEqual([null, heights.at(-1)])
  drop.abort(new Error('enough'))
  await expect(log).rejects.toThrow('enough')
})

test('a step away while samples are taken begins the round again', async () => {
  const setup: Setup = { procedure: 'height', floorMm: 2300, limitsMm: [] }
  const { log } = sit('height', setup, (scene, { distance }) => {
    if (scene.scene !== 'height') return
    const still = Array.from({ length: 20 }, () => 1500)
    const heights = scene.step === 'stand' ? [...still, ...Array.from({ length: 40 }, () => 1800)] : Array.from({ length: 20 }, () => 0)
    for (const height of heights) distance(2300 - height)
  })
  expect(hurried(setup, SEED, await log)).toMatchObject({ ok: true, score: { cm: 180 } })
})

test('a pedal held over 50 N ends its task; what the page says of the force is not listened to', async () => {
  const setup: Setup = { procedure: 'limbs', station: 'lower-limbs', tasks: ['press-right-pedal', 'press-left-pedal', 'lift-left-foot'] }
  const { log } = sit(
    'lower-limbs',
    setup,
    (scene, { force, page, key }) => {
      if (scene.scene !== 'task') return
      if (scene.task === 'press-right-pedal') {
        const press = setInterval(() => force('pedal-right', 80_000), 5)
        setTimeout(() => clearInterval(press), 400)
        force('pedal-right', 500)
        force('pedal-left', 90_000)
      } else if (scene.task === 'press-left-pedal') {
        force('pedal-left', 3_000)
        page({ sign: 'answer', answer: { done: 'cannot', force: [[0, 999_000]] } })
      } else key('ok')
    },
    { pace: 0.03 },
  )
  const trials = await log
  expect(trials).toMatchObject([
    { answer: { done: 'done' }, source: 'cell' },
    { answer: { done: 'cannot', force: [[expect.any(Number), 3000]] }, source: 'touch' },
    { answer: { done: 'done', force: null }, source: 'device' },
  ])
  expect(hurried(setup, SEED, trials)).toMatchObject({ ok: true })
})

/** What a pedal felt in newtons, as its log's peak: its samples all come before the task is held long enough. */
const peakOf = async (samples: readonly number[]) => {
  const setup: Setup = { procedure: 'limbs', station: 'lower-limbs', tasks: ['press-right-pedal'] }
  const { log, attempt } = sit(
    'lower-limbs',
    setup,
    (_, { force, key }) => {
      for (const newtons of samples) force('pedal-right', newtons * 1000)
      key('ok')
    },
    { pace: 1 },
  )
  const replayed = hurried(attempt.setup, SEED, await log)
  return replayed.ok && replayed.score.procedure === 'limbs' ? replayed.score.tasks[0]?.peakN : null
}

test('a foot that was coming down when its task began loses nothing of its force, nor does a peak between two kept samples', async () => {
  expect(await peakOf([9, 60, 240, 250])).toBe(250)
  expect(await peakOf([0, 60, 250, 240])).toBe(250)
  expect(await peakOf([60, 250, 9])).toBe(250)
})

test('what an unloaded cell has drifted by is taken off, once it has shown the same twice', async () => {
  expect(await peakOf([8, 8.4, 60, 258])).toBe(250)
  expect(await peakOf([-6, -6.2, 250])).toBe(256)
})

test('a whole task of force keeps at most 600 samples', async () => {
  const setup: Setup = { procedure: 'limbs', station: 'lower-limbs', tasks: ['press-right-pedal'] }
  const { log } = sit(
    'lower-limbs',
    setup,
    (_, { force }) => {
      const press = setInterval(() => {
        for (let n = 0; n < 20; n++) force('pedal-right', 20_000)
      }, 1)
      setTimeout(() => clearInterval(press), 500)
    },
    { pace: 0.01 },
  )
  const [trial] = await log
  expect(trial).toMatchObject({ answer: { done: 'timed-out' }, source: 'timer' })
  const answer = trial?.answer
  expect(Value.Check(limbs.answer, answer) && answer.force?.length).toBeLessThanOrEqual(600)
})

test('what is pressed before the page says that green stands there is too early, on the keypad and on the screen', async () => {
  const { log } = sit(
    'reaction',
    { procedure: 'reaction' },
    (_, { key, page }, index) => {
      if (index === 4) return key('ok')
      if (index === 6) return page({ sign: 'answer', answer: 'pressed' })
      page({ sign: 'shown' })
      // Other keys mean nothing here. A press at once would be a guess: nobody reacts within 100 ms.
      key('left')
      setTimeout(() => (index % 2 === 0 ? key('ok') : page({ sign: 'answer', answer: 'too-early' })), 120)
    },
    { patience: 1 },
  )
  const trials = await log
  expect(trials.map(({ answer }) => answer)).toEqual(Array.from({ length: 20 }, (_, n) => (n === 4 || n === 6 ? 'too-early' : 'pressed')))
  expect(trials.slice(4, 7).map(({ source }) => source)).toEqual(['device', 'touch', 'touch'])
  const replayed = hurried({ procedure: 'reaction' }, SEED, trials)
  expect(replayed).toMatchObject({ ok: true, score: { anticipations: 2 } })
})

test('a green circle that nobody answers is a lapse, by the timer', async () => {
  const { log } = sit('reaction', { procedure: 'reaction' }, (_, hands) => hands.page({ sign: 'shown' }), { pace: 0.0005 })
  const trials = await log
  expect(trials.every(({ source, answer }) => source === 'timer' && answer === 'nothing')).toBe(true)
  expect(hurried({ procedure: 'reaction' }, SEED, trials)).toMatchObject({ ok: true, score: { medianMs: null, lapses: 15 } })
})

test('a circle waits for its page: no time runs, and nothing is journalled', async () => {
  const { log, journal, drop } = sit('reaction', { procedure: 'reaction' }, () => {}, { pace: 0.0005 })
  await new Promise((later) => setTimeout(later, 200))
  expect(journal).toHaveLength(0)
  drop.abort(new Error('enough'))
  await expect(log).rejects.toThrow('enough')
})

/** A driver whose eyes are so many pixels apart in each picture that the page looks at. */
const looks = (hands: ReturnType<typeof handsOf>, spanPx: number | null, pictures = 3) => {
  for (let n = 0; n < pictures; n += 1) hands.page({ sign: 'eyes', spanPx })
}
const watched: Setup = { ...acuity, screen: { ...SCREEN, pathMm: 2500 }, distance: { cameraMm: 700, mostOff: 0.03 } }

test('a booth whose camera watches takes the mark first, and journals how far off the head was at each optotype', async () => {
  const { log, shown } = sit(
    'acuity-right',
    watched,
    (scene, hands, index) => {
      // Before the driver says that they sit there nothing is taken from it.
      if (scene.scene === 'mark') looks(hands, 60, 20)
      hands.page({ sign: 'shown' })
      if (scene.scene === 'mark') looks(hands, 90, 12)
      if (scene.scene !== 'optotype') return
      // 90 × 700 / 712 px: 12 mm further away, of 2.5 m.
      looks(hands, index === 1 ? null : (90 * 700) / 712)
      hands.key(scene.direction)
    },
    { patience: 1 },
  )
  const trials = await log
  expect(trials[0]).toMatchObject({ stimulus: { mark: 'eyes' }, answer: { spanPx: 90 }, source: 'touch' })
  expect(trials.slice(1).map(({ away }) => away)).toEqual([null, ...trials.slice(2).map(() => 0.0048)])
  expect(shown[0]).toEqual({ scene: 'mark', eye: 'right', watched: true })
  expect(shown[1]).toMatchObject({ scene: 'optotype', watched: true })
  expect(hurried(watched, SEED, trials)).toMatchObject({ ok: true, score: { reached: 4.9, distance: { found: true, unseen: 1 } } })
})

test('a driver who leans in is told to go back, and the next optotype waits until they sit right', async () => {
  let leant = 0
  const { log, shown } = sit(
    'acuity-right',
    watched,
    (scene, hands, index) => {
      hands.page({ sign: 'shown' })
      if (scene.scene === 'mark') looks(hands, 90, 12)
      // Still too near, too far, and right again: only that lets the next one stand there.
      if (scene.scene === 'seat') for (const mm of [600, 800, 700]) looks(hands, (90 * 700) / mm, 6)
      if (scene.scene !== 'optotype') return
      const leans = index === 4 && leant === 0
      if (leans) leant += 1
      looks(hands, leans ? (90 * 700) / 600 : 90)
      hands.key(scene.direction)
    },
    { patience: 1 },
  )
  const trials = await log
  expect(trials[4]?.away).toBeCloseTo(-0.04, 6)
  expect(shown.flatMap((scene) => (scene.scene === 'seat' ? [scene.move] : []))).toEqual(['back', 'nearer', 'still'])
  expect(shown.flatMap((scene, n) => (scene.scene === 'seat' ? [shown[n + 1]?.scene] : []))).toEqual(['seat', 'seat', 'optotype'])
  expect(hurried(watched, SEED, trials)).toMatchObject({ ok: true, score: { reached: 4.9, distance: { uncounted: 1 } } })
})

test.each([
  ['a page that can’t look', (hands: ReturnType<typeof handsOf>) => hands.page({ sign: 'eyes', spanPx: null, blind: true }), 'touch'],
  ['eyes that nobody finds', () => {}, 'timer'],
] as const)('with %s the test goes on unwatched, and its log says so', async (_, look, source) => {
  const { log, shown } = sit('acuity-right', watched, (scene, hands) => {
    hands.page({ sign: 'shown' })
    if (scene.scene === 'mark') look(hands)
    if (scene.scene === 'optotype') hands.key(scene.direction)
  })
  const trials = await log
  expect(trials[0]).toMatchObject({ answer: { spanPx: null }, source })
  expect(trials.some((trial) => 'away' in trial)).toBe(false)
  expect(shown.some((scene) => scene.scene === 'optotype' && 'watched' in scene)).toBe(false)
  expect(hurried(watched, SEED, trials)).toMatchObject({ ok: true, score: { reached: 4.9, distance: { found: false } } })
})

test('how long somebody spoke while an optotype stood there is journalled, and not what was said before', async () => {
  const { log } = sit(
    'acuity-right',
    acuity,
    (scene, hands, index) => {
      hands.page({ sign: 'voice', ms: 900 })
      hands.page({ sign: 'shown' })
      if (scene.scene !== 'optotype') return
      if (index === 2) hands.page({ sign: 'voice', ms: 0 })
      if (index !== 3) return hands.key(scene.direction)
      // It began before the optotype stood there: what lies behind that counts.
      setTimeout(() => {
        hands.page({ sign: 'voice', ms: 60_000 })
        hands.page({ sign: 'voice', ms: 1 })
        hands.key(scene.direction)
      }, 40)
    },
    { patience: 1 },
  )
  const trials = await log
  expect(trials.map(({ voiceMs }) => voiceMs).slice(0, 3)).toEqual([undefined, undefined, 0])
  const { voiceMs = 0, shownAt = 0, answeredAt = 0 } = trials[3] ?? {}
  expect(voiceMs).toBeGreaterThan(1)
  expect(voiceMs).toBeLessThanOrEqual(Math.round(answeredAt - shownAt) + 1)
})
