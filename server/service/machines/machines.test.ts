import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Refusal } from '#protocol/refusal.ts'
import { cardOf } from '../../../test/driver.ts'
import { openWorld, rawKey, sure, until, type World } from '../../../test/world.ts'
import { openCheck } from '../checks/opening.ts'
import { acceptCalibration, acceptReading } from '../checks/readings.ts'
import { EVERYTHING } from '../sites/scope.ts'
import { changeMachine, enrol, machines, renewCode } from './machines.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const viewOf = async (id: string) => (await machines(world.deps, EVERYTHING)).find((machine) => machine.id === id)

test('a booth that is shut off loses its line and its key at once, and works again only by a new code and a new key', async () => {
  const booth = await world.booth('停用舱')
  await booth.calibrate()
  const id = await booth.queued(cardOf('张三', 900))
  const reading = booth.reading(await booth.attempt(id, 'height'))
  const seen: { state: string; refusal: Refusal | null } = { state: '', refusal: null }
  const link = booth.connect()
  link.watch((state, refusal) => Object.assign(seen, { state, refusal: refusal ?? seen.refusal }))
  await until(async () => seen.state === 'connected' && (await world.isHere(booth.who.id)))

  sure(await changeMachine(world.deps, booth.who.id, { disabled: true }))
  await until(async () => !(await world.isHere(booth.who.id)))
  // It tries again by itself and is refused in words.
  await until(() => seen.refusal?.refused === 'machine-disabled')
  expect(await viewOf(booth.who.id)).toMatchObject({ disabled: true, enrolled: false, code: null, online: false })
  const { deps } = world
  expect(await acceptReading(deps, booth.who, reading)).toMatchObject({ refused: 'machine-disabled' })
  const calibration = booth.calibration({ device: 'height', floorMm: 2000 })
  expect(await acceptCalibration(deps, booth.who, calibration)).toMatchObject({ refused: 'machine-disabled' })
  expect(await openCheck(deps, booth.who, booth.cardReading(cardOf('李四', 901)))).toMatchObject({ refused: 'machine-disabled' })
  expect(await renewCode(deps, booth.who.id)).toMatchObject({ refused: 'machine-disabled' })

  expect(sure(await changeMachine(deps, booth.who.id, { disabled: false }))).toMatchObject({ disabled: false, enrolled: false, code: null })
  expect(await acceptReading(deps, booth.who, reading)).toMatchObject({ refused: 'signature-wrong' })
  const code = sure(await renewCode(deps, booth.who.id)).code?.code ?? ''
  expect(await enrol(deps, { code, publicKey: rawKey(booth.pair.publicKey) })).toMatchObject({ refused: 'key-dead' })
  // Nor is it taken as another machine's.
  const other = await world.booth('别的舱')
  const otherCode = sure(await renewCode(deps, other.who.id)).code?.code ?? ''
  expect(await enrol(deps, { code: otherCode, publicKey: rawKey(booth.pair.publicKey) })).toMatchObject({ refused: 'key-dead' })
  sure(await enrol(deps, { code, publicKey: rawKey(generateKeyPairSync('ed25519').publicKey) }))
  expect(await viewOf(booth.who.id)).toMatchObject({ enrolled: true })
  link.close()
})

test('a machine that is enrolled again ends the line of whoever stood there by the key before', async () => {
  const booth = await world.booth('换钥舱')
  const link = booth.connect()
  let refused = ''
  link.watch((_, refusal) => void (refused = refusal?.refused ?? refused))
  await until(() => world.isHere(booth.who.id))
  const code = sure(await renewCode(world.deps, booth.who.id)).code?.code ?? ''
  sure(await enrol(world.deps, { code, publicKey: rawKey(generateKeyPairSync('ed25519').publicKey) }))
  await until(() => refused === 'signature-wrong')
  link.close()
})
