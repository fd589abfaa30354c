import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { administrator } from '../../../demo/accounts.ts'
import { type Db, openStore } from '../../store/open.ts'
import { addPerson } from '../../store/people.ts'
import { addReport } from '../../store/reports.ts'
import { hashPassword } from '../people/passwords.ts'
import { leftByDemonstration, wrongFolder } from './folder.ts'

let folder: string
let db: Db
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roadfit-folder-'))
  db = await openStore(':memory:')
})
afterEach(async () => {
  await db.destroy()
  await rm(folder, { recursive: true })
})
const kindOf = () => readFile(join(folder, 'folder-kind'), 'utf8')

test.each([
  { demo: true, kind: 'demonstration\n', other: 'folderOfDemonstration' },
  { demo: false, kind: 'production\n', other: 'folderNotOfDemonstration' },
])('a new folder is marked at the first start (demonstration: $demo), and belongs to its kind for good', async ({ demo, kind, other }) => {
  for (const name of ['lock', 'lock-journal']) await writeFile(join(folder, name), '')
  expect(await wrongFolder(folder, demo)).toBeNull()
  expect(await kindOf()).toBe(kind)
  expect(await wrongFolder(folder, demo)).toBeNull()
  expect(await wrongFolder(folder, !demo)).toBe(other)
  expect(await kindOf()).toBe(kind)
})

test.each([true, false])(
  'what set-up, a booth and npm start leave in a new clone’s data folder takes it for nobody (demonstration: %s)',
  async (demo) => {
    for (const name of ['logs', 'booth', 'demo']) await mkdir(join(folder, name))
    expect(await wrongFolder(folder, demo)).toBeNull()
    expect(await kindOf()).toBe(demo ? 'demonstration\n' : 'production\n')
  },
)

test.each(['roadfit.sqlite', 'secret.key', 'notes.txt'])('a demonstration leaves a folder alone in which it finds %s', async (name) => {
  await writeFile(join(folder, name), '')
  expect(await wrongFolder(folder, true)).toBe('folderNotOfDemonstration')
  expect(await readdir(folder)).toEqual([name])
})

test('a folder from before the marks is taken for production when no demonstration worked there', async () => {
  await writeFile(join(folder, 'roadfit.sqlite'), '')
  await addPerson(db, new Uint8Array(32), {
    id: 'a',
    login: 'admin',
    name: '所长',
    roles: ['administrator'],
    password: await hashPassword('a password of our own'),
  })
  expect(await wrongFolder(folder, false)).toBeNull()
  expect(await leftByDemonstration(db, folder)).toBeNull()
  expect(await kindOf()).toBe('production\n')
})

test('one in which somebody has the demonstration’s password is refused, whatever their name is now', async () => {
  await writeFile(join(folder, 'roadfit.sqlite'), '')
  const password = await hashPassword(administrator.password)
  await addPerson(db, new Uint8Array(32), { id: 'a', login: 'chief', name: '所长', roles: ['administrator'], password })
  expect(await leftByDemonstration(db, folder)).toBe('folderHasDemonstration')
  expect(await readdir(folder)).toEqual(['roadfit.sqlite'])
})

test('one in which a report was signed by a password is refused', async () => {
  await writeFile(join(folder, 'roadfit.sqlite'), '')
  const report = { number: 'RF20261125-000001', check: 'c', code: 'x', digest: 'd', assertion: null, at: '2026-11-25T00:00:00.000Z' }
  const rest = { doctor: 'd', day: '2026-11-25', unmeasured: 0, against: 0, applicant: 'a', validUntil: '2027-05-25', institution: 'i' }
  await db.transaction().execute((tx) => addReport(tx, { ...report, ...rest, signedBy: 'password' }, report.at))
  expect(await leftByDemonstration(db, folder)).toBe('folderHasDemonstration')
})
