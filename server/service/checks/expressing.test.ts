import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Station } from '#protocol/station.ts'
import { refusalWords } from '#words/refusal.ts'
import { cardOf } from '../../../test/driver.ts'
import { handedOver } from '../../../test/signed.ts'
import { soapSettings } from '../../../test/soap-settings.ts'
import { openPlatform, type Platform } from '../../../test/tmri-platform.ts'
import { LIMBS_WELL, openWorld, sure, type World } from '../../../test/world.ts'
import { caseAlone } from '../../handover/destinations.ts'
import { soapCarrier } from '../../handover/soap/carrier.ts'
import { counted } from '../../store/counters.ts'
import { decideStation } from './commands.ts'
import { claim } from './leases.ts'
import { drawUp } from './signoff.ts'

// Where reports go to a platform by SOAP, column by column.
let world: World
let platform: Platform
const kept: string[] = []
beforeAll(async () => {
  platform = await openPlatform()
  const around = {
    photo: async () => null,
    answers: { keep: async (number: string) => void kept.push(number), clean: async () => 0 },
    clock: () => new Date('2026-11-25T02:00:00Z'),
  }
  const carrier = soapCarrier(soapSettings(platform.url), around)
  world = await openWorld({ outside: { destinations: [{ ...caseAlone({ url: platform.url, key: 'k' }), carrier }] } })
})
afterAll(async () => {
  await world.close()
  await platform.close()
})

test('a signed report arrives with its columns, and the platform’s key is the receipt', async () => {
  const { number, id } = await handedOver(world, await world.person('dr-soap', 'doctor'), { name: '萳𠮷' })
  expect(platform.taken()).toMatchObject([{ number, deliveries: 1 }])
  expect(decodeURIComponent(platform.taken()[0]?.document ?? '')).toContain('<xm>萳𠮷</xm>')
  const { receipts } = await world.deps.db
    .selectFrom('receipts')
    .select((all) => all.fn.countAll<number>().as('receipts'))
    .where('receipt', '=', `K${number}`)
    .executeTakeFirstOrThrow()
  expect(receipts).toBe(1)
  expect(kept).toContain(number)
  expect((await world.check(id)).phase).toBe('handed-over')
})

test('a name that is longer than the platform’s column is refused before the doctor signs, and spends no number', async () => {
  const doctor = await world.person('dr-long', 'doctor')
  const booth = await world.booth('长名')
  await booth.calibrate()
  const id = await booth.queued(cardOf('阿不都热依木江·阿不都克里木江吐逊', 77))
  const asked = async () => ({ command: world.ids(), check: id, version: (await world.check(id)).version })
  for (const station of ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing'] satisfies Station[]) await booth.measure(id, station)
  sure(await claim(world.deps, doctor.doctor, await asked()))
  for (const finding of LIMBS_WELL) sure(await decideStation(world.deps, doctor.doctor, { ...(await asked()), finding, reason: null }))
  const before = await counted(world.deps.db, 'report 20261125')
  const refused = await drawUp(world.deps, doctor.doctor, { ...(await asked()), remark: null })
  expect(refused).toEqual({
    refused: 'column-too-short',
    fields: { map: 'examination-1', column: 'xm', where: 'name', count: 34, most: 30 },
  })
  expect(await counted(world.deps.db, 'report 20261125')).toBe(before)
  if ('refused' in refused)
    expect(refusalWords('zh', refused, 'doctor')).toContain('“姓名”太长，交管业务系统放不下：按对方的算法现在是 34，最多 30')
})
