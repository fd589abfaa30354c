import { afterAll, beforeAll, expect, test } from 'vitest'
import { isRefusal } from '#protocol/refusal.ts'
import { cardOf } from '../../../test/driver.ts'
import { openWorld, sure, type World } from '../../../test/world.ts'
import { release } from './commands.ts'
import { claim } from './leases.ts'

const RACES = 200

let world: World
let checks: string[]
let doctors: Awaited<ReturnType<World['person']>>[]
beforeAll(async () => {
  world = await openWorld()
  checks = [await (await world.booth('甲')).queued(cardOf('甲', 701)), await (await world.booth('乙')).queued(cardOf('乙', 702))]
  doctors = [await world.person('dr-race-1', 'doctor'), await world.person('dr-race-2', 'doctor')]
})
afterAll(() => world.close())

const askedOf = async (check = '') => ({ command: world.ids(), check, version: (await world.check(check)).version })

/** Everybody claims in the same moment. What came of it, and who has which check now; then they are given back. */
const race = async (claims: readonly { doctor: number; check: number }[]) => {
  const asked = await Promise.all(claims.map(({ check }) => askedOf(checks[check])))
  const person = (at: number) => doctors[at]?.doctor ?? { kind: 'doctor' as const, id: '', name: '' }
  const answers = await Promise.all(
    claims.map(({ doctor }, at) => claim(world.deps, person(doctor), asked[at] ?? { command: '', check: '', version: 0 })),
  )
  const refused = answers.flatMap((answer) => (isRefusal(answer) ? [answer.refused] : []))
  const held = (await Promise.all(checks.map((check) => world.check(check)))).flatMap(({ lease }) => lease?.doctor.id ?? [])
  for (const answer of answers) {
    if (isRefusal(answer)) continue
    const doctor = doctors.find(({ id }) => id === answer.lease?.doctor.id)?.doctor
    if (doctor) sure(await release(world.deps, doctor, await askedOf(answer.id)))
  }
  return { refused, held }
}

test('of two doctors who claim one driver in the same moment one has the driver, 200 times, and the other is told who', async () => {
  for (let at = 0; at < RACES; at++) {
    const { refused, held } = await race([
      { doctor: at % 2, check: 0 },
      { doctor: 1 - (at % 2), check: 0 },
    ])
    expect(refused).toEqual(['claimed-by-other'])
    expect(held).toHaveLength(1)
  }
})

test('of two drivers whom one doctor claims in the same moment the doctor has one, 200 times, and is told of whom for the other', async () => {
  for (let at = 0; at < RACES; at++) {
    const { refused, held } = await race([
      { doctor: 0, check: at % 2 },
      { doctor: 0, check: 1 - (at % 2) },
    ])
    expect(refused).toEqual(['busy-with-another'])
    expect(held).toHaveLength(1)
  }
})
