import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { wrongSettingWords } from '#words/setting-fault.ts'
import { sampleReport } from '../../test/sample-report.ts'
import { destinationFor } from './destinations.ts'
import { isWrong, openDestinations } from './opening.ts'

let folder: string
const at = (...names: string[]) => join(folder, ...names)
const around = { photo: async () => null, answers: { keep: async () => {}, clean: async () => 0 }, clock: () => new Date() }
const key = randomBytes(32).toString('base64')
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'roadfit-list-'))
  for (const name of ['out', 'in']) mkdirSync(at(name))
  const secret = (name: string, text: string) => writeFileSync(at(name), text, { mode: 0o600 })
  secret('own.key', `whsec_${key}\n`)
  secret('short.key', 'c2hvcnQ=')
  secret('open.key', key)
  chmodSync(at('open.key'), 0o640)
  const { privateKey } = generateKeyPairSync('ed25519')
  secret('ferry.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
})
afterAll(() => rmSync(folder, { recursive: true }))

const opened = (list: unknown, environment: Record<string, string> = {}) => {
  writeFileSync(at('list.json'), typeof list === 'string' ? list : JSON.stringify(list, null, 1))
  return openDestinations(at('list.json'), environment, () => around)
}
const faults = (list: unknown, environment: Record<string, string> = {}) => {
  const read = opened(list, environment)
  return isWrong(read) ? read.map(({ at: place, fault }) => `${place?.pointer} ${fault.code}`).toSorted() : []
}
const https = (more: object = {}) => ({
  id: 'east',
  carrier: 'https',
  url: 'https://case.example/roadfit/',
  keys: [{ file: at('own.key') }],
  ...more,
})
const ferry = (more: object = {}) => ({
  id: 'far',
  carrier: 'ferry',
  outgoing: at('out'),
  incoming: at('in'),
  key: at('ferry.pem'),
  map: 'examination-1',
  ...more,
})

test('a list names systems by their units, quotas and answers; what isn’t said is as ever', () => {
  const list = opened(
    [
      https({
        units: ['110105'],
        daily: { reports: 5000 },
        atOnce: 2,
        answerHours: 72,
        keys: [{ file: at('own.key') }, { env: 'OLD_KEY' }],
      }),
      ferry(),
    ],
    { OLD_KEY: key },
  )
  if (isWrong(list)) throw new Error(JSON.stringify(list))
  expect(list).toMatchObject([
    { id: 'east', units: ['110105'], daily: { reports: 5000 }, atOnce: 2, answerMs: 259_200_000 },
    { id: 'far', units: null, daily: {}, atOnce: 4, answerMs: 86_400_000 },
  ])
  expect(destinationFor(list, '110105').id).toBe('east')
  expect(destinationFor(list, '110106').id).toBe('far')
  expect(destinationFor(list.slice(0, 1), null).id).toBe('none')
})

test('everything that is wrong is told at once, with its place in the file', () => {
  const wrong = opened([https(), { ...https(), id: 'none', carrier: 'pigeon', url: 'ftp://case' }])
  expect(wrong).toMatchObject([
    { variable: 'ROADFIT_DESTINATIONS', at: { file: at('list.json'), line: 14, pointer: '/1/carrier' }, fault: { code: 'not-one-of' } },
  ])
  expect(faults([https(), https({ url: 'http://case.example' }), https({ id: 'none', keys: undefined })])).toEqual(
    ['/1/id place-twice', '/1/url case-not-secure', '/2 no-proof', '/2/id place-twice'].toSorted(),
  )
  expect(faults([ferry({ outgoing: 'out', incoming: 'out' })])).toEqual([
    '/0/incoming folders-alike',
    '/0/incoming path-not-whole',
    '/0/outgoing path-not-whole',
  ])
  expect(faults([https({ url: 'https://case.example:6000' })])).toEqual(['/0/url port-forbidden'])
  expect(faults('[{]')).toEqual([' not-json'])
})

test('a map of one’s own is used from its file, and one that is wrong is told with its line there', async () => {
  const own = (text: string) => {
    writeFileSync(at('own-map.json'), text)
    return ferry({ map: at('own-map.json') })
  }
  const map = {
    map: 'city',
    version: 3,
    root: ['root', 'Tj'],
    characters: 'gb18030',
    fields: [
      { name: 'bh', item: 'report-number', form: { as: 'text' } },
      { name: 'ly', always: 'Roadfit' },
    ],
  }
  const list = opened([own(JSON.stringify(map))])
  if (isWrong(list)) throw new Error(JSON.stringify(list))
  expect(await list[0]?.carrier.preview?.(sampleReport())).toMatchObject([
    {
      map: 'city-3',
      message: expect.stringContaining('<root><Tj><bh>RF20261125-000001</bh><ly>Roadfit</ly></Tj></root>'),
    },
  ])

  const sentences = (text: string) => {
    const wrong = opened([own(text)])
    return isWrong(wrong) ? wrong.map((one) => wrongSettingWords(one, 'en').replace(folder, '…')) : []
  }
  const changed = (fields: unknown) => sentences(JSON.stringify({ ...map, fields }, null, 1))
  expect(changed([map.fields[0], { name: 'sg', item: 'hight', form: { as: 'text' } }])).toEqual([
    expect.stringMatching(/^ROADFIT_DESTINATIONS …\/own-map\.json:\d+ \/fields\/1\/item must be one of /),
  ])
  expect(changed([{ name: '1st', always: '' }])).toEqual([expect.stringMatching(/own-map\.json:\d+ \/fields\/0\/name /)])
  expect(sentences('{"map": "city",')).toEqual([expect.stringMatching(/own-map\.json.* /)])
  expect(sentences(JSON.stringify({ ...map, version: 'three' }, null, 1))).toEqual([expect.stringMatching(/own-map\.json:3 \/version /)])
  expect(faults([ferry({ map: at('gone.json') })])).toEqual(['/0/map unreadable'])
})

test('a secret that is missing, short or open to others stops the start, and none stands in the list itself', () => {
  const keys = [{ env: 'UNSET' }, { file: at('gone.key') }, { file: at('short.key') }, { file: at('open.key') }]
  expect(faults([https({ keys })])).toEqual([
    '/0/keys/0 variable-missing',
    '/0/keys/1 unreadable',
    '/0/keys/2 no-signing-key',
    '/0/keys/3 file-open-to-others',
  ])
  expect(faults([https({ keys: [key] })])).not.toEqual([])
  expect(faults([ferry({ key: at('own.key'), outgoing: at('gone'), map: 'nonsense-1' })]).toSorted()).toEqual([
    '/0/key not-ed25519',
    '/0/map not-one-of',
    '/0/outgoing no-folder',
  ])
  expect(faults([https({ certificate: { cert: at('gone.crt'), key: at('ferry.pem') } })])).toEqual(['/0/certificate/cert unreadable'])
  expect(openDestinations(at('nothing.json'), {}, () => around)).toMatchObject([
    { at: { file: at('nothing.json') }, fault: { code: 'unreadable' } },
  ])
})
