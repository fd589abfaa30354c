import { afterEach, expect, test } from 'vitest'
import { rehearseEye } from '#measure/acuity/rehearse-eye.ts'
import { drawPlate } from '#measure/colour/plate.ts'
import { limbTasks } from '#measure/limbs/limbs.ts'
import * as procedures from '#measure/procedures.ts'
import { rehearse } from '#measure/rehearse.ts'
import type { Language } from '#protocol/basic.ts'
import type { Setup, Trial } from '#protocol/measurement.ts'
import type { ReactionTrial } from '#protocol/procedures/reaction.ts'
import './log-picture.ts'

afterEach(() => document.body.replaceChildren())

const SEED = '5a5a5a5a0123456789abcdef5a5a5a5a'
const ACUITY = {
  procedure: 'acuity' as const,
  method: 'limits' as const,
  eye: 'right' as const,
  limits: [5, 4.9],
  glasses: false,
  screen: { pitchMm: 0.2745, pathMm: 5000, mirrors: 0 },
}
const HEIGHT = { procedure: 'height' as const, floorMm: 2400, limitsMm: [1550] }
const LIMBS = { procedure: 'limbs' as const, station: 'lower-limbs' as const, tasks: limbTasks('lower-limbs') }
const HEARING = { procedure: 'hearing' as const, aid: false, levelDb: 40, roveDb: 12, noise: { limitDb: 45, microphoneDb: 110 } }
const CEILING = { 500: 80, 1000: 80, 2000: 80, 4000: 80 }
const TONES = {
  procedure: 'tones' as const,
  aid: false,
  transducer: 'loudspeakers' as const,
  ceilingDb: { left: CEILING, right: CEILING },
  noise: { limitDb: 45, microphoneDb: 110 },
}
/** From which level on they hear: the left ear nothing at 4000 Hz. */
const HEARS = { right: { 500: 20, 1000: 25, 2000: 30, 4000: 45 }, left: { 500: 40, 1000: 45, 2000: 60, 4000: 999 } }
const REACTION = { procedure: 'reaction' as const }
const force = Array.from({ length: 60 }, (_, n): [number, number] => [n * 50, n < 8 || n > 50 ? 0 : 180_000 + ((n * 37) % 60) * 1000])
const samplesMm = [...Array.from({ length: 24 }, (_, n) => 842 + ((n * 7) % 4)), 1100]

/** Three for practice, then 200 to 340 ms, one pressed too early, one far too late. */
const reactionTrials = rehearse(procedures.reaction, REACTION, SEED, (_, n) =>
  n === 5 ? 'too-early' : n === 9 ? 'nothing' : 'pressed',
).map((trial, n): ReactionTrial => ({ ...trial, answeredAt: trial.shownAt + (n === 9 ? 3000 : 200 + (n % 15) * 10) }))

/** A log of each station. */
const LOGS = {
  acuity: [ACUITY, rehearseEye(ACUITY, SEED, ({ level, direction }, n) => (level === 5 && n % 3 > 0 ? 'cannot-see' : direction))],
  colour: [
    { procedure: 'colour', form: 'digits' },
    rehearse(procedures.colour, { procedure: 'colour', form: 'digits' }, SEED, ({ kind, figure }) =>
      kind === 'protan' ? 'cannot-see' : figure,
    ),
  ],
  hearing: [
    HEARING,
    rehearse(procedures.hearing, HEARING, SEED, (stimulus, n) =>
      'listen' in stimulus ? { dbfs: -80 } : n === 4 || stimulus.side === 'silent' ? 'nothing' : stimulus.side,
    ),
  ],
  tones: [
    TONES,
    rehearse(procedures.tones, TONES, SEED, (stimulus) => {
      if ('listen' in stimulus) return { dbfs: -72 }
      return stimulus.sounds && stimulus.levelDb >= HEARS[stimulus.ear][stimulus.pitch] ? 'heard' : 'nothing'
    }),
  ],
  height: [HEIGHT, rehearse(procedures.height, HEIGHT, SEED, ({ step }) => (step === 'stand' ? { step, samplesMm } : { step }))],
  limbs: [
    LIMBS,
    rehearse(procedures.limbs, LIMBS, SEED, ({ task }) => ({ done: 'done' as const, force: task.startsWith('press') ? force : null })),
  ],
  reaction: [REACTION, reactionTrials],
} satisfies Record<string, [Setup, Trial[]]>

const picture = async (setup: Setup, trials: readonly Trial[], language: Language) => {
  const element = document.createElement('rf-log-picture')
  Object.assign(element, { setup, trials, language })
  document.body.append(element)
  await element.updateComplete
  const group = element.renderRoot.querySelector('[role=group]')
  return { element, group, label: group?.getAttribute('aria-label') }
}
const count = (group: Element | null, selector: string): number => group?.querySelectorAll(selector).length ?? 0

test('the acuity walk says each limit, its trials and its outcome, and marks each answer', async () => {
  const { group, label } = await picture(...LOGS.acuity, 'zh')
  expect(label).toMatch(/^右眼视力检测记录。5\.0：\d+ 次，-2\d 分，未达到。4\.9：9 次，27 分，达到。$/)
  expect(count(group, 'circle.right, circle.none, path.wrong')).toBe(LOGS.acuity[1].length)
})

test('where the camera watched, the head’s way is drawn trial by trial, and what wasn’t counted is marked and left out of the walk', async () => {
  const setup = { ...ACUITY, limits: [5], version: 2 as const, distance: { cameraMm: 700, mostOff: 0.03 } }
  const aways = [0.004, -0.012, -0.043, null, 0.021, ...Array.from({ length: 20 }, () => 0.01)]
  const trials = rehearse(procedures.acuity, setup, SEED, (stimulus) => ('mark' in stimulus ? { spanPx: 90 } : stimulus.direction)).map(
    (trial, n) => (n === 0 ? trial : { ...trial, away: aways[n - 1] ?? null }),
  )
  const { group, label } = await picture(setup, trials, 'en')
  expect(label).toContain(`Head: 1 of ${trials.length - 1} not counted, 1 not seen; at most 4.3% nearer and 2.1% further.`)
  const curve = [...(group?.querySelectorAll('svg') ?? [])].at(-1) ?? null
  expect([count(curve, 'path.wrong'), count(curve, 'circle.none'), count(curve, 'circle.right')]).toEqual([1, 1, trials.length - 3])
  expect(count(curve, 'line.bad')).toBe(2)
  // The walk itself, and its warm-up, know only what counts.
  expect(count(group, 'path.wrong')).toBe(1)
})

test.each([
  ['left', 'At the mark the camera saw: left eye covered, by a hand. It is only a hint.'],
  ['right', '⚠ At the mark the camera saw: right eye covered, by a hand. That isn’t how this test was set up.'],
  [null, null],
] as const)(
  'what the camera may have seen at the mark is a hint, and one that differs from the test is marked: %s',
  async (covered, told) => {
    const setup = { ...ACUITY, distance: { cameraMm: 700, mostOff: 0.03 } }
    const hint = { covered, by: 'hand' as const }
    const trials = rehearse(procedures.acuity, setup, SEED, (stimulus) => ('mark' in stimulus ? { spanPx: 90, hint } : stimulus.direction))
    const { group, label } = await picture(setup, trials, 'en')
    for (const words of [label, group?.textContent]) {
      if (told === null) expect(words).not.toContain('the camera saw')
      else expect(words).toContain(told)
    }
  },
)

test('eyes that weren’t found at the mark leave a sentence in place of the curve', async () => {
  const setup = { ...ACUITY, distance: { cameraMm: 700, mostOff: 0.03 } }
  const trials = rehearse(procedures.acuity, setup, SEED, (stimulus) => ('mark' in stimulus ? { spanPx: null } : stimulus.direction))
  const { group, label } = await picture(setup, trials, 'zh')
  expect(label).toContain('在标记处没有找到眼睛，没有看头部位置。')
  expect(group?.textContent).toContain('没有看头部位置')
})

test('a walk of the second version stands between its own bounds, and shows where the eyes rested', async () => {
  const setup = { ...ACUITY, version: 2 as const }
  const trials = rehearseEye(setup, SEED, ({ level, direction }, n) => (level === 5 && n % 2 > 0 ? 'cannot-see' : direction))
  const { group, label } = await picture(setup, trials, 'en')
  expect(label).toMatch(/^Log of the right eye’s acuity\. 5\.0: 100 trials, score -?\d+, (not )?reached, borderline\.$/)
  expect(group?.textContent).toMatch(/reached at \+33\s*not reached at −48/)
  expect(group?.textContent).toContain('┃ rest')
})

test('the bounds of the third version’s walks open and close, and are told as they stand', async () => {
  const setup = { ...ACUITY, version: 3 as const, limits: [5] }
  const trials = rehearseEye(setup, SEED, ({ kind, direction }, n) => (kind === 'trial' && n % 2 > 0 ? 'cannot-see' : direction))
  const { group } = await picture(setup, trials, 'en')
  // 110 trials, and the place of one more.
  const points = [...(group?.querySelectorAll('polyline.good') ?? [])].map((bound) => bound.getAttribute('points')?.split(' ').length)
  expect(points).toEqual([112])
  expect(group?.textContent).toMatch(/reached at \+16\s*not reached at −11/)
})

test('acuity as a number says its interval; of an eye that sees less than the largest sign, that it lies below', async () => {
  const setup = { ...ACUITY, version: 2 as const, method: 'number' as const }
  const from = (sees: number) => rehearseEye(setup, SEED, ({ level, direction }) => (level <= sees ? direction : 'cannot-see'))
  expect((await picture(setup, from(4.8), 'en')).label).toMatch(/acuity\. about 4\.\d\d \(interval 4\.\d\d to 4\.\d\d\), 36 trials\.$/)
  expect((await picture(setup, from(3), 'en')).label).toMatch(/acuity\. below 4\.0, .*at most 4\.\d\d\), 36 trials\.$/)
  expect((await picture(setup, from(3), 'zh')).label).toMatch(/视力低于 4\.0/)
})

test('a plate in the console has the pixels that the booth showed', async () => {
  const pixels = async (element: Element) => {
    const plate = element as HTMLElementTagNameMap['rf-plate']
    plate.style.width = '300px'
    await plate.updateComplete
    const canvas = plate.renderRoot.querySelector('canvas')
    await expect.poll(() => canvas?.width).toBe(300)
    return canvas?.getContext('2d')?.getImageData(0, 0, 300, 300).data
  }
  const setup = { procedure: 'colour' as const, form: 'digits' as const }
  const trials = rehearse(procedures.colour, setup, SEED, ({ figure }) => figure)
  const { group } = await picture(setup, trials, 'zh')
  const drawn = [...(group?.querySelectorAll('rf-plate') ?? [])]
  for (const [kind, at] of [
    ['demonstration', 0],
    ['protan', 1],
    ['deutan', 6],
    ['weak-protan', 11],
    ['tritan', 15],
  ] as const) {
    const stimulus = trials.find(({ stimulus }) => stimulus.kind === kind)?.stimulus
    const console = drawn[at]
    if (!stimulus || !console) throw new Error('no such plate')
    // The booth's page is given its dots as a message.
    const booth = Object.assign(document.createElement('rf-plate'), structuredClone(drawPlate(stimulus)))
    document.body.append(booth)
    expect(await pixels(booth)).toEqual(await pixels(console))
  }
})

test('each plate is drawn as it was shown, with its digits and the answer in its label', async () => {
  const { group, label } = await picture(...LOGS.colour, 'en')
  expect(label).toBe('Log of colour vision. Red axis -10 points, green axis 15 points.')
  const plates = [...(group?.querySelectorAll('rf-plate') ?? [])]
  expect(plates).toHaveLength(11)
  expect(plates.filter(({ label }) => label.endsWith('the answer was cannot see'))).toHaveLength(5)
})

test('openings and the faint plates are drawn with their answers, and weakness is noted', async () => {
  const setup = { procedure: 'colour' as const, form: 'openings' as const }
  const trials = rehearse(procedures.colour, setup, SEED, ({ kind, figure }) => (kind.startsWith('weak') ? 'cannot-see' : figure))
  const { group, label } = await picture(setup, trials, 'zh')
  expect(label).toBe('辨色力检测记录。红色轴 10 分，绿色轴 10 分。浅色图有两张以上没有读出，提示色弱。色弱不影响通过。')
  expect([...(group?.querySelectorAll('p.strong') ?? [])].map(({ textContent }) => textContent)).toEqual([
    '示例',
    '红色轴：10 分，10 张（+10 通过，−7 转医生）',
    '绿色轴：10 分，10 张（+10 通过，−7 转医生）',
    '红色轴，浅色图：2 张，读出 0 张',
    '绿色轴，浅色图：2 张，读出 0 张',
    '蓝黄色图，仅供参考：1 张，读出 1 张',
  ])
  const plates = [...(group?.querySelectorAll('rf-plate') ?? [])]
  expect(plates).toHaveLength(26)
  expect(plates.filter(({ label }) => /^图中为缺口朝[上下左右]，回答看不出$/.test(label.replaceAll(' ', '')))).toHaveLength(4)
  expect(count(group, '.wrong')).toBe(4)
})

test('the pair scores of hearing are in the label, and each trial has a mark', async () => {
  const { group, label } = await picture(...LOGS.hearing, 'en')
  expect(label).toMatch(/^Log of hearing, \d+ trials\. Left and right \d+, left and silence \d+, right and silence \d+\.$/)
  expect(count(group, 'circle.right')).toBeGreaterThan(16)
  // How loud each sound was, and how loud the booth: 110 − 80 dB.
  expect(count(group, 'line.level')).toBe(LOGS.hearing[1].filter(({ stimulus }) => 'side' in stimulus && stimulus.side !== 'silent').length)
  expect(group?.textContent).toContain('Ambient noise 30 dB(A), limit 45.')
})

test('an audiogram has a circle for each threshold of the right ear, a cross for the left, and an arrow where nothing was heard', async () => {
  const { group, label } = await picture(...LOGS.tones, 'en')
  expect(label).toBe(
    'Audiogram. Right: 500 Hz 20 dB, 1000 Hz 25 dB, 2000 Hz 30 dB, 4000 Hz 45 dB. Left: 500 Hz 40 dB, 1000 Hz 45 dB, 2000 Hz 60 dB, 4000 Hz no response at 80 dB.',
  )
  expect(count(group, 'circle.threshold.ear-right')).toBe(4)
  expect(count(group, 'path.threshold.ear-left')).toBe(4)
  expect(count(group, 'path.no-response')).toBe(1)
  expect(group?.textContent).toContain('the other isn’t masked')
  // Louder is further down.
  const [low, , , high] = [...(group?.querySelectorAll('circle.threshold.ear-right') ?? [])].map((each) => Number(each.getAttribute('cy')))
  expect(high).toBeGreaterThan(low ?? 0)
})

test('samples of a height that were left out are rings, and a near limit is a line', async () => {
  const { group, label } = await picture(...LOGS.height, 'en')
  expect(label).toBe('Log of height. Round 1: 155.7 cm. Round 2: 155.7 cm.')
  expect(count(group, 'circle.right')).toBe(48)
  expect(count(group, 'circle.none')).toBe(2)
  expect(count(group, 'line.bad')).toBe(1)
})

test('a force curve is drawn for each task that a cell measured', async () => {
  const { group, label } = await picture(...LOGS.limbs, 'zh')
  expect(label).toContain('右脚踩踏板：完成，最大 239 牛，保持 2.1 秒。')
  expect(count(group, 'polyline')).toBe(2)
})

test('both curves of the feet stand on one scale, and how they compare is in words', async () => {
  const weak = force.map(([at, mN]): [number, number] => [at, Math.round(mN / 2)])
  const trials = LOGS.limbs[1].map((trial, n) => (n === 1 ? { ...trial, answer: { ...trial.answer, force: weak } } : trial))
  const { group, label } = await picture(LIMBS, trials, 'zh')
  expect(label).toContain('左右力量：较小者只有较大者的 50%，须仔细看。')
  const heights = [...(group?.querySelectorAll('polyline') ?? [])].map((line) => line.getBBox().height)
  expect((heights[1] ?? 0) / (heights[0] ?? 1)).toBeCloseTo(0.5, 2)
  expect((await picture(...LOGS.limbs, 'en')).label).toContain('Left and right: the smaller peak is 100 % of the larger.')
})

test('reaction times are dots with their median, and what has no time is marked in a row of its own', async () => {
  const { group, label } = await picture(...LOGS.reaction, 'zh')
  expect(label).toBe('反应时记录。中位数 265 毫秒，离散 40 毫秒。计入 14 次，超过 1.5 秒 1 次，提前按 1 次。')
  expect([count(group, 'circle.right'), count(group, 'circle.none'), count(group, 'path.wrong')]).toEqual([14, 1, 1])
  expect(count(group, 'line.path')).toBe(1)
  expect(group?.textContent).toContain('仅供参考')
})

test('a growing log is drawn from its first trial on, and a log of another station is named unreadable', async () => {
  for (const [setup, trials] of Object.values(LOGS)) {
    for (const some of [[], trials.slice(0, 1)]) expect((await picture(setup, some, 'zh')).label).toBeTruthy()
  }
  const { element } = await picture(LOGS.acuity[0], LOGS.colour[1], 'zh')
  expect(element.renderRoot.textContent).toContain('这份记录无法显示')
})

test('no drawing is wider than its box', async () => {
  for (const language of ['zh', 'en'] as const) {
    for (const [setup, trials] of Object.values(LOGS)) {
      const { element, group } = await picture(setup, trials, language)
      element.style.width = '380px'
      const right = element.getBoundingClientRect().right
      for (const node of group?.querySelectorAll('text, circle, rect, rf-plate') ?? []) {
        expect(node.getBoundingClientRect().right).toBeLessThanOrEqual(right + 1)
      }
    }
  }
})

/** Logs whose drawings are as full as they become: a number, lines, a watched walk, a long one, beside one of each station. */
const FULL: Record<string, [Setup, readonly Trial[]]> = {
  ...LOGS,
  'acuity as a number': numbered(),
  'acuity line by line': byLines(),
  'a watched eye': watchedEye(),
  'an eye at its limit': atLimit(),
}

function numbered(): [Setup, readonly Trial[]] {
  const setup = { ...ACUITY, method: 'number' as const, version: 2 as const }
  return [setup, rehearseEye(setup, SEED, ({ level, direction }, n) => (level > 4.9 && n % 2 === 0 ? 'cannot-see' : direction))]
}
function byLines(): [Setup, readonly Trial[]] {
  const setup = { ...ACUITY, method: 'lines' as const }
  return [setup, rehearseEye(setup, SEED, ({ level, direction }) => (level > 4.9 ? 'cannot-see' : direction))]
}
function watchedEye(): [Setup, readonly Trial[]] {
  const setup = { ...ACUITY, limits: [5], version: 2 as const, distance: { cameraMm: 700, mostOff: 0.03 } }
  const trials = rehearse(procedures.acuity, setup, SEED, (stimulus) => ('mark' in stimulus ? { spanPx: 90 } : stimulus.direction))
  return [setup, trials.map((trial, n) => (n === 0 ? trial : { ...trial, away: ((n * 7) % 13) / 100 - 0.06 }))]
}
function atLimit(): [Setup, readonly Trial[]] {
  const setup = { ...ACUITY, version: 3 as const }
  return [setup, rehearseEye(setup, SEED, ({ level, direction }, n) => (level === 5 && n % 2 === 0 ? 'cannot-see' : direction))]
}

/** By how much two boxes may touch, px: letters don't fill theirs. */
const TOUCH = 1.5
const covers = (one: DOMRect, other: DOMRect): boolean =>
  Math.min(one.right, other.right) - Math.max(one.left, other.left) > TOUCH &&
  Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > TOUCH

test.each(Object.entries(FULL).flatMap(([name, log]) => (['zh', 'en'] as const).map((language) => [name, language, log] as const)))(
  'no words of a drawing lie over other words, or over the mark of an answer: %s, %s',
  async (_, language, [setup, trials]) => {
    const { group } = await picture(setup, trials, language)
    const faults = [...(group?.querySelectorAll('svg') ?? [])].flatMap((drawing) => {
      const words = [...drawing.querySelectorAll('text')]
      const marks = [...drawing.querySelectorAll('circle, path')]
      return words.flatMap((one, n) =>
        [...words.slice(n + 1), ...marks]
          .filter((other) => covers(one.getBoundingClientRect(), other.getBoundingClientRect()))
          .map((other) => `${one.textContent} over ${other.textContent || `${other.tagName} ${other.getAttribute('class')}`}`),
      )
    })
    expect(faults).toEqual([])
  },
)
