import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Doctor } from '#check/actors.ts'
import { isRefusal } from '#protocol/refusal.ts'
import { release } from '../../server/service/checks/commands.ts'
import { claim } from '../../server/service/checks/leases.ts'
import { cardOf, numberOf } from '../driver.ts'
import { openWorld, sure } from '../world.ts'
import { tell } from './goals/goals.ts'

// How many drivers a second doctors can claim, on SQLite with its file: all doctors reach for the longest queue in the same moment, again
// and again. Each takes whoever waits longest as they saw it, so that most reach for somebody who is gone.

const DOCTORS = Number(process.argv[2] ?? 200)
const WAITING = Number(process.argv[3] ?? 1000)
const ROUNDS = 5
/** How far down the list a doctor looks: as many drivers as they reach for first, a fifth of all doctors on each. */
const AT_THE_TOP = Math.ceil(DOCTORS / 5)

const folder = await mkdtemp(join(tmpdir(), 'roadfit-claim-'))
const world = await openWorld({ database: join(folder, 'roadfit.sqlite'), outside: { ids: () => randomUUID() } })
const { deps } = world
/** Fewer than a thousand numbers belong to one birthday. */
const cardOfThe = (at: number) => {
  const birth = `19${62 + Math.floor(at / 500)}-03-05`
  return cardOf('张三', 1, { birth, number: numberOf(birth, 1 + (at % 500)) })
}
const checks: string[] = []
for (let at = 0; at < WAITING; at++) checks.push(await (await world.booth(`${at}号`, '大厅')).queued(cardOfThe(at)))
const doctors: Doctor[] = []
for (let at = 0; at < DOCTORS; at++) doctors.push((await world.person(`d${at}`, 'doctor')).doctor)
process.stderr.write(`${WAITING} wait, ${DOCTORS} doctors sit\n`)

const asked = async (check: string) => ({ command: deps.ids(), check, version: (await world.check(check)).version })
let claimed = 0
let refused = 0
let twice = 0
let without = 0
let tookMs = 0
try {
  for (let round = 0; round < ROUNDS; round++) {
    const holders = new Map<string, number>()
    const taken: { doctor: Doctor; check: string }[] = []
    /** A doctor goes down the list until somebody is theirs. */
    const reach = async (doctor: Doctor, at: number) => {
      for (let tried = 0; tried < WAITING; tried++) {
        const check = checks[tried === 0 ? at % AT_THE_TOP : (at + tried * AT_THE_TOP) % WAITING] ?? ''
        const answer = await claim(deps, doctor, await asked(check))
        if (isRefusal(answer)) {
          refused++
          continue
        }
        holders.set(check, (holders.get(check) ?? 0) + 1)
        return void taken.push({ doctor, check })
      }
    }
    const began = performance.now()
    await Promise.all(doctors.map(reach))
    tookMs += performance.now() - began
    claimed += taken.length
    twice += [...holders.values()].filter((count) => count > 1).length
    without += DOCTORS - taken.length
    for (const { doctor, check } of taken) {
      if ((await world.check(check)).lease?.doctor.id !== doctor.id) twice++
      sure(await release(deps, doctor, await asked(check)))
    }
  }
} finally {
  await world.close()
  await rm(folder, { recursive: true, force: true })
}
tell(
  'claim',
  {
    claims_per_s: Math.round((claimed / tookMs) * 1000),
    asked_per_s: Math.round(((claimed + refused) / tookMs) * 1000),
    double: twice,
    without,
    refused,
    doctors: DOCTORS,
    waiting: WAITING,
  },
  { double: { most: 0 }, without: { most: 0 } },
)
