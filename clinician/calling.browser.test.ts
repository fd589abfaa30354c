import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { storeOf } from '#kit/watch.ts'
import type { MediaLine } from '#protocol/media-line.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import { halfway } from '../test/screens/made-up/check.ts'
import { type Calling, startCalling } from './calling.ts'
import type { Desk, StaffLink } from './desk.ts'

/** A server that lets nobody in, and hears what was said to it. */
const line = {
  ask: () => new Promise(() => {}),
  on: () => () => {},
  watch: (take: (state: 'connected', refusal: null) => void) => (take('connected', null), () => {}),
  close() {},
} as unknown as MediaLine
const link: Pick<StaffLink, 'ask' | 'watch'> = line
const start = () => startCalling(link, desk, false, () => line)

let calling: Calling
/** The browser gives nothing before it's let. */
let allow: () => void
const desk = storeOf<Pick<Desk, 'check' | 'joined'>>({ check: null, joined: false })

beforeEach(() => {
  sessionStorage.clear()
  const { mediaDevices } = navigator
  const open = mediaDevices.getUserMedia.bind(mediaDevices)
  const allowed = new Promise<void>((resolve) => (allow = resolve))
  vi.spyOn(mediaDevices, 'getUserMedia').mockImplementation(async (wanted) => (await allowed, open(wanted)))
  calling = start()
})
afterEach(() => {
  calling.close()
  desk.set({ check: null, joined: false })
  vi.restoreAllMocks()
})

const sent = () => Object.keys(calling.view.value.call?.mine ?? {}).toSorted()
const opened = () => vi.waitFor(() => expect(calling.view.value.captured?.tracks.microphone).toBeDefined())

test('mute that was pressed while the microphone was being opened is done, and said', async () => {
  desk.set({ check: halfway, joined: false })
  calling.mute(true)
  allow()
  await opened()
  expect(sent()).toEqual(['camera'])
  expect(calling.view.value.call?.says).toMatchObject({ microphone: 'off', camera: 'on' })
  calling.mute(false)
  expect(sent()).toEqual(['camera', 'microphone'])
  expect(calling.view.value.call?.says).toMatchObject({ microphone: 'on' })
})

test('mute and dark hold for the next driver and after the page was loaded again, and not for who signs in next', async () => {
  allow()
  await opened()
  calling.mute(true)
  calling.darken(true)
  desk.set({ check: halfway, joined: false })
  expect(sent()).toEqual([])
  // Loaded again: nobody stood up.
  const again = start()
  expect(again.view.value).toMatchObject({ muted: true, dark: true })
  again.close()
  const next = start()
  expect(next.view.value).toMatchObject({ muted: false, dark: false })
  next.close()
})

test('a ticket that is refused is said as the reason why there is no picture', () => {
  const refused = {
    ...line,
    watch: (take: (state: 'refused', why: Refusal) => void) => (take('refused', refuse('not-your-check')), () => {}),
  }
  const without = startCalling(link, desk, false, () => refused)
  desk.set({ check: halfway, joined: false })
  expect(without.view.value.call).toMatchObject({ state: 'failed', why: { refused: 'not-your-check' } })
  without.close()
})

test('a call has a line of its own by a ticket for its check, which ends after the call has left on it', async () => {
  const said: string[] = []
  const asked = vi.fn(async () => refuse('not-connected'))
  let ticket: (() => unknown) | null = null
  const own = {
    ...line,
    ask: (name: string) => (said.push(name), new Promise(() => {})),
    close: () => said.push('closed'),
  }
  const one = startCalling({ ...line, ask: asked } as never, desk, false, (by) => ((ticket = by), own as unknown as MediaLine))
  desk.set({ check: halfway, joined: false })
  ;(ticket as (() => unknown) | null)?.()
  // Once the console's own line stands.
  await vi.waitFor(() => expect(asked).toHaveBeenCalledWith('check:call', { check: halfway.id }))
  desk.set({ check: null, joined: false })
  expect(said.slice(-2)).toEqual(['media:leave', 'closed'])
  one.close()
})
