import { afterAll, beforeAll, expect, test } from 'vitest'
import { handedOver } from '../../../test/signed.ts'
import { openWorld, type World } from '../../../test/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

test('a label is for the counter of that report; of another squad, of a doctor, and of a number that isn’t there, there is none', async () => {
  const { number } = await handedOver(world, await world.person('lin', 'doctor'))
  const elsewhere = await world.person('elsewhere', 'counter')
  await elsewhere.worksFor('别处大队')
  const asked = async (person: Awaited<ReturnType<World['person']>>, numbers = number) => {
    const answer = await fetch(`${world.url}/api/labels?numbers=${numbers}`, { headers: { cookie: await person.cookie() } })
    return [answer.status, answer.headers.get('content-type')?.split(';')[0]]
  }
  const clerk = await world.person('clerk', 'counter')
  expect(await asked(clerk)).toEqual([200, 'application/pdf'])
  expect(await asked(elsewhere)).toEqual([403, 'application/json'])
  expect(await asked(await world.person('other', 'doctor'))).toEqual([403, 'application/json'])
  // One that may not be there, and there is none of any.
  expect(await asked(clerk, `${number},RF20200101-000001`)).toEqual([404, 'application/json'])
  expect(await asked(clerk, `${number};`)).toEqual([400, 'application/json'])
})
