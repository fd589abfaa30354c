import { readdir, readFile, readlink, realpath } from 'node:fs/promises'

/** Which programs have a port open, `brltty (process 412)`, as far as this user may see; null when none can be seen. */
export async function holderOf(path: string): Promise<string | null> {
  const device = await realpath(path).catch(() => path)
  const processes = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name))
  const holding = (await Promise.all(processes.map(async (pid) => ((await hasOpen(pid, device)) ? [pid] : [])))).flat()
  if (holding.includes(String(process.pid))) return 'another line of this booth'
  const named = await Promise.all(
    holding.map(async (pid) => `${(await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'a program')).trim()} (process ${pid})`),
  )
  return named.join(' and ') || null
}

async function hasOpen(pid: string, device: string): Promise<boolean> {
  const folder = `/proc/${pid}/fd`
  const files = await readdir(folder).catch(() => [])
  const targets = await Promise.all(files.map((file) => readlink(`${folder}/${file}`).catch(() => '')))
  return targets.includes(device)
}
