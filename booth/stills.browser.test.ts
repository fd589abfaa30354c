import { afterEach, expect, test, vi } from 'vitest'
import { Stills } from './stills.ts'
import type { DoorLink } from './store.ts'

afterEach(() => {
  document.body.replaceChildren()
  vi.restoreAllMocks()
})

const OF = { attempt: '00000000-0000-4000-8000-0000000000aa', index: 2 }

/** The element at a door whose agent asks when it is told to, and what it sent. */
const placed = (madeUp: boolean) => {
  const sent: { still: { camera: string; jpeg: string } | null }[] = []
  let ask: (of: typeof OF) => void = () => {}
  const link = {
    ask: async (message: string, request: (typeof sent)[number]) => (
      expect(message).toBe('page:still'), sent.push(request), { done: true }
    ),
    on: (message: string, take: typeof ask) => {
      if (message === 'booth:take-still') ask = take
      return () => (ask = () => {})
    },
  } as unknown as DoorLink
  const element = Object.assign(new Stills(), { link, madeUp })
  document.body.append(element)
  return { element, sent, ask: () => ask(OF) }
}

test('each time that the agent asks it gets a small picture of the whole driver, and none unasked', async () => {
  const { element, sent, ask } = placed(true)
  await element.updateComplete
  expect(sent).toEqual([])
  await vi.waitFor(() => {
    ask()
    expect(sent.length).toBeGreaterThan(0)
  })
  const [first] = sent
  expect(first).toMatchObject({ ...OF, still: { camera: 'overview' } })
  const jpeg = first?.still?.jpeg ?? ''
  // What the wire takes.
  expect(jpeg.length).toBeLessThan(80_000)
  const picture = await createImageBitmap(await (await fetch(`data:image/jpeg;base64,${jpeg}`)).blob())
  expect([picture.width, picture.height]).toEqual([640, 360])
  element.remove()
  const count = sent.length
  ask()
  await new Promise((resolve) => requestAnimationFrame(resolve))
  expect(sent).toHaveLength(count)
})

test('a booth whose cameras nobody may open says that there is none', async () => {
  vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockRejectedValue(new DOMException('', 'NotAllowedError'))
  const { element, sent, ask } = placed(false)
  await element.updateComplete
  await vi.waitFor(() => {
    ask()
    expect(sent).toContainEqual({ ...OF, still: null })
  })
})
