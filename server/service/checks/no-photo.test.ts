import { afterAll, beforeAll, expect, test } from 'vitest'
import { NO_PHOTO } from '#protocol/reading.ts'
import { cardOf } from '../../../test/driver.ts'
import { openWorld, sure, type World } from '../../../test/world.ts'
import { audit } from '../proof/audit.ts'
import { openCheck } from './opening.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

test.each(NO_PHOTO.map((why, nth) => [why, nth] as const))('booth and doctor are told that no photo came: %s', async (noPhoto, nth) => {
  const booth = await world.booth(`无照${nth}号`)
  const { signature: _, ...reading } = booth.cardReading(cardOf('张三', 600 + nth))
  const { check } = sure(await openCheck(world.deps, booth.who, booth.signed({ ...reading, noPhoto })))
  expect(check.applicant).toMatchObject({ cardPhoto: null, noCardPhoto: noPhoto })
  expect((await world.check(check.id)).noCardPhoto).toBe(noPhoto)
})

test('of an agent that doesn’t say why, nothing is said; and all of it is as its events tell', async () => {
  const booth = await world.booth('无照9号')
  const { check } = await booth.open(cardOf('李四', 609))
  expect(check.applicant).not.toHaveProperty('noCardPhoto')
  expect(
    (await audit(world.deps, { stored: new Set(), trusted: { seals: [], stamps: [] } })).troubles.filter(({ of }) => of !== 'file'),
  ).toEqual([])
})
