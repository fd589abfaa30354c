import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, open as openFile, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStore } from './open.ts'
import { databaseFault } from './sound.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roadfit-sound-'))
})
afterAll(() => rm(folder, { recursive: true }))

let made = 0
/** A database with a thousand counts, closed. */
const database = async () => {
  const place = join(folder, String(++made))
  await mkdir(place)
  const file = join(place, 'roadfit.sqlite')
  const db = await openStore(file)
  const counts = Array.from({ length: 1000 }, (_, index) => ({ name: `count ${index}`, value: index }))
  await db.insertInto('counters').values(counts).execute()
  await db.destroy()
  return file
}
const scratch = async (file: string, at: number, length: number) => {
  const handle = await openFile(file, 'r+')
  await handle.write(Buffer.alloc(length, 0xa5), 0, length, at)
  await handle.close()
}
const PAGE = 4096

test('a sound database, and a folder without one, may be worked on', async () => {
  const file = await database()
  expect(databaseFault(file)).toBeNull()
  expect(databaseFault(join(folder, 'new', 'roadfit.sqlite'))).toBeNull()
})

test('a database that was damaged anywhere in its structure is found out, with what SQLite says of it', async () => {
  const size = (await readFile(await database())).length
  expect(size / PAGE).toBeGreaterThan(20)
  const damages: Record<string, (file: string) => Promise<void>> = {
    'no database at all': (file) => writeFile(file, 'hello, this is a text and no database\n'.repeat(100)),
    'its header': (file) => scratch(file, 0, 100),
    'cut in half': (file) => truncate(file, Math.floor(size / 2)),
    'cut in a page': (file) => truncate(file, size - 1000),
    ...Object.fromEntries(
      Array.from({ length: Math.floor(size / PAGE) - 1 }, (_, index) => [
        `page ${index + 2}`,
        (file: string) => scratch(file, (index + 1) * PAGE, PAGE),
      ]),
    ),
  }
  const file = await database()
  const sound = await readFile(file)
  for (const [what, damage] of Object.entries(damages)) {
    await writeFile(file, sound)
    await damage(file)
    expect({ what, code: databaseFault(file)?.code }).toEqual({ what, code: 'databaseDamaged' })
  }
})

test('a database on which a newer program has worked is left alone, and the newer step is named', async () => {
  const file = await database()
  const db = new DatabaseSync(file)
  db.exec("insert into kysely_migration (name, timestamp) values ('9999-from-tomorrow', '2030-01-01T00:00:00.000Z')")
  db.close()
  expect(databaseFault(file)).toEqual({ code: 'databaseNewer', fields: { file, message: '9999-from-tomorrow' } })
})

test('a database that may only be read is found out before anybody is served', async () => {
  const file = await database()
  await chmod(file, 0o444)
  await chmod(join(file, '..'), 0o555)
  await chmod(folder, 0o755)
  // Root may write everything: so somebody else looks.
  const look = `
    const { databaseFault } = await import(process.argv[1])
    if (process.getuid() === 0) { process.setgid(65534); process.setuid(65534) }
    console.log(JSON.stringify(databaseFault(process.argv[2])))`
  const program = new URL('sound.ts', import.meta.url).href
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', look, program, file])
  await chmod(join(file, '..'), 0o755)
  expect(JSON.parse(stdout)).toMatchObject({ code: 'databaseReadOnly', fields: { file } })
})

test('a database that was cut to nothing or has gone while stored files lie beside it is no new one', async () => {
  const file = await database()
  await mkdir(join(file, '..', 'files', 'ba'), { recursive: true })
  await truncate(file, 0)
  expect(databaseFault(file)?.code).toBe('databaseGone')
  await rm(file)
  expect(databaseFault(file)?.code).toBe('databaseGone')
})

test('a database that another program keeps to itself is not waited for without end', async () => {
  const file = await database()
  const other = new DatabaseSync(file)
  other.exec('begin immediate')
  expect(databaseFault(file)?.code).toBe('databaseHeld')
  other.exec('rollback')
  other.close()
  expect(databaseFault(file)).toBeNull()
})
