import { Type } from 'typebox'
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

const loadIndex = async (): Promise<Readonly<Record<Language, Lexicon>>> => {
  const place = indexOf()
  const answer = place === null ? null : await fetch(place).catch(() => null)
  const read: unknown = answer?.ok ? await answer.json() : null
  const none = { sentences: [], pieces: [], files: [] }
  const index = fits(Index, read) ? read : { zh: none, en: none }
  const lexiconOf = (language: Language) => {
    const { sentences, pieces, files } = index[language]
    return openLexicon(language, { sentences, files: Object.fromEntries(pieces.map((piece, at) => [piece, files[at] ?? ''])) })
  }
  return { zh: lexiconOf('zh'), en: lexiconOf('en') }
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
  let index: ReturnType<typeof loadIndex> | undefined
  const buffers = new Map<string, Promise<AudioBuffer | null>>()

  const bufferOf = (file: string): Promise<AudioBuffer | null> => {
    const known = buffers.get(file)
    if (known) return known
    const loading = fetch(`/assets/${file}`)
      .then(async (answer) => (answer.ok ? context.decodeAudioData(await answer.arrayBuffer()) : null))
      .catch(() => null)
    buffers.set(file, loading)
    return loading
  }
  const play = (buffer: AudioBuffer, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const source = new AudioBufferSourceNode(context, { buffer })
      source.connect(gain)
      source.onended = () => resolve()
      signal.addEventListener('abort', () => source.stop(), { once: true })
      source.start()
    })
  const pause = (signal: AbortSignal) => play(context.createBuffer(1, Math.round(PAUSE_S * context.sampleRate), context.sampleRate), signal)

  const lexicon = async (language: Language) => (await (index ??= loadIndex()))[language]
  const sounding = async (piece: Piece, language: Language, signal: AbortSignal): Promise<void> => {
    if ('spell' in piece) return spell(piece.spell, language, gain.gain.value, signal)
    const buffer = await bufferOf(piece.sound)
    if (buffer && !signal.aborted) await play(buffer, signal)
  }
  return {
    lexicon,
    loudness: (volume) => void (gain.gain.value = volume),
    async utter({ text, language }, signal) {
      const pieces = (await lexicon(language)).piecesOf(text)
      if (context.state !== 'running' || gain.gain.value === 0) return
      // All that it takes is there before it begins, so that it has no holes.
      await Promise.all(pieces.flatMap((piece) => ('sound' in piece ? [bufferOf(piece.sound)] : [])))
      for (const piece of pieces) {
        if (signal.aborted) return
        await sounding(piece, language, signal)
      }
      if (!signal.aborted) await pause(signal)
    },
  }
}
