import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { canonical } from '#protocol/canonical.ts'
import { enrolled, handedOver } from '../../../test/signed.ts'
import { testSeal } from '../../../test/test-seal.ts'
import { openWorld } from '../../../test/world.ts'
import { certificatesOf } from '../../report/chain.ts'
import { COLUMNS } from '../../store/columns.ts'
import { openFiles, storedIn } from '../../store/files.ts'
import { MARKED, MARKED_TABLES } from '../../store/marks.ts'
import { openStore, openToRead } from '../../store/open.ts'
import { changePerson } from '../../store/people.ts'
import { sha256 } from '../../store/sha256.ts'
import { audit } from './audit.ts'

// What somebody does with a database's own tool and a file manager, to a folder whose server is off. Each begins with the same folder.

type Report = Awaited<ReturnType<typeof handedOver>>
let root: string
let sound: string
let older: string
let doctor: { id: string }
let counter: { id: string }
let one: Report
let two: Report
let applicants: [string, string]
const KEY = new Uint8Array(32).fill(7)

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'roadfit-by-hand-'))
  sound = join(root, 'sound')
  older = join(root, 'older')
  const seal = await testSeal(join(sound, 'seal'), { now: new Date('2026-11-01T00:00:00Z'), random: (n) => new Uint8Array(n).fill(5) })
  const database = join(sound, 'roadfit.sqlite')
  const world = await openWorld({ database, outside: { seal, files: openFiles(join(sound, 'files')) } })
  const person = await world.person('hand-doctor', 'doctor')
  doctor = person
  counter = await world.person('hand-counter', 'counter')
  const passkey = await enrolled(world, person)
  one = await handedOver(world, person, { name: '张三', serial: 901, passkey })
  cpSync(sound, older, { recursive: true })
  await changePerson(world.deps.db, KEY, person.id, { name: '改名医生' })
  two = await handedOver(world, person, { name: '李四', serial: 902, passkey })
  applicants = [(await world.check(one.id)).applicant, (await world.check(two.id)).applicant]
  await world.close()
}, 120_000)
afterAll(() => rmSync(root, { recursive: true }))

type Hand = { folder: string; sql: (text: string, ...values: (string | number | null)[]) => void; all: DatabaseSync['prepare'] }

/** A copy of the sound folder after somebody's hands were on it. */
const after = (edit: (hand: Hand) => void): string => {
  const folder = mkdtempSync(join(root, 'edited-'))
  cpSync(sound, folder, { recursive: true })
  const db = new DatabaseSync(join(folder, 'roadfit.sqlite'))
  db.exec('pragma foreign_keys = off')
  edit({ folder, sql: (text, ...values) => void db.prepare(text).run(...values), all: (text) => db.prepare(text) })
  db.close()
  return folder
}

const lookAt = async (folder: string) => {
  const db = openToRead(join(folder, 'roadfit.sqlite'))
  const files = openFiles(join(folder, 'files'))
  const seals = certificatesOf(readFileSync(join(folder, 'seal', 'seal.crt'), 'utf8'))
  try {
    return await audit({ db, files, key: KEY }, { stored: storedIn(join(folder, 'files')), trusted: { seals, stamps: [] } })
  } finally {
    await db.destroy()
  }
}
const told = async (folder: string) =>
  (await lookAt(folder)).troubles.map(({ of, name, column, fault }) => [of, name, column, fault].filter((part) => part !== '').join(' '))

const fileOf = (folder: string, digest: string) => join(folder, 'files', digest.slice(0, 2), digest)
const valueIn = ({ all }: Hand, text: string, ...values: string[]): string => String(Object.values(all(text).get(...values) ?? {})[0])
/** Events linked again, as a program would that knows how: no hash is wrong afterwards. */
const rechain = ({ all, sql }: Hand, check: string) => {
  let previous = '0'.repeat(64)
  for (const row of all('select * from check_events where check_id = ? order by sequence').all(check)) {
    const { format, sequence, at, actor, actor_id: id, command, event } = row
    const chained = { format, check, sequence, at, actor: { kind: actor, id }, command, event: JSON.parse(String(event)) }
    const hash = sha256(previous + canonical(chained))
    sql('update check_events set previous = ?, hash = ? where check_id = ? and sequence = ?', previous, hash, check, Number(sequence))
    previous = hash
  }
}
/** Every row of a check. */
const removeAll = ({ sql }: Hand, { id, number, digest }: Report) => {
  for (const table of ['check_lines', 'check_events', 'readings', 'outbox', 'reports']) sql(`delete from ${table} where check_id = ?`, id)
  sql('delete from signatures where digest = ?', digest)
  sql('delete from receipts where number = ?', number)
  sql('delete from applicants where id = (select applicant from checks where id = ?)', id)
  sql('delete from checks where id = ?', id)
}

test('a folder that nobody touched is told to fit', async () => {
  expect(await lookAt(sound)).toMatchObject({ troubles: [], older: {}, byPassword: 0, unsummed: false })
})

type Edit = [what: string, edit: (hand: Hand) => void, found: () => (string | RegExp)[]]
const EDITS: Edit[] = [
  [
    'two people’s papers, exchanged as files',
    ({ folder }) => {
      const [a, b] = [readFileSync(fileOf(folder, one.pdf)), readFileSync(fileOf(folder, two.pdf))]
      writeFileSync(fileOf(folder, one.pdf), b)
      writeFileSync(fileOf(folder, two.pdf), a)
    },
    () => [`file ${one.pdf} file-altered`, `file ${two.pdf} file-altered`, `report ${one.number} paper-differs`],
  ],
  [
    'two people’s papers, exchanged in their rows',
    ({ sql }) => {
      sql('update reports set pdf = ? where number = ?', two.pdf, one.number)
      sql('update reports set pdf = ? where number = ?', one.pdf, two.number)
    },
    () => [`row reports ${one.number} pdf column-differs`, `report ${two.number} paper-differs`],
  ],
  [
    'one event’s time, moved',
    ({ sql }) => sql(`update check_events set at = '2026-11-24T02:00:00.000Z' where check_id = ? and sequence = 5`, one.id),
    () => [`check ${one.id} events-broken`, `row check_events ${one.id} 5 hash column-differs`],
  ],
  [
    'one event’s time, moved, and all events linked again by who knows how',
    (hand) => {
      hand.sql(`update check_events set at = '2026-11-24T02:00:00.000Z' where check_id = ? and sequence = 5`, one.id)
      rechain(hand, one.id)
    },
    () => [`check ${one.id} mark-differs`, `report ${one.number} events-broken`],
  ],
  [
    'a log, copied from another check',
    ({ sql }) =>
      sql(
        `insert into readings select 'copied', ?, attempt || 'x', booth, digest, body, at from readings where check_id = ? limit 1`,
        one.id,
        two.id,
      ),
    () => ['row readings copied id row-untold'],
  ],
  [
    'an errand, deleted',
    ({ sql }) => sql(`delete from outbox where check_id = ? and kind = 'deliver'`, one.id),
    () => [new RegExp(`^row outbox ${one.id}:\\d+:deliver id row-gone$`)],
  ],
  [
    'a doctor’s assertion, exchanged for another of theirs',
    ({ sql }) =>
      sql('update signatures set assertion = (select assertion from signatures where digest = ?) where digest = ?', two.digest, one.digest),
    () => [new RegExp(`^row signatures ${one.digest} \\S+ assertion column-differs$`)],
  ],
  [
    'a report, pointed at another value',
    ({ sql }) => sql('update reports set digest = ? where number = ?', two.digest, one.number),
    () => [`row reports ${one.number} digest column-differs`, `report ${one.number} row-differs`],
  ],
  [
    'a photo, exchanged in its event, and the events linked again',
    (hand) => {
      const taken = valueIn(hand, `select sequence from check_events where check_id = ? and event like '%"photographed"%'`, one.id)
      const event = JSON.parse(valueIn(hand, 'select event from check_events where check_id = ? and sequence = ?', one.id, taken)) as object
      hand.sql(
        'update check_events set event = ? where check_id = ? and sequence = ?',
        canonical({ ...event, file: one.pdf }),
        one.id,
        Number(taken),
      )
      rechain(hand, one.id)
    },
    () => [`check ${one.id} mark-differs`, `row checks ${one.id} state column-differs`],
  ],
  [
    'a log, edited in its columns alone',
    ({ sql }) => sql(`update readings set attempt = attempt || 'x', at = '2026-11-20T00:00:00.000Z' where check_id = ?`, one.id),
    () => [`check ${one.id} reading-differs`],
  ],
  [
    'a calibration, dated back and emptied, so that it looks like an earlier program’s',
    ({ sql }) => sql(`update calibrations set body = null, at = '2020-01-01T00:00:00.000Z'`),
    () => [new RegExp('^row calibrations \\S+ mark-differs$')],
  ],
  [
    'a person’s roles, widened',
    ({ sql }) => sql(`update people set roles = '["counter","doctor","administrator"]' where id = ?`, counter.id),
    () => [`row people ${counter.id} mark-differs`],
  ],
  [
    'a passkey, given to somebody else',
    ({ sql }) => sql('update passkeys set person = ? where person = ?', counter.id, doctor.id),
    () => [new RegExp('^row passkeys \\S+ mark-differs$')],
  ],
  [
    'a booth’s key, exchanged for one’s own',
    ({ sql }) => {
      sql(`update machines set public_key = 'mine' where id = (select booth from checks where id = ?)`, one.id)
      sql(`insert into machine_keys select 'mine', booth, '' from checks where id = ?`, one.id)
    },
    () => [new RegExp('^row machine_keys \\S+ mine mark-differs$')],
  ],
  ['a whole check, removed with all its rows', (hand) => removeAll(hand, one), () => [`row checks ${one.id} marked-gone`]],
  [
    'a whole check, removed with all its rows and its mark',
    (hand) => {
      removeAll(hand, one)
      hand.sql('delete from marks where name = ?', `checks ${one.id}`)
    },
    () => ['row marks all mark sum-differs'],
  ],
  [
    'two checks’ rows, exchanged wholesale',
    ({ sql }) => {
      for (const [table, column] of [
        ['check_events', 'check_id'],
        ['check_lines', 'check_id'],
        ['reports', 'check_id'],
        ['readings', 'check_id'],
        ['outbox', 'check_id'],
        ['checks', 'id'],
      ] as const) {
        sql(`update ${table} set ${column} = 'aside' where ${column} = ?`, one.id)
        sql(`update ${table} set ${column} = ? where ${column} = ?`, one.id, two.id)
        sql(`update ${table} set ${column} = ? where ${column} = 'aside'`, two.id)
      }
    },
    () => [`check ${one.id} events-broken`, `check ${two.id} events-broken`],
  ],
  [
    'two people, exchanged',
    ({ sql }) => {
      const [a, b] = applicants
      sql(`update applicants set id = 'aside' where id = ?`, a)
      sql('update applicants set id = ? where id = ?', a, b)
      sql(`update applicants set id = ? where id = 'aside'`, b)
    },
    () => [`row applicants ${applicants[0]} person column-differs`, `row applicants ${applicants[1]} person column-differs`],
  ],
  [
    'a person and their mark, put back from before a change',
    ({ sql }) => {
      const before = new DatabaseSync(join(older, 'roadfit.sqlite'), { readOnly: true })
      const row = before.prepare('select name from people where id = ?').get(doctor.id)
      const mark = before.prepare('select text, mark from marks where name = ?').get(`people ${doctor.id}`)
      before.close()
      sql('update people set name = ? where id = ?', String(row?.['name']), doctor.id)
      sql('update marks set text = ?, mark = ? where name = ?', String(mark?.['text']), String(mark?.['mark']), `people ${doctor.id}`)
    },
    () => ['row marks all mark sum-differs'],
  ],
  [
    'the marks, all taken away',
    ({ sql }) => sql('delete from marks'),
    () => [`check ${one.id} mark-differs`, `row people ${doctor.id} mark-differs`, 'row kysely_migration timestamp mark-differs'],
  ],
]

test.each(EDITS)('%s: told by name', async (_, edit, found) => {
  const folder = after(edit)
  try {
    const named = await told(folder)
    for (const one of found()) expect(named).toContainEqual(typeof one === 'string' ? one : expect.stringMatching(one))
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('what was done by hand is still told after the server has worked on the same rows', async () => {
  const folder = after(({ sql }) => {
    sql(`update people set roles = '["administrator"]' where id = ?`, counter.id)
    sql('delete from marks where name = ?', `checks ${one.id}`)
  })
  const db = await openStore(join(folder, 'roadfit.sqlite'))
  await changePerson(db, KEY, counter.id, { name: '另一位' })
  await changePerson(db, KEY, doctor.id, { name: '同一位' })
  await db.destroy()
  const named = await told(folder)
  expect(named).toContainEqual(`row people ${counter.id} mark-differs`)
  expect(named).not.toContainEqual(`row people ${doctor.id} mark-differs`)
  expect(named).toContainEqual('row marks all mark sum-differs')
  rmSync(folder, { recursive: true })
})

test('a whole older copy put back fits by itself, and shows fewer changes than were noted elsewhere', async () => {
  const [then, now] = [await lookAt(older), await lookAt(sound)]
  expect(then.troubles).toEqual([])
  expect(then.changes).toBeLessThan(now.changes ?? 0)
})

test('a column of the table of columns is marked exactly where its row’s mark is made over it', () => {
  for (const [table, columns] of Object.entries(COLUMNS)) {
    const marked = Object.entries(columns).flatMap(([column, how]) => (how === 'marked' ? [column] : []))
    const beside = MARKED_TABLES.find((one) => one === table && one !== 'calibrations')
    const over = beside ? Object.keys(columns).filter((column) => !MARKED[beside].beside.some((one: string) => one === column)) : []
    expect({ table, marked }).toEqual({ table, marked: over })
  }
})
