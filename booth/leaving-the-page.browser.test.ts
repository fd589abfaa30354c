import type { LitElement } from 'lit'
import { afterEach, expect, test, vi } from 'vitest'
import type { Stage } from '#protocol/booth.ts'
import type { Scene } from '#protocol/measurement.ts'
import { refuse } from '#protocol/refusal.ts'
import { boothViews } from '../test/screens/booth-views.ts'
import { BoothApp } from './booth-app.ts'
import type { Doctor } from './doctor.ts'
import './service/mark-picture.ts'
import './voices.ts'
import './stills.ts'
import './watching.ts'
import { type Booth, type DoorLink, openBooth } from './store.ts'

// What an element has begun ends when it leaves the page. Each is taken out while a step of it is under way, and lit may still owe it
// a drawing: that drawing must begin nothing.

afterEach(() => {
  document.body.replaceChildren()
  vi.restoreAllMocks()
})

const frames = async (count: number) => {
  for (let frame = 0; frame < count; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve))
}

/** Every track that the browser gives from now on, and how many times it's asked. */
const devices = () => {
  const tracks: MediaStreamTrack[] = []
  const { mediaDevices } = navigator
  const open = mediaDevices.getUserMedia.bind(mediaDevices)
  let opening: Promise<unknown> = Promise.resolve()
  const asked = vi.spyOn(mediaDevices, 'getUserMedia').mockImplementation((wanted) => {
    const stream = open(wanted)
    opening = Promise.all([opening, stream.then((given) => tracks.push(...given.getTracks()))])
    return stream
  })
  return {
    asked,
    /** Waits for whatever the browser is opening. */
    settled: async () => {
      for (let seen: unknown = null; seen !== opening; await frames(3)) {
        seen = opening
        await seen
      }
    },
    live: () => tracks.filter(({ readyState }) => readyState === 'live').length,
  }
}

/** A door without an agent, and everything that was asked over it. Joins wait for ever: nothing is tried again by itself. */
const door = () => {
  const asked: string[] = []
  const pushes = new Map<string, (value: unknown) => void>()
  type Watcher = (state: 'connecting' | 'connected', refusal: null) => void
  const watchers = new Set<Watcher>()
  const link = {
    ask: (message: string) => {
      asked.push(message)
      if (message === 'path:open') return Promise.resolve(refuse('media-unavailable'))
      return message === 'media:join' ? new Promise(() => {}) : Promise.resolve({ done: true })
    },
    on: (message: string, take: (value: unknown) => void) => (pushes.set(message, take), () => {}),
    watch: (take: Watcher) => {
      watchers.add(take)
      take('connected', null)
      return () => watchers.delete(take)
    },
    close() {},
  } as unknown as DoorLink
  const count = (message: string) => asked.filter((one) => one === message).length
  return {
    link,
    asked,
    count,
    push: (view: unknown) => pushes.get('booth:view')?.(view),
    line: (next: Parameters<Watcher>[0]) => watchers.forEach((take) => take(next, null)),
  }
}

/** What the call on the page sends. The overview camera comes last, once the face's is known. */
const sources = () => {
  const doctor = document.querySelector('rf-booth')?.shadowRoot?.querySelector('rf-doctor') as Doctor | null
  return Object.keys(doctor?.call?.mine ?? {}).toSorted()
}
const allOpen = () => vi.waitFor(() => expect(sources()).toEqual(['camera', 'microphone', 'overview']))

const viewOf = (name: string, check?: string) => {
  const view = boothViews[name]
  if (!view) throw new Error(`no view ${name}`)
  return check === undefined || !view.check ? view : { ...view, check: { ...view.check, id: check } }
}

test('after three drivers no camera and no microphone is open, and each call was joined and left once', async () => {
  const { link, push, count } = door()
  const { settled, live } = devices()
  document.body.append(new BoothApp(openBooth(link)))
  for (const driver of [1, 2, 3]) {
    push(viewOf('hub', `00000000-0000-4000-8000-00000000000${driver}`))
    await vi.waitFor(() => expect(live()).toBeGreaterThan(0))
    push(viewOf('welcome'))
    await frames(3)
    await settled()
    expect(live(), `driver ${driver}`).toBe(0)
  }
  expect([count('media:join'), count('media:leave')]).toEqual([3, 3])
})

test('a driver who goes while the camera is being opened leaves none open', async () => {
  const { link, push, count } = door()
  const { settled, live, asked } = devices()
  document.body.append(new BoothApp(openBooth(link)))
  push(viewOf('hub'))
  await vi.waitFor(() => expect(asked).toHaveBeenCalled())
  push(viewOf('welcome'))
  await settled()
  await vi.waitFor(() => expect(live()).toBe(0))
  expect(count('media:join')).toBe(1)
})

test('after the agent’s restart the page joins once more, and holds one camera', async () => {
  const { link, push, line, count } = door()
  const { settled, live } = devices()
  document.body.append(new BoothApp(openBooth(link)))
  push(viewOf('hub'))
  await allOpen()
  expect([count('media:join'), live()]).toEqual([1, 3])
  line('connecting')
  await frames(3)
  await settled()
  expect(live()).toBe(0)
  line('connected')
  push(viewOf('hub'))
  await allOpen()
  expect([count('media:join'), live()]).toEqual([2, 3])
})

test('a simulated booth that was told to use a made-up camera sends that and opens none of the machine’s', async () => {
  const { link, push } = door()
  const { asked } = devices()
  document.body.append(new BoothApp(openBooth(link)))
  push({ ...viewOf('hub'), madeUpCamera: true })
  await allOpen()
  expect(asked).not.toHaveBeenCalled()
})

const lit = (name: string) => document.createElement(name) as LitElement

const STAGE = { attempt: '00000000-0000-4000-8000-0000000000aa', index: 1, progress: 0, station: 'hearing' } as const
const CIRCLE: Scene = { scene: 'circle', practice: false, foreMs: 50 }
const scenes: Record<string, Scene> = {
  'rf-listen': { scene: 'listen', round: 1, listenMs: 300 },
  'rf-hearing': { scene: 'sound', first: false, headphones: false, side: 'left', gapMs: 100, gain: 0.1 },
  'rf-tones': { scene: 'tone', first: false, headphones: false, ear: 'left', pitch: 1000, gapMs: 50, toneMs: 50, gain: 0.1 },
  'rf-acuity': { scene: 'optotype', eye: 'left', direction: 'up', strokePx: 20, inverted: false, practice: false },
  'rf-colour': { scene: 'plate', form: 'digits', demonstration: false, ground: '#888888', dots: [] },
  'rf-reaction': CIRCLE,
}
const others: Record<string, object> = {
  'rf-photo': {},
  'rf-voices': {},
  'rf-stills': { link: { ask: async () => ({ done: true }), on: () => () => {} } },
  'rf-watching': {
    watch: async (_: HTMLVideoElement, __: AbortSignal, seen: (eyes: object) => void) => seen({ spanPx: 90, covered: null, by: null }),
  },
  'rf-mark-picture': { camera: 'face', mark() {}, take() {} },
}

/** What each tells or opens when it's left in peace, so that a table of silent elements can't pass. */
const BEGINS = Object.keys({ ...scenes, ...others })

test.each(BEGINS)('%s does nothing more once it has left, whatever it had begun', async (name) => {
  const { live, settled, asked } = devices()
  const touches: unknown[] = []
  const booth = { touch: async (touch: unknown) => (touches.push(touch), true), photo: async () => true } as unknown as Booth
  const make = (index: number) => {
    const stage: Stage = { ...STAGE, index, scene: scenes[name] ?? CIRCLE }
    return Object.assign(lit(name), { booth, inputs: ['keypad', 'touch'], stage, scene: scenes[name], language: 'zh', ...others[name] })
  }
  // Taken out before its first drawing, at it, and a frame after.
  for (const at of [0, 1, 2]) {
    const element = make(at + 1)
    document.body.append(element)
    if (at > 0) await element.updateComplete
    if (at > 1) await frames(1)
    // A change it had heard of before it left still makes it draw.
    element.requestUpdate()
    element.remove()
    touches.length = 0
    await element.updateComplete
    await new Promise((resolve) => setTimeout(resolve, 250))
    await settled()
    expect([touches, live()], `taken out at ${at}`).toEqual([[], 0])
  }
  const stays = make(7)
  document.body.append(stays)
  await vi.waitFor(() => expect(touches.length + asked.mock.calls.length).toBeGreaterThan(0))
})

test('a dialog that leaves before it is shown, and a tile that leaves before its picture is laid on, hold nothing', async () => {
  const dialog = Object.assign(lit('rf-dialog'), { open: true })
  document.body.append(dialog)
  dialog.remove()
  await dialog.updateComplete
  const [track] = document.createElement('canvas').captureStream().getVideoTracks()
  const tile = lit('rf-video-tile')
  document.body.append(tile)
  await tile.updateComplete
  Object.assign(tile, { video: track })
  tile.remove()
  await tile.updateComplete
  expect(tile.renderRoot.querySelector('video')?.srcObject).toBe(null)
})
