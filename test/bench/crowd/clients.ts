import { createPrivateKey, type KeyObject, randomUUID, sign } from 'node:crypto'
import { io } from 'socket.io-client'
import type { QueueEntry, QueueView } from '#protocol/check.ts'
import { openLink } from '#protocol/link.ts'
import { agentMessages, agentPushes, staffMessages, staffPushes } from '#protocol/messages.ts'
import { handshakeText } from '#protocol/rest.ts'

/** A booth, its key, and the check that its doctor has; a doctor's cookie, and the check. */
export type Crowd = {
  booths: { id: string; key: string; check: string | null }[]
  doctors: { cookie: string; check: string }[]
}
/** What is said in a round: a status with something new in it; a doctor's note; a driver who is given back and taken again, at the head of everybody. */
export type Round = 'status' | 'note' | 'shift'
export type Asked =
  | { ask: 'connect'; crowd: Crowd; origin: string; url: string; bare: boolean }
  | { ask: 'back' }
  | { ask: 'hold' }
  | { ask: 'load'; ms: number }
  | { ask: 'rounds'; count: number; what: Round }
  | { ask: 'close' }
/** `ms`: how long it took. `online`: how many stand in the end. `values`: from a booth to its doctor, ms each. */
export type Told = { ms: number; online: number; values: number[] }

/** One line, ours or a bare one. */
type Client = {
  ask: (name: string, request: object) => Promise<unknown>
  on: (name: string, take: (value: never) => void) => void
  online: () => boolean
  close: () => void
}

/** After so long those who aren't in are counted as they are, ms. */
const BOUND_MS = 120_000
/** What a crowd says meanwhile: a value five times a second, a status and a renewal every ten seconds. */
const VALUE_MS = 200
const OFTEN_MS = 10_000

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
const STATUS = {
  devices: (['identity-card', 'height', 'keypad'] as const).map((kind) => ({
    kind,
    name: kind,
    state: 'alive' as const,
    simulated: true,
    faults: 0,
  })),
}

const shake = async (url: string, id: string, key: KeyObject) => {
  const { nonce } = (await (await fetch(`${url}/api/nonce`)).json()) as { nonce: string }
  return { machine: id, nonce, signature: sign(null, Buffer.from(handshakeText(nonce)), key).toString('base64url') }
}

const bareClient = (url: string, path: string, credentials?: () => Promise<object>): Client => {
  const auth = credentials ? (give: (data: object) => void) => void credentials().then(give, () => give({})) : {}
  const socket = io(url, { path, transports: ['websocket'], forceNew: true, auth })
  // A socket that was refused is tried again, as ours is.
  socket.on('connect_error', () => void (socket.active || setTimeout(() => socket.connect(), 1000)))
  socket.on('disconnect', () => void (socket.active || setTimeout(() => socket.connect(), 1000)))
  return {
    ask: (name, request) => socket.timeout(BOUND_MS).emitWithAck(name, request),
    on: (name, take) => void socket.on(name, take as (value: unknown) => void),
    online: () => socket.connected,
    close: () => void socket.close(),
  }
}
const link = (opened: ReturnType<typeof openLink<Record<string, never>, Record<string, never>>>): Client => {
  let online = false
  opened.watch((state) => (online = state === 'connected'))
  return {
    ask: (name, request) => opened.ask(name as never, request as never, BOUND_MS),
    on: (name, take) => void opened.on(name as never, take),
    online: () => online,
    close: () => opened.close(),
  }
}

let booths: (Client & { check: string | null })[] = []
let doctors: (Client & { check: string; entry: QueueEntry | undefined; version: number })[] = []
const sent = new Map<number, number>()
let values: number[] = []
let counted = 0
let bareCrowd = false

const everybody = async (): Promise<Told> => {
  const began = performance.now()
  const online = () => [...booths, ...doctors].filter((one) => one.online()).length
  while (online() < booths.length + doctors.length && performance.now() - began < BOUND_MS) await wait(20)
  return { ms: performance.now() - began, online: online(), values: [] }
}

const connect = async ({ crowd, origin, url, bare }: Extract<Asked, { ask: 'connect' }>): Promise<Told> => {
  bareCrowd = bare
  booths = crowd.booths.map(({ id, key, check }) => {
    const own = createPrivateKey(key)
    const credentials = () => shake(url, id, own)
    const path = '/agent/socket'
    const ours = () => link(openLink(url, { messages: agentMessages, pushes: agentPushes, path, credentials }) as never)
    return { ...(bare ? bareClient(url, path, credentials) : ours()), check }
  })
  doctors = crowd.doctors.map(({ cookie, check }) => {
    const path = '/staff/socket'
    const ours = () => link(openLink(url, { messages: staffMessages, pushes: staffPushes, path, headers: { cookie, origin } }) as never)
    const one = { ...(bare ? bareClient(url, path) : ours()), check, entry: undefined as QueueEntry | undefined, version: 0 }
    one.on('queue:view', (queue: QueueView) => (one.entry = queue.entries.find((entry) => entry.check === check)))
    one.on('check:view', (view: { version: number }) => (one.version = view.version))
    one.on('check:value', ({ value }: { value: number }) => {
      const at = sent.get(value)
      if (at !== undefined) values.push(performance.now() - at)
      sent.delete(value)
    })
    return one
  })
  return everybody()
}

const versionIn = (answer: unknown): number | null =>
  typeof answer === 'object' && answer !== null && 'version' in answer ? Number(answer.version) : null

/** Each doctor has the driver who is theirs, and looks on. */
const hold = async () => {
  for (const doctor of doctors) {
    // A bare server has no queue to wait for.
    const most = bareCrowd ? 0 : 200
    for (let round = 0; !doctor.entry && round < most; round++) await wait(50)
    doctor.version = doctor.entry?.version ?? doctor.version
    await take(doctor)
    await doctor.ask('check:watch', { check: doctor.check })
  }
}
const on = ({ check, version }: { check: string; version: number }) => ({ command: randomUUID(), check, version })
const take = async (doctor: (typeof doctors)[number]) => {
  doctor.version = versionIn(await doctor.ask('check:claim', on(doctor))) ?? doctor.version
}

/** What a hall says all the while. */
const load = async (ms: number) => {
  values = []
  const ends = performance.now() + ms
  const beat = async (every: number, at: number, act: () => Promise<unknown>) => {
    await wait(every * at)
    for (; performance.now() < ends; await wait(every)) await act().catch(() => null)
  }
  const busy = booths.filter(({ check }) => check !== null)
  await Promise.all([
    ...busy.map(({ ask, check }, at) =>
      beat(VALUE_MS, at / busy.length, () => {
        sent.set(++counted, performance.now())
        return ask('booth:value', { check, attempt: check, value: counted })
      }),
    ),
    ...booths.map(({ ask }, at) => beat(OFTEN_MS, at / booths.length, () => ask('booth:status', STATUS))),
    ...doctors.map(({ ask, check }, at) => beat(OFTEN_MS, at / doctors.length, () => ask('check:renew', { check }))),
  ])
}

/** So many of them one after the other. */
const rounds = async (count: number, what: Round) => {
  const busy = booths.filter(({ check }) => check !== null)
  for (let round = 0; round < count; round++) {
    const [doctor, booth] = [doctors[round % doctors.length], busy[round % busy.length]]
    if (!doctor || !booth) return
    if (what === 'status') {
      await booth.ask('booth:status', { devices: STATUS.devices.map((device) => ({ ...device, faults: round + 1 })) })
      continue
    }
    const answer =
      what === 'shift'
        ? await doctor.ask('check:release', on(doctor))
        : await doctor.ask('check:note', { ...on(doctor), text: `第${round}次` })
    doctor.version = versionIn(answer) ?? doctor.version
    if (what === 'shift') await take(doctor)
    if (versionIn(answer) === null) process.stderr.write(`a round was refused: ${JSON.stringify(answer).slice(0, 200)}\n`)
  }
}

const act = async (asked: Asked): Promise<Told> => {
  const began = performance.now()
  if (asked.ask === 'connect') return connect(asked)
  if (asked.ask === 'back') return everybody()
  if (asked.ask === 'hold') await hold()
  if (asked.ask === 'load') await load(asked.ms)
  if (asked.ask === 'rounds') await rounds(asked.count, asked.what)
  if (asked.ask === 'close') for (const one of [...booths, ...doctors]) one.close()
  return { ms: performance.now() - began, online: 0, values }
}
process.on('message', (asked: Asked) => void act(asked).then((told) => process.send?.(told)))
process.on('disconnect', () => process.exit(0))
