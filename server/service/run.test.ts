import { afterAll, beforeAll, expect, test } from 'vitest'
import { isIdentityNumber } from '#protocol/document-number.ts'
import { isRefusal, refuse } from '#protocol/refusal.ts'
import { cardOf, numberOf } from '../../test/driver.ts'
import { LIMBS_WELL, openWorld, silentMedia, sure, until, type World } from '../../test/world.ts'
import { brokenLink, loadEvents } from '../store/events.ts'
import { shownBy } from './checks/booths.ts'
import { decideStation, release } from './checks/commands.ts'
import { claim, renew } from './checks/leases.ts'
import { openCheck } from './checks/opening.ts'
import { drawUp } from './checks/signoff.ts'
import { EVERYTHING } from './sites/scope.ts'
import { queueView } from './views/lists.ts'
import { viewOf } from './views/views.ts'

let world: World
/** The sides of a check from which media comes now. */
const flowing = new Set<string>()
beforeAll(async () => {
  world = await openWorld({
    outside: { media: { ...silentMedia, flows: async (check, participant) => flowing.has(`${check} ${participant}`) } },
  })
})
afterAll(() => world.close())

let booths = 0
const queuedOne = async (serial: number) => {
  const booth = await world.booth(`${++booths}号`)
  await booth.calibrate()
  return { booth, id: await booth.queued(cardOf('张三', serial)) }
}
const asked = async (id: string) => ({ command: world.ids(), check: id, version: (await world.check(id)).version })

test('of two doctors who claim at once exactly one has the driver, and the other is told who', async () => {
  const { id } = await queuedOne(11)
  const one = await world.person('one', 'doctor')
  const two = await world.person('two', 'doctor')
  const request = await asked(id)
  const answers = await Promise.all([
    claim(world.deps, one.doctor, request),
    claim(world.deps, two.doctor, { ...request, command: world.ids() }),
  ])
  const holder = (await world.check(id)).lease?.doctor
  expect([one.id, two.id]).toContain(holder?.id)
  expect(answers.filter((answer) => !('refused' in answer))).toHaveLength(1)
  expect(answers).toContainEqual(refuse('claimed-by-other', { doctor: holder?.name ?? '' }))
  expect((await loadEvents(world.deps.db, id)).filter(({ event }) => event.kind === 'claimed')).toHaveLength(1)
})

test('a repeated command changes nothing, and a stale one is refused', async () => {
  const { id } = await queuedOne(12)
  const three = await world.person('three', 'doctor')
  const request = await asked(id)
  const first = sure(await claim(world.deps, three.doctor, request))
  expect(sure(await claim(world.deps, three.doctor, request)).version).toBe(first.version)
  expect(await release(world.deps, three.doctor, { ...request, command: world.ids() })).toEqual(refuse('stale', { version: first.version }))
})

test('a lease that is not renewed runs out, and the driver is back at the old place in the queue', async () => {
  const { id } = await queuedOne(13)
  const later = await queuedOne(14)
  const four = await world.person('four', 'doctor')
  sure(await claim(world.deps, four.doctor, await asked(id)))
  world.step(40_000)
  sure(await renew(world.deps, four.doctor, id))
  world.step(40_000)
  expect((await world.check(id)).lease?.doctor.id).toBe(four.id)
  world.step(6000)
  await until(async () => (await world.check(id)).lease === null)
  const order = (await queueView(world.deps))(EVERYTHING).entries.map(({ check }) => check)
  expect(order.indexOf(id)).toBeLessThan(order.indexOf(later.id))
  expect(await renew(world.deps, four.doctor, id)).toMatchObject({ refused: 'not-your-check' })
})

test('a doctor holds one driver at a time', async () => {
  const { id } = await queuedOne(15)
  const other = await queuedOne(16)
  const five = await world.person('five', 'doctor')
  sure(await claim(world.deps, five.doctor, await asked(id)))
  expect(await claim(world.deps, five.doctor, await asked(other.id))).toMatchObject(
    expect.objectContaining({ refused: 'busy-with-another', fields: expect.objectContaining({ check: id, name: '张三' }) }),
  )
})

test('the whole number is shown to the claiming doctor and the counter alone', async () => {
  const { id } = await queuedOne(17)
  const six = await world.person('six', 'doctor')
  const seven = await world.person('seven', 'doctor')
  sure(await claim(world.deps, six.doctor, await asked(id)))
  const whole = cardOf('张三', 17).number
  expect((await viewOf(world.deps, id, six.doctor))?.applicant.number).toBe(whole)
  expect((await viewOf(world.deps, id, { kind: 'counter' }))?.applicant.number).toBe(whole)
  const masked = `${whole.slice(0, 6)}********${whole.slice(-4)}`
  expect((await viewOf(world.deps, id, seven.doctor))?.applicant.number).toBe(masked)
  expect((await viewOf(world.deps, id, { kind: 'booth' }))?.applicant.number).toBe(masked)
})

test('events carry no name and no number, and each one holds the hash of the one before', async () => {
  const { id } = await queuedOne(18)
  const events = JSON.stringify(await loadEvents(world.deps.db, id))
  expect(events).not.toContain('张三')
  expect(events).not.toContain(cardOf('张三', 18).number)
  expect(await brokenLink(world.deps.db, id)).toBeNull()
  await world.deps.db
    .updateTable('check_events')
    .set({ at: '2020-01-01T00:00:00.000Z' })
    .where('check_id', '=', id)
    .where('sequence', '=', 2)
    .execute()
  expect(await brokenLink(world.deps.db, id)).toBe(2)
})

test('a booth has one open check: its driver gets it again, and whoever lays on another card is never asked to end it', async () => {
  const booth = await world.booth('开证间')
  const id = await booth.queued(cardOf('赵六', 21))
  expect((await booth.open(cardOf('赵六', 21))).check.id).toBe(id)
  const { check } = await booth.open(cardOf('孙七', 22))
  expect(check.id).not.toBe(id)
  expect(await world.check(id)).toMatchObject({ phase: 'parked', parked: { why: 'other-card' } })
  expect((await shownBy(world.deps, booth.who.id))?.check.id).toBe(check.id)
})

test('two cards laid on at once open one check', async () => {
  const booth = await world.booth('双卡间')
  const card = cardOf('周八', 23)
  const [one, two] = await Promise.all([
    openCheck(world.deps, booth.who, booth.cardReading(card)),
    openCheck(world.deps, booth.who, booth.cardReading(card)),
  ])
  const ids = [one, two].flatMap((answer) => ('refused' in answer ? [] : [answer.check.id]))
  expect(new Set(ids).size).toBe(1)
})

test("a foreigner's permanent residence card opens a check, and one of Hong Kong, Macao or Taiwan too", async () => {
  const booth = await world.booth('永居间')
  const open = (card: Parameters<typeof booth.cardReading>[0]) => openCheck(world.deps, booth.who, booth.cardReading(card))
  const foreigner = { kind: 'foreigner', nation: '', nationality: 'DEU', address: '', number: 'DEU110062030501' } as const
  expect(await open(cardOf('MUSTERMANN, ERIKA', 71, foreigner))).toHaveProperty('check.id')
  const other = await world.booth('永居乙间')
  const resident = other.cardReading(cardOf('陈大文', 72, { kind: 'hmt-resident', nation: '' }))
  expect(await openCheck(world.deps, other.who, resident)).toHaveProperty('check.id')
  // Letters are no number on any other card.
  expect(await openCheck(world.deps, other.who, other.cardReading(cardOf('陈大文', 72, { number: 'DEU110062030501' })))).toHaveProperty(
    'refused',
  )
})

test.each([
  ['a day that February never has', '1949-02-30'],
  ['a thirteenth month', '1949-13-45'],
  ['a day to come', '2030-01-01'],
  ['an age of nine', '2016-11-26'],
  ['an age of 121', '1905-11-25'],
])('a card with %s as its birthday opens nothing', async (_, birth) => {
  const booth = await world.booth(`生日间${birth}`)
  const open = (card: Parameters<typeof booth.cardReading>[0]) => openCheck(world.deps, booth.who, booth.cardReading(card))
  expect(await open(cardOf('吴九', 31, { birth, number: numberOf(birth, 31) }))).toEqual(refuse('card-invalid'))
  expect(await open(cardOf('吴九', 31, { validFrom: '2010-02-30' }))).toEqual(refuse('card-invalid'))
})

test('a card of ten years, of 120 years and of 29 February is taken', async () => {
  for (const birth of ['2016-11-25', '1906-11-25', '1996-02-29']) {
    const booth = await world.booth(`年龄间${birth}`)
    sure(await openCheck(world.deps, booth.who, booth.cardReading(cardOf('吴九', 32, { birth, number: numberOf(birth, 32) }))))
  }
})

test('foreigners come with a number of 2017 or of 2023, which begins with 9 and has a check digit', async () => {
  const booth = await world.booth('外国人间')
  const foreigner = { kind: 'foreigner' as const, nation: '', nationality: 'DEU', address: '', birth: '1981-02-03' }
  const open = (number: string) =>
    openCheck(world.deps, booth.who, booth.cardReading(cardOf('MUSTERMANN, ERIKA', 33, { ...foreigner, number })))
  // 9, the place where it was applied for, the country's digits, the birthday, a serial and the check digit.
  const body = '91127619810203001'
  const right = Array.from('0123456789X').filter((digit) => isIdentityNumber(body + digit))
  expect(right).toHaveLength(1)
  for (const digit of '0123456789X') if (digit !== right[0]) expect(await open(body + digit)).toEqual(refuse('card-invalid'))
  expect(await open(numberOf('1981-02-03', 33).replace(/^9/, '1'))).toEqual(refuse('card-invalid'))
  expect(sure(await open(body + right[0])).check.applicant.name).toBe('MUSTERMANN, ERIKA')
})

test('a card that has run out, whose number is wrong, or whose signature is wrong opens nothing', async () => {
  const booth = await world.booth('证件间')
  const open = (card: Parameters<typeof booth.cardReading>[0]) => openCheck(world.deps, booth.who, booth.cardReading(card))
  expect(await open(cardOf('吴九', 24, { validTo: '2026-11-24' }))).toEqual(refuse('card-expired', { validTo: '2026-11-24' }))
  // GB 11643's own example is 11010519491231002X; another check digit is wrong.
  expect(await open(cardOf('吴九', 24, { birth: '1949-12-31', number: '110105194912310021' }))).toEqual(refuse('card-invalid'))
  const reading = booth.cardReading(cardOf('吴九', 24))
  expect(await openCheck(world.deps, booth.who, { ...reading, at: '2026-01-01T00:00:00.000Z' })).toEqual(refuse('signature-wrong'))
  // Valid to the last day, in China: 02:00 UTC is ten in the morning there.
  expect(await open(cardOf('吴九', 24, { birth: '1949-12-31', number: '11010519491231002X', validTo: '2026-11-25' }))).toHaveProperty(
    'check',
  )
})

test('the case says what the driver is checked for, or stops it, or cannot be reached', async () => {
  const booth = await world.booth('业务间')
  const card = cardOf('郑十', 25)
  const found = {
    number: 'G2026-1',
    business: 'G',
    classes: ['A1' as const],
    file: '110000000025',
    phone: '13800000025',
    stopped: null,
    unit: null,
  }
  const open = () => openCheck(world.deps, booth.who, booth.cardReading(card))
  world.traffic.cases.set(card.number, { ...found, stopped: '驾驶证已被暂扣', unit: null })
  expect(await open()).toEqual(refuse('case-stopped', { reason: ['驾驶证已被暂扣'], counter: '示范服务大厅' }))
  world.traffic.setUp(false)
  expect(await open()).toEqual(refuse('case-unreachable'))
  world.traffic.setUp(true)
  world.traffic.cases.set(card.number, found)
  expect(sure(await open()).check.applicant).toMatchObject({ classes: ['A1'], case: 'G2026-1', business: 'G' })
})

test('at the end of the day in China an open check is abandoned and the booth is free', async () => {
  const booth = await world.booth('夜间')
  const { check } = await booth.open(cardOf('冯一', 26))
  world.step(14 * 3_600_000)
  await until(async () => (await world.check(check.id)).phase === 'abandoned')
  await until(async () => (await shownBy(world.deps, booth.who.id)) === null)
})

test('one doctor who claims two drivers at once gets one, twenty times of twenty, and is told whom they have', async () => {
  const first = await queuedOne(40)
  const second = await queuedOne(41)
  const racer = await world.person('racer', 'doctor')
  for (let round = 0; round < 20; round += 1) {
    const pair = [first, second]
    const requests = await Promise.all(pair.map(({ id }) => asked(id)))
    const answers = await Promise.all(requests.map((request) => claim(world.deps, racer.doctor, request)))
    const held = answers.flatMap((answer) => (isRefusal(answer) ? [] : [answer.id]))
    expect(held, `round ${round}`).toHaveLength(1)
    const [kept = ''] = held
    const booth = pair.find(({ id }) => id === kept)?.booth.who.name ?? ''
    expect(answers.filter(isRefusal)).toEqual([refuse('busy-with-another', { check: kept, name: '张三', booth })])
    sure(await release(world.deps, racer.doctor, await asked(kept)))
  }
})

test('a doctor whose picture or voice comes keeps the driver while only the line for commands is cut', async () => {
  const { id } = await queuedOne(42)
  const cut = await world.person('cut', 'doctor')
  sure(await claim(world.deps, cut.doctor, await asked(id)))
  flowing.add(`${id} doctor`)
  const events = (await loadEvents(world.deps.db, id)).length
  for (let second = 0; second < 60; second += 2) {
    world.step(2000)
    // A round of the loop that looks after leases.
    await until(async () => Date.parse((await world.check(id)).lease?.until ?? '') > world.now().getTime())
  }
  expect((await world.check(id)).lease?.doctor.id).toBe(cut.id)
  expect(await loadEvents(world.deps.db, id)).toHaveLength(events)
  // The line is back, and the lease is the doctor's own again.
  sure(await renew(world.deps, cut.doctor, id))
  flowing.delete(`${id} doctor`)
  world.step(46_000)
  await until(async () => (await world.check(id)).lease === null)
})

test('after 50 seconds without a line the same doctor finds the draft as it was, and another doctor finds none', async () => {
  const { id, booth } = await queuedOne(43)
  for (const station of ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing'] as const) await booth.measure(id, station)
  const gone = await world.person('gone', 'doctor')
  sure(await claim(world.deps, gone.doctor, await asked(id)))
  for (const finding of LIMBS_WELL) sure(await decideStation(world.deps, gone.doctor, { ...(await asked(id)), finding, reason: '看过' }))
  const drawn = sure(await drawUp(world.deps, gone.doctor, { ...(await asked(id)), remark: null })).drawnUp
  expect(drawn).not.toBeNull()
  world.step(50_000)
  await until(async () => (await world.check(id)).lease === null)
  // Nobody sees it meanwhile, and nobody is kept from going on.
  const seen = await viewOf(world.deps, id, { kind: 'doctor', id: gone.id })
  expect([seen?.drawnUp, seen?.draft]).toEqual([null, null])
  const back = sure(await claim(world.deps, gone.doctor, await asked(id)))
  expect(back.drawnUp).toEqual(drawn)
  expect((await viewOf(world.deps, id, { kind: 'doctor', id: gone.id }))?.draft?.number).toBe(drawn?.number)
  world.step(50_000)
  await until(async () => (await world.check(id)).lease === null)
  const next = await world.person('next', 'doctor')
  expect(sure(await claim(world.deps, next.doctor, await asked(id))).drawnUp).toBeNull()
})
