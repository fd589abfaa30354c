import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** However often a system answers, no more of what it said is kept. */
const MOST = 10_000

/** What a system said, as it came, for whoever looks into a case of doubt. */
export type Answers = {
  keep(number: string, answer: Uint8Array): Promise<void>
  /** Takes away what is older, and of the rest the oldest that are too many. Gives how many. */
  clean(before: Date): Promise<number>
}

/** Keeps each answer as a file in this folder, readable by its owner alone: `1795746000000.RF20261125-000001`, by when it came and to which report. */
export const openAnswers = (folder: string, clock: () => Date, most = MOST): Answers => ({
  async keep(number, answer) {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFile(join(folder, `${clock().getTime()}.${number}`), answer, { mode: 0o600 })
  },
  async clean(before) {
    const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []
      throw error
    })
    const cameAt = (name: string) => Number(name.split('.')[0])
    const newestFirst = names.filter((name) => cameAt(name) > 0).toSorted((a, b) => cameAt(b) - cameAt(a))
    const gone = newestFirst.filter((name, at) => at >= most || cameAt(name) < before.getTime())
    for (const name of gone) await rm(join(folder, name), { force: true })
    return gone.length
  },
})
