import { vi } from 'vitest'
import type { BoothView, Stage, Touch } from '#protocol/booth.ts'
import type { Attempt } from '#protocol/measurement.ts'
import { refuse } from '#protocol/refusal.ts'
import { BoothApp } from '../../booth/booth-app.ts'
import { type DoorLink, openBooth } from '../../booth/store.ts'
import type { PageSign } from '../../devices/attempt/ask/place.ts'
import { runAttempt } from '../../devices/attempt/run.ts'
import { idOf } from '../made-up/ids.ts'
import { boothViews } from './booth-views.ts'

// A booth that watches where the driver's head is while an eye is tested: its page, and the agent's part of it.

export const ATTEMPT: Attempt = {
  id: '00000000-0000-4000-8000-0000000000aa',
  check: idOf(1),
  station: 'acuity-right',
  number: 1,
  seed: '000102030405060708090a0b0c0d0e0f',
  setup: {
    procedure: 'acuity',
    version: 2,
    method: 'limits',
    eye: 'right',
    limits: [4.9],
    glasses: false,
    screen: { pitchMm: 0.1554, pathMm: 2500, mirrors: 0 },
    distance: { cameraMm: 700, mostOff: 0.03 },
  },
  calibrations: [],
}

/** The page, in English, and the agent that runs this attempt on it. `madeUp`: its camera is the made-up one, not the browser's. */
export const watchedBooth = ({ madeUp, signal = new AbortController().signal }: { madeUp: boolean; signal?: AbortSignal }) => {
  const signs = new Set<(sign: PageSign, at: number) => void>()
  const touches: Touch[] = []
  let stage: Stage | null = null
  let push: (view: BoothView) => void = () => {}
  const link = {
    async ask(message: string, touch: Touch) {
      if (message !== 'page:touch') return refuse('media-unavailable')
      touches.push(touch)
      if (!('index' in touch) || touch.index !== stage?.index) return refuse('station-not-running')
      const { touch: sign, attempt: _, index: __, ...rest } = touch
      for (const take of signs) take({ sign, ...rest } as PageSign, performance.now())
      return { done: true }
    },
    on(message: string, take: typeof push) {
      if (message === 'booth:view') push = take
      return () => {}
    },
    watch(take: (state: string, refusal: null) => void) {
      take('connected', null)
      return () => {}
    },
  }
  document.body.append(new BoothApp(openBooth(link as unknown as DoorLink)))
  const log = runAttempt({
    attempt: ATTEMPT,
    speakers: null,
    journal: { before: [], keep() {} },
    screen: {
      onPage: (take) => (signs.add(take), () => void signs.delete(take)),
      show(scene, index, progress) {
        stage = { attempt: ATTEMPT.id, station: ATTEMPT.station, index, progress, scene }
        const view = boothViews['acuity']
        if (view) push({ ...view, madeUpCamera: madeUp, language: 'en', stage })
      },
    },
    senses: { onKey: () => () => {}, onDistance: () => () => {}, onForce: () => () => {} },
    camera: { ask() {}, keep: () => '' },
    time: { clock: () => performance.now(), pace: 0.05, patience: 1 },
    onlooker: { value() {}, grown() {} },
    signal,
  })
  const all = (root: ParentNode = document): Element[] =>
    [...root.querySelectorAll('*')].flatMap((each) => [each, ...(each.shadowRoot ? all(each.shadowRoot) : [])])
  const button = (name: string) =>
    all().find(
      (each): each is HTMLButtonElement =>
        // What its key is called may stand before its words.
        each instanceof HTMLButtonElement && (each.getAttribute('aria-label') ?? each.textContent.trim()).endsWith(name) && !each.disabled,
    )
  return {
    log,
    stage: () => stage,
    reads: () => all().flatMap((each) => (each.matches('h1') ? [each.textContent.trim()] : [])),
    press: async (name: string) => (await vi.waitUntil(() => button(name), { timeout: 30_000 })).click(),
    /** Pictures that were told of a trial since it stood there. */
    looked: (index: number) =>
      touches
        .slice(touches.findIndex((each) => each.touch === 'shown' && each.index === index))
        .filter((each) => each.touch === 'eyes' && each.index === index).length,
    isShown: (index: number) => touches.some((each) => each.touch === 'shown' && each.index === index),
  }
}
