import { type Static, Type } from 'typebox'
import { loadedOnce } from '#kit/loaded-once.ts'
import type { Language } from '#protocol/basic.ts'
import { fits } from '#protocol/fits.ts'
import { type Lexicon, openLexicon, type Piece } from './lexicon.ts'
import type { Standing } from './page.ts'

/** A pause between sentences, s: as long as a comma. */
const PAUSE_S = 0.35

/** Where the sounds of this page lie: the build names the index in the page. Null: built without. */
const indexOf = (): string | null => document.querySelector<HTMLMetaElement>('meta[name=sounds]')?.content ?? null

const Texts = Type.Array(Type.String({ maxLength: 2000 }), { maxItems: 20_000 })
const OfLanguage = Type.Object({ sentences: Texts, pieces: Texts, files: Texts })
const Index = Type.Object({ zh: OfLanguage, en: OfLanguage })

type Lexicons = Readonly<Record<Language, Lexicon>>
const lexiconsOf = (index: Static<typeof Index>): Lexicons => {
  const lexiconOf = (language: Language) => {
    const { sentences, pieces, files } = index[language]
    return openLexicon(language, { sentences, files: Object.fromEntries(pieces.map((piece, at) => [piece, files[at] ?? ''])) })
  }
  return { zh: lexiconOf('zh'), en: lexiconOf('en') }
}
const NOTHING = { sentences: [], pieces: [], files: [] }
/** Nothing can be said: the page was built without sounds, or there is no line just now. */
const SILENT = lexiconsOf({ zh: NOTHING, en: NOTHING })

const loadIndex = async (place: string): Promise<Lexicons | null> => {
  const answer = await fetch(place).catch(() => null)
  const read: unknown = answer?.ok ? await answer.json().catch(() => null) : null
  return fits(Index, read) ? lexiconsOf(read) : null
}

/** Says a text with a voice of the browser, where it has one of this language. */
const spell = (text: string, language: Language, volume: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const voice = 'speechSynthesis' in window ? speechSynthesis.getVoices().find(({ lang }) => lang.startsWith(language)) : undefined
    if (!voice || signal.aborted) return resolve()
    const utterance = new SpeechSynthesisUtterance(text)
    Object.assign(utterance, { voice, lang: voice.lang, volume })
    utterance.onend = utterance.onerror = () => resolve()
    signal.addEventListener('abort', () => (speechSynthesis.cancel(), resolve()), { once: true })
    speechSynthesis.speak(utterance)
  })

export type Player = {
  lexicon: (language: Language) => Promise<Lexicon>
  /** Says one text: its pieces one after another. Resolves when it's over, when the signal is aborted, or at once while nothing may sound. */
  utter(standing: Standing, signal: AbortSignal): Promise<void>
  /** 0 to 1. */
  loudness(volume: number): void
}

/** Plays sounds of sentences. */
export const openPlayer = (): Player => {
  const context = new AudioContext()
  const gain = new GainNode(context)
  gain.connect(context.destination)
  // Some browsers want a touch before anything sounds.
  window.addEventListener('pointerdown', () => void context.resume(), { capture: true })
  // A booth's page stands for weeks: what didn't come in a moment without a line has to come with the next sentence.
  const index = loadedOnce(loadIndex, (found) => found !== null)
  const bufferOf = loadedOnce(
    async (file) => {
      const answer = await fetch(`/assets/${file}`).catch(() => null)
      const bytes = answer?.ok ? await answer.arrayBuffer().catch(() => null) : null
      return bytes && context.decodeAudioData(bytes).catch(() => null)
    },
    (buffer) => buffer !== null,
  )
  const play = (buffer: AudioBuffer, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const source = new AudioBufferSourceNode(context, { buffer })
      source.connect(gain)
      source.onended = () => resolve()
      signal.addEventListener('abort', () => source.stop(), { once: true })
      source.start()
    })
  const pause = (signal: AbortSignal) => play(context.createBuffer(1, Math.round(PAUSE_S * context.sampleRate), context.sampleRate), signal)

  const lexicon = async (language: Language) => {
    const place = indexOf()
    return ((place === null ? null : await index(place)) ?? SILENT)[language]
  }
  /** A piece as it will sound. */
  const ready = async (piece: Piece, language: Language, signal: AbortSignal): Promise<() => Promise<void>> => {
    if ('spell' in piece) return () => spell(piece.spell, language, gain.gain.value, signal)
    const buffer = await bufferOf(piece.sound)
    return async () => {
      if (buffer) await play(buffer, signal)
    }
  }
  return {
    lexicon,
    loudness: (volume) => void (gain.gain.value = volume),
    async utter({ text, language }, signal) {
      const pieces = (await lexicon(language)).piecesOf(text)
      if (context.state !== 'running' || gain.gain.value === 0) return
      // All that it takes is there before it begins, so that it has no holes.
      for (const sound of await Promise.all(pieces.map((piece) => ready(piece, language, signal)))) {
        if (signal.aborted) return
        await sound()
      }
      if (!signal.aborted) await pause(signal)
    },
  }
}
