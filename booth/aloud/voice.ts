import type { Standing } from './page.ts'

/** One sentence that stands on the page, and what it is whatever its fields hold. */
export type Sentence = Standing & { key: string }

export type Voice = {
  /** What stands on the page now. `hushed`: a test listens; `held`: the doctor speaks. */
  stands(sentences: readonly Sentence[], how: { hushed: boolean; held: boolean }): void
  /** Says what stands there once more. */
  again(): void
  /** Resolves when there is nothing left to say, or nothing may be said. */
  done(): Promise<void>
}

type Going = { sentence: Sentence; control: AbortController }

/**
 * Says each sentence once when it comes on the page, one after another; one that has left is cut, and isn't said if it still waited. While a
 * test listens nothing is said, and what came then isn't said afterwards. While the doctor speaks it waits, and begins the sentence again
 * that was cut. `utter` says one and resolves when it's over or its signal is aborted.
 */
export const openVoice = (utter: (sentence: Standing, signal: AbortSignal) => Promise<void>): Voice => {
  let standing: readonly Sentence[] = []
  let waiting: Sentence[] = []
  let going: Going | null = null
  let how = { hushed: false, held: false }
  let listeners: (() => void)[] = []

  const isIdle = () => how.hushed || how.held || (going === null && waiting.length === 0)
  const tell = () => {
    if (!isIdle()) return
    const told = listeners
    listeners = []
    for (const listener of told) listener()
  }
  const cut = () => {
    going?.control.abort()
    going = null
  }
  const go = async (mine: Going): Promise<void> => {
    await utter(mine.sentence, mine.control.signal)
    if (going !== mine) return
    going = null
    next()
  }
  const next = () => {
    const sentence = going || how.hushed || how.held ? undefined : waiting.shift()
    if (!sentence) return tell()
    going = { sentence, control: new AbortController() }
    void go(going)
  }
  return {
    stands(sentences, now) {
      const known = new Set(standing.map(({ key }) => key))
      const there = new Set(sentences.map(({ key }) => key))
      standing = sentences
      how = now
      if (now.hushed) {
        waiting = []
        cut()
        return tell()
      }
      waiting = [...waiting.filter(({ key }) => there.has(key)), ...sentences.filter(({ key }) => !known.has(key))]
      if (going && !there.has(going.sentence.key)) cut()
      if (going && now.held) {
        waiting.unshift(going.sentence)
        cut()
      }
      next()
    },
    again() {
      cut()
      waiting = [...standing]
      next()
    },
    done: () => (isIdle() ? Promise.resolve() : new Promise((resolve) => listeners.push(resolve))),
  }
}
