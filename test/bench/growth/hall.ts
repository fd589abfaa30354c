import { randomBytes, randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { verifyRegistrationResponse } from '@simplewebauthn/server'
import { PACE } from '../../../server/app.ts'
import { openKeys } from '../../../server/keys.ts'
import { leave } from '../../../server/service/checks/booths.ts'
import { accept, decideStation, note } from '../../../server/service/checks/commands.ts'
import { declare, photograph } from '../../../server/service/checks/declaring.ts'
import { claim, lapseLeases } from '../../../server/service/checks/leases.ts'
import { openCheck } from '../../../server/service/checks/opening.ts'
import { conclude, drawUp, signingOf } from '../../../server/service/checks/signoff.ts'
import { endOfDay } from '../../../server/service/loops/deadlines.ts'
import { openDelivering } from '../../../server/service/loops/delivering.ts'
import { drawPapers } from '../../../server/service/loops/reporting.ts'
import { endOverSessions } from '../../../server/service/people/sessions.ts'
import { verificationOf } from '../../../server/service/proof/papers.ts'
import { EVERYTHING } from '../../../server/service/sites/scope.ts'
import { openCounts } from '../../../server/service/views/counts.ts'
import { counterView, hallView, queueView } from '../../../server/service/views/lists.ts'
import { turnsNow } from '../../../server/service/views/turns.ts'
import { concludedBetween, concludedByNumber, concludedOfPerson, pendingReports } from '../../../server/store/concluded.ts'
import { openFiles } from '../../../server/store/files.ts'
import { markFolder } from '../../../server/store/folder-kind.ts'
import { openStore } from '../../../server/store/open.ts'
import { addPasskey } from '../../../server/store/passkeys.ts'
import { markingBy } from '../../../server/store/walks.ts'
import { openAuthenticator } from '../../authenticator.ts'
import { cardOf, numberOf } from '../../driver.ts'
import { LIMBS_WELL, openWorld, STROKES, still, sure, until } from '../../world.ts'
import { type Copy, fill, type Template } from './fill.ts'

/** How many drivers wait all the while. */
const WAITING = 20
/** How many finished checks are genuine down to their files: these are verified again. */
const GENUINE = 10
/** How often each quick thing is done for one driver. */
const OFTEN = 10

export type Timed = Record<string, number[]>

/** What a folder's database was filled with. */
export type Past = { genuine: readonly Template[]; copies: readonly Copy[] }
/** What is genuine and new in each hall: its files, ids and chance. */
const ownOf = (folder: string) => ({
  files: openFiles(join(folder, 'files')),
  ids: randomUUID,
  random: (bytes: number) => new Uint8Array(randomBytes(bytes)),
})
const databaseOf = (folder: string) => join(folder, 'roadfit.sqlite')

/** Makes a data folder with so many finished checks. */
export const fillHall = async (folder: string, finished: number): Promise<Past> => {
  const { random } = ownOf(folder)
  await markFolder(folder, 'demonstration')
  await openKeys(folder, { testSeal: true, now: new Date(), random })
  const world = await openWorld({ database: databaseOf(folder), outside: ownOf(folder) })
  const genuine: Template[] = []
  while (genuine.length < GENUINE) {
    const visit = examine(world, {}, genuine.length)
    let step = await visit.next()
    while (!step.done) step = await visit.next()
    genuine.push(step.value)
  }
  await world.close()
  const [template] = genuine
  if (!template) throw new Error('no check was finished')
  return { genuine, copies: fill(databaseOf(folder), template, finished - GENUINE) }
}

/** A hall that goes on with a filled folder; `from`: how many drivers were there by the real path. */
export const openHall = async (folder: string, past: Past, from = GENUINE) => {
  const db = await openStore(databaseOf(folder), markingBy(new Uint8Array(32).fill(7)))
  const world = await openWorld({ outside: { ...ownOf(folder), db }, pace: PACE })
  for (let serial = 0; serial < WAITING; serial++) {
    const booth = await world.booth(`候${from + serial}`)
    await booth.queued(cardOf('张三', from + serial, { birth: '1963-03-05', number: numberOf('1963-03-05', from + serial) }))
  }
  let round = from
  return {
    folder,
    deps: world.deps,
    /** One more driver from the card to the counter; what each step took, ms. After each step it's another's turn. */
    visit: (timed: Timed) => examine(world, timed, round++, past),
    /** Somebody who sees to the reports of all sites, signed in: for a browser. */
    clerk: async () => ({ origin: world.settings.origin, cookie: await (await world.person('clerk', 'counter')).cookie() }),
    close: async () => {
      await world.close()
      await db.destroy()
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

type World = Awaited<ReturnType<typeof openWorld>>
const examine = async function* (
  world: World,
  timed: Timed,
  round: number,
  { genuine, copies }: Past = { genuine: [], copies: [] },
): AsyncGenerator<void, Template> {
  const { deps } = world
  const time = async <T>(name: string, act: () => Promise<T>): Promise<T> => {
    const start = performance.now()
    const done = await act()
    ;(timed[name] ??= []).push(performance.now() - start)
    // What follows from it is not the next one's to wait for.
    await world.app.settled()
    return done
  }
  const booth = await world.booth(`${round} 号`)
  await booth.calibrate()
  const doctor = await world.person(`dr-${round}`, 'doctor', 'counter')
  const authenticator = openAuthenticator(world.settings.origin)
  await enrolPasskey(world, doctor.id, authenticator)
  const reading = booth.cardReading(cardOf('李四', 1 + round))
  const { check } = sure(await time('open', () => openCheck(deps, booth.who, reading)))
  yield
  sure(await declare(deps, booth.who, { command: world.ids(), check: check.id, consent: true, has: false, diseases: [], strokes: STROKES }))
  sure(await photograph(deps, booth.who, { command: world.ids(), check: check.id, jpeg: (await still).toString('base64') }))
  const asked = async () => ({ command: world.ids(), check: check.id, version: (await world.check(check.id)).version })
  const request = await asked()
  sure(await time('claim', () => claim(deps, doctor.doctor, request)))
  yield
  // What becomes the past has one note, as it comes in a hall.
  for (let noted = 0; noted < (copies.length > 0 ? OFTEN : 1); noted++) {
    const remark = { ...(await asked()), text: '头颈活动自如' }
    sure(await time('note', () => note(deps, doctor.doctor, remark)))
    yield
  }
  for (const station of ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing'] as const) await booth.measure(check.id, station)
  for (const finding of LIMBS_WELL) sure(await decideStation(deps, doctor.doctor, { ...(await asked()), finding, reason: null }))
  const drawn = sure(await drawUp(deps, doctor.doctor, { ...(await asked()), remark: null }))
  const { options } = sure(await signingOf(deps, doctor.doctor, check.id))
  const proof = { by: 'passkey', assertion: authenticator.assert(options?.challenge ?? '') } as const
  const signing = { ...(await asked()), digest: drawn.drawnUp?.digest ?? '', proof }
  const signed = sure(await time('sign', () => conclude(deps, doctor.doctor, signing)))
  await until(async () => (await world.check(check.id)).phase === 'handed-over')
  yield
  sure(await accept(deps, doctor.counter, await asked()))
  sure(await leave(deps, booth.who, { check: check.id, command: world.ids() }))
  for (let times = 0; times < (copies.length > 0 ? OFTEN : 0); times++) {
    const nth = round * OFTEN + times
    const looks = looksOf(world, { genuine: genuine[nth % genuine.length], copy: copies[(nth * 37) % copies.length] })
    for (const [name, look] of Object.entries(looks)) {
      await time(name, look)
      yield
    }
  }
  const { report } = signed
  if (!report) throw new Error('a concluded check has its report')
  const { number, code, digest, concludedAt } = report
  return { check: check.id, applicant: signed.applicant, number, code, digest, concludedAt }
}

/** What is looked at all day long, and asked of the past: every time another finished check. */
const looksOf = (
  { deps }: World,
  { genuine, copy }: { genuine: Template | undefined; copy: Copy | undefined },
): Record<string, () => Promise<unknown>> => {
  const page = { most: 50, behind: null }
  const nobody = () => {}
  const delivering = openDelivering(deps, { told: nobody })
  return {
    queue: async () => (await queueView(deps))(EVERYTHING),
    hall: async () => hallView(deps, EVERYTHING, await turnsNow(deps)),
    counter_list: () => counterView(deps, EVERYTHING),
    // Of somebody at another squad’s counter, to which no report ever went.
    counter_list_elsewhere: () => counterView(deps, { by: 'squad', sites: [deps.ids()] }),
    // What runs by itself, whether anything is due or not.
    loops: async () => [
      await lapseLeases(deps),
      await endOverSessions(deps),
      await drawPapers(deps, nobody),
      await delivering.turn(),
      await endOfDay(deps),
      await openCounts(deps),
    ],
    ...(copy && {
      counter_search: async () => [
        await concludedByNumber(deps.db, copy.number),
        await concludedOfPerson(deps.db, copy.numberHash, page),
        await concludedBetween(deps.db, { since: '', before: copy.concludedAt }, EVERYTHING, page),
        await pendingReports(deps.db, EVERYTHING, page),
      ],
    }),
    ...(genuine && { verify: () => verificationOf(deps, genuine.code) }),
  }
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
    world.deps.key,
    { id, person, publicKey: Buffer.from(publicKey).toString('base64url'), counter, transports: [], held: null },
    world.now().toISOString(),
  )
}
