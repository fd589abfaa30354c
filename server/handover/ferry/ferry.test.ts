import { execFileSync } from 'node:child_process'
import { createHash, generateKeyPairSync, verify } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ReportStanding } from '#protocol/case.ts'
import { sampleReport } from '../../../test/sample-report.ts'
import { mapNamed } from '../../../test/soap-settings.ts'
import type { Carrier, Outgoing } from '../carrier.ts'
import { ferryCarrier } from './carrier.ts'

const pair = generateKeyPairSync('ed25519')
const report = sampleReport()
const pdf = Buffer.from('%PDF-1.7 made up')
const sha = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')
const handover: Outgoing = { report, digest: sha('report'), signedBy: 'passkey', pdf, pdfDigest: sha(pdf) }
const journey = { id: 'c:17:deliver', number: report.number, trace: null }
const REFERENCE = `${report.number}.17.deliver`

let folder: string
let carrier: Carrier
const at = (...names: string[]) => join(folder, ...names)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roadfit-ferry-'))
  for (const name of ['out', 'in']) mkdirSync(at(name))
  const map = mapNamed('examination-1')
  const key = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  carrier = ferryCarrier({
    outgoing: at('out'),
    incoming: at('in'),
    key,
    map,
    standing: mapNamed('standing-1'),
    photo: async () => null,
    clock: () => new Date(),
  })
})
afterEach(() => rmSync(folder, { recursive: true }))

test('what goes out is whole: XML, paper and a manifest with their hashes, whose signature openssl verifies', async () => {
  expect(await carrier.deliver(handover, journey)).toEqual({ sent: REFERENCE })
  expect(readdirSync(at('out'))).toEqual([REFERENCE])
  expect(readdirSync(at('out', REFERENCE)).toSorted()).toEqual(['manifest.json', 'manifest.sig', 'report.pdf', 'report.xml'])
  const manifest = JSON.parse(readFileSync(at('out', REFERENCE, 'manifest.json'), 'utf8'))
  expect(manifest).toEqual({
    format: 1,
    reference: REFERENCE,
    act: 'deliver',
    number: report.number,
    digest: handover.digest,
    map: 'examination-1',
    files: { 'report.xml': sha(readFileSync(at('out', REFERENCE, 'report.xml'))), 'report.pdf': sha(pdf) },
  })
  const xml = readFileSync(at('out', REFERENCE, 'report.xml'), 'utf8')
  expect(xml).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?><root><DrvTempMid>/)
  expect(xml).toContain(`<xm>${report.applicant.name}</xm>`)
  writeFileSync(at('key.pem'), pair.publicKey.export({ type: 'spki', format: 'pem' }))
  const verified = () =>
    execFileSync(
      'openssl',
      [
        'pkeyutl',
        '-verify',
        '-pubin',
        '-inkey',
        at('key.pem'),
        '-rawin',
        '-in',
        at('out', REFERENCE, 'manifest.json'),
        '-sigfile',
        at('out', REFERENCE, 'manifest.sig'),
      ],
      { stdio: 'pipe' },
    ).toString()
  expect(verified()).toMatch(/Verified Successfully/)
  writeFileSync(at('out', REFERENCE, 'manifest.json'), JSON.stringify({ ...manifest, number: 'RF20261125-000002' }))
  expect(verified).toThrow()
})

test('the same errand again changes nothing, what a killed server left half written is made again, and another errand is another folder', async () => {
  mkdirSync(at('out', `.${REFERENCE}`))
  writeFileSync(at('out', `.${REFERENCE}`, 'report.pdf'), 'half')
  await carrier.deliver(handover, journey)
  expect(readdirSync(at('out'))).toEqual([REFERENCE])
  const before = readFileSync(at('out', REFERENCE, 'manifest.sig'))
  expect(await carrier.deliver(handover, journey)).toEqual({ sent: REFERENCE })
  expect(readFileSync(at('out', REFERENCE, 'manifest.sig'))).toEqual(before)
  await carrier.deliver(handover, { ...journey, id: 'c:23:deliver' })
  const withdrawal = {
    number: report.number,
    digest: handover.digest,
    reason: '照片不是本人',
    by: '林医生',
    at: '2026-11-25T02:00:00.000Z',
  }
  await carrier.withdraw(withdrawal, report, { ...journey, id: 'c:29:withdraw' })
  expect(readdirSync(at('out')).toSorted()).toEqual([REFERENCE, `${report.number}.23.deliver`, `${report.number}.29.withdraw`])
  const manifest = JSON.parse(readFileSync(at('out', `${report.number}.29.withdraw`, 'manifest.json'), 'utf8'))
  expect(manifest).toMatchObject({ act: 'withdraw', reason: '照片不是本人', by: '林医生', files: {} })
})

test('how a report stands at the counter goes as a small XML of its own, under the same signature, and is answered as a report is', async () => {
  const standing: ReportStanding = {
    number: report.number,
    sequence: 23,
    state: 'provisional',
    at: '2026-11-25T18:00:00.000Z',
    by: '许诺',
    missing: ['photo', 'other'],
    until: '2026-12-02',
  }
  const reference = `${report.number}.23.standing`
  for (let again = 0; again < 2; again++)
    expect(await carrier.tell(standing, report, { ...journey, id: 'c:23:standing' })).toEqual({ sent: reference })
  expect(readdirSync(at('out'))).toEqual([reference])
  const files = (name: string) => readFileSync(at('out', reference, name))
  expect(JSON.parse(files('manifest.json').toString())).toEqual({
    format: 1,
    reference,
    act: 'standing',
    number: report.number,
    map: 'standing-1',
    files: { 'standing.xml': sha(files('standing.xml')) },
  })
  expect(verify(null, files('manifest.json'), pair.publicKey, files('manifest.sig'))).toBe(true)
  // Two in the morning of the next day in China.
  expect(files('standing.xml').toString()).toBe(
    `<?xml version="1.0" encoding="UTF-8"?><root><DrvTempMid><wwlsh>${report.number}</wwlsh><sfzmhm>${report.applicant.number}</sfzmhm>` +
      '<rqxh>23</rqxh><rqzt>1</rqzt><rqcl>3,9</rqcl><rqqx>2026-12-02</rqqx><blrq>2026-11-26</blrq><blr>许诺</blr></DrvTempMid></root>',
  )
  writeFileSync(at('in', `${reference}.json`), JSON.stringify({ reference, receipt: 'S-1' }))
  expect(await carrier.answer(reference, journey)).toEqual({ receipt: 'S-1' })
})

test('a receipt counts as often as it is read, one that is being written or is another’s doesn’t, and one that stays unreadable is told', async () => {
  const receipt = (text: string, name = `${REFERENCE}.json`) => writeFileSync(at('in', name), text)
  const old = () => utimesSync(at('in', `${REFERENCE}.json`), new Date(0), new Date(0))
  const answer = () => carrier.answer(REFERENCE, journey)
  const none = { sent: REFERENCE }
  expect(await answer()).toEqual(none)
  receipt(JSON.stringify({ reference: REFERENCE, receipt: 'R-1' }), `${REFERENCE}.json.part`)
  expect(await answer()).toEqual(none)
  receipt(`{"reference":"${REFERENCE}","rec`)
  expect(await answer()).toEqual(none)
  old()
  expect(await answer()).toEqual({ later: { code: 'answer-unreadable', said: '' } })
  receipt(JSON.stringify({ reference: `${report.number}.99.deliver`, receipt: 'R-9' }))
  expect(await answer()).toEqual(none)
  renameSync(at('in', `${REFERENCE}.json.part`), at('in', `${REFERENCE}.json`))
  for (let again = 0; again < 3; again++) expect(await answer()).toEqual({ receipt: 'R-1' })
  receipt(JSON.stringify({ reference: REFERENCE, refused: '档案编号不符' }))
  expect(await answer()).toEqual({ refused: '档案编号不符' })
})

test('what is awaited and lies there is seen without asking for each; what is done is taken away when it is old, others’ files never', async () => {
  const name = (nth: number) => `${report.number}.${nth}.deliver`
  for (const nth of [17, 19, 23]) await carrier.deliver(handover, { ...journey, id: `c:${nth}:deliver` })
  for (const nth of [17, 19]) writeFileSync(at('in', `${name(nth)}.json`), JSON.stringify({ reference: name(nth), receipt: `R-${nth}` }))
  for (const file of [`${name(23)}.json.part`, 'readme.txt']) writeFileSync(at('in', file), '')
  mkdirSync(at('out', `.${name(29)}`))
  expect(await carrier.arrived?.(new Set([name(19), name(23)]))).toEqual(new Set([name(19)]))

  const soon = new Date(Date.now() + 60_000)
  expect(await carrier.clean?.(new Date(Date.now() - 60_000), new Set())).toBe(0)
  expect(await carrier.clean?.(soon, new Set([name(23)]))).toBe(5)
  expect(readdirSync(at('out'))).toEqual([name(23)])
  expect(readdirSync(at('in')).toSorted()).toEqual([`${name(23)}.json.part`, 'readme.txt'])
})

test('a folder that is gone, and a value that the map has no way for, are told and tried again', async () => {
  const nameless = { ...handover, report: { ...report, applicant: { ...report.applicant, name: '' } } }
  rmSync(at('out'), { recursive: true })
  expect(await carrier.deliver(handover, journey)).toEqual({ later: { code: 'folder-unusable', said: 'ENOENT' } })
  mkdirSync(at('out'))
  const foreign = { ...nameless, report: { ...report, applicant: { ...report.applicant, address: '长'.repeat(200) } } }
  expect(await carrier.deliver(foreign, journey)).toMatchObject({ later: { code: 'not-expressible' } })
  expect(readdirSync(at('out'))).toEqual([])
  if (process.getuid?.() === 0) return
  chmodSync(at('in'), 0)
  expect(await carrier.answer(REFERENCE, journey)).toMatchObject({ later: { code: 'folder-unusable' } })
})
