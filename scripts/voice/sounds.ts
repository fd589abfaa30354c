import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { LANGUAGES, type Language } from '../../common/protocol/basic.ts'
import { cached } from '../cache.ts'
import { pinyinOf } from './pinyin.ts'
import { openSynthesiser } from './synthesiser.ts'

const root = join(import.meta.dirname, '../..')

/** A file as it is served: its name carries a digest of what is said in it, and by which voice. */
type SoundFile = { name: string; bytes: Uint8Array }
/** What has a sound in one language: the sentences as they are written, their pieces, and of each of those its file (booth/aloud/sound.ts). */
type Spoken = { sentences: string[]; pieces: string[]; files: string[] }
export type Sounds = { files: readonly SoundFile[]; index: Readonly<Record<Language, Spoken>> }

/** So many are made at once. */
const AT_ONCE = 2

/** What is to be said: asked of the booth itself, so that no sentence of its can be forgotten here. */
const wordsOfBooth = async (): Promise<{ sentencesIn: (language: Language) => string[]; piecesIn: (language: Language) => string[] }> =>
  import(pathToFileURL(join(root, 'booth/aloud/sentences.ts')).href)

/** Sounds of every sentence of the booth, made where the cache has none. Rejects when one can't be made: a build without it would be mute. */
const makeSounds = async (): Promise<Sounds> => {
  const { sentencesIn, piecesIn } = await wordsOfBooth()
  const synthesiser = await openSynthesiser()
  const files: SoundFile[] = []
  const soundOf = async (language: Language, piece: string): Promise<[piece: string, name: string]> => {
    const digest = createHash('sha256')
      .update(`${synthesiser.voice}\0${language}\0${language === 'zh' ? pinyinOf(piece) : piece}`)
      .digest('hex')
      .slice(0, 16)
    const bytes = await cached(`voice/${digest}.ogg`, () => synthesiser.speak(language, piece))
    const name = `said-${digest}.ogg`
    files.push({ name, bytes })
    return [piece, name]
  }
  const inLanguage = async (language: Language): Promise<Spoken> => {
    const left = piecesIn(language)
    const named: [string, string][] = []
    const work = async () => {
      for (let piece = left.shift(); piece !== undefined; piece = left.shift()) named.push(await soundOf(language, piece))
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    named.sort(([a], [b]) => (a < b ? -1 : 1))
    return { sentences: sentencesIn(language), pieces: named.map(([piece]) => piece), files: named.map(([, file]) => file) }
  }
  const index = { zh: await inLanguage('zh'), en: await inLanguage('en') } satisfies Record<(typeof LANGUAGES)[number], Spoken>
  await synthesiser.close()
  return { files, index }
}

let made: Promise<Sounds> | undefined
/** The sounds, made once a build and kept for the next one. */
export const sounds = (): Promise<Sounds> => (made ??= makeSounds())
