import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { storeOf } from '#kit/watch.ts'
import { halfway } from '../test/screens/made-up.ts'
import { type Calling, startCalling } from './calling.ts'
import type { Desk, StaffLink } from './desk.ts'

/** A server that lets nobody in, and hears what was said to it. */
const link = {
  ask: () => new Promise(() => {}),
  on: () => () => {},
  watch: (take: (state: 'connected', refusal: null) => void) => (take('connected', null), () => {}),
  close() {},
} as unknown as StaffLink

let calling: Calling
/** The browser gives nothing before it's let. */
let allow: () => void
const desk = storeOf<Pick<Desk, 'check'>>({ check: null })

beforeEach(() => {
  sessionStorage.clear()
  const { mediaDevices } = navigator
  const open = mediaDevices.getUserMedia.bind(mediaDevices)
  const allowed = new Promise<void>((resolve) => (allow = resolve))
  vi.spyOn(mediaDevices, 'getUserMedia').mockImplementation(async (wanted) => (await allowed, open(wanted)))
  calling = startCalling(link, desk, false)
})
afterEach(() => {
  calling.close()
  desk.set({ check: null })
  vi.restoreAllMocks()
})

const sent = () => Object.keys(calling.view.value.call?.mine ?? {}).toSorted()
const opened = () => vi.waitFor(() => expect(calling.view.value.captured?.tracks.microphone).toBeDefined())

test('mute that was pressed while the microphone was being opened is done, and said', async () => {
  desk.set({ check: halfway })
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
  desk.set({ check: halfway })
  expect(sent()).toEqual([])
  // Loaded again: nobody stood up.
  const again = startCalling(link, desk, false)
  expect(again.view.value).toMatchObject({ muted: true, dark: true })
  again.close()
  const next = startCalling(link, desk, false)
  expect(next.view.value).toMatchObject({ muted: false, dark: false })
  next.close()
})
