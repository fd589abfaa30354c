import { afterEach, expect, test, vi } from 'vitest'
import { text } from '#words/index.ts'
import { type MadeUp, makeUp } from './made-up-camera.ts'
import { VideoTile } from './video-tile.ts'

let made: MadeUp | null = null
afterEach(() => {
  made?.stop()
  document.body.replaceChildren()
})
const tile = async (given: Partial<VideoTile>) => {
  const element = Object.assign(new VideoTile(), given)
  element.style.width = '480px'
  document.body.append(element)
  await element.updateComplete
  return element
}

for (const language of ['zh', 'en'] as const) {
  const words = text[language].call
  test(`without a picture the tile says why, to eyes and to screen readers (${language})`, async () => {
    const element = await tile({ label: words.doctor, note: words.states.failed })
    expect(element.shadowRoot?.querySelector('.still')?.textContent).toBe(words.states.failed)
    const name = element.shadowRoot?.querySelector('[role=group]')?.getAttribute('aria-label')
    expect(name).toBe(`${words.doctor} · ${words.states.failed}`)
    expect(element.hasAttribute('data-playing')).toBe(false)
  })
}

test('a made-up camera moves in the tile, and the tile notices when its track is taken away', async () => {
  made = makeUp(['camera', 'microphone'])
  const element = await tile({ label: 'x', video: made.tracks.camera ?? null, audio: made.tracks.microphone ?? null, muted: true })
  await vi.waitFor(() => expect(element.hasAttribute('data-playing')).toBe(true))
  expect(made.tracks.microphone?.readyState).toBe('live')
  element.video = null
  await vi.waitFor(() => expect(element.hasAttribute('data-playing')).toBe(false))
})

test('a tile that is moved in the page plays on', async () => {
  made = makeUp(['overview'])
  const element = await tile({ label: 'x', video: made.tracks.overview ?? null, muted: true })
  await vi.waitFor(() => expect(element.hasAttribute('data-playing')).toBe(true))
  document.body.append(Object.assign(document.createElement('div'), { id: 'elsewhere' }))
  document.querySelector('#elsewhere')?.append(element)
  await vi.waitFor(() => expect(element.hasAttribute('data-playing')).toBe(true))
})
