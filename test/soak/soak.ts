import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { Value } from 'typebox/value'
import { Reading } from '#protocol/reading.ts'
import { isRefusal } from '#protocol/refusal.ts'
import { STATIONS } from '#protocol/station.ts'
import { startAgent } from '../../devices/agent/agent.ts'
import { openBench } from '../../devices/bench/bench.ts'
import { openCalibrations } from '../../devices/keep/calibrations.ts'
import { openKey } from '../../devices/keep/key.ts'
import { openSpool } from '../../devices/keep/spool.ts'
import { readSettings, thisMachine } from '../../devices/settings/settings.ts'
import { SIMULATED_FLOOR_MM } from '../../devices/simulate/simulated-records.ts'
import { simulate } from '../../devices/simulate/simulation.ts'
import { seeded } from '../../devices/testing/fuzz.ts'
import { createMachine } from '../../server/service/machines/machines.ts'
import { cardOf } from '../driver.ts'
import { openWorld } from '../world.ts'
import { HEIGHT_MM, visit } from './driver.ts'
import { letGoWrong } from './faults.ts'

const [minutes = 1, seed = 1] = process.argv.slice(2).map(Number)
/** Real waiting times this much shorter, so that a day's checks fit. */
const PACE = 0.05
/** How far the simulated head's own noise goes, mm. */
const NOISE_MM = 3
const GROWN_MOST = 30_000_000

const bytesInUse = (): number => {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
/** What the engine and its libraries open once and keep for themselves; and what was closed while it was looked at. */
const OPENED_ONCE = /^\/dev\/(null|urandom)$|^anon_inode:|^closed$/
/** Sockets, pipes, terminals and files that are open, each by what it leads to. */
const handles = () =>
  readdirSync('/proc/self/fd')
    .map((file) => linkTo(`/proc/self/fd/${file}`))
    .filter((link) => !OPENED_ONCE.test(link))
const linkTo = (path: string) => {
  try {
    return readlinkSync(path)
  } catch {
    return 'closed'
  }
}
const clock = () => performance.now()

const before = handles().length
const data = mkdtempSync(join(tmpdir(), 'roadfit-soak-'))
const world = await openWorld({ settings: { alone: [...STATIONS] } })
const made = await createMachine(world.deps, { kind: 'booth', name: '耐久间', site: (await world.site('示范服务大厅')).id })
if (isRefusal(made)) throw new Error(made.refused)
const environment = {
  ROADFIT_SERVER: world.url,
  ROADFIT_BOOTH_DATA: data,
  ROADFIT_BOOTH_STATIC: data,
  ROADFIT_SIMULATE: '1',
  ROADFIT_PACE: String(PACE),
}
const given = readSettings(environment, thisMachine())
if ('wrong' in given) throw new Error(JSON.stringify(given.wrong))
const drivers = Array.from({ length: 500 }, (_, at) => ({
  id: `d${at}`,
  name: '张三',
  classes: ['C1' as const],
  note: '',
  card: cardOf('张三', at + 1),
  heightMm: HEIGHT_MM,
}))
const settings = { ...given, code: made.code?.code ?? '', drivers }

const key = openKey(data)
const wall = () => world.now()
const calibrations = openCalibrations({ folder: join(data, 'calibrations'), key, ids: randomUUID, wall })
const simulation = await simulate(settings, calibrations, clock)
const bench = openBench(simulation.devices, (kind) => calibrations.newest(kind) !== null, true)
const spool = openSpool(join(data, 'spool'))
const kept = new Set<string>()
const agent = startAgent({
  settings,
  bench,
  keep: {
    key,
    calibrations,
    spool: {
      ...spool,
      keep(reading) {
        kept.add(reading.id)
        spool.keep(reading)
      },
    },
  },
  clockwork: { clock, wall, ids: randomUUID, pace: settings.pace },
  decodePhoto: simulation.decodePhoto,
  log: { error: (fields, text) => console.error(text, fields), warn() {}, info() {} },
})
// The product's own clock goes on as the wall's does.
const ticking = setInterval(() => world.step(1000), 1000)

const end = clock() + minutes * 60_000
const over = () => clock() >= end
const wrong = letGoWrong(simulation, seeded(seed), over)
let visits = 0
let stations = 0
let warm = 0
while (!over()) {
  stations += await visit({ agent, simulation }, `d${visits++ % drivers.length}`)
  // What the engine makes of the code itself is done after a while.
  if (warm === 0 && clock() > end - minutes * 60_000 * 0.75) warm = bytesInUse()
}
const faults = await wrong
for (let tries = 0; tries < 100 && spool.waiting() > 0; tries++) await new Promise((resolve) => setTimeout(resolve, 100))
const grown = bytesInUse() - warm

const stored = await world.deps.db.selectFrom('readings').select(['id', 'attempt', 'body']).execute()
const refused = readdirSync(join(data, 'spool/refused')).length
const twice = stored.length - new Set(stored.map(({ attempt }) => attempt)).size
const strange = stored.filter(({ id }) => !kept.has(id)).length
const lost = kept.size - stored.length - refused
/** Every sample of a height is one that the head measured: of the floor or of the head below it. */
const isMeasured = (mm: number) => [SIMULATED_FLOOR_MM, SIMULATED_FLOOR_MM - HEIGHT_MM].some((near) => Math.abs(mm - near) <= NOISE_MM)
const invented = stored.flatMap(({ body }) => {
  const reading: unknown = JSON.parse(body)
  if (!Value.Check(Reading, reading)) throw new Error('a stored reading does not fit its schema')
  return reading.trials.flatMap(({ answer }) =>
    typeof answer === 'object' && 'samplesMm' in answer ? answer.samplesMm.filter((mm) => !isMeasured(mm)) : [],
  )
}).length
const broken = bench.devices.reduce((all, { line }) => all + line.faults, 0)

clearInterval(ticking)
agent.close()
await bench.close()
await simulation.close()
await world.close()
rmSync(data, { recursive: true, force: true })
// A connection that is kept open for the next question ends by itself some seconds later.
for (let tries = 0; tries < 20 && handles().length > before; tries++) await new Promise((resolve) => setTimeout(resolve, 500))
const left = handles().length - before
if (left > 0) process.stderr.write(`${handles().join('\n')}\n`)

const bad = twice > 0 || strange > 0 || lost !== 0 || invented > 0 || left > 0 || grown > GROWN_MOST || stored.length === 0
process.stdout.write(
  `${JSON.stringify({ name: 'soak', minutes, seed, visits, stations, readings: stored.length, refused, twice, strange, lost, invented, faults, broken_frames: broken, handles_left: left, grown_mb: Math.round(grown / 1e5) / 10, rss_mb: Math.round(process.memoryUsage.rss() / 1e6), held: !bad })}\n`,
)
process.exit(bad ? 1 : 0)
