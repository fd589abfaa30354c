import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  agentMessages,
  agentPushes,
  hallPushes,
  mediaMessages,
  pageMessages,
  pagePushes,
  serviceMessages,
  servicePushes,
  simulatorMessages,
  simulatorPushes,
  staffMessages,
  staffPushes,
} from '#protocol/messages.ts'
import { REFUSALS } from '#protocol/refusal.ts'
import { text } from '#protocol/text/index.ts'

const root = resolve(import.meta.dirname, '..')

/**
 * Who may import whom. A file is in the first room whose folder (or file) its path begins with. `may`: rooms that it may import
 * besides itself; `types`: rooms of which it may only import types.
 */
type Room = { name: string; at: string[]; may: string[]; types?: string[]; pure?: true }
const ROOMS: Room[] = [
  { name: 'protocol', at: ['server/protocol/'], may: [], pure: true },
  { name: 'measure', at: ['devices/measure/'], may: ['protocol'], pure: true },
  { name: 'check', at: ['server/check/'], may: ['protocol', 'measure'], pure: true },
  { name: 'store', at: ['server/store/'], may: ['protocol'], types: ['check', 'deps'] },
  { name: 'report', at: ['server/report/'], may: ['protocol'], types: ['check', 'deps'] },
  { name: 'media', at: ['server/media/'], may: ['protocol'], types: ['check', 'deps'] },
  { name: 'handover', at: ['server/handover/'], may: ['protocol'], types: ['check', 'deps'] },
  {
    name: 'service',
    at: ['server/service/'],
    may: ['check', 'store', 'report', 'handover', 'media', 'measure', 'protocol', 'deps'],
  },
  { name: 'http', at: ['server/http/'], may: ['service', 'media', 'protocol', 'deps'], types: ['check'] },
  { name: 'socket', at: ['server/socket/'], may: ['service', 'media', 'protocol', 'deps'], types: ['check'] },
  // What is passed in, and the settings: values that every server room may be handed.
  {
    name: 'deps',
    at: ['server/address.ts', 'server/deps.ts', 'server/log.ts', 'server/settings.ts', 'server/steady.ts', 'server/ways-in.ts'],
    may: ['protocol', 'check', 'measure', 'store', 'report', 'media', 'handover', 'service'],
  },
  {
    name: 'server',
    at: ['server/'],
    may: ['protocol', 'check', 'measure', 'store', 'report', 'media', 'handover', 'service', 'http', 'socket', 'deps'],
  },
  { name: 'devices', at: ['devices/'], may: ['protocol', 'measure'] },
  { name: 'kit', at: ['booth/kit/'], may: ['protocol', 'measure'] },
  { name: 'booth', at: ['booth/'], may: ['protocol', 'kit', 'measure'] },
  { name: 'clinician', at: ['clinician/'], may: ['protocol', 'kit', 'measure'] },
  { name: 'demo', at: ['demo/'], may: ['protocol'] },
]
const roomOf = (path: string) => ROOMS.find(({ at }) => at.some((start) => path.startsWith(start)))

/** Libraries that have one door. */
const LIBRARIES: { library: RegExp; only: RegExp; typesFree: boolean }[] = [
  { library: /^serialport$|^@serialport\//, only: /^devices\/port\.ts$/, typesFree: true },
  { library: /^mediasoup(\/|$)/, only: /^server\/media\//, typesFree: true },
  { library: /^kysely(\/|$)|^node:sqlite$/, only: /^server\/(store|service)\//, typesFree: true },
]

const ALIASES: [alias: string, folder: string][] = [
  ['#protocol/', 'server/protocol/'],
  ['#check/', 'server/check/'],
  ['#measure/', 'devices/measure/'],
  ['#kit/', 'booth/kit/'],
]

type Import = { from: string; types: boolean }

/** Every import and re-export of a source. `import { type X }` counts as a value: it still loads the module. */
const importsOf = (source: string): Import[] => [
  ...[...source.matchAll(/^\s*(?:import|export)\s+(type\s)?[^'";]*?\bfrom\s*['"]([^'"]+)['"]/gm)].map(([, types, from = '']) => ({
    from,
    types: types !== undefined,
  })),
  ...[...source.matchAll(/^\s*import\s*['"]([^'"]+)['"]/gm)].map(([, from = '']) => ({ from, types: false })),
  ...[...source.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)(\s*\.\s*[A-Z])?/g)].map(([, from = '', member]) => ({
    from,
    types: member !== undefined,
  })),
]

/** Where an import leads, from the project's root; null: to a library. */
const targetOf = (file: string, from: string): string | null => {
  const alias = ALIASES.find(([start]) => from.startsWith(start))
  if (alias) return alias[1] + from.slice(alias[0].length)
  return from.startsWith('.') ? normalize(join(dirname(file), from)) : null
}

/** What a file may not import, each as a sentence that names file, import and rule. */
const faultsOf = (file: string, source: string): string[] => {
  const room = roomOf(file)
  if (!room) return []
  return importsOf(source).flatMap(({ from, types }) => {
    const says = (rule: string) => [`${file} imports ${from}: ${rule}`]
    const target = targetOf(file, from)
    if (target === null) {
      if (room.pure && from.startsWith('node:')) return says(`${room.name} is pure and does no I/O`)
      const library = LIBRARIES.find((one) => one.library.test(from))
      const allowed = !library || library.only.test(file) || (types && library.typesFree)
      return allowed ? [] : says(`only ${library.only.source} may`)
    }
    const other = roomOf(target)
    if (!other) return says('it leads out of every room')
    if (other === room || room.may.includes(other.name)) return []
    if (room.types?.includes(other.name)) return types ? [] : says(`${room.name} may import only types of ${other.name} (import type)`)
    return says(`${room.name} may import ${room.may.join(', ') || 'nothing of ours'}`)
  })
}

const sources = globSync('{server,devices,booth,clinician,demo}/**/*.ts', { cwd: root })
  .filter((file) => !file.endsWith('.test.ts'))
  .toSorted()
  .map((file) => ({ file, source: readFileSync(join(root, file), 'utf8') }))

describe('the rooms', () => {
  test('import whom they may, and no one else', () => {
    expect(sources.flatMap(({ file, source }) => faultsOf(file, source))).toEqual([])
  })

  test('that are pure take clock and chance as arguments', () => {
    const own = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(|\bcrypto\.(randomUUID|getRandomValues)\(/g
    const faults = sources
      .filter(({ file }) => ['measure', 'check'].includes(roomOf(file)?.name ?? ''))
      .flatMap(({ file, source }) => (source.match(own) ?? []).map((call) => `${file} calls ${call}`))
    expect(faults).toEqual([])
  })

  test('each say in a README what they are', () => {
    const folders = ROOMS.flatMap(({ at }) => at).filter((path) => path.endsWith('/') && path !== 'server/')
    const named = [...folders, 'server/', 'scripts/', 'test/'].filter((folder) => existsSync(join(root, folder)))
    expect(named.filter((folder) => !existsSync(join(root, folder, 'README.md')))).toEqual([])
  })
})

describe('the rule itself', () => {
  test.each([
    ['server/check/decide.ts', "import { open } from '../store/open.ts'", 'check may import protocol, measure'],
    ['server/protocol/x.ts', "import {\n  a,\n  b,\n} from '../check/apply.ts'", 'protocol may import nothing of ours'],
    ['server/socket/staff.ts', "import { apply } from '#check/apply.ts'", 'socket may import only types of check'],
    ['server/store/checks.ts', "import { type Event } from '#check/events.ts'", 'store may import only types of check'],
    ['booth/kit/watch.ts', "import '../booth-app.ts'", 'kit may import protocol, measure'],
    ['clinician/desk.ts', "export { key } from '../devices/key.ts'", 'clinician may import protocol, kit, measure'],
    ['devices/agent.ts', "const x = await import('../demo/drivers.ts')", 'devices may import protocol, measure'],
    ['devices/height/driver.ts', "import { SerialPort } from 'serialport'", 'only'],
    ['devices/measure/random.ts', "import { randomBytes } from 'node:crypto'", 'measure is pure'],
    ['booth/main.ts', "import { x } from '../vite.config.ts'", 'it leads out of every room'],
  ])('finds what is wrong in %s', (file, source, rule) => {
    expect(faultsOf(file, source)).toEqual([expect.stringContaining(rule)])
  })

  test.each([
    ['server/store/checks.ts', "import type { Event } from '#check/events.ts'"],
    ['server/service/run.ts', "import { decide } from '../check/decide.ts'"],
    ['clinician/exam/room.ts', "import type { types } from 'mediasoup'"],
    ['booth/steps/height.ts', "import { tile } from '#kit/video-tile.ts'\nimport { html } from 'lit'"],
    ['devices/agent.ts', "type X = import('#protocol/check.ts').Live"],
  ])('lets %s be', (file, source) => {
    expect(faultsOf(file, source)).toEqual([])
  })
})

describe('each message', () => {
  const textOf = (pattern: RegExp) =>
    sources
      .filter(({ file }) => pattern.test(file))
      .map(({ source }) => source)
      .join('\n')
  const server = textOf(/^server\/(?!protocol\/)/)
  const agent = textOf(/^devices\/(?!measure\/)/)
  const booth = textOf(/^booth\//)
  const console = textOf(/^clinician\/|^booth\/kit\//)
  const names = (place: string, message: string) =>
    place.includes(`'${message}'`) || (message in mediaMessages && /\bmediaMessages\b/.test(place))
  /** Names of a table that this place never names. */
  const missing = (table: Record<string, unknown>, place: string) => Object.keys(table).filter((message) => !names(place, message))

  test.each([
    ['of an agent is handled by the server', agentMessages, server],
    ['of the staff is handled by the server', staffMessages, server],
    ['of the booth’s page is handled by the agent', pageMessages, agent],
    ['of the simulator’s page is handled by the agent', simulatorMessages, agent],
    ['of the service page is handled by the agent', serviceMessages, agent],
    ['of an agent is sent by the agent', agentMessages, agent],
    ['of the staff is sent by a console', staffMessages, console],
    ['of the booth’s page is sent by it', pageMessages, booth],
    ['of the simulator’s page is sent by it', simulatorMessages, booth],
    ['of the service page is sent by it', serviceMessages, booth],
  ])('%s', (_, table, place) => {
    expect(missing(table, place)).toEqual([])
  })

  test.each([
    ['to agents', agentPushes, server, agent],
    ['to the staff', staffPushes, server, console],
    ['to the hall', hallPushes, server, booth],
    ['to the booth’s page', pagePushes, agent, booth],
    ['to the simulator’s page', simulatorPushes, agent, booth],
    ['to the service page', servicePushes, agent, booth],
  ])('pushed %s is sent by one side and taken by the other', (_, table, from, to) => {
    expect({ unsent: missing(table, from), untaken: missing(table, to) }).toEqual({ unsent: [], untaken: [] })
  })
})

describe.each(['zh', 'en'] as const)('in %s', (language) => {
  test('every refusal has a sentence, and no sentence is without its refusal', () => {
    const sentences: Record<string, string> = text[language].refusals
    expect(Object.keys(sentences).toSorted()).toEqual([...REFUSALS].toSorted())
    expect(Object.entries(sentences).filter(([, sentence]) => sentence.trim() === '')).toEqual([])
  })
})
