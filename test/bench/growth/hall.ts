import { randomBytes } from 'node:crypto'
import { verifyRegistrationResponse } from '@simplewebauthn/server'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { declare, photograph } from '../../../server/service/declaring.ts'
import { openCheck } from '../../../server/service/opening.ts'
import { accept, decideStation, note } from '../../../server/service/commands.ts'
import { leave } from '../../../server/service/booths.ts'
import { claim } from '../../../server/service/leases.ts'
import { counterView, hallView, queueView } from '../../../server/service/lists.ts'
import { verificationOf } from '../../../server/service/papers.ts'
import { conclude, drawUp, signingOf } from '../../../server/service/signoff.ts'
import { hashNumber } from '../../../server/store/applicants.ts'
import { concludedByNumber, concludedOfPerson } from '../../../server/store/concluded.ts'
import { openKeys } from '../../../server/keys.ts'
import { openFiles } from '../../../server/store/files.ts'
import { markFolder } from '../../../server/store/folder-kind.ts'
import { openStore } from '../../../server/store/open.ts'
import { addPasskey } from '../../../server/store/passkeys.ts'
import { openAuthenticator } from '../../authenticator.ts'
import { cardOf } from '../../driver.ts'
import { LIMBS_WELL, openWorld, still, STROKES, sure, until } from '../../world.ts'
import { fill, type Template } from './fill.ts'

/** How many drivers wait all the while. */
const WAITING = 20
/** How often each quick thing is done in a round. */
const OFTEN = 5

export type Timed = Record<string, number[]>

/** A hall whose database lies in `folder` and holds so many finished checks. */
export const openHall = async (folder: string, finished: number) => {
  const file = `${folder}/roadfit.sqlite`
  await markFolder(folder, 'demonstration')
  await openKeys(folder, { testSeal: true, now: new Date(), random: (bytes) => new Uint8Array(randomBytes(bytes)) })
  const files = openFiles(join(folder, 'files'))
  const first = await openWorld({ database: file, outside: { files } })
  const template = await examine(first, {})
  await first.close()
  fill(file, template, finished - 1)
  // A world's ids and chance are the same in each: here they must be others than the first world's.
  let count = 0
  const ids = () => `10000000-0000-4000-8000-${(++count).toString(16).padStart(12, '0')}`
  const db = await openStore(file)
  const world = await openWorld({ outside: { db, files, ids, random: (bytes) => new Uint8Array(randomBytes(bytes)) } })
  for (let serial = 0; serial < WAITING; serial++) {
    const booth = await world.booth(`候${serial}`)
    await booth.queued(cardOf('张三', 700 + serial))
  }
  let round = 0
  return {
    folder,
    /** One more driver from the card to the counter; what each step took, ms. */
    round: async (timed: Timed) => void (await examine(world, timed, ++round)),
    close: async () => {
      await world.close()
      await db.destroy()
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

type World = Awaited<ReturnType<typeof openWorld>>

const examine = async (world: World, timed: Timed, round = 0): Promise<Template> => {
  const { deps } = world
  const time = async <T>(name: string, act: () => Promise<T>): Promise<T> => {
    const start = performance.now()
    const done = await act()
    ;(timed[name] ??= []).push(performance.now() - start)
    return done
  }
  const often = async (name: string, act: () => Promise<unknown>) => {
    for (let times = 0; times < OFTEN; times++) await time(name, act)
  }
  const login = `dr-${round}-${world.ids().slice(0, 1)}`
  const booth = await world.booth(`${login} 号`)
  await booth.calibrate()
  const doctor = await world.person(login, 'doctor', 'counter')
  const authenticator = openAuthenticator(world.settings.origin)
  await enrolPasskey(world, doctor.id, authenticator)
  const card = cardOf('李四', 1 + round)
  const reading = booth.cardReading(card)
  const { check } = sure(await time('open', () => openCheck(deps, booth.who, reading)))
  sure(await declare(deps, booth.who, { command: world.ids(), check: check.id, consent: true, has: false, diseases: [], strokes: STROKES }))
  sure(await photograph(deps, booth.who, { command: world.ids(), check: check.id, jpeg: (await still).toString('base64') }))
  const asked = async () => ({ command: world.ids(), check: check.id, version: (await world.check(check.id)).version })
  const request = await asked()
  sure(await time('claim', () => claim(deps, doctor.doctor, request)))
  for (let noted = 0; noted < OFTEN; noted++) {
    const remark = { ...(await asked()), text: '头颈活动自如' }
    sure(await time('note', () => note(deps, doctor.doctor, remark)))
  }
  for (const station of ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing'] as const) await booth.measure(check.id, station)
  for (const finding of LIMBS_WELL) sure(await decideStation(deps, doctor.doctor, { ...(await asked()), finding, reason: null }))
  await often('queue', () => queueView(deps))
  await often('hall', () => hallView(deps, null))
  await often('counter_list', () => counterView(deps))
  const drawn = sure(await drawUp(deps, doctor.doctor, { ...(await asked()), remark: null }))
  const { options } = sure(await signingOf(deps, doctor.doctor, check.id))
  const proof = { by: 'passkey', assertion: authenticator.assert(options?.challenge ?? '') } as const
  const signing = { ...(await asked()), digest: drawn.drawnUp?.digest ?? '', proof }
  const signed = sure(await time('sign', () => conclude(deps, doctor.doctor, signing)))
  await until(async () => (await world.check(check.id)).phase === 'handed-over')
  sure(await accept(deps, doctor.counter, await asked()))
  sure(await leave(deps, booth.who, { check: check.id, command: world.ids() }))
  const { report } = signed
  if (!report) throw new Error('a concluded check has its report')
  const page = { most: 50, behind: null }
  await often('counter_search', async () => [
    await concludedByNumber(deps.db, report.number),
    await concludedOfPerson(deps.db, hashNumber(deps.key, card.number), page),
  ])
  await often('verify', () => verificationOf(deps, report.code))
  return { check: check.id, applicant: signed.applicant, number: report.number, code: report.code, concludedAt: report.concludedAt }
}

const enrolPasskey = async (world: World, person: string, authenticator: ReturnType<typeof openAuthenticator>): Promise<void> => {
  const challenge = 'growth'
  const { registrationInfo } = await verifyRegistrationResponse({
    response: authenticator.register(Buffer.from(challenge).toString('base64url')),
    expectedChallenge: Buffer.from(challenge).toString('base64url'),
    expectedOrigin: world.settings.origin,
    expectedRPID: 'localhost',
  })
  if (!registrationInfo) throw new Error('the passkey does not register')
  const { id, publicKey, counter } = registrationInfo.credential
  await addPasskey(
    world.deps.db,
    { id, person, publicKey: Buffer.from(publicKey).toString('base64url'), counter, transports: [] },
    world.now().toISOString(),
  )
}
