import { beforeEach, describe, expect, it } from 'vitest'
import type { Standing } from './page.ts'
import { openVoice, type Voice } from './voice.ts'

/** Sentences that were begun, and how each goes on. */
let begun: { text: string; signal: AbortSignal; end: () => void }[] = []
let voice: Voice
const free = { hushed: false, held: false }
const sentence = (text: string) => ({ text, language: 'zh' as const, key: text })
const stands = (texts: string, how = free) => voice.stands(texts.split(' ').filter(Boolean).map(sentence), how)
const texts = () => begun.map(({ text, signal }) => (signal.aborted ? `${text} (cut)` : text))
const endOf = async (text: string) => {
  begun.findLast((each) => each.text === text)?.end()
  await Promise.resolve()
  await Promise.resolve()
}

beforeEach(() => {
  begun = []
  voice = openVoice(
    ({ text }: Standing, signal) =>
      new Promise((end) => {
        begun.push({ text, signal, end })
        signal.addEventListener('abort', () => end())
      }),
  )
})

describe('the voice', () => {
  it('says what stands there in order, each once', async () => {
    stands('a b')
    expect(texts()).toEqual(['a'])
    await endOf('a')
    stands('a b')
    await endOf('b')
    expect(texts()).toEqual(['a', 'b'])
  })
  it('cuts what has left the page and goes on with what has come', async () => {
    stands('a b')
    stands('c')
    await Promise.resolve()
    expect(texts()).toEqual(['a (cut)', 'c'])
    await endOf('c')
    expect(texts()).toEqual(['a (cut)', 'c'])
  })
  it('finishes a sentence that still stands before it says what has come', async () => {
    stands('a')
    stands('new a')
    expect(texts()).toEqual(['a'])
    await endOf('a')
    expect(texts()).toEqual(['a', 'new'])
  })
  it('is silent at once while a test listens, and says nothing of that time afterwards', async () => {
    stands('a b')
    stands('listen', { hushed: true, held: false })
    expect(texts()).toEqual(['a (cut)'])
    stands('listen question', { hushed: true, held: false })
    stands('listen next')
    await Promise.resolve()
    expect(texts()).toEqual(['a (cut)', 'next'])
  })
  it('lets the doctor speak, and begins the sentence again that was cut', async () => {
    stands('a b')
    stands('a b', { hushed: false, held: true })
    expect(texts()).toEqual(['a (cut)'])
    stands('a b')
    await endOf('a')
    expect(texts()).toEqual(['a (cut)', 'a', 'b'])
  })
  it('says all once more when it is asked to, from the beginning', async () => {
    stands('a b')
    await endOf('a')
    voice.again()
    await endOf('a')
    expect(texts()).toEqual(['a', 'b (cut)', 'a', 'b'])
  })
  it('tells whoever waits when nothing is left to say, and at once where nothing may be said', async () => {
    stands('a')
    let done = false
    void voice.done().then(() => (done = true))
    await Promise.resolve()
    expect(done).toBe(false)
    await endOf('a')
    expect(done).toBe(true)
    stands('a b', { hushed: true, held: false })
    await voice.done()
  })
})
