import { afterEach, expect, test, vi } from 'vitest'
import type { CallView } from '#kit/call.ts'
import { type MadeUp, makeUp } from '#kit/made-up-camera.ts'
import { storeOf } from '#kit/watch.ts'
import type { CheckView, QueueEntry } from '#protocol/check.ts'
import type { WatchedMoved } from '#protocol/watching.ts'
import { text } from '#words/index.ts'
import { idOf } from '../../test/made-up/ids.ts'
import { me } from '../../test/screens/made-up/account.ts'
import { halfway } from '../../test/screens/made-up/check.ts'
import { queue } from '../../test/screens/made-up/queue.ts'
import { type Desk, emptyDesk } from '../desk.ts'
import type { Work } from '../work.ts'
import { TilesPage } from './page.ts'
import type { Tile } from './tile.ts'

// Eight drivers go through their checks alone; the server is as little as the page asks for.

const checks: CheckView[] = Array.from({ length: 8 }, (_, at) => ({
  ...halfway,
  id: idOf(900 + at),
  lease: null,
  applicant: { ...halfway.applicant, name: `驾驶人${at + 1}` },
}))
const entryOf = ({ id, applicant }: CheckView, at: number): QueueEntry => ({
  check: id,
  version: at,
  name: applicant.name,
  age: 66,
  classes: ['C1'],
  booth: `${at + 1} 号舱`,
  site: '大厅',
  since: `2026-11-25T02:0${at}:00.000Z`,
  turn: `2026-11-25T02:0${at}:00.000Z`,
  precedence: [],
  done: 3,
  missing: 5,
  lease: null,
  kept: null,
})
const withQueue = (entries: QueueEntry[]): Desk => ({ ...emptyDesk(me), page: 'tiles', queue: { ...queue, entries } })

let page: TilesPage | null = null
let made: MadeUp | null = null
afterEach(() => {
  page?.remove()
  made?.stop()
  made = null
})
const opened = async (entries = checks.map(entryOf)) => {
  const desk = storeOf(withQueue(entries))
  const chosen: string[][] = []
  const claimed: string[] = []
  let moved: (news: WatchedMoved) => void = () => {}
  const link = {
    ask: async (name: string, { checks: wanted = [] }: { checks?: string[] }) => {
      if (name !== 'watched:choose') return new Promise(() => {})
      chosen.push(wanted)
      return { checks: checks.filter(({ id }) => wanted.includes(id)) }
    },
    on: (name: string, take: typeof moved) => {
      if (name === 'watched:moved') moved = take
      return () => {}
    },
    watch: (take: (state: 'connected', refusal: null) => void) => (take('connected', null), () => {}),
  }
  const work = { link, desk, claim: async ({ check }: QueueEntry) => void claimed.push(check), show() {} } as unknown as Work
  const element = Object.assign(new TilesPage(), { desk: desk.value, work, language: 'zh' as const })
  page = element
  document.body.append(element)
  desk.subscribe(() => (element.desk = desk.value))
  const tiles = () => [...element.renderRoot.querySelectorAll<Tile>('rf-tile')]
  await vi.waitFor(() => expect(tiles().length).toBe(Math.min(6, entries.length)))
  const names = () => tiles().map((tile) => tile.check.applicant.name)
  return { element, desk, chosen, claimed, tiles, names, moved: (news: WatchedMoved) => moved(news) }
}
const said = (tile?: Tile) => [...(tile?.renderRoot.querySelectorAll('.alerts li') ?? [])].map((line) => line.textContent?.trim())

test('the first six of the queue are watched, each with a picture without sound', async () => {
  const { tiles, chosen, names } = await opened()
  expect(chosen).toEqual([checks.slice(0, 6).map(({ id }) => id)])
  expect(names()).toEqual(['驾驶人1', '驾驶人2', '驾驶人3', '驾驶人4', '驾驶人5', '驾驶人6'])
  made = makeUp(['camera', 'microphone'])
  const { camera, microphone } = made.tracks
  for (const tile of tiles()) tile.call = { state: 'live', theirs: { camera, microphone } } as unknown as CallView
  for (const tile of tiles())
    await vi.waitFor(() => expect(tile.renderRoot.querySelector('rf-video-tile')?.hasAttribute('data-playing')).toBe(true))
  for (const tile of tiles()) {
    const video = tile.renderRoot.querySelector('rf-video-tile')?.shadowRoot?.querySelector('video')
    expect(video?.srcObject instanceof MediaStream && video.srcObject.getAudioTracks()).toEqual([])
  }
})

test('a digit claims whoever stands in that place, and nobody while it is typed into a field', async () => {
  const { claimed, element } = await opened()
  window.dispatchEvent(new KeyboardEvent('keydown', { key: '3' }))
  expect(claimed).toEqual([checks[2]?.id])
  const field = document.createElement('input')
  element.append(field)
  field.dispatchEvent(new KeyboardEvent('keydown', { key: '4', bubbles: true, composed: true }))
  window.dispatchEvent(new KeyboardEvent('keydown', { key: '5', altKey: true }))
  window.dispatchEvent(new KeyboardEvent('keydown', { key: '9' }))
  expect(claimed).toHaveLength(1)
})

test('whoever is claimed leaves the place to the next who waits, and nobody else moves', async () => {
  const { desk, chosen, names } = await opened()
  desk.set(withQueue(checks.map(entryOf).filter((_, at) => at !== 1)))
  await vi.waitFor(() => expect(names()).toEqual(['驾驶人1', '驾驶人7', '驾驶人3', '驾驶人4', '驾驶人5', '驾驶人6']))
  expect(chosen.at(-1)).toEqual([0, 6, 2, 3, 4, 5].map((at) => checks[at]?.id))
})

test('a call and an empty booth stand in words on the tile, most urgent first, and it stays in its place', async () => {
  const { desk, tiles, names, moved } = await opened()
  const second = checks[1]
  if (!second) throw new Error('nobody')
  const cabin = { door: 'closed', occupied: false, noise: null, lux: null, noiseLimitDb: 45 } as const
  moved({ check: second.id, view: { ...second, booth: { ...second.booth, cabin } } })
  desk.set({
    ...desk.value,
    help: [{ id: idOf(990), whom: 'doctor', booth: '2 号舱', site: '大厅', check: second.id, at: '2026-11-25T02:00:00.000Z' }],
  })
  const { alert } = text.zh.tiles
  await vi.waitFor(() => expect(said(tiles()[1]).slice(0, 2)).toEqual([alert.called, alert.empty]))
  expect(names()[1]).toBe('驾驶人2')
  expect(said(tiles()[0])).not.toContain(alert.called)
})

test('who leaves the page watches nobody any more', async () => {
  const { element, chosen } = await opened()
  element.remove()
  expect(chosen.at(-1)).toEqual([])
})
