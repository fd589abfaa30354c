import type { KyselyPlugin } from 'kysely'
import type { Static, TSchema } from 'typebox'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { TransportOptions } from '#protocol/media.ts'
import type { agentMessages, staffMessages } from '#protocol/messages.ts'
import { FIRST_INSTITUTION } from '#protocol/registered.ts'
import { cardOf } from '../../test/driver.ts'
import { LIMBS_WELL, openWorld, PASSWORD, STROKES, silentMedia, still, sure, until, type World } from '../../test/world.ts'
import { leave } from '../service/checks/booths.ts'
import { decideStation, giveBack } from '../service/checks/commands.ts'
import { declare } from '../service/checks/declaring.ts'
import { consult, escalate } from '../service/checks/escalating.ts'
import { claim } from '../service/checks/leases.ts'
import { openCheck } from '../service/checks/opening.ts'
import { conclude, drawUp } from '../service/checks/signoff.ts'
import { openDelivering } from '../service/loops/delivering.ts'
import { drawPapers } from '../service/loops/reporting.ts'
import { suspendInstitution } from '../service/registry/registry.ts'
import { openStore } from '../store/open.ts'

// Whatever a person or a booth says of a check, the check is read from the database once. Counted as rows that were read.

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const NEVER = 24 * 3_600_000
const SITE = '示范服务大厅'

/** The checks that were read while somebody counts, by their ids, as often as each was. */
let loads: string[] = []
const counting: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  async transformResult({ result }) {
    for (const row of result.rows) if (typeof row['state'] === 'string' && 'lease_until' in row) loads.push(String(row['id']))
    return result
  },
}

/** Where a browser may look for a way. */
const PLACE: TransportOptions = {
  id: '00000000-0000-4000-8000-000000000001',
  iceParameters: { usernameFragment: 'u', password: 'p' },
  iceCandidates: [],
  dtlsParameters: { fingerprints: [] },
  iceServers: [],
}
let world: World
let closeStore: () => Promise<void>
beforeAll(async () => {
  const db = await openStore(':memory:')
  closeStore = () => db.destroy()
  const pace = { lapses: NEVER, papers: NEVER, deliveries: NEVER, days: NEVER }
  world = await openWorld({ outside: { db: db.withPlugin(counting), media: { ...silentMedia, openPath: async () => PLACE } }, pace })
  // Whoever looks on is shown what changed in a round of its own.
  world.deps.announce = () => {}
})
afterAll(async () => {
  await world.close()
  await closeStore()
})

let serial = 0
type Booth = Awaited<ReturnType<World['booth']>>
type Person = Awaited<ReturnType<World['person']>>
const asked = async (check: string) => ({ command: world.ids(), check, version: (await world.check(check)).version })

/** Somebody who works for one site: what they may do is looked at for each command. */
const sitePerson = async (): Promise<Person> => {
  const like = await world.person(`like-${++serial}`, 'doctor', 'counter', 'senior')
  await like.worksFor(SITE)
  return like
}

const place = async (): Promise<Booth> => {
  const booth = await world.booth(`数${++serial}号`)
  await booth.calibrate()
  return booth
}
type Case = { booth: Booth; doctor: Person; check: string; card: ReturnType<typeof cardOf> }
const opened = async (): Promise<Case> => {
  const [booth, doctor] = [await place(), await sitePerson()]
  const card = cardOf('读一次', 200 + serial)
  return { booth, doctor, card, check: (await booth.open(card)).check.id }
}
const queued = async (): Promise<Case> => {
  const [booth, doctor] = [await place(), await sitePerson()]
  const card = cardOf('读一次', 200 + serial)
  return { booth, doctor, card, check: await booth.queued(card) }
}
const claimed = async (): Promise<Case> => {
  const one = await queued()
  sure(await claim(world.deps, one.doctor.doctor, await asked(one.check)))
  return one
}
const BY_EYE = [
  { station: 'height', cm: 172 },
  { station: 'acuity-right', reached: 5, glasses: false },
  { station: 'acuity-left', reached: 5, glasses: false },
  { station: 'colour', colour: 'no-red-green-blindness' },
  { station: 'hearing', left: true, right: true, aid: false },
] as const
/** With everything measured; or by the doctor's eye alone, so that a second doctor has to sign. */
const decided = async ({ byEye = false } = {}): Promise<Case> => {
  const one = await queued()
  if (!byEye) for (const { station } of BY_EYE) await one.booth.measure(one.check, station)
  sure(await claim(world.deps, one.doctor.doctor, await asked(one.check)))
  for (const finding of [...(byEye ? BY_EYE : []), ...LIMBS_WELL])
    sure(await decideStation(world.deps, one.doctor.doctor, { ...(await asked(one.check)), finding, reason: '视频所见' }))
  return one
}
const proof = { by: 'password', password: PASSWORD } as const
const drawnUp = async (how = {}) => {
  const one = await decided(how)
  const check = sure(await drawUp(world.deps, one.doctor.doctor, { ...(await asked(one.check)), remark: null }))
  return { ...one, digest: check.drawnUp?.digest ?? '' }
}
const signed = async (how = {}) => {
  const one = await drawnUp(how)
  sure(await conclude(world.deps, one.doctor.doctor, { ...(await asked(one.check)), digest: one.digest, proof }))
  return one
}
const handedOver = async () => {
  const one = await signed()
  await drawPapers(world.deps, () => {})
  const relay = openDelivering(world.deps, { told: () => {} })
  await relay.turn()
  await relay.close()
  expect((await world.check(one.check)).phase).toBe('handed-over')
  return one
}
const running = async () => {
  const one = await queued()
  return { ...one, attempt: await one.booth.attempt(one.check, 'height') }
}

/** Asks something; of the check that it is about (null: of none) nothing is read but once. */
const readOnce = async (check: string | null, ask: () => Promise<unknown>) => {
  loads = []
  const answer = await ask()
  const read = loads
  expect(answer).not.toHaveProperty('refused')
  expect(read).toEqual(check === null ? [] : [check])
}

/** The line of a booth that has been shown its check. */
const agentLine = async (booth: Booth) => {
  const line = booth.connect()
  let shown = false
  line.on('booth:begin', () => void (shown = true))
  await until(() => shown)
  return line
}
const staffLine = async (person: Person) => {
  const line = await person.connect()
  const seen = new Set<string>()
  for (const name of ['queue:view', 'attention:view', 'counter:view'] as const) line.on(name, () => void seen.add(name))
  await until(() => seen.size === 3)
  return line
}

type Asked<M extends Record<string, { request: TSchema }>, K extends keyof M, Who> = {
  who: Who
  reads: string | null
  body: Static<M[K]['request']>
}
type AgentMessage = keyof typeof agentMessages
/** Each message of a booth's, from where it may be said. */
const BOOTH: { [K in AgentMessage]: () => Promise<Asked<typeof agentMessages, K, Booth>> } = {
  'booth:status': async () => ({ who: await place(), reads: null, body: { devices: [] } }),
  'path:open': async () => ({ who: await place(), reads: null, body: {} }),
  'booth:calibration': async () => {
    const who = await place()
    return { who, reads: null, body: who.calibration({ device: 'height', floorMm: 2300 }) }
  },
  'booth:card': async () => {
    const who = await place()
    return { who, reads: null, body: who.cardReading(cardOf('新来者', 200 + ++serial)) }
  },
  'booth:declare': async () => {
    const { booth: who, check } = await opened()
    return { who, reads: check, body: { command: world.ids(), check, consent: true, has: false, diseases: [], strokes: STROKES } }
  },
  'booth:notices': async () => {
    const { booth: who, check } = await opened()
    return { who, reads: check, body: { command: world.ids(), check, wanted: true, phone: '10000000101', language: 'zh' } }
  },
  'booth:recording': async () => {
    const { booth: who, check } = await opened()
    return { who, reads: check, body: { command: world.ids(), check, agreed: true, words: '1' } }
  },
  'booth:photo': async () => {
    const { booth: who, check } = await opened()
    const signs = { command: world.ids(), check, consent: true as const, has: false, diseases: [], strokes: STROKES }
    sure(await declare(world.deps, who.who, signs))
    return { who, reads: check, body: { command: world.ids(), check, jpeg: (await still).toString('base64') } }
  },
  'booth:start': async () => {
    const { booth: who, check } = await queued()
    return { who, reads: check, body: { command: world.ids(), check, station: 'height', glasses: false, aid: false } }
  },
  'booth:still': async () => ({ who: await place(), reads: null, body: { jpeg: (await still).toString('base64') } }),
  'booth:reading': async () => {
    const { booth: who, check, attempt } = await running()
    const body = who.reading(attempt)
    world.step(body.trials.at(-1)?.answeredAt ?? 0)
    return { who, reads: check, body }
  },
  'booth:fault': async () => {
    const { booth: who, check } = await running()
    return { who, reads: check, body: { command: world.ids(), check, device: 'height' } }
  },
  'booth:aside': async () => {
    const { booth: who, check, attempt } = await running()
    return {
      who,
      reads: check,
      body: { command: world.ids(), check, attempt: attempt.id, refusal: { refused: 'seed-unknown', fields: {} } },
    }
  },
  'booth:live': async () => {
    const { booth: who, check, attempt } = await running()
    return { who, reads: check, body: { check, attempt: attempt.id, station: 'height', trials: [] } }
  },
  'booth:value': async () => {
    const { booth: who, check, attempt } = await running()
    return { who, reads: check, body: { check, attempt: attempt.id, value: 1720 } }
  },
  'booth:abandon': async () => {
    const { booth: who, check } = await queued()
    return { who, reads: check, body: { command: world.ids(), check } }
  },
  'booth:call': async () => {
    const { booth: who, check } = await queued()
    return { who, reads: check, body: { check } }
  },
  'booth:report': async () => {
    const { booth: who, check } = await handedOver()
    return { who, reads: check, body: { check } }
  },
}

test.each(Object.keys(BOOTH) as AgentMessage[])('%s reads its check once', async (name) => {
  const said = async <K extends AgentMessage>(message: K, prepare: (typeof BOOTH)[K]) => {
    const { who, reads, body } = await prepare()
    const line = await agentLine(who)
    await readOnce(reads, () => line.ask(message, body))
  }
  await said(name, BOOTH[name])
})

test.each([
  [
    'lies there already',
    async () => {
      const { booth, card, check } = await queued()
      return { booth, check, body: booth.cardReading(card) }
    },
  ],
  [
    'is said a second time',
    async () => {
      const booth = await place()
      const body = booth.cardReading(cardOf('又一遍', 200 + ++serial))
      return { booth, check: sure(await openCheck(world.deps, booth.who, body)).check.id, body }
    },
  ],
  [
    'goes on where it was parked',
    async () => {
      const { booth, card, check } = await queued()
      sure(await leave(world.deps, booth.who, { check, command: world.ids() }))
      const next = await place()
      return { booth: next, check, body: next.cardReading(card) }
    },
  ],
  [
    'comes from another booth',
    async () => {
      const { card, check } = await queued()
      const next = await place()
      return { booth: next, check, body: next.cardReading(card) }
    },
  ],
  [
    'takes the place of somebody who has gone',
    async () => {
      const { booth, check } = await queued()
      return { booth, check, body: booth.cardReading(cardOf('后来者', 200 + ++serial)) }
    },
  ],
])('a card that %s reads the check once', async (_, prepare) => {
  const { booth, check, body } = await prepare()
  const line = await agentLine(booth)
  await readOnce(check, () => line.ask('booth:card', body))
})

type StaffMessage = keyof typeof staffMessages
type OfStaff<K extends StaffMessage> = () => Promise<Asked<typeof staffMessages, K, Person>>
/** Of a check that a doctor holds, with nothing but a version to it. */
const held = async () => {
  const { doctor: who, check } = await claimed()
  return { who, reads: check, body: await asked(check) }
}
const returned = async () => {
  const { doctor, check } = await handedOver()
  sure(await giveBack(world.deps, doctor.counter, { ...(await asked(check)), reason: '照片不清' }))
  return { who: doctor, reads: check, body: await asked(check) }
}
/** A check that its doctor has passed to a senior one. */
const escalated = async () => {
  const { doctor, check } = await claimed()
  sure(await escalate(world.deps, doctor.doctor, { ...(await asked(check)), reason: '拿不准' }))
  return { reads: check, body: { command: world.ids(), check } }
}
/** Each message of a doctor's or of the counter's. */
const STAFF: { [K in StaffMessage]: OfStaff<K> } = {
  'check:watch': async () => {
    const { doctor: who, check } = await queued()
    return { who, reads: check, body: { check } }
  },
  'check:claim': async () => {
    const { doctor: who, check } = await queued()
    return { who, reads: check, body: await asked(check) }
  },
  'check:renew': async () => {
    const { doctor: who, check } = await claimed()
    return { who, reads: check, body: { check } }
  },
  'check:release': held,
  'check:keep': held,
  'check:not-there': held,
  'check:colleagues': async () => {
    const { doctor: who, check } = await claimed()
    return { who, reads: check, body: { check } }
  },
  'check:pass-on': async () => {
    const { doctor: who, check } = await claimed()
    const colleague = await sitePerson()
    await staffLine(colleague)
    return { who, reads: check, body: { check, to: colleague.id } }
  },
  'check:end-offer': async () => {
    const { doctor: who, check } = await claimed()
    await world.deps.presence.offers.make({ check, from: who.id, to: world.ids() })
    return { who, reads: check, body: { check } }
  },
  'check:note': async () => {
    const { body, ...rest } = await held()
    return { ...rest, body: { ...body, text: '头颈活动自如' } }
  },
  'check:say': async () => {
    const { doctor: who, check } = await claimed()
    return { who, reads: check, body: { check, said: { phrase: 'both-hands-up' } } }
  },
  'check:point': async () => {
    const { doctor: who, check } = await claimed()
    return { who, reads: check, body: { check, spot: { camera: 'camera', x: 0.5, y: 0.5 } } }
  },
  'check:picture': async () => {
    const { doctor: who, check } = await claimed()
    const jpeg = (await still).toString('base64')
    return { who, reads: check, body: { command: world.ids(), check, station: 'trunk', still: { camera: 'face', jpeg } } }
  },
  'path:open': async () => ({ who: await sitePerson(), reads: null, body: {} }),
  'shift:see': async () => ({ who: await sitePerson(), reads: null, body: {} }),
  'check:start': async () => {
    const { body, ...rest } = await held()
    return { ...rest, body: { ...body, station: 'height', glasses: false, aid: false } }
  },
  'check:decide': async () => {
    const { body, ...rest } = await held()
    return { ...rest, body: { ...body, finding: LIMBS_WELL[2], reason: null } }
  },
  'check:draw-up': async () => {
    const { doctor: who, check } = await decided()
    return { who, reads: check, body: { ...(await asked(check)), remark: null } }
  },
  'check:supersede': async () => {
    const { doctor: who, check } = await handedOver()
    const decisions = [{ finding: { station: 'height' as const, cm: 171 }, reason: '复核' }]
    return { who, reads: check, body: { ...(await asked(check)), remark: null, decisions } }
  },
  'check:history': async () => {
    const { doctor: who, check } = await claimed()
    return { who, reads: check, body: { check } }
  },
  'check:call': async () => {
    const { doctor: who, check } = await claimed()
    return { who, reads: check, body: { check } }
  },
  'check:escalate': async () => {
    const { body, ...rest } = await held()
    return { ...rest, body: { ...body, reason: '拿不准' } }
  },
  'check:join': async () => ({ who: await sitePerson(), ...(await escalated()) }),
  'check:part': async () => {
    const { reads } = await escalated()
    return { who: await sitePerson(), reads, body: { check: reads } }
  },
  'check:take-over': async () => ({ who: await sitePerson(), ...(await escalated()) }),
  'check:end-escalation': async () => {
    const { reads, body } = await escalated()
    return { who: await sitePerson(), reads, body: { ...body, outcome: 'advised', words: '请复测' } }
  },
  'check:consult': async () => {
    const { body, ...rest } = await held()
    return { ...rest, body: { ...body, department: '骨科', question: '能否踩踏板' } }
  },
  'check:answer-consultation': async () => {
    const { doctor: who, check } = await claimed()
    const asks = { ...(await asked(check)), department: '骨科', question: '能否踩踏板' }
    const [one] = sure(await consult(world.deps, who.doctor, asks)).consultations ?? []
    return { who, reads: check, body: { ...(await asked(check)), consultation: one?.id ?? '', answer: '可以' } }
  },
  'watched:choose': async () => {
    const { doctor: who, check } = await queued()
    return { who, reads: check, body: { checks: [check] } }
  },
  'watched:call': async () => {
    const { doctor: who, check } = await queued()
    await world.deps.presence.watches('another page', { id: who.id, name: who.name }, [check])
    return { who, reads: check, body: { check } }
  },
  'check:signing': async () => {
    const { doctor: who, check } = await drawnUp()
    return { who, reads: check, body: { check } }
  },
  'check:conclude': async () => {
    const { doctor: who, check, digest } = await drawnUp()
    return { who, reads: check, body: { ...(await asked(check)), digest, proof } }
  },
  'check:countersign': async () => {
    const { check, digest } = await signed({ byEye: true })
    return { who: await sitePerson(), reads: check, body: { ...(await asked(check)), digest, proof } }
  },
  'check:decline': async () => {
    const { check } = await signed({ byEye: true })
    return { who: await sitePerson(), reads: check, body: { ...(await asked(check)), reason: '未测量' } }
  },
  'check:correct': async () => {
    const { doctor: who, check } = await handedOver()
    return { who, reads: check, body: { ...(await asked(check)), correction: { phone: '13900000000' }, reason: '电话写错' } }
  },
  'check:withdraw': async () => {
    const { doctor: who, check } = await handedOver()
    return { who, reads: check, body: { ...(await asked(check)), reason: '照片不是本人' } }
  },
  'counter:accept': async () => {
    const { doctor: who, check } = await handedOver()
    return { who, reads: check, body: await asked(check) }
  },
  'counter:provisional': async () => {
    const { doctor: who, check } = await handedOver()
    return { who, reads: check, body: { ...(await asked(check)), missing: ['photo'], note: null, until: '2026-12-02' } }
  },
  'counter:return': async () => {
    const { doctor: who, check } = await handedOver()
    return { who, reads: check, body: { ...(await asked(check)), reason: '照片不清' } }
  },
  'counter:try': async () => {
    const { doctor: who, check } = await signed()
    return { who, reads: check, body: await asked(check) }
  },
  'counter:resend': returned,
  'counter:search': async () => {
    const { doctor: who, card } = await handedOver()
    return { who, reads: null, body: { by: { document: card.number }, behind: null } }
  },
  'sent-back:page': async () => ({ who: await sitePerson(), reads: null, body: { behind: null } }),
  'desk:rest': async () => ({ who: await sitePerson(), reads: null, body: { rests: true } }),
  'help:answer': async () => ({ who: await sitePerson(), reads: null, body: { help: world.ids() } }),
  // The last one: from then on nobody signs.
  'counter:withdraw': async () => {
    const { doctor: who, check } = await handedOver()
    const suspension = { version: 1, from: null, papersSince: '2026-11-01', reason: '出具虚假证明' }
    sure(await suspendInstitution(world.deps, { id: who.id }, FIRST_INSTITUTION, suspension))
    return { who, reads: check, body: { ...(await asked(check)), reason: '不再认可' } }
  },
}

test.each(Object.keys(STAFF) as StaffMessage[])('%s reads its check once', async (name) => {
  const said = async <K extends StaffMessage>(message: K, prepare: (typeof STAFF)[K]) => {
    const { who, reads, body } = await prepare()
    const line = await staffLine(who)
    await readOnce(reads, () => line.ask(message, body))
  }
  await said(name, STAFF[name])
})
