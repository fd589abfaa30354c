import { afterEach, expect, it } from 'vitest'
import { openPlayer } from './sound.ts'

const SENTENCE = '请坐下'
const INDEX = { zh: { sentences: [SENTENCE], pieces: [SENTENCE], files: ['sit.wav'] }, en: { sentences: [], pieces: [], files: [] } }

/** A tenth of a second of a tone, as a WAV file. */
const tone = (): Uint8Array<ArrayBuffer> => {
  const samples = 1600
  const bytes = new DataView(new ArrayBuffer(44 + samples * 2))
  const text = (at: number, letters: string) => Array.from(letters).forEach((letter, n) => bytes.setUint8(at + n, letter.charCodeAt(0)))
  text(0, 'RIFF')
  bytes.setUint32(4, 36 + samples * 2, true)
  text(8, 'WAVEfmt ')
  for (const [at, value] of [
    [16, 16],
    [24, 16_000],
    [28, 32_000],
    [40, samples * 2],
  ] as const)
    bytes.setUint32(at, value, true)
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 2],
    [34, 16],
  ] as const)
    bytes.setUint16(at, value, true)
  text(36, 'data')
  for (let n = 0; n < samples; n += 1) bytes.setInt16(44 + n * 2, Math.sin(n / 5) * 8000, true)
  return new Uint8Array(bytes.buffer)
}

const fetchOfPage = globalThis.fetch
afterEach(() => {
  globalThis.fetch = fetchOfPage
  document.head.querySelector('meta[name=sounds]')?.remove()
})

it('a sentence whose sound did not come in a moment without a line is heard the next time', async () => {
  const meta = Object.assign(document.createElement('meta'), { name: 'sounds', content: '/assets/sounds.json' })
  document.head.append(meta)
  const asked: string[] = []
  let line = false
  globalThis.fetch = async (asking) => {
    const { pathname } = new URL(new Request(asking).url)
    asked.push(pathname)
    if (!line) throw new TypeError('Failed to fetch')
    return pathname.endsWith('.json') ? Response.json(INDEX) : new Response(tone())
  }
  const player = openPlayer()
  const utter = () => player.utter({ text: SENTENCE, language: 'zh' }, new AbortController().signal)
  expect((await player.lexicon('zh')).piecesOf(SENTENCE)).not.toContainEqual({ sound: 'sit.wav' })
  line = true
  expect((await player.lexicon('zh')).piecesOf(SENTENCE)).toEqual([{ sound: 'sit.wav' }])
  line = false
  await utter()
  line = true
  await utter()
  await utter()
  expect(asked).toEqual(['/assets/sounds.json', '/assets/sounds.json', '/assets/sit.wav', '/assets/sit.wav'])
})
