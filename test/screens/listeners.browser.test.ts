import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { storeOf } from '#kit/watch.ts'
import type { BoothView } from '#protocol/booth.ts'
import type { MediaLine } from '#protocol/media-line.ts'
import { refuse } from '#protocol/refusal.ts'
import { BoothApp } from '../../booth/booth-app.ts'
import { type DoorLink, openBooth } from '../../booth/store.ts'
import { startCalling } from '../../clinician/calling.ts'
import type { Desk } from '../../clinician/desk.ts'
import { idOf } from '../made-up/ids.ts'
import { boothViews } from './booth-views.ts'
import { halfway } from './made-up/check.ts'

/** Everybody who listens, by whom they listen to. What outlives a check must not gather those of each. */
let listening: Map<string, Set<unknown>>
const listens = (at: string, who: unknown) => {
  const there = listening.get(at) ?? new Set()
  listening.set(at, there.add(who))
  return () => void there.delete(who)
}
const counts = () => Object.fromEntries([...listening].flatMap(([at, there]) => (there.size > 0 ? [[at, there.size]] : [])))

/** Counts a target's own listeners; those that end with a signal end with it. */
const count = (name: string, target: EventTarget) => {
  const stops = new Map<unknown, () => void>()
  vi.spyOn(target, 'addEventListener').mockImplementation(function add(type: string, listener, options) {
    // The browser takes nobody on whose signal has been given.
    if (typeof options === 'object' && options.signal?.aborted) return
    const stop = listens(`${name} ${type}`, listener)
    stops.set(listener, stop)
    if (typeof options === 'object') options.signal?.addEventListener('abort', stop)
    EventTarget.prototype.addEventListener.call(target, type, listener, options)
  })
  vi.spyOn(target, 'removeEventListener').mockImplementation(function remove(type: string, listener, options) {
    stops.get(listener)?.()
    EventTarget.prototype.removeEventListener.call(target, type, listener, options)
  })
}

/** A line on which nobody answers but that there is no room. */
const pushes = new Map<string, (value: unknown) => void>()
const link = {
  ask: async () => refuse('media-unavailable'),
  on(name: string, take: (value: unknown) => void) {
    pushes.set(name, take)
    return listens(`link ${name}`, take)
  },
  watch(take: (state: 'connected', refusal: null) => void) {
    take('connected', null)
    return listens('link state', take)
  },
  close() {},
}

beforeEach(() => {
  listening = new Map()
  pushes.clear()
  count('window', window)
  count('document', document)
  count('devices', navigator.mediaDevices)
})
afterEach(() => {
  document.body.replaceChildren()
  vi.restoreAllMocks()
})

const drawn = async () => {
  for (let frames = 0; frames < 2; frames += 1) await new Promise((resolve) => requestAnimationFrame(resolve))
}
const CHECKS = 50

test('fifty drivers leave no listener behind on the doctor’s console', { timeout: 60_000 }, async () => {
  const store = storeOf<Pick<Desk, 'check' | 'joined'>>({ check: null, joined: false })
  const subscribe: typeof store.subscribe = (take) => {
    const [stop, forget] = [store.subscribe(take), listens('desk', take)]
    return () => (stop(), forget())
  }
  const calling = startCalling(
    link,
    {
      ...store,
      get value() {
        return store.value
      },
      subscribe,
    },
    true,
    () => link as unknown as MediaLine,
  )
  const examine = async (serial: number) => {
    store.set({ check: { ...halfway, id: idOf(1000 + serial) }, joined: false })
    await vi.waitFor(() => expect(calling.view.value.call?.state).toBe('failed'))
    // Every second is put away before the next is claimed; the others follow one another.
    if (serial % 2 === 0) store.set({ check: null, joined: false })
  }
  await vi.waitFor(() => expect(calling.view.value.captured).not.toBeNull())
  const before = counts()
  for (let serial = 0; serial < CHECKS; serial++) await examine(serial)
  const during = counts()
  store.set({ check: null, joined: false })
  // One call stands at most, with its two; before the first and after the last, none.
  expect(during).toMatchObject({ 'link media:room': 1, 'link state': 1, desk: 1 })
  expect(counts()).toEqual(before)
  calling.close()
})

test('fifty drivers leave no listener behind on the booth’s page', { timeout: 60_000 }, async () => {
  const app = new BoothApp(openBooth(link as unknown as DoorLink))
  const push = pushes.get('booth:view')
  document.body.append(app)
  const show = async (name: string, serial: number) => {
    const view: BoothView | undefined = boothViews[name]
    if (!view || !push) throw new Error(`no view ${name}`)
    push({ ...view, check: view.check && { ...view.check, id: idOf(1000 + serial) } })
    await drawn()
  }
  const visit = async (serial: number) => {
    for (const name of ['identify', 'hub', 'acuity', 'hub-doctor', 'result-fit', 'welcome']) await show(name, serial)
  }
  await visit(0)
  const before = counts()
  for (let serial = 1; serial <= CHECKS; serial++) await visit(serial)
  expect(counts()).toEqual(before)
  expect(before).not.toHaveProperty(['link media:room'])
})
