import { execFile } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { projectFiles } from './commands/read.ts'

const root = resolve(import.meta.dirname, '..')

/** A block of a page that names a file: its kind, the file and its text. */
export type Block = { kind: string; file: string; text: string }

/** The blocks of a page in docs that name a file. */
export const blocksOf = (page: string): Block[] =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/^```(\w+) (\S+)\n(.*?)^```$/gms)].map(([, kind = '', file = '', text = '']) => ({
    kind,
    file,
    text,
  }))

/** Lines that a page adds to files which stand already. */
export const linesAdded = (blocks: readonly Block[]): number =>
  blocks.filter(({ kind }) => kind === 'diff').reduce((sum, { text }) => sum + (text.match(/^\+/gm)?.length ?? 0), 0)

/** Puts the lines of a block that begin with + behind the line that stands before them there. */
const added = (source: string, { file, text }: Block): string => {
  let before = ''
  let result = source
  for (const line of text.trimEnd().split('\n')) {
    if (line.startsWith('+')) {
      if (!result.split('\n').includes(before)) throw new Error(`${file} has no line ${JSON.stringify(before)}`)
      result = result.replace(`${before}\n`, `${before}\n${line.slice(1)}\n`)
    }
    before = line.slice(1)
  }
  return result
}

/** A copy of the project in which somebody has done, word by word, what these pages say. `run` starts a program of the packages there. */
export const walked = (...pages: string[]) => {
  const copy = mkdtempSync(join(tmpdir(), 'roadfit-walked-'))
  for (const file of projectFiles(root)) {
    mkdirSync(dirname(join(copy, file)), { recursive: true })
    copyFileSync(join(root, file), join(copy, file))
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  const blocks = pages.flatMap(blocksOf)
  for (const block of blocks) {
    const path = join(copy, block.file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, block.kind === 'diff' ? added(readFileSync(path, 'utf8'), block) : block.text)
  }
  return {
    run: (command: string, ...args: string[]) =>
      promisify(execFile)(join(root, 'node_modules/.bin', command), args, { cwd: copy, maxBuffer: 10_000_000 }),
    remove: () => rmSync(copy, { recursive: true }),
  }
}
