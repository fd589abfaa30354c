import { readdir, readFile, readlink, realpath } from 'node:fs/promises'
import type { Holder } from '#protocol/trouble.ts'

/** So many are named at most. */
const MOST = 20

/** Which programs have a port open, this one too, as far as this user may see. */
export async function holdersOf(path: string): Promise<Holder[]> {
  const device = await realpath(path).catch(() => path)
  const processes = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name))
  const holding = (await Promise.all(processes.map(async (pid) => ((await hasOpen(pid, device)) ? [Number(pid)] : [])))).flat()
  // This one first: it says most.
  const first = holding.toSorted((a, b) => Number(b === process.pid) - Number(a === process.pid)).slice(0, MOST)
  return Promise.all(first.map(async (pid) => ({ program: await programOf(pid), pid })))
}

/** The name that a process has on this computer, at most 15 characters; null: it cannot be seen. */
const programOf = (pid: number): Promise<string | null> =>
  readFile(`/proc/${pid}/comm`, 'utf8').then(
    (name) => name.trim() || null,
    () => null,
  )

async function hasOpen(pid: string, device: string): Promise<boolean> {
  const folder = `/proc/${pid}/fd`
  const files = await readdir(folder).catch(() => [])
  const targets = await Promise.all(files.map((file) => readlink(`${folder}/${file}`).catch(() => '')))
  return targets.includes(device)
}
