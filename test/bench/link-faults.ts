import { until } from '../journey/people.ts'
import { median } from './first-frame/median.ts'
import { tell } from './goals/goals.ts'
import { FAULTS, type Fault } from './link-faults/faults.ts'
import { longestStill, movesAfter } from './link-faults/frames.ts'
import { openHall } from './link-faults/hall.ts'
import { SIDES } from './link-faults/lines.ts'

// A booth, a doctor and a call, and everything between them killed or cut in turn: how long until both see the other move again.
// `link-faults 1` does each once; `link-faults 1 agent` those alone whose name has that word.

const RUNS = Number(process.argv[2] ?? 5)
const only = process.argv[3] ?? ''
const faults = FAULTS.filter(({ name }) => name.includes(only))
/** Who doesn't move by then has stopped for good, ms. */
const GIVE_UP_MS = 90_000
/** A picture that stands for so long has stopped, ms: a frame comes every 100. */
const STALL_MS = 1500

const hall = await openHall()
const { pages } = hall
const times = new Map<Fault, number[]>(faults.map((fault) => [fault, []]))
let crowded = 0
let stalls = 0

const suffer = async (fault: Fault): Promise<void> => {
  const tests = fault.tests && (await hall.startTest())
  const before = Date.now()
  // The driver goes on meanwhile: what they do while nothing arrives has to arrive later.
  const [back] = await Promise.all([fault.strike(hall), tests ? hall.endTest() : undefined])
  const moved = await Promise.all(
    SIDES.map((side) => movesAfter(pages[side], back, GIVE_UP_MS, side === 'doctor' ? () => hall.takeBack() : undefined)),
  )
  const still = await Promise.all(SIDES.map((side) => longestStill(pages[side], before, Date.now())))
  process.stderr.write(`  longest still ${still.join(', ')} ms\n`)
  // What a dead worker had sent is still shown: its time is how long the picture stood.
  times.get(fault)?.push(fault.kind === 'worker' ? Math.max(...still) : Math.max(...moved.map((one) => one ?? GIVE_UP_MS)))
  if (fault.signalling && Math.max(...still) > STALL_MS) stalls += 1
  const one = await until('each is there once', hall.isOneEach, 15_000).catch(() => false)
  if (!one) crowded += 1
  process.stderr.write(
    `${fault.name}: ${SIDES.map((side, at) => `${side} ${moved[at] ?? 'never'}`).join(', ')} ms${one ? '' : ', not 1+1'}\n`,
  )
  await hall.stayAwake()
}

try {
  await hall.begin()
  for (let run = 0; run < RUNS; run += 1) for (const fault of faults) await suffer(fault)
  await until('what was measured has arrived', () => hall.attempts().unread.length === 0, 60_000).catch(() => false)
  const { begun, unread } = hall.attempts()
  for (const { id, station } of unread) process.stderr.write(`no reading of ${station}, attempt ${id}\n`)
  const worst = (kind: Fault['kind']) =>
    Math.max(0, ...faults.filter((one) => one.kind === kind).map((one) => median(times.get(one) ?? [])))
  tell(
    'link-faults',
    {
      worker_ms: worst('worker'),
      server_ms: worst('server'),
      agent_ms: worst('agent'),
      cut_ms: worst('cut'),
      signal_cut_stalls: stalls,
      tests_begun: begun,
      readings_lost: unread.length,
      not_one_each: crowded,
      runs: RUNS,
      each: Object.fromEntries([...times].map(([{ name }, all]) => [name, median(all)])),
    },
    {
      worker_ms: { most: 3000 },
      server_ms: { most: 5000 },
      agent_ms: { most: 5000 },
      cut_ms: { most: 2000 },
      signal_cut_stalls: { most: 0 },
      readings_lost: { most: 0 },
      not_one_each: { most: 0 },
    },
  )
} catch (error) {
  process.stderr.write(`${hall.product.recent()}\n`)
  throw error
} finally {
  await hall.close()
}
