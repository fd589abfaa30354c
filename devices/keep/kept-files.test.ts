import { randomUUID } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Reading } from '#protocol/reading.ts'
import { refuse } from '#protocol/refusal.ts'
import { wrongSettingWords } from '#words/setting-fault.ts'
import { makeInstallerCode, openInstallerCode } from '../door/installer-code.ts'
import { openLaunches } from '../door/launch.ts'
import { readSettings } from '../settings/settings.ts'
import { openCalibrations } from './calibrations.ts'
import { mendFolder } from './disk.ts'
import { markSimulated } from './folder-kind.ts'
import { openKey } from './key.ts'
import { openSpool } from './spool.ts'

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const machine = { id: id(800), kind: 'booth', name: '1号舱', site: '城东大厅' }
const unsigned = (n: number): Omit<Reading, 'sequence' | 'signature'> => ({
  id: id(n),
  check: id(900),
  station: 'colour',
  attempt: id(100 + n),
  seed: '0'.repeat(32),
  setup: { procedure: 'colour', form: 'digits' },
  calibrations: [],
  trials: [],
  devices: [{ id: 'screen', kind: 'screen', model: 'screen', quality: { frames: 0, faults: 0, longestGapMs: 0 } }],
  monotonic: 1,
  at: '2026-11-25T08:00:00.000Z',
})
const wall = () => new Date('2026-11-25T08:00:00.000Z')

/** Starts what keeps files in a booth's folder, as the program does: the codes of what is wrong, or what is open. Never throws. */
const open = (data: string) => {
  const told: string[] = []
  const log = { warn: (_: object, line: string) => void told.push(line) }
  const environment = { ROADFIT_BOOTH_DATA: data, ROADFIT_BOOTH_STATIC: data, ROADFIT_SIMULATE: '1' }
  const settings = readSettings(environment, { uid: null, leastPort: 1024 })
  if ('wrong' in settings) return { wrong: settings.wrong, told }
  mendFolder(data)
  markSimulated(data)
  const key = openKey(data, log)
  const spool = openSpool(join(data, 'spool'), log)
  const calibrations = openCalibrations({ folder: join(data, 'calibrations'), key, ids: randomUUID, wall, log })
  const installer = openInstallerCode(join(data, 'installer-code.json'))
  const launches = openLaunches(join(data, 'browsers.json'))
  return { wrong: [], told, key, spool, calibrations, installer, launches }
}
const opened = (data: string) => {
  const one = open(data)
  if (!one.key) throw new Error(JSON.stringify(one.wrong))
  return one
}

const KEPT = {
  'booth.json': { torn: ['not-json'], missing: [], older: [] },
  'key.pem': { torn: ['booth-key-damaged'], missing: ['booth-key-missing'], older: [] },
  simulated: { torn: [], missing: ['folder-not-simulated'], older: [] },
  'machine.json': { torn: [], missing: [], older: [] },
  sequence: { torn: [], missing: [], older: [] },
  'installer-code.json': { torn: [], missing: [], older: [] },
  'browsers.json': { torn: [], missing: [], older: [] },
  'launch.json': { torn: [], missing: [], older: [] },
  'calibrations/screen.json': { torn: [], missing: [], older: [] },
  'spool/waiting/reading.json': { torn: [], missing: [], older: [] },
  'spool/refused/reading.json': { torn: [], missing: [], older: [] },
  'spool/unknown/reading.json': { torn: [], missing: [], older: [] },
  'spool/journal/attempt.jsonl': { torn: [], missing: [], older: [] },
  'spool/probe': { torn: [], missing: [], older: [] },
} as const satisfies Record<string, Record<'torn' | 'missing' | 'older', readonly string[]>>
type Kept = keyof typeof KEPT
const KEPT_FILES = Object.keys(KEPT) as Kept[]

/** A file of a folder by the name that it has in the table. */
const named = (path: string): string =>
  path
    .replace(/^(spool\/(?:waiting|refused|unknown)\/).*$/, '$1reading.json')
    .replace(/^spool\/journal\/.*$/, 'spool/journal/attempt.jsonl')

const work = async () => {
  const data = mkdtempSync(join(tmpdir(), 'roadfit-kept-'))
  const earlier = `${data}-earlier`
  const port = { byId: 'simulated-reader' }
  writeFileSync(join(data, 'booth.json'), JSON.stringify({ devices: { reader: { model: 'SDT', port } } }))
  markSimulated(data)
  const { key, spool, calibrations, launches } = opened(data)
  writeFileSync(join(data, 'machine.json'), JSON.stringify(machine))
  writeFileSync(join(data, 'launch.json'), '{}')
  const measure = async (from: number) => {
    calibrations.add({ device: 'screen', pitchMm: 0.2, pathMm: 5000, mirrors: 1 })
    spool.ready()
    spool.keep(key.sign(unsigned(from)))
    await spool.deliver(async () => refuse('attempt-closed'))
    spool.keep(key.sign(unsigned(from + 1)))
    spool.journal('attempt', { trial: from })
    writeFileSync(join(data, 'spool/unknown', 'old.json'), '{}')
    launches.trade('booth', launches.offer('booth'))
    return makeInstallerCode(join(data, 'installer-code.json'))
  }
  await measure(1)
  cpSync(data, earlier, { recursive: true })
  const code = await measure(3)
  return { data, earlier, code, last: Number(readFileSync(join(data, 'sequence'), 'utf8')) }
}

const once = work()
/** A booth's folder after a while of work, an earlier copy of it, and how far its numbers came. */
const worked = async () => {
  const one = await once
  const data = mkdtempSync(join(tmpdir(), 'roadfit-kept-'))
  cpSync(one.data, data, { recursive: true })
  return { ...one, data }
}

const filesIn = (data: string): string[] =>
  readdirSync(data, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(data.length + 1))

test('the table names every file that a booth keeps', async () => {
  const { data } = await worked()
  expect([...new Set(filesIn(data).map(named))].toSorted()).toEqual(KEPT_FILES.toSorted())
})

const DAMAGES = ['missing', 'torn', 'empty', 'older'] as const
type Damage = (typeof DAMAGES)[number]

const damage = (data: string, earlier: string, file: Kept, how: Damage) => {
  for (const path of filesIn(data).filter((path) => named(path) === file)) {
    const place = join(data, path)
    const text = readFileSync(place, 'utf8')
    rmSync(place)
    if (how === 'torn') writeFileSync(place, `${text.slice(0, text.length / 2)}\u0000`)
    if (how === 'empty') writeFileSync(place, '')
  }
  if (how !== 'older') return
  mkdirSync(join(data, file, '..'), { recursive: true })
  for (const path of filesIn(earlier).filter((path) => named(path) === file)) cpSync(join(earlier, path), join(data, path))
}

const CASES = KEPT_FILES.flatMap((file) => DAMAGES.map((how) => [file, how] as const))

test.each(CASES)('%s that is %s is refused in words, or the booth goes on and gives no number twice', async (file, how) => {
  const { data, earlier, last } = await worked()
  damage(data, earlier, file, how)
  const expected: readonly string[] = how === 'empty' ? (file === 'simulated' ? [] : KEPT[file].torn) : KEPT[file][how]
  const one = open(data)
  expect(one.wrong.map(({ fault }) => fault.code)).toEqual(expected)
  for (const wrong of one.wrong) {
    expect(wrongSettingWords(wrong, 'zh')).toMatch(/[一-鿿].*。/)
    expect(wrongSettingWords(wrong, 'en')).toMatch(/[a-z]+.*\./)
  }
  if (!one.key) return
  // The server took all that was ever signed.
  one.key.beyond(last)
  const next = one.key.sign({}).sequence
  expect(next).toBeGreaterThan(last)
  expect(opened(data).key.sign({}).sequence).toBeGreaterThan(next)
})

test.each(['missing', 'torn', 'empty', 'older'] as const)(
  'a count that is %s is told in the log and fixed by the server’s word',
  async (how) => {
    const { data, earlier, last } = await worked()
    damage(data, earlier, 'sequence', how)
    const first = opened(data)
    // What lies there bears the last number.
    expect(first.told[0]).toMatch(how === 'older' ? /is older than/ : /is lost/)
    // It was another folder's disk that signed what the server has taken since.
    expect(first.key.beyond(last + 500)).toEqual({ after: last, upTo: last + 500 })
    expect(first.told.at(-1)).toMatch(/behind the server/)
    expect(first.key.sign({}).sequence).toBe(last + 501)
    expect(first.key.beyond(last + 501)).toBeNull()
  },
)

test('what a start has signed under numbers that were given before is told apart from what it may have signed', () => {
  const data = mkdtempSync(join(tmpdir(), 'roadfit-kept-'))
  const key = openKey(data)
  for (let signed = 0; signed < 3; signed++) key.sign({})
  const again = openKey(data)
  const calibrations = openCalibrations({ folder: join(data, 'calibrations'), key: again, ids: randomUUID, wall })
  expect(calibrations.add({ device: 'height', floorMm: 2300 }).sequence).toBe(4)
  // The folder came from a copy: the server has taken 10.
  const twice = again.beyond(10)
  expect(twice).toEqual({ after: 3, upTo: 10 })
  expect(calibrations.numbered(twice ?? { after: 0, upTo: 0 })).toEqual(['height'])
  expect(calibrations.again('height')?.sequence).toBe(11)
})

test('a place at the server that can’t be read is none: the booth says that it is to be enrolled', async () => {
  const { data, earlier } = await worked()
  damage(data, earlier, 'machine.json', 'torn')
  const { key, told } = opened(data)
  expect(key.machine()).toBeNull()
  expect(told[0]).toContain('has to be enrolled again')
})

test('calibrations and codes that can’t be read count as none, and none is lost', async () => {
  const { data, earlier, code } = await worked()
  expect(opened(data).installer.check(code)).toBe(true)
  for (const file of ['calibrations/screen.json', 'installer-code.json'] as const) damage(data, earlier, file, 'torn')
  const { calibrations, installer } = opened(data)
  expect([calibrations.newest('screen'), installer.made()]).toEqual([null, false])
  expect(existsSync(join(data, 'calibrations/screen.json.damaged'))).toBe(true)
})
