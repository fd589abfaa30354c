import { type ChildProcess, spawn } from 'node:child_process'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Act, byFerry, bySoap, overHttp, type Receiver } from './receivers.ts'
import { type Copy, fillReports } from './reports.ts'

export type Storm = { deliveries: number; withdrawals: number; standings: number; kills: number; seconds: number; faults: string[] }

/** mulberry32: the same chance in each run. */
const seeded = (seed: number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/**
 * Hands over so many reports on all carriers by a server that is killed so often, at random moments, and gives what came of it. `faults`: whatever is not
 * as it has to be: each report arrived, has one receipt, which the server knows, and came behind the one before of its driver; each withdrawal, and each decision of the counter,
 * behind its report and in its order.
 */
export const storm = async ({ kills, deliveries, seed = 1 }: { kills: number; deliveries: number; seed?: number }): Promise<Storm> => {
  const folder = await mkdtemp(join(tmpdir(), 'roadfit-storm-'))
  const chance = seeded(seed)
  const secret = async (name: string, text: string) => {
    await writeFile(join(folder, name), text, { mode: 0o600 })
    return join(folder, name)
  }
  const key = await secret('own.key', randomBytes(32).toString('base64'))
  const pem = await secret('ferry.pem', generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
  const places = {
    json: await overHttp('json', key, chance),
    ferry: await byFerry('ferry', join(folder, 'ferry'), pem, chance),
    soap: await bySoap('soap', await secret('serial', 'SERIAL-1'), chance, deliveries > 100),
  }
  const list = await secret('list.json', JSON.stringify(Object.values(places).map(({ place }) => place)))
  const copies = await fillReports(join(folder, 'data'), deliveries, Object.keys(places))
  // The last of each third driver, where the other side takes withdrawals.
  const withdrawn = copies.filter(({ nth, place }, at) => nth === 2 && place !== 'soap' && at % 2 === 0)
  // Those miss a paper, and get it.
  const owing = copies.filter((copy) => copy.nth === 2 && !withdrawn.includes(copy))
  const checks = (some: readonly Copy[]) => some.map(({ check }) => check)
  const start = performance.now()
  const begin = () => serve([join(folder, 'data'), list, ...checks(withdrawn), '-', ...checks(owing)])
  let killed = 0
  for (; killed < kills; killed++) {
    const server = begin()
    await server.up
    await Promise.race([sleep(20 + chance() * 400), server.end])
    server.process.kill('SIGKILL')
    await server.end
  }
  await begin().end
  const seconds = (performance.now() - start) / 1000
  for (const place of Object.values(places)) await place.close()
  const faults = faultsOf(join(folder, 'data', 'roadfit.sqlite'), copies, { withdrawn, owing }, places)
  await rm(folder, { recursive: true, force: true })
  return {
    deliveries,
    withdrawals: withdrawn.length,
    standings: 2 * owing.length,
    kills: killed,
    seconds: Math.round(seconds * 10) / 10,
    faults,
  }
}

/** A server in a process of its own. `up`: it has begun to hand over; `end`: it has ended. */
const serve = (words: string[]) => {
  const process_: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, 'server.ts'), ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const end = new Promise<void>((ended) => process_.once('exit', () => ended()))
  const up = new Promise<void>((begun) => {
    process_.stdout?.on('data', () => begun())
    process_.once('exit', () => begun())
  })
  return { process: process_, up, end }
}

const faultsOf = (
  file: string,
  copies: readonly Copy[],
  { withdrawn, owing }: Readonly<Record<'withdrawn' | 'owing', readonly Copy[]>>,
  places: Readonly<Record<string, Receiver>>,
): string[] => {
  const faults: string[] = []
  const db = new DatabaseSync(file, { readOnly: true })
  const cameOf = (act: Act, { number, place }: Copy) => places[place]?.came.get(`${act} ${number}`)
  for (const copy of copies) {
    const { check, number, place, nth } = copy
    const came = cameOf('deliver', copy)
    const kept = db.prepare('select receipt from receipts where number = ?').get(number)?.['receipt']
    const phase = db.prepare('select phase from checks where id = ?').get(check)?.['phase']
    const delivered = db
      .prepare("select count(*) as n from check_events where check_id = ? and json_extract(event, '$.kind') = 'delivered'")
      .get(check)?.['n']
    if (!came) faults.push(`${number} never came to ${place}`)
    else if (came.receipts.size !== 1) faults.push(`${number} has ${came.receipts.size} receipts at ${place}`)
    else if (!came.receipts.has(String(kept)))
      faults.push(`${number} has ${[...came.receipts].join()} at ${place}, and ${String(kept)} here`)
    if (delivered !== 1) faults.push(`${number} was delivered ${String(delivered)} times by its events`)
    if (phase !== (withdrawn.includes(copy) ? 'withdrawn' : owing.includes(copy) ? 'accepted' : 'handed-over'))
      faults.push(`${number} is ${String(phase)}`)
    const before = nth === 0 ? undefined : copies[copies.indexOf(copy) - 1]
    const elder = before && cameOf('deliver', before)
    if (came && elder && elder.first > came.first) faults.push(`${number} came before ${before?.number}`)
  }
  for (const copy of withdrawn) {
    const [came, report] = [cameOf('withdraw', copy), cameOf('deliver', copy)]
    if (!came || came.receipts.size !== 1) faults.push(`the withdrawal of ${copy.number} has ${came?.receipts.size ?? 0} receipts`)
    else if (report && report.first > came.first) faults.push(`the withdrawal of ${copy.number} came before it`)
  }
  for (const copy of owing) {
    const told = ['provisional', 'accepted'].map((kind) => {
      const nth = db
        .prepare("select sequence from check_events where check_id = ? and json_extract(event, '$.kind') = ?")
        .all(copy.check, kind)
      if (nth.length !== 1) faults.push(`${copy.number} is ${kind} ${nth.length} times by its events`)
      return cameOf(`standing ${String(nth[0]?.['sequence'])}`, copy)
    })
    const [first, second] = told
    if (told.some((one) => one?.receipts.size !== 1)) faults.push(`the counter's decisions on ${copy.number} didn't come once each`)
    else if ((first?.first ?? 0) > (second?.first ?? 0)) faults.push(`the counter's decisions on ${copy.number} came in another order`)
    else if ((cameOf('deliver', copy)?.first ?? 0) > (first?.first ?? 0)) faults.push(`a decision on ${copy.number} came before it`)
  }
  db.close()
  return faults
}
