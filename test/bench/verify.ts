import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { tell } from './goals/goals.ts'
import { copyGenuine } from './verify/copies.ts'
import { genuineFolder } from './verify/genuine.ts'
import { markAnew } from './verify/marked.ts'

// What `npm run verify -- DATA` takes over a folder with many finished checks, beside one with few: seconds, and the most memory it
// held. The small folder is looked at before and after the large one, so that whatever else the machine does falls on both.
const LARGE = Number(process.argv[2] ?? 100_000)
const SMALL = Number(process.argv[3] ?? 1000)
const ROUNDS = 3

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
const two = (value: number) => Math.round(value * 100) / 100

/**
 * The most memory that a process has held, MB, and its seconds of processor, by the kernel, which forgets both with the process. It counts
 * in hundredths of a second; fields 14 and 15 of proc(5), behind the program's name.
 */
const usedBy = (pid: number | undefined): { rssMb: number; cpu: number } | null => {
  try {
    const [user, kernel] = (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '').split(' ').slice(11, 13)
    const rss = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return rss === undefined ? null : { rssMb: Number(rss) / 1024, cpu: (Number(user) + Number(kernel)) / 100 }
  } catch {
    return null
  }
}

type Took = { seconds: number; cpu: number; rssMb: number }
const verify = async (folder: string): Promise<Took> => {
  const began = performance.now()
  const child = spawn(process.execPath, [resolve(import.meta.dirname, '../../server/verify.ts'), folder], {
    env: { PATH: process.env['PATH'] ?? '', LANG: 'C', NODE_OPTIONS: '--disable-warning=ExperimentalWarning' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let used = { rssMb: 0, cpu: 0 }
  const watching = setInterval(() => (used = usedBy(child.pid) ?? used), 20)
  let said = ''
  child.stdout.on('data', (bytes) => (said += String(bytes)))
  const [code] = await once(child, 'close')
  clearInterval(watching)
  if (code !== 0) throw new Error(`the folder isn't sound (${code}): ${said.slice(0, 2000)}`)
  return { seconds: (performance.now() - began) / 1000, ...used }
}

const filled = async (checks: number): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'roadfit-verify-'))
  const genuine = await genuineFolder(folder)
  copyGenuine(folder, genuine, checks - 1)
  await markAnew(genuine)
  return folder
}

const folders: string[] = []
try {
  const small = await filled(SMALL)
  folders.push(small)
  const large = await filled(LARGE)
  folders.push(large)
  const before: Took[] = []
  for (let round = 0; round < ROUNDS; round++) before.push(await verify(small))
  const long = await verify(large)
  for (let round = 0; round < ROUNDS; round++) before.push(await verify(small))
  const middle = (of: keyof Took) => median(before.map((one) => one[of]))
  const told = ({ seconds, cpu, rssMb }: Took, checks: number) => ({
    checks,
    seconds: two(seconds),
    per_check_ms: two((seconds * 1000) / checks),
    cpu_per_check_ms: two((cpu * 1000) / checks),
    rss_mb: two(rssMb),
  })
  const [one, many] = [told({ seconds: middle('seconds'), cpu: middle('cpu'), rssMb: middle('rssMb') }, SMALL), told(long, LARGE)]
  const ratio = (of: keyof typeof one) => two(many[of] / one[of])
  const ratios = { ratio: ratio('per_check_ms'), cpu_ratio: ratio('cpu_per_check_ms'), rss_ratio: ratio('rss_mb') }
  tell('verify', { ...many, small: one, ...ratios }, { ratio: { most: 1.2 }, rss_ratio: { most: 1.2 } })
} finally {
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
}
process.exit()
