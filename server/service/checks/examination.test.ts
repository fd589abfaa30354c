import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MEASURED } from '#measure/index.ts'
import { cardOf } from '../../../test/driver.ts'
import { LIMBS_WELL, openWorld, PASSWORD, sure, until, type World } from '../../../test/world.ts'
import { decideStation } from './commands.ts'
import { claim } from './leases.ts'
import { conclude, drawUp } from './signoff.ts'

let world: World
let folder: string
beforeAll(async () => {
  world = await openWorld()
  folder = await mkdtemp(join(tmpdir(), 'roadfit-examination-'))
})
afterAll(async () => {
  await world.close()
  await rm(folder, { recursive: true })
})

test('the paper of a concluded check tells behind its form what the booth measured, with what, and what the doctor judged', async () => {
  const { doctor } = await world.person('ex-one', 'doctor')
  const booth = await world.booth('一号')
  await booth.calibrate()
  const id = await booth.queued(cardOf('张三', 3))
  const asked = async () => ({ command: world.ids(), check: id, version: (await world.check(id)).version })
  for (const station of MEASURED) await booth.measure(id, station)
  sure(await claim(world.deps, doctor, await asked()))
  for (const finding of LIMBS_WELL) sure(await decideStation(world.deps, doctor, { ...(await asked()), finding, reason: null }))
  const { drawnUp } = sure(await drawUp(world.deps, doctor, { ...(await asked()), remark: null }))
  if (!drawnUp) throw new Error('nothing was drawn up')
  sure(await conclude(world.deps, doctor, { ...(await asked()), digest: drawnUp.digest, proof: { by: 'password', password: PASSWORD } }))
  await until(async () => (await world.check(id)).report?.pdf)

  const check = await world.check(id)
  const file = join(folder, 'paper.pdf')
  await writeFile(file, (await world.deps.files.bytes(check.report?.pdf ?? '')) ?? '')
  const words = execFileSync('pdftotext', ['-raw', '-f', '2', file, '-'], { encoding: 'utf8' }).replaceAll(/\s/g, '')
  expect(words).toContain('检测过程记录')
  for (const said of ['身高', '右眼视力', '左眼视力', '辨色力', '听力', '上肢', '下肢', '躯干和颈部']) expect(words).toContain(said)
  expect(words.match(/规程acuity第\d版/g)).toHaveLength(2)
  expect(words).toMatch(/检测屏幕校准\d{4}-\d\d-\d\d/)
  expect(words.match(/医生通过视频查看后判定/g)).toHaveLength(3)
  // The drawings have their words: the bounds of a walk, and the pairs of hearing.
  expect(words).toMatch(/达到\+\d+/)
  expect(words).toContain('左／右')
})
