import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Language } from '../../common/protocol/basic.ts'
import { evened } from './evened.ts'
import { pinyinOf } from './pinyin.ts'

export type Synthesiser = {
  /** Names programs and how they are called: another voice makes other sounds. */
  voice: string
  /** A text as Opus in Ogg. */
  speak(language: Language, text: string): Promise<Uint8Array>
  close(): Promise<void>
}

/** What to do where a program is missing, in the words of set-up. */
const REMEDY = 'install Debian’s packages espeak-ng, flite and opus-tools, then build again:  apt-get install -y espeak-ng flite opus-tools'

/** Runs a program with this input, and gives its output. */
const piped = (command: string, args: readonly string[], input: Uint8Array | string): Promise<Buffer> =>
  new Promise((done, failed) => {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] })
    const out: Buffer[] = []
    const said: Buffer[] = []
    child.stdout.on('data', (part) => out.push(part))
    child.stderr.on('data', (part) => said.push(part))
    child.on('error', (error) => failed(new Error(`${command} could not be started (${error.message}). What to do: ${REMEDY}`)))
    child.on('close', (code) => {
      if (code === 0) done(Buffer.concat(out))
      else failed(new Error(`${command} ended with code ${code}: ${Buffer.concat(said).toString().trim()}`))
    })
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })

/** A program that speaks a text into a file. */
type Program = { command: string; args: (text: string, file: string) => string[] }

/** Typographic marks as a program of ASCII has them. */
const ascii = (text: string): string =>
  text
    .replaceAll(/[‘’]/g, "'")
    .replaceAll(/[“”]/g, '"')
    .replaceAll(/\s*[–—]\s*/g, ', ')
    .replaceAll('…', '.')

/**
 * Who speaks each language, slower than among the young, so that a person of 75 can follow. Chinese from pinyin: Debian's espeak-ng reads
 * Chinese characters as English spelled out, or takes the wrong one of two readings. How they were chosen: docs/decisions/0045-the-booth-speaks.md.
 */
const PROGRAMS: Readonly<Record<Language, Program>> = {
  zh: { command: 'espeak-ng', args: (text, file) => ['-v', 'cmn-latn-pinyin', '-s', '150', '-w', file, pinyinOf(text)] },
  en: { command: 'flite', args: (text, file) => ['-voice', 'rms', '--setf', 'duration_stretch=1.15', '-o', file, '-t', ascii(text)] },
}
/** 16 kbit/s are enough for one voice. The serial number of the stream would be drawn by lot: the same text is the same bytes. */
const OPUS = ['--quiet', '--bitrate', '16', '--comp', '4', '--speech', '--framesize', '40', '--serial', '1', '--discard-comments', '-', '-']

/** The programs that speak, as this machine has them. */
export const openSynthesiser = async (): Promise<Synthesiser> => {
  const version = (await piped('espeak-ng', ['--version'], '')).toString().split(' Data at')[0] ?? ''
  const folder = await mkdtemp(join(tmpdir(), 'roadfit-voice-'))
  let count = 0
  return {
    voice: JSON.stringify([version.trim(), PROGRAMS.zh.args('', ''), PROGRAMS.en.args('', ''), OPUS]),
    async speak(language, text) {
      const { command, args } = PROGRAMS[language]
      const file = join(folder, `${++count}.wav`)
      await piped(command, args(text, file), '')
      const wave = await readFile(file)
      await rm(file)
      return piped('opusenc', OPUS, evened(wave, text))
    },
    close: () => rm(folder, { recursive: true }),
  }
}
