import { execFile } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Value } from 'typebox/value'
import { expect, test, vi } from 'vitest'
import { BARE } from '../../test/bare-environment.ts'
import { sampleReport } from '../../test/sample-report.ts'
import { handedOver } from '../../test/signed.ts'
import { mapNamed, soapSettings } from '../../test/soap-settings.ts'
import { openWorld } from '../../test/world.ts'
import { noCarrier } from '../handover/carrier.ts'
import { FieldMap, mapName } from '../handover/fields/map.ts'
import { MAPS } from '../handover/fields/maps.ts'
import { soapCarrier } from '../handover/soap/carrier.ts'
import { openFiles } from '../store/files.ts'
import { previewLines } from './lines.ts'

// `npm run handover -- preview`: what the traffic police would get of a report.
vi.setConfig({ testTimeout: 120_000 })

/** The command as it's typed. */
const typed = (LANG: string, ...args: string[]) => typedWith({}, LANG, ...args)
const typedWith = (more: Record<string, string>, LANG: string, ...args: string[]) =>
  new Promise<{ code: number; said: string }>((done) => {
    const env = { LANG, ...BARE, NODE_OPTIONS: '--disable-warning=ExperimentalWarning', ...more }
    const child = execFile(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], { env }, (_, out, err) =>
      done({ code: child.exitCode ?? -1, said: out + err }),
    )
  })

const bySoap = () =>
  soapCarrier(soapSettings('http://127.0.0.1:1/', { jkxlh: 'SECRET-SERIAL' }), {
    photo: async () => null,
    answers: { keep: async () => undefined, clean: async () => 0 },
    clock: () => new Date(0),
  })

test('every column is shown with its value, what it is, and whether it has to be agreed on; the message without what is secret', async () => {
  const said = (await previewLines(sampleReport(), [{ id: 'tmri', carrier: bySoap() }], null, 'en')).join('\n')
  expect(said).toContain('To tmri')
  expect(said).toContain('Interface 20C11, map examination-1')
  expect(said).toMatch(/^ {2}xm +张三 {2}· {2}Name$/m)
  expect(said).toMatch(/^ {2}qgjb +0 {2}· {2}Trunk and neck {2}· {2}to be agreed on with them$/m)
  expect(said).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?><soapenv:Envelope /m)
  expect(said).not.toContain('SECRET-SERIAL')
  const chinese = (await previewLines(sampleReport(), [{ id: 'tmri', carrier: bySoap() }], null, 'zh')).join('\n')
  expect(chinese).toMatch(/^ {2}qgjb +0 {2}· {2}躯干和颈部 {2}· {2}待与对方商定$/m)
})

test('a report that a destination can’t take is told with the reason, and one that takes the value gets that', async () => {
  const long = sampleReport({}, { name: '阿'.repeat(16) })
  const said = (await previewLines(long, [{ id: 'tmri', carrier: bySoap() }], null, 'en')).join('\n')
  expect(said).toContain('“Name” is too long for the traffic police: as they count it is 32, and 30 fit (xm of examination-1).')
  const value = (await previewLines(long, [{ id: 'case', carrier: noCarrier }], null, 'en')).join('\n')
  expect(value).toContain('"number": "RF20261125-000001"')
  // No destination takes columns: every map that there is.
  for (const one of MAPS) expect(value).toContain(`Map ${mapName(one)}`)
})

test('the command shows the report of a check, says when it was asked wrongly, prints a map to start from, and writes nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'roadfit-preview-'))
  const world = await openWorld({ database: join(folder, 'roadfit.sqlite') })
  try {
    const { number, id } = await handedOver(world, await world.person('dr-preview', 'doctor'), { name: '司马相如' })
    const { report, photo } = await world.check(id)
    const files = openFiles(join(folder, 'files'))
    for (const digest of [report?.digest ?? '', photo?.file ?? ''])
      await files.put((await world.deps.files.bytes(digest)) ?? expect.fail(digest))
    const before = statSync(join(folder, 'roadfit.sqlite')).mtimeMs
    const shown = await typed('C', 'preview', number, folder)
    expect(shown.code).toBe(0)
    expect(shown.said).toContain(`Report ${number}: shown only, nothing was sent`)
    expect(shown.said).toMatch(/^ {2}xm +司马相如 {2}· {2}Name$/m)
    expect((await typed('zh_CN.UTF-8', 'preview', id, folder)).said).toContain('姓名')
    expect(statSync(join(folder, 'roadfit.sqlite')).mtimeMs).toBe(before)
    expect(await typed('C', 'preview', 'no-such', folder)).toMatchObject({ code: 2 })
    expect(await typed('C', 'preview', id, '/nowhere')).toEqual({
      code: 2,
      said: expect.stringContaining("/nowhere/roadfit.sqlite can't be read"),
    })
    expect(await typed('C')).toEqual({ code: 2, said: expect.stringContaining('usage: npm run handover') })
    expect(await typed('C', 'map', 'nothing')).toEqual({ code: 2, said: expect.stringContaining('examination-1') })
    const own = { ...mapNamed('withdrawal-1'), map: 'city', version: 7 }
    const write = (name: string, text: string) => {
      writeFileSync(join(folder, name), text, { mode: 0o600 })
      return join(folder, name)
    }
    const key = write('ferry.pem', generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
    const place = { id: 'city', carrier: 'ferry', outgoing: folder, incoming: tmpdir(), key, map: write('map.json', JSON.stringify(own)) }
    const list = { ROADFIT_DESTINATIONS: write('list.json', JSON.stringify([place])) }
    const byOwn = await typedWith(list, 'C', 'preview', number, folder)
    expect(byOwn.said).toContain('map city-7')
    expect(byOwn.said).toMatch(/^ {2}wwlsh +RF/m)
    const printed = await typed('C', 'map', 'examination-1')
    expect(JSON.parse(printed.said)).toEqual(mapNamed('examination-1'))
    expect(Value.Check(FieldMap, JSON.parse(printed.said))).toBe(true)
  } finally {
    await world.close()
    rmSync(folder, { recursive: true })
  }
})
