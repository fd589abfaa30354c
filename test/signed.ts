import { Value } from 'typebox/value'
import { CreationOptions } from '#protocol/rest.ts'
import type { Finding, Station } from '#protocol/station.ts'
import { decideStation } from '../server/service/checks/commands.ts'
import { claim } from '../server/service/checks/leases.ts'
import { conclude, drawUp, signingOf } from '../server/service/checks/signoff.ts'
import { givePasskeyCode } from '../server/service/people/passkeys.ts'
import { findPerson } from '../server/store/people.ts'
import { openAuthenticator } from './authenticator.ts'
import { cardOf } from './driver.ts'
import { LIMBS_WELL, PASSWORD, sure, until, type World } from './world.ts'

type Person = Awaited<ReturnType<World['person']>>

/** A passkey of a person, enrolled as a browser would by an administrator's code, and what signs by it. */
export const enrolled = async (world: World, person: Person) => {
  const authenticator = openAuthenticator(world.settings.origin)
  const headers = { cookie: await person.cookie(), origin: world.settings.origin, 'content-type': 'application/json' }
  const post = async (path: string, body: unknown): Promise<unknown> =>
    (await fetch(world.url + path, { method: 'POST', headers, body: JSON.stringify(body) })).json()
  const chief = await world.person(`chief-${person.id.slice(-12)}`, 'administrator')
  const administrator = await findPerson(world.deps.db, { id: chief.id })
  if (!administrator) throw new Error('no administrator')
  const { code } = sure(await givePasskeyCode(world.deps, administrator, person.id))
  const options = await post('/api/passkeys/options', { by: 'code', code })
  if (!Value.Check(CreationOptions, options)) throw new Error('no options')
  await post('/api/passkeys', authenticator.register(options.challenge))
  return authenticator
}

type Signing = {
  name?: string
  serial?: number
  findings?: readonly Finding[]
  passkey?: ReturnType<typeof openAuthenticator>
  /** What happens between drawing up and signing. */
  drawnUp?: () => void
  /** How the doctor signs; as the service does it, where it's left out. */
  sign?: (request: Parameters<typeof conclude>[2]) => Promise<unknown>
}
let booths = 0

/** A driver with every finding, whose report a doctor has signed: by passkey, or by the demonstration's password. Not sealed yet. */
export const signedReport = async (
  world: World,
  doctor: Person,
  { name = '张三', serial = 500 + booths, findings = [], passkey, drawnUp = () => {}, sign }: Signing = {},
) => {
  const booth = await world.booth(`签发${++booths}号`)
  await booth.calibrate()
  const id = await booth.queued(cardOf(name, serial))
  const asked = async () => ({ command: world.ids(), check: id, version: (await world.check(id)).version })
  for (const station of ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing'] satisfies Station[]) await booth.measure(id, station)
  sure(await claim(world.deps, doctor.doctor, await asked()))
  for (const finding of [...LIMBS_WELL, ...findings])
    sure(await decideStation(world.deps, doctor.doctor, { ...(await asked()), finding, reason: '复查' }))
  const drawn = sure(await drawUp(world.deps, doctor.doctor, { ...(await asked()), remark: null })).drawnUp
  if (!drawn) throw new Error('nothing was drawn up')
  const { number, code, digest } = drawn
  drawnUp()
  const challenge = sure(await signingOf(world.deps, doctor.doctor, id)).options?.challenge ?? ''
  const proof = passkey ? { by: 'passkey' as const, assertion: passkey.assert(challenge) } : { by: 'password' as const, password: PASSWORD }
  const signing = { ...(await asked()), digest, proof }
  if (sign) await sign(signing)
  else sure(await conclude(world.deps, doctor.doctor, signing))
  return { id, number, code, digest, booth, asked }
}

/** The same, sealed and handed over. */
export const handedOver = async (world: World, doctor: Person, signing: Signing = {}) => {
  const report = await signedReport(world, doctor, signing)
  await until(async () => (await world.check(report.id)).phase === 'handed-over')
  const { report: signed } = await world.check(report.id)
  return { ...report, pdf: signed?.pdf ?? '' }
}
