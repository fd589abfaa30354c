import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Counter, Doctor } from '#check/actors.ts'
import { chinaDay } from '#protocol/days.ts'
import { isRefusal } from '#protocol/refusal.ts'
import type { Deps } from '../../server/deps.ts'
import { isWrong, openDestinations } from '../../server/handover/opening.ts'
import { accept, acceptProvisionally } from '../../server/service/checks/commands.ts'
import { withdraw } from '../../server/service/checks/withdrawing.ts'
import { openDelivering } from '../../server/service/loops/delivering.ts'
import { lookForReceipts } from '../../server/service/loops/receipts.ts'
import { resumeDurations } from '../../server/service/loops/resuming.ts'
import { loadCheck } from '../../server/store/checks.ts'
import { openFiles } from '../../server/store/files.ts'
import { openStore } from '../../server/store/open.ts'
import { markingBy } from '../../server/store/walks.ts'

// What is killed: the server's own deliveries on a database, told to say `up` once they run, and `done` when nothing is left. The checks that are named
// after the folder and the list are withdrawn as soon as they have arrived; those behind a dash are accepted without a paper, and then with it.

const [folder = '', list = '', ...named] = process.argv.slice(2)
const dash = named.indexOf('-')
const [withdrawn, owing] = [named.slice(0, dash), named.slice(dash + 1)]
const files = openFiles(join(folder, 'files'))
const quiet = () => {}
const clock = () => new Date()
const around = { photo: (digest: string) => files.bytes(digest), answers: { keep: async () => {}, clean: async () => 0 }, clock }
const destinations = openDestinations(list, process.env, () => around)
if (isWrong(destinations)) throw new Error(JSON.stringify(destinations))
const key = new Uint8Array(32).fill(7)
const db = await openStore(join(folder, 'roadfit.sqlite'), markingBy(key))
/** What deliveries need; they ask for no page, paper or medium. */
const deps: Deps = Object.assign(Object.create(null), {
  db,
  key,
  server: 'storm',
  clock,
  steady: clock,
  ids: randomUUID,
  random: (bytes: number) => new Uint8Array(randomBytes(bytes)),
  files,
  destinations,
  ways: () => [],
  announce: quiet,
  log: { error: quiet, warn: quiet, info: quiet, debug: quiet },
})

const doctor: Doctor = { kind: 'doctor', id: '00000000-0000-4000-8000-00000000d0c0', name: '林医生' }
const wanted = new Set(withdrawn)
const withdrawArrived = async () => {
  for (const id of wanted) {
    const check = await loadCheck(db, id)
    if (check?.phase === 'withdrawn') wanted.delete(id)
    if (check?.phase !== 'handed-over') continue
    const done = await withdraw(deps, doctor, { command: randomUUID(), check: id, version: check.version, reason: '照片不是本人' })
    if (!isRefusal(done)) wanted.delete(id)
  }
}
const clerk: Counter = { kind: 'counter', id: '00000000-0000-4000-8000-00000000c1e4', name: '许诺' }
const owed = new Set(owing)
const acceptArrived = async () => {
  for (const id of owed) {
    const check = await loadCheck(db, id)
    if (check?.phase === 'accepted') owed.delete(id)
    const asked = { command: randomUUID(), check: id, version: check?.version ?? 0 }
    if (check?.phase === 'handed-over')
      await acceptProvisionally(deps, clerk, { ...asked, missing: ['photo'], note: null, until: chinaDay(clock()) })
    if (check?.phase === 'provisional') await accept(deps, clerk, asked)
  }
}
const left = async () => {
  const row = await db.selectFrom('outbox').select('id').where('done_at', 'is', null).where('line', 'is not', null).executeTakeFirst()
  return row !== undefined || wanted.size > 0 || owed.size > 0
}

await resumeDurations(deps)
const relay = openDelivering(deps, { told: quiet })
await relay.turn()
process.stdout.write('up\n')
while (await left()) {
  await withdrawArrived()
  await acceptArrived()
  await lookForReceipts(deps)
  await relay.turn()
  await sleep(20)
}
await relay.close()
await db.destroy()
process.stdout.write('done\n')
