import { execFile } from 'node:child_process'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

// Programs are started here, each a new process.
vi.setConfig({ testTimeout: 120_000 })

import { BARE } from '../../../test/bare-environment.ts'
import { enrolled, handedOver } from '../../../test/signed.ts'
import { testSeal } from '../../../test/test-seal.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { certificatesOf } from '../../report/chain.ts'
import { openFiles, storedIn } from '../../store/files.ts'
import { audit } from './audit.ts'

// `npm run verify`: a data folder and its papers, looked at from outside.

let world: World
let folder: string
const reports: Awaited<ReturnType<typeof handedOver>>[] = []
const fileOf = (digest: string) => join(folder, 'files', digest.slice(0, 2), digest)
const sealFile = () => join(folder, 'seal', 'seal.crt')

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'roadfit-audit-'))
  const seal = await testSeal(join(folder, 'seal'), {
    now: new Date('2026-11-01T00:00:00.000Z'),
    random: (bytes) => new Uint8Array(bytes).fill(5),
  })
  world = await openWorld({ database: join(folder, 'roadfit.sqlite'), outside: { seal, files: openFiles(join(folder, 'files')) } })
  const doctor = await world.person('dr-audit', 'doctor')
  const passkey = await enrolled(world, doctor)
  for (let round = 0; round < 4; round++) reports.push(await handedOver(world, doctor, { name: '司马相如', passkey }))
  writeFileSync(join(folder, 'secret.key'), world.deps.key)
}, 60_000)
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true })
})

const verify = (...args: string[]) => verifyIn('C', ...args)
const verifyIn = (LANG: string, ...args: string[]) =>
  new Promise<{ code: number; said: string }>((done) => {
    const main = fileURLToPath(new URL('../../verify.ts', import.meta.url))
    const env = { LANG, ...BARE, NODE_OPTIONS: '--disable-warning=ExperimentalWarning' }
    const child = execFile(process.execPath, [main, ...args], { env }, (_, out, err) =>
      done({ code: child.exitCode ?? -1, said: out + err }),
    )
  })

test('a sound folder fits while its server runs, and so does its paper, by itself and beside its folder', async () => {
  const [report] = reports
  const whole = await verify(folder)
  expect(whole).toEqual({ code: 0, said: expect.stringContaining('Everything matches.') })
  expect(whole.said).toContain('Looked at 4 checks, 4 reports')
  const paper = await verify(fileOf(report?.pdf ?? ''), folder)
  expect(paper).toEqual({
    code: 0,
    said: expect.stringContaining(`number ${report?.number}; events, content and the doctor’s signature are right`),
  })
  expect(paper.said).toContain(report?.pdf)
  const alone = await verify(fileOf(report?.pdf ?? ''), sealFile())
  expect(alone).toEqual({ code: 3, said: expect.stringContaining('there is no data folder to compare with') })
  expect(whole.said + paper.said + alone.said).not.toContain('司马')
})

test('what is asked wrongly is told', async () => {
  expect(await verify()).toEqual({ code: 2, said: expect.stringContaining('usage: npm run verify') })
  expect(await verify('/nowhere.pdf')).toEqual({ code: 2, said: expect.stringContaining("/nowhere.pdf can't be read") })
})

test('what could not be compared is told, in both languages, and ends with 3 where all the rest fits, with 1 where it doesn’t', async () => {
  const [report] = reports
  const { db } = world.deps
  rmSync(join(folder, 'secret.key'))
  const [english, chinese] = [await verify(folder), await verifyIn('zh_CN.UTF-8', folder)]
  const paper = await verify(fileOf(report?.pdf ?? ''), folder)
  await db
    .updateTable('check_lines')
    .set({ site: 'elsewhere' })
    .where('check_id', '=', report?.id ?? '')
    .execute()
  const altered = await verify(folder)
  await db
    .updateTable('check_lines')
    .set({ site: (await world.site('示范服务大厅')).id })
    .where('check_id', '=', report?.id ?? '')
    .execute()
  writeFileSync(join(folder, 'secret.key'), world.deps.key)
  expect(english).toEqual({ code: 3, said: expect.stringContaining('not everything could be. Not compared:\n  Who people are') })
  expect(chinese).toEqual({ code: 3, said: expect.stringContaining('没有核对的是：\n  人员信息') })
  expect(paper).toEqual({ code: 3, said: expect.stringContaining('secret.key can’t be read') })
  expect(altered).toEqual({ code: 1, said: expect.stringContaining('Also, not everything could be compared') })
  for (const { said } of [english, chinese, altered]) expect(said).not.toMatch(/Everything matches|全部一致/)
})

test('rows altered in a folder are named by row and column on the terminal, in both languages, and it ends with 1', async () => {
  const { db } = world.deps
  const [one] = reports
  if (!one) throw new Error('no report')
  const check = await world.check(one.id)
  const before = {
    report: await db.selectFrom('reports').selectAll().where('number', '=', one.number).executeTakeFirstOrThrow(),
    line: await db.selectFrom('check_lines').selectAll().where('check_id', '=', one.id).executeTakeFirstOrThrow(),
    receipt: await db.selectFrom('receipts').selectAll().where('number', '=', one.number).executeTakeFirstOrThrow(),
    applicant: await db.selectFrom('applicants').selectAll().where('id', '=', check.applicant).executeTakeFirstOrThrow(),
  }
  const put = async ({ report, line, receipt, applicant }: typeof before) => {
    await db.updateTable('reports').set(report).where('number', '=', one.number).execute()
    await db.updateTable('check_lines').set(line).where('check_id', '=', one.id).execute()
    await db.updateTable('receipts').set(receipt).where('number', '=', one.number).execute()
    await db.updateTable('applicants').set(applicant).where('id', '=', check.applicant).execute()
  }
  await put({
    report: { ...before.report, valid_until: '2036-01-01', unmeasured: 3 },
    line: { ...before.line, site: 'elsewhere', squad: 'elsewhere' },
    receipt: { ...before.receipt, receipt: 'R-X' },
    applicant: { ...before.applicant, person: before.applicant.person.replace('相如', '懿') },
  })
  const [english, chinese] = [await verify(folder), await verifyIn('zh_CN.UTF-8', folder)]
  await put(before)
  expect([english.code, chinese.code]).toEqual([1, 1])
  for (const [row, column] of [
    [`reports ${one.number}`, 'valid_until'],
    [`reports ${one.number}`, 'unmeasured'],
    [`check_lines ${one.id}`, 'site'],
    [`check_lines ${one.id}`, 'squad'],
    [`receipts ${one.number}`, 'receipt'],
    [`applicants ${check.applicant}`, 'person'],
  ]) {
    expect(english.said).toContain(`row ${row} [column-differs] Column ${column} is not what`)
    expect(chinese.said).toContain(`登记行 ${row} [column-differs] “${column}”一列`)
  }
})

test('whatever was altered in a folder is found, each by its name', async () => {
  const [paper, chain, row, sound] = reports
  if (!paper || !chain || !row || !sound) throw new Error('no reports')
  const { db, files } = world.deps
  const photo = (await world.check(sound.id)).photo?.file ?? ''
  appendFileSync(fileOf(paper.pdf), '\n')
  await db.deleteFrom('check_events').where('check_id', '=', chain.id).where('sequence', '=', 4).execute()
  await db.deleteFrom('reports').where('number', '=', row.number).execute()
  await db.deleteFrom('checks').where('id', '=', sound.id).execute()
  const seals = certificatesOf(readFileSync(sealFile(), 'utf8'))
  const found = async () =>
    (await audit({ db, files }, { stored: storedIn(join(folder, 'files')), trusted: { seals, stamps: [] } })).troubles
  const named = (await found()).map(({ of, name, fault }) => `${of} ${name} ${fault}`)
  expect(named.toSorted()).toEqual(
    [
      `check ${chain.id} events-broken`,
      `check ${sound.id} events-broken`,
      `row check_events ${chain.id} 4 column-differs`,
      `row check_events ${sound.id} 1 column-differs`,
      `row check_lines ${sound.id} row-untold`,
      `row checks ${sound.id} row-gone`,
      `report ${row.number} row-missing`,
      `report ${paper.number} paper-differs`,
      `report ${chain.number} events-broken`,
      `report ${sound.number} events-broken`,
      `file ${paper.pdf} file-altered`,
    ].toSorted(),
  )
  // All photos are one picture here, and two reports still speak of it.
  rmSync(fileOf(photo))
  expect(await found()).toContainEqual({ of: 'file', name: photo, column: '', fault: 'file-missing' })
  const told = await verify(folder)
  expect(told).toEqual({ code: 1, said: expect.stringContaining(`report ${paper.number} [paper-differs]`) })
  expect(await verify(fileOf(paper.pdf), folder)).toEqual({ code: 1, said: expect.stringContaining('[range-ends-early]') })
})
