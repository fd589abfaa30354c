import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { digestOf } from '#protocol/canonical.ts'
import { refuse } from '#protocol/refusal.ts'
import { CreationOptions } from '#protocol/rest.ts'
import type { Station } from '#protocol/station.ts'
import { heldWords } from '#words/refusal.ts'
import { openAuthenticator } from '../../../test/authenticator.ts'
import { cardOf } from '../../../test/driver.ts'
import { LIMBS_WELL, openWorld, PASSWORD, sure, until, type World } from '../../../test/world.ts'
import { openApp } from '../../app.ts'
import { counted } from '../../store/counters.ts'
import { loadEvents } from '../../store/events.ts'
import { openFiles } from '../../store/files.ts'
import { findPerson } from '../../store/people.ts'
import { findReport } from '../../store/reports.ts'
import { wakePapers } from '../loops/reporting.ts'
import { givePasskeyCode } from '../people/passkeys.ts'
import { createPerson } from '../people/people.ts'
import { paperOf, verificationOf } from '../proof/papers.ts'
import { EVERYTHING, ofSite } from '../sites/scope.ts'
import { counterView, hallView } from '../views/lists.ts'
import { turnsNow } from '../views/turns.ts'
import { viewOf } from '../views/views.ts'
import { accept, decideStation, giveBack, resend } from './commands.ts'
import { claim } from './leases.ts'
import { conclude, drawUp, signingOf, supersede } from './signoff.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

type Person = Awaited<ReturnType<World['person']>>
let serial = 100
const asked = async (id: string) => ({ command: world.ids(), check: id, version: (await world.check(id)).version })
const byPassword = { by: 'password' as const, password: PASSWORD }

/** A driver with every finding, held by a doctor. */
const examined = async (doctor: Person, name = '张三') => {
  const booth = await world.booth(`${++serial}号`)
  await booth.calibrate()
  const id = await booth.queued(cardOf(name, serial))
  for (const station of ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing'] satisfies Station[]) await booth.measure(id, station)
  sure(await claim(world.deps, doctor.doctor, await asked(id)))
  for (const finding of LIMBS_WELL) sure(await decideStation(world.deps, doctor.doctor, { ...(await asked(id)), finding, reason: null }))
  return { booth, id }
}
const drawnUp = async (doctor: Person, name?: string) => {
  const { booth, id } = await examined(doctor, name)
  const check = sure(await drawUp(world.deps, doctor.doctor, { ...(await asked(id)), remark: null }))
  return { booth, id, digest: check.drawnUp?.digest ?? '', number: check.drawnUp?.number ?? '' }
}
const concluded = async (doctor: Person) => {
  const { booth, id, digest, number } = await drawnUp(doctor)
  sure(await conclude(world.deps, doctor.doctor, { ...(await asked(id)), digest, proof: byPassword }))
  return { booth, id, number }
}

/** The first bytes of a report's paper. */
const beginningOf = async (number: string) => {
  for await (const piece of sure(await paperOf(world.deps, number)).stream({ first: 0, last: 4 })) return Buffer.from(piece).toString()
  return ''
}

test('a check goes from the card to a receipt of the case: drawn up, signed, sealed, delivered once', async () => {
  const doctor = await world.person('dr-one', 'doctor')
  const { id, digest, number } = await drawnUp(doctor)
  const draft = (await viewOf(world.deps, id, doctor.doctor))?.draft
  expect(await digestOf(draft)).toBe(digest)
  expect(number).toBe('RF20261125-000001')
  expect(draft).toMatchObject({ number, examinedOn: '2026-11-25', validUntil: '2027-05-25', outcome: { kind: 'fit', classes: ['C1'] } })
  expect((await viewOf(world.deps, id, { kind: 'doctor', id: world.ids() }))?.draft).toBeNull()

  sure(await conclude(world.deps, doctor.doctor, { ...(await asked(id)), digest, proof: byPassword }))
  await until(async () => (await world.check(id)).phase === 'handed-over')
  expect(world.traffic.deliveries.filter(({ report }) => report.number === number)).toHaveLength(1)
  expect(world.traffic.receipts.get(number)).toBe((await world.check(id)).delivery?.receipt)
  expect(await beginningOf(number)).toBe('%PDF-')
  const row = await findReport(world.deps.db, { number })
  expect(row).toMatchObject({ state: 'valid', signedBy: 'password', digest })
  expect(await verificationOf(world.deps, row?.code ?? '')).toMatchObject({ standing: { state: 'valid' }, number, shown: { digest } })
  expect((await counterView(world.deps, EVERYTHING)).entries[0]).toMatchObject({ number, phase: 'handed-over', outcome: { kind: 'fit' } })
  expect(await hallView(world.deps, ofSite((await world.site('示范服务大厅')).id), await turnsNow(world.deps))).toMatchObject({
    finishedToday: 1,
    handedOverToday: 1,
    waiting: 0,
    examined: 0,
  })
})

test('what is missing, another digest, and a wrong password are each refused by their own code', async () => {
  const doctor = await world.person('dr-two', 'doctor')
  const booth = await world.booth('缺项间')
  const early = await booth.queued(cardOf('缺项', 90))
  sure(await claim(world.deps, doctor.doctor, await asked(early)))
  expect(await drawUp(world.deps, doctor.doctor, { ...(await asked(early)), remark: null })).toMatchObject({ refused: 'missing' })

  const other = await world.person('dr-three', 'doctor')
  const { id, digest } = await drawnUp(other)
  const ask = await asked(id)
  expect(await conclude(world.deps, other.doctor, { ...ask, digest: 'a'.repeat(64), proof: byPassword })).toEqual(refuse('digest-differs'))
  expect(await conclude(world.deps, other.doctor, { ...ask, digest, proof: { by: 'password', password: 'guess' } })).toEqual(
    refuse('wrong-password'),
  )
  expect(await conclude(world.deps, doctor.doctor, { ...ask, digest, proof: byPassword })).toEqual(refuse('not-drawn-up'))
  // Whatever is decided afterwards voids what was drawn up.
  sure(await decideStation(world.deps, other.doctor, { ...ask, finding: { station: 'trunk', trunk: 'disorder' }, reason: null }))
  expect(await conclude(world.deps, other.doctor, { ...(await asked(id)), digest, proof: byPassword })).toEqual(refuse('not-drawn-up'))
})

test('a report drawn up again before its conclusion keeps its number', async () => {
  const doctor = await world.person('dr-four', 'doctor')
  const { id, number } = await drawnUp(doctor)
  const again = sure(await drawUp(world.deps, doctor.doctor, { ...(await asked(id)), remark: '戴镜' }))
  expect(again.drawnUp?.number).toBe(number)
})

test('without a demonstration a report is signed by a passkey over its digest, and by nothing else', async () => {
  const strict = await openWorld({ demo: false })
  const mine = world
  try {
    world = strict
    const doctor = await world.person('dr-five', 'doctor')
    const { id, digest, number } = await drawnUp(doctor)
    expect(await signingOf(world.deps, doctor.doctor, id)).toMatchObject({ options: null, password: false })
    expect(await conclude(world.deps, doctor.doctor, { ...(await asked(id)), digest, proof: byPassword })).toEqual(refuse('passkey-needed'))

    const authenticator = openAuthenticator(world.settings.origin)
    const post = async (path: string, body: unknown = {}): Promise<unknown> => {
      const headers = { cookie, origin: world.settings.origin, 'content-type': 'application/json' }
      return (await fetch(world.url + path, { method: 'POST', headers, body: JSON.stringify(body) })).json()
    }
    const cookie = await doctor.cookie()
    const { id: chief } = await world.person('chief-five', 'administrator')
    const asks = async () => {
      const administrator = await findPerson(world.deps.db, { id: chief })
      if (!administrator) throw new Error('no administrator')
      const { code } = sure(await givePasskeyCode(world.deps, administrator, doctor.id))
      const options = await post('/api/passkeys/options', { by: 'code', code })
      if (!Value.Check(CreationOptions, options)) throw new Error('no options')
      return options
    }
    const options = await asks()
    expect(options.rp.id).toBe('localhost')
    // What was made for another challenge is refused, and the challenge is used up.
    expect(await post('/api/passkeys', authenticator.register('AAAA'))).toMatchObject({ refused: 'assertion-wrong' })
    expect(await post('/api/passkeys', authenticator.register(options.challenge))).toMatchObject({ refused: 'proof-needed' })
    const again = await asks()
    expect(await post('/api/passkeys', authenticator.register(again.challenge))).toMatchObject({ person: { passkeys: 1 } })

    const signing = sure(await signingOf(world.deps, doctor.doctor, id))
    // The challenge is the report's digest itself.
    expect(signing.options?.challenge).toBe(Buffer.from(digest, 'hex').toString('base64url'))
    const challenge = signing.options?.challenge ?? ''
    const sign = async (assertion: ReturnType<typeof authenticator.assert>) =>
      conclude(world.deps, doctor.doctor, { ...(await asked(id)), digest, proof: { by: 'passkey', assertion } })
    const wrong = refuse('assertion-wrong')
    expect(await sign(authenticator.assert('AAAA'))).toEqual(wrong)
    expect(await sign(authenticator.assert(challenge, { verified: false }))).toEqual(wrong)
    expect(await sign(authenticator.assert(challenge, { from: 'https://evil.example' }))).toEqual(wrong)
    expect(await sign(openAuthenticator(world.settings.origin).assert(challenge))).toEqual(wrong)
    expect((await world.check(id)).phase).toBe('underway')
    // One that waits for a second administrator signs nothing.
    const hold = (held: string | null) => world.deps.db.updateTable('passkeys').set({ held }).where('person', '=', doctor.id).execute()
    await hold(JSON.stringify([chief]))
    expect(await sign(authenticator.assert(challenge))).toEqual(refuse('passkey-held'))
    expect(sure(await signingOf(world.deps, doctor.doctor, id)).options).toBeNull()
    await hold(null)
    sure(await sign(authenticator.assert(challenge)))
    expect(await findReport(world.deps.db, { number })).toMatchObject({ signedBy: 'passkey', digest })
  } finally {
    world = mine
    await strict.close()
  }
})

test('a doctor without a signature picture draws nothing up', async () => {
  const doctor = await world.person('dr-six', 'doctor')
  const { id } = await examined(doctor)
  await world.deps.db.updateTable('people').set({ signature: null }).where('id', '=', doctor.id).execute()
  expect(await drawUp(world.deps, doctor.doctor, { ...(await asked(id)), remark: null })).toEqual(refuse('signature-picture-missing'))
})

test('what can never come onto paper is refused before it is signed, with the character and its place, and spends no number', async () => {
  const doctor = await world.person('dr-seven', 'doctor')
  const { id } = await examined(doctor)
  const before = await counted(world.deps.db, 'report 20261125')
  const draft = async (remark: string) => drawUp(world.deps, doctor.doctor, { ...(await asked(id)), remark })
  expect(await draft('眼镜\u2714')).toEqual(refuse('glyph-missing', { where: 'remark', character: '\u2714 (U+2714)' }))
  expect(await draft('检'.repeat(500))).toMatchObject({ refused: 'text-too-long', fields: { where: 'remark', count: 500 } })
  expect(await counted(world.deps.db, 'report 20261125')).toBe(before)
})

test('a name that no font shows is refused before it is signed, and a finding where it is typed', async () => {
  const doctor = await world.person('dr-nameless', 'doctor')
  const { id } = await examined(doctor, '张\u{E000}')
  expect(await drawUp(world.deps, doctor.doctor, { ...(await asked(id)), remark: null })).toEqual(
    refuse('glyph-missing', { where: 'name', character: '\u{E000} (U+E000)' }),
  )
  const finding = { station: 'upper-limbs', upper: 'abnormal', left: '左手✔', right: '' } as const
  expect(await decideStation(world.deps, doctor.doctor, { ...(await asked(id)), finding, reason: null })).toMatchObject({
    refused: 'glyph-missing',
    fields: { where: 'upper-left' },
  })
})

test('an old private character in a name is printed as the standard one, and what was read goes along', async () => {
  const doctor = await world.person('dr-private', 'doctor')
  const { id, digest, number } = await drawnUp(doctor, '王\ue863\u200e')
  const draft = (await viewOf(world.deps, id, doctor.doctor))?.draft
  expect(draft?.applicant).toMatchObject({ name: '王䶮', read: { name: '王\ue863\u200e' } })
  sure(await conclude(world.deps, doctor.doctor, { ...(await asked(id)), digest, proof: byPassword }))
  await until(async () => (await world.check(id)).phase === 'handed-over')
  const line = (await counterView(world.deps, EVERYTHING)).entries.find((entry) => entry.number === number)
  expect(line?.name).toBe('王䶮')
})

test('a mark that nobody sees in a typed remark is dropped at the door, and the report is made', async () => {
  const doctor = await world.person('dr-unseen', 'doctor')
  const { id } = await examined(doctor)
  const link = await doctor.connect()
  let state = ''
  link.watch((now) => (state = now))
  await until(() => state === 'connected')
  const drawn = sure(await link.ask('check:draw-up', { ...(await asked(id)), remark: '\ufeff佩戴\u200e眼镜\u2028复查\n' }))
  expect(drawn.draft?.remark).toBe('佩戴眼镜 复查')
  const proof = { by: 'password' as const, password: PASSWORD }
  sure(await link.ask('check:conclude', { ...(await asked(id)), digest: drawn.drawnUp?.digest ?? '', proof }))
  await until(async () => (await world.check(id)).phase === 'handed-over')
})

/** A signed report whose paper is held: the font that its name needs was lost since it was drawn up. */
const held = async (doctor: Person) => {
  const { id, digest, number } = await drawnUp(doctor, '王\u{20bb7}')
  const all = world.deps.fonts
  world.deps.fonts = { ...all, chain: all.chain.slice(0, 2) }
  sure(await conclude(world.deps, doctor.doctor, { ...(await asked(id)), digest, proof: byPassword }))
  const why = await until(async () => (await world.check(id)).report?.held)
  world.deps.fonts = all
  return { id, number, why }
}

test('a held paper says why to counter and doctor, and is made by the next start that has the font', async () => {
  const doctor = await world.person('dr-held', 'doctor')
  const { id, number, why } = await held(doctor)
  const character = '\u{20bb7} (U+20BB7)'
  expect(why).toEqual({ code: 'glyph-missing', detail: character, fields: { where: 'name', character } })
  const line = (await counterView(world.deps, EVERYTHING)).entries.find((entry) => entry.number === number)
  expect(line).toMatchObject({ held: why, pdf: null })
  expect(heldWords('zh', why, 'doctor')).toContain('“姓名”中的“\u{20bb7} (U+20BB7)”打印不出来')
  expect(heldWords('en', { code: 'glyph-missing', detail: character }, 'doctor')).toContain('U+20BB7')
  expect((await viewOf(world.deps, id, { kind: 'counter' }))?.report?.paper).toBe('held')
  expect(await paperOf(world.deps, number)).toEqual(refuse('paper-held'))
  await wakePapers(world.deps)
  await until(async () => (await world.check(id)).phase === 'handed-over')
  expect(await beginningOf(number)).toBe('%PDF-')
})

test('a held paper has another way out: its doctor replaces it, and the old one is not drawn any more', async () => {
  const doctor = await world.person('dr-replaces', 'doctor')
  const { id, number } = await held(doctor)
  const drawn = sure(await supersede(world.deps, doctor.doctor, { ...(await asked(id)), remark: '更正', decisions: [] }))
  expect(drawn.drawnUp?.number).not.toBe(number)
  const digest = drawn.drawnUp?.digest ?? ''
  sure(await conclude(world.deps, doctor.doctor, { ...(await asked(id)), digest, proof: byPassword }))
  await wakePapers(world.deps)
  await until(async () => (await world.check(id)).phase === 'handed-over')
  expect(await world.check(id)).toMatchObject({ superseded: [number], report: { number: drawn.drawnUp?.number, held: null } })
  expect(await paperOf(world.deps, number)).not.toHaveProperty('size')
})

test('a case that is down gets the report when it comes up, once', async () => {
  const doctor = await world.person('dr-eight', 'doctor')
  world.traffic.cases.clear()
  const { id, digest, number } = await drawnUp(doctor)
  world.traffic.setUp(false)
  sure(await conclude(world.deps, doctor.doctor, { ...(await asked(id)), digest, proof: byPassword }))
  await until(async () => (await viewOf(world.deps, id, { kind: 'counter' }))?.handover?.tries)
  expect((await world.check(id)).phase).toBe('reported')
  world.traffic.setUp(true)
  world.step(60_000)
  await until(async () => (await world.check(id)).phase === 'handed-over')
  expect(world.traffic.deliveries.filter(({ report }) => report.number === number)).toHaveLength(1)
})

test('an answer that got lost, a failure and nonsense are tried again, and there is one receipt', async () => {
  const doctor = await world.person('dr-nine', 'doctor')
  world.traffic.moods.push('lose-answer', 'fail', 'nonsense')
  const { id, number } = await concluded(doctor)
  await until(async () => {
    world.step(5000)
    return (await world.check(id)).phase === 'handed-over'
  })
  expect(world.traffic.deliveries.filter(({ report }) => report.number === number)).toHaveLength(4)
  expect((await world.check(id)).delivery?.receipt).toBe(world.traffic.receipts.get(number))
  expect(new Set(world.traffic.deliveries.filter(({ report }) => report.number === number).map(({ pdfDigest }) => pdfDigest)).size).toBe(1)
})

test('a definite refusal of the case ends the delivery until the counter resends the same bytes', async () => {
  const doctor = await world.person('dr-ten', 'doctor')
  const counter = await world.person('counter-one', 'counter')
  world.traffic.moods.push('refuse')
  const { id, number } = await concluded(doctor)
  await until(async () => (await world.check(id)).phase === 'refused')
  expect((await world.check(id)).delivery?.reason).toBe('档案编号不符')
  sure(await resend(world.deps, counter.counter, await asked(id)))
  await until(async () => (await world.check(id)).phase === 'handed-over')
  const sent = world.traffic.deliveries.filter(({ report }) => report.number === number)
  expect(sent).toHaveLength(2)
  expect(sent[0]).toEqual(sent[1])
})

test('the counter returns a report with a reason, and a second doctor replaces it; the old one reads as superseded', async () => {
  const first = await world.person('dr-eleven', 'doctor')
  const second = await world.person('dr-twelve', 'doctor')
  const counter = await world.person('counter-two', 'counter')
  const { id, number } = await concluded(first)
  await until(async () => (await world.check(id)).phase === 'handed-over')
  sure(await giveBack(world.deps, counter.counter, { ...(await asked(id)), reason: '照片不清' }))
  expect((await viewOf(world.deps, id, { kind: 'counter' }))?.counter).toMatchObject({ state: 'returned', reason: '照片不清' })

  const drawn = sure(await supersede(world.deps, second.doctor, { ...(await asked(id)), remark: '更正', decisions: [] }))
  const digest = drawn.drawnUp?.digest ?? ''
  sure(await conclude(world.deps, second.doctor, { ...(await asked(id)), digest, proof: byPassword }))
  await until(async () => (await world.check(id)).phase === 'handed-over')
  const old = await findReport(world.deps.db, { number })
  expect(await verificationOf(world.deps, old?.code ?? '')).toMatchObject({ standing: { state: 'superseded' } })
  const check = await world.check(id)
  expect(check.report?.number).not.toBe(number)
  expect(check.superseded).toEqual([number])
  sure(await accept(world.deps, counter.counter, await asked(id)))
  expect((await world.check(id)).phase).toBe('accepted')
})

test('a login is taken once', async () => {
  const wanted = { login: 'twice', name: '甲', roles: ['doctor' as const], password: PASSWORD }
  sure(await createPerson(world.deps, wanted))
  expect(await createPerson(world.deps, wanted)).toEqual(refuse('name-taken', { name: 'twice' }))
})

test('what waits when the server ends is done by its next start: once', async () => {
  const mine = world
  world = await openWorld()
  const before = world
  try {
    const doctor = await world.person('dr-restart', 'doctor')
    const { id, digest, number } = await drawnUp(doctor)
    world.traffic.setUp(false)
    sure(await conclude(world.deps, doctor.doctor, { ...(await asked(id)), digest, proof: byPassword }))
    await until(async () => (await viewOf(world.deps, id, { kind: 'counter' }))?.handover?.tries)
    await world.app.close()
    world.traffic.setUp(true)
    world.step(60_000)
    const again = await openApp(world.deps)
    await until(async () => (await world.check(id)).phase === 'handed-over')
    await again.close()
    expect(world.traffic.deliveries.filter(({ report }) => report.number === number)).toHaveLength(1)
  } finally {
    world = mine
    await before.close()
  }
})

test('a full disk while the paper is stored loses nothing: it is tried again, and there is one paper', async () => {
  const mine = world
  const folder = await mkdtemp(join(tmpdir(), 'roadfit-full-'))
  const disk = openFiles(folder)
  let full = true
  const files: typeof disk = {
    ...disk,
    put: async (bytes) => {
      const isPaper = bytes instanceof Uint8Array && Buffer.from(bytes.subarray(0, 5)).toString() === '%PDF-'
      if (isPaper && full) throw new Error('ENOSPC: no space left on device')
      return disk.put(bytes)
    },
  }
  const errors: string[] = []
  const log = { error: (_: object, text: string) => errors.push(text), warn: () => {}, info: () => {}, debug: () => {} }
  world = await openWorld({ outside: { files, log } })
  try {
    const { id } = await concluded(await world.person('dr-full', 'doctor'))
    await until(() => errors.length > 0)
    expect((await world.check(id)).phase).toBe('concluded')
    full = false
    world.step(5000)
    await until(async () => (await world.check(id)).phase === 'handed-over')
    expect((await loadEvents(world.deps.db, id)).filter(({ event }) => event.kind === 'sealed')).toHaveLength(1)
  } finally {
    await world.close()
    world = mine
    await rm(folder, { recursive: true })
  }
})
