import type { LitElement } from 'lit'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Stage, Touch } from '#protocol/booth.ts'
import type { Scene } from '#protocol/measurement.ts'
import { Acuity } from './steps/acuity.ts'
import { Colour } from './steps/colour.ts'
import { Hearing } from './steps/hearing.ts'
import { Reaction } from './steps/reaction.ts'
import { Tones } from './steps/tones.ts'

// What all tests of the booth have in common, on each of their elements.

const SIGHT = { scene: 'optotype', eye: 'left', direction: 'up', strokePx: 20, inverted: false, practice: false } as const
const PLATE: Scene = { scene: 'plate', form: 'openings', demonstration: false, ground: '#888888', dots: [] }
const SOUND = { scene: 'sound', first: false, headphones: false, side: 'left', gapMs: 20, gain: 0.01 } as const
const TONE = { scene: 'tone', first: false, headphones: false, ear: 'left', pitch: 1000, gapMs: 20, toneMs: 50, gain: 0.01 } as const
const CIRCLE = { scene: 'circle', practice: false, foreMs: 20 } as const

const KINDS: readonly {
  name: string
  make: () => LitElement
  scene: Scene
  sounds: boolean
  waits: (Partial<Stage> & { scene: Scene }) | null
}[] = [
  { name: 'acuity', make: () => new Acuity(), scene: SIGHT, sounds: false, waits: { index: 0, scene: SIGHT } },
  { name: 'colour', make: () => new Colour(), scene: PLATE, sounds: false, waits: null },
  { name: 'hearing', make: () => new Hearing(), scene: SOUND, sounds: true, waits: { scene: { ...SOUND, first: true } } },
  { name: 'tones', make: () => new Tones(), scene: TONE, sounds: true, waits: { scene: { ...TONE, first: true } } },
  { name: 'reaction', make: () => new Reaction(), scene: CIRCLE, sounds: false, waits: { index: 0, scene: CIRCLE } },
]
const SOUNDING = KINDS.filter(({ sounds }) => sounds)
const WAITING = KINDS.flatMap(({ waits, ...kind }) => (waits ? [{ ...kind, waits }] : []))

/** Every audio context that was opened. */
let opened: AudioContext[]
beforeEach(() => {
  opened = []
  const Real = AudioContext
  vi.stubGlobal(
    'AudioContext',
    class extends Real {
      constructor() {
        super()
        opened.push(this)
      }
    },
  )
})
afterEach(() => {
  document.body.replaceChildren()
  vi.unstubAllGlobals()
})

/** An element on a page whose agent says to each answer what `takes` gives. */
const on = ({ make, scene }: (typeof KINDS)[number] | (typeof WAITING)[number], takes: () => Promise<boolean> = async () => true) => {
  const touches: Touch[] = []
  const booth = { touch: (touch: Touch) => (touches.push(touch), touch.touch === 'answer' ? takes() : Promise.resolve(true)) }
  const stage: Stage = { attempt: '00000000-0000-4000-8000-0000000000aa', station: 'hearing', index: 4, progress: 0.4, scene }
  const element = make()
  const show = async (part: Partial<Stage> = {}) => {
    Object.assign(element, { booth, inputs: ['keypad', 'touch'], stage: { ...stage, ...part }, scene: part.scene ?? scene, language: 'zh' })
    document.body.append(element)
    await element.updateComplete
  }
  const named = (name: Touch['touch']) => touches.flatMap((each) => (each.touch === name && 'index' in each ? [each.index] : []))
  const answerKey = () => element.renderRoot.querySelector<HTMLButtonElement>('.arrows button, .choices button, .field')
  return {
    element,
    show,
    shown: () => named('shown'),
    answers: () => named('answer'),
    answerKey,
    /** Waits until it stands there and can be answered. */
    asked: (index: number) =>
      vi.waitFor(() => {
        expect(named('shown')).toContain(index)
        expect(answerKey()?.disabled).toBe(false)
      }),
    press: () => {
      const key = answerKey()
      key?.click()
      key?.dispatchEvent(new PointerEvent('pointerdown'))
    },
  }
}

test.each(KINDS)('a second touch on $name does nothing, however often the same trial comes again', async (kind) => {
  const { element, show, asked, press, answers, answerKey, shown } = on(kind)
  await show()
  await asked(4)
  press()
  press()
  await show({ progress: 0.5 })
  press()
  await element.updateComplete
  expect([shown(), answers()]).toEqual([[4], [4]])
  if (kind.name !== 'reaction') expect(answerKey()?.disabled).toBe(true)
})

test.each(KINDS)('the same picture of $name once more is another trial: shown, told and answered for itself', async (kind) => {
  const { show, asked, press, answers, shown } = on(kind)
  await show()
  await asked(4)
  press()
  await show({ index: 5 })
  await asked(5)
  press()
  expect([shown(), answers()]).toEqual([
    [4, 5],
    [4, 5],
  ])
})

test.each(KINDS)(
  'an answer to $name that was not taken can be given again; one refused late opens nothing that was answered since',
  async (kind) => {
    const waiting: ((taken: boolean) => void)[] = []
    const { element, show, asked, press, answers } = on(kind, () => new Promise((resolve) => waiting.push(resolve)))
    await show()
    await asked(4)
    press()
    waiting[0]?.(false)
    await vi.waitFor(() => {
      press()
      expect(answers()).toEqual([4, 4])
    })
    await show({ index: 5 })
    await asked(5)
    press()
    waiting[1]?.(false)
    await new Promise((resolve) => setTimeout(resolve))
    await element.updateComplete
    press()
    expect(answers()).toEqual([4, 4, 5])
  },
)

test.each(WAITING)('nothing of $name is shown or told before the driver is ready, and then it is', async (kind) => {
  const { element, show, asked, shown, answerKey } = on(kind)
  await show(kind.waits)
  await vi.waitFor(() => expect(opened.every(({ state }) => state === 'running')).toBe(true))
  for (let frame = 0; frame < 3; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve))
  expect([shown(), answerKey()]).toEqual([[], null])
  element.renderRoot.querySelector<HTMLButtonElement>('button.primary')?.click()
  await asked(kind.waits.index ?? 4)
})

test.each(SOUNDING)('the sound of $name is cut when it leaves, and what comes back sounds again', async (kind) => {
  const { element, show, asked, shown } = on(kind)
  await show()
  await asked(4)
  element.remove()
  await vi.waitFor(() => expect(opened.map(({ state }) => state)).toEqual(['closed']))
  element.requestUpdate()
  await element.updateComplete
  expect(opened).toHaveLength(1)
  await show()
  await vi.waitFor(() => expect(shown()).toEqual([4, 4]))
  expect(opened.map(({ state }) => state)).toEqual(['closed', 'running'])
})

test.each(KINDS)('$name that has left the page answers nothing more', async (kind) => {
  const { element, show, asked, press, answers, shown } = on(kind)
  await show()
  await asked(4)
  element.remove()
  press()
  await element.updateComplete
  expect([shown(), answers()]).toEqual([[4], []])
})
