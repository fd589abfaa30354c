import { execFileSync } from 'node:child_process'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sha256 } from '#protocol/canonical.ts'
import { chinaDay } from '#protocol/days.ts'
import { enrolled, signedReport } from '../../test/signed.ts'
import { openWorld, type World } from '../../test/world.ts'
import { accessView } from '../service/people/access.ts'

let world: World
let signer: Awaited<ReturnType<World['person']>>
let one: Awaited<ReturnType<typeof signedReport>>
let other: Awaited<ReturnType<typeof signedReport>>
let here: { cookie: string }
let elsewhere: { cookie: string }

beforeAll(async () => {
  world = await openWorld()
  signer = await world.person('signer', 'doctor')
  const passkey = await enrolled(world, signer)
  one = await signedReport(world, signer, { passkey, name: '=1+1', serial: 700 })
  other = await signedReport(world, signer, { passkey, name: '王㛃', serial: 701 })
  here = { cookie: await (await world.person('desk', 'counter')).cookie() }
  const far = await world.person('far', 'counter')
  await far.worksFor('别处大厅')
  elsewhere = { cookie: await far.cookie() }
}, 60_000)
afterAll(() => world.close())

const got = async (path: string, { cookie }: { cookie: string } = here) => {
  const answer = await fetch(world.url + path, { headers: { cookie } })
  const bytes = new Uint8Array(await answer.arrayBuffer())
  return { status: answer.status, headers: answer.headers, bytes, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) }
}
/** As Python's csv module reads it, with the byte order mark taken off. */
const rowsOf = (bytes: Uint8Array): Record<string, string>[] =>
  JSON.parse(
    execFileSync(
      'python3',
      [
        '-c',
        'import csv,io,json,sys; print(json.dumps(list(csv.DictReader(io.StringIO(sys.stdin.buffer.read().decode("utf-8-sig"), newline="")))))',
      ],
      { input: bytes, encoding: 'utf8' },
    ),
  ) as Record<string, string>[]

test('a report’s value comes out byte by byte as it was signed, and is what the published schema says', async () => {
  const { status, headers, text } = await got(`/api/reports/${one.number}/value`)
  expect([status, headers.get('content-disposition')]).toEqual([200, `attachment; filename="${one.number}.json"`])
  expect(await sha256(text)).toBe(one.digest)
  const published = await fetch(`${world.url}/docs/report.schema.json`)
  expect(published.headers.get('content-type')).toContain('application/schema+json')
  const isReport = new Ajv2020({ strictTypes: false }).compile(JSON.parse(await published.text()) as object)
  isReport(JSON.parse(text))
  expect(isReport.errors).toBe(null)
})

test('the FHIR document holds the passkey’s assertion, whose challenge is the digest that was signed', async () => {
  const { status, text } = await got(`/api/reports/${one.number}/fhir`)
  expect(status).toBe(200)
  const assertions = [...text.matchAll(/"data":"([^"]+)"/g)].map(([, data]) => Buffer.from(data ?? '', 'base64').toString('utf8'))
  const assertion = assertions.find((each) => each.includes('clientDataJSON')) ?? ''
  const client = /"clientDataJSON":"([\w-]+)"/.exec(assertion)?.[1] ?? ''
  const { challenge } = JSON.parse(Buffer.from(client, 'base64url').toString('utf8')) as { challenge: string }
  expect(Buffer.from(challenge, 'base64url').toString('hex')).toBe(one.digest)
})

test('a day’s list has each report of one’s own sites, the newest first, and no cell that is calculated', async () => {
  const day = chinaDay(world.deps.clock())
  const { status, headers, bytes, text } = await got(`/api/days/${day}/reports`)
  expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8'])
  expect(text.startsWith('\uFEFF证明编号,签字时间,')).toBe(true)
  expect(rowsOf(bytes).map((row) => [row['证明编号'], row['姓名'], row['摘要（SHA-256）']])).toEqual([
    [other.number, '王㛃', other.digest],
    [one.number, "'=1+1", one.digest],
  ])
  const english = rowsOf((await got(`/api/days/${day}/reports?language=en`)).bytes)
  expect(english.map((row) => row['Report number'])).toEqual([other.number, one.number])
})

test('a day’s list of another site’s counter has none of these, and a day that no calendar has is refused', async () => {
  expect(rowsOf((await got(`/api/days/${chinaDay(world.deps.clock())}/reports`, elsewhere)).bytes)).toEqual([])
  expect((await got('/api/days/2026-02-30/reports')).text).toContain('days-wrong')
  expect((await got('/api/days/tomorrow/reports')).status).toBe(400)
})

test('another site’s report opens for a reason, and every export is on record, one’s own too', async () => {
  const path = `/api/reports/${other.number}/fhir`
  expect((await got(path, elsewhere)).text).toContain('access-needs-reason')
  await fetch(`${world.url}/api/access`, {
    method: 'POST',
    headers: { ...elsewhere, origin: world.settings.origin, 'content-type': 'application/json' },
    body: JSON.stringify({ of: { number: other.number }, reason: '转办核对' }),
  })
  expect((await got(path, elsewhere)).status).toBe(200)
  const exported = (await accessView(world.deps, null)).entries.filter(({ what }) => what === 'export')
  expect(exported).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ number: other.number, reason: '转办核对' }),
      expect.objectContaining({ number: one.number, reason: '' }),
    ]),
  )
  // Value, document and two lists of the first report; of the second two lists and one document for a reason.
  const times = ({ number }: { number: string }) => exported.filter((each) => each.number === number).length
  expect([times(one), times(other)]).toEqual([4, 3])
})
