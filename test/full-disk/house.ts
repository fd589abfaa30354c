import { execFileSync } from 'node:child_process'
import { closeSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import sharp from 'sharp'
import { decideStation } from '../../server/service/checks/commands.ts'
import { declare } from '../../server/service/checks/declaring.ts'
import { claim } from '../../server/service/checks/leases.ts'
import { drawUp, signingOf } from '../../server/service/checks/signoff.ts'
import { cardOf } from '../driver.ts'
import { handedOver } from '../signed.ts'
import { LIMBS_WELL, openWorld, PASSWORD, STROKES, still, sure, until } from '../world.ts'

// A whole house on a disk of its own, which becomes full and gets room again while it works. Run by full-disk.test.ts; prints what happened.
// `node house.ts FOLDER small-disk`: the folder is a small disk that is filled; `limit`: the system lets this process write no file.

const [, , folder = '', how = ''] = process.argv
const ballast = join(folder, 'ballast')
const limit = (size: string) => execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${size}:`])
const fill = () => {
  if (how === 'limit') return void limit('0')
  const file = openSync(ballast, 'w')
  try {
    for (const size of [65_536, 1]) for (;;) if (!taken(file, size)) break
  } finally {
    closeSync(file)
  }
}
const taken = (file: number, size: number): boolean => {
  try {
    return writeSync(file, Buffer.alloc(size)) > 0
  } catch {
    return false
  }
}
const makeRoom = () => (how === 'limit' ? void limit('unlimited') : rmSync(ballast))

const errors: unknown[] = []
const nothing = () => {}
const world = await openWorld({
  database: join(folder, 'roadfit.sqlite'),
  outside: {
    log: { error: (fields, text) => void errors.push([text, String(Object(fields).err)]), warn: nothing, info: nothing, debug: nothing },
  },
})
const doctor = await world.person('dr-full', 'doctor')
const issued = await handedOver(world, doctor)
const cookie = await doctor.cookie()
// Late enough that a session's use is written down again: whoever reads would write that, too.
world.step(61_000)
// One who is signed next, one whose picture is taken next, and one whose card is laid on next.
const first = await world.booth('一号')
await first.calibrate()
const id = await first.queued(cardOf('李四', 701))
for (const station of ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing'] as const) await first.measure(id, station)
const asked = async () => ({ command: world.ids(), check: id, version: (await world.check(id)).version })
sure(await claim(world.deps, doctor.doctor, await asked()))
for (const finding of LIMBS_WELL) sure(await decideStation(world.deps, doctor.doctor, { ...(await asked()), finding, reason: '复查' }))
const { digest } = sure(await drawUp(world.deps, doctor.doctor, { ...(await asked()), remark: null })).drawnUp ?? { digest: '' }
sure(await signingOf(world.deps, doctor.doctor, id))
const second = await world.booth('二号')
const opened = (await second.open(cardOf('王五', 702))).check.id
sure(
  await declare(world.deps, second.who, { command: world.ids(), check: opened, consent: true, has: false, diseases: [], strokes: STROKES }),
)
const third = await world.booth('三号')
const [staff, photoLine, cardLine] = [await doctor.connect(), second.connect(), third.connect()]
for (const link of [staff, photoLine, cardLine])
  await new Promise<void>((done) => link.watch((state: string) => state === 'connected' && done()))
// Another picture than anybody's before: the same bytes would lie there already.
const jpeg = (
  await sharp(await still)
    .flop()
    .modulate({ brightness: 1.05 })
    .jpeg()
    .toBuffer()
).toString('base64')
const conclusion = { ...(await asked()), digest, proof: { by: 'password' as const, password: PASSWORD } }
const photograph = { command: world.ids(), check: opened, jpeg }
const card = third.cardReading(cardOf('赵六', 703))

const noOf = (answer: object) => ('refused' in answer ? answer.refused : 'done')
const get = async (path: string) => {
  const answer = await fetch(world.url + path, { headers: { cookie } })
  return { status: answer.status, text: await answer.text() }
}
const signIn = async () => {
  const body = JSON.stringify({ login: 'dr-full', password: PASSWORD })
  const answer = await fetch(`${world.url}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  return { status: answer.status, said: noOf(Object(await answer.json())) }
}
const writes = async () => ({
  sign: noOf(await staff.ask('check:conclude', conclusion)),
  picture: noOf(await photoLine.ask('booth:photo', photograph)),
  card: noOf(await cardLine.ask('booth:card', card)),
})
const reads = async () => ({
  check: noOf(await staff.ask('check:watch', { check: id })),
  paper: (await get(`/api/reports/${issued.number}/pdf`)).status,
  photo: (await get(`/api/checks/${issued.id}/photo`)).status,
  verify: (await get(`/verify/${issued.code}`)).status,
  greeting: (await get('/api/greeting')).status,
  healthz: (await get('/healthz')).status,
})
const ready = async () => {
  const { status, text } = await get('/readyz')
  return { status, ...(JSON.parse(text) as object) }
}
const files = () =>
  readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => /[0-9a-f]{64}|probe/.test(name))
    .toSorted()
const versions = async () => [(await world.check(id)).version, (await world.check(opened)).version]

const before = { files: files(), versions: await versions(), ready: await ready() }
// Room that the database's log has already is room: without it every write needs some.
await sql`pragma wal_checkpoint(truncate)`.execute(world.deps.db)
fill()
const full = {
  ready: await ready(),
  signIn: await signIn(),
  writes: await writes(),
  reads: await reads(),
  files: files(),
  versions: await versions(),
}
makeRoom()
const after = { ready: await ready(), writes: await writes(), signIn: await signIn(), reads: await reads() }
if (after.writes.sign === 'done') await until(async () => (await world.check(id)).phase === 'handed-over')
const unfinished = files().filter((name) => /\.[0-9a-f-]{36}$/.test(name))
console.log(JSON.stringify({ before, full, after: { ...after, unfinished }, errors }))
await world.close()
process.exit(0)
