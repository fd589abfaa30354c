import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  agentMessages,
  agentPushes,
  hallPushes,
  mediaMessages,
  mediaPushes,
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
import { text } from '#words/index.ts'
import { circlesOf, faultsOf, importsOf, readSources, readTests, root, targetOf } from './rooms/imports.ts'
import { PROGRAMS, ROOMS, roomOf } from './rooms/table.ts'
import { uncheckedJson } from './rooms/unchecked-json.ts'

const sources = readSources()

describe('the rooms', () => {
  test('stand on one another from the ground up: no arrow runs up a floor', () => {
    const floors = ROOMS.map(({ name }) => name)
    const up = ROOMS.flatMap(({ name, may, types = [] }, floor) =>
      [...may, ...types].filter((other) => !floors.slice(0, floor).includes(other)).map((other) => `${name} on ${other}`),
    )
    expect(up).toEqual([])
  })

  test('hold no circle of files, not even of types', () => {
    expect(circlesOf(sources)).toEqual([])
    expect(circlesOf(readTests())).toEqual([])
  })

  test('of each program know nothing of the others', () => {
    const programOf = (path: string) => PROGRAMS.find((program) => path.startsWith(`${program}/`))
    const across = sources.flatMap(({ file, source }) =>
      importsOf(source).flatMap(({ from }) => {
        const [mine, other] = [programOf(file), programOf(targetOf(file, from) ?? '')]
        return mine && other && mine !== other ? [`${file} imports ${from}`] : []
      }),
    )
    expect(across).toEqual([])
  })

  test('import whom they may, and no one else', () => {
    expect(
      sources.flatMap(({ file, source }) => faultsOf(file, source).map(({ from, rule }) => `${file} imports ${from}: ${rule}`)),
    ).toEqual([])
  })

  test('of the server take nothing that is stored for something before its schema has looked', () => {
    expect(uncheckedJson(sources)).toEqual([])
    const wrong = ['const a = JSON.parse(row.a) as A[]', 'const b = made(JSON.parse(row.b))', 'const c = { phase: row.phase as Phase }']
    expect(uncheckedJson(wrong.map((source) => ({ file: 'server/store/x.ts', source })))).toHaveLength(3)
  })

  test('that are pure take clock and chance as arguments', () => {
    const own = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(|\bcrypto\.(randomUUID|getRandomValues)\(/g
    const faults = sources
      .filter(({ file }) => ['words', 'measure', 'check'].includes(roomOf(file)?.name ?? ''))
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
    ['common/protocol/x.ts', "import {\n  a,\n  b,\n} from '#check/apply.ts'", 'protocol may import nothing of ours'],
    ['server/socket/staff.ts', "import { apply } from '#check/apply.ts'", 'socket may import only types of check'],
    ['server/report/draw.ts', "import { type Event } from '#check/events.ts'", 'report may import only types of check'],
    ['common/kit/watch.ts', "import '../../booth/booth-app.ts'", 'kit may import protocol, measure, words'],
    ['clinician/desk.ts', "export { key } from '../devices/keep/key.ts'", 'clinician may import protocol, measure, words, kit'],
    ['devices/agent/agent.ts', "const x = await import('../../demo/drivers.ts')", 'agent may import protocol, words'],
    ['devices/families/height/driver.ts', "import { SerialPort } from 'serialport'", 'only'],
    ['common/measure/random.ts', "import { randomBytes } from 'node:crypto'", 'measure is pure'],
    ['booth/main.ts', "import { x } from '../vite.config.ts'", 'it leads out of every room'],
  ])('finds what is wrong in %s', (file, source, rule) => {
    expect(faultsOf(file, source).map((fault) => fault.rule)).toEqual([expect.stringContaining(rule)])
  })

  test.each([
    ['server/report/draw.ts', "import type { Event } from '#check/events.ts'"],
    ['server/service/run.ts', "import { decide } from '../check/decide.ts'"],
    ['clinician/exam/room.ts', "import type { types } from 'mediasoup'"],
    ['booth/steps/height.ts', "import { tile } from '#kit/video-tile.ts'\nimport { html } from 'lit'"],
    ['devices/agent/agent.ts', "type X = import('#protocol/check.ts').Live"],
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
  const server = textOf(/^server\//)
  const agent = textOf(/^devices\//)
  const booth = textOf(/^booth\/|^common\/kit\//)
  const console = textOf(/^clinician\/|^common\/kit\//)
  const names = (place: string, message: string) =>
    place.includes(`'${message}'`) || (message in mediaMessages && /\bmediaMessages\b/.test(place))
  /** Names of a table that this place never names. */
  const missing = (table: Record<string, unknown>, place: string) => Object.keys(table).filter((message) => !names(place, message))

  test.each([
    ['of an agent is handled by the server', agentMessages, server],
    ['of the staff is handled by the server', staffMessages, server],
    ['of a call is handled by the server', mediaMessages, server],
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
    ['of a call', mediaPushes, server, booth],
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
