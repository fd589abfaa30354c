import { createHash, createPrivateKey, type KeyObject, sign } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { Digest, Exact, Words } from '#protocol/basic.ts'
import type { ReportStanding, Withdrawal } from '#protocol/case.ts'
import { cleaned, Line } from '#protocol/line.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import type { Report } from '#protocol/report.ts'
import type { Carrier, Delivered, Journey, Outgoing } from '../carrier.ts'
import { fieldsOf, inexpressible, type NamedValue } from '../fields/fields.ts'
import { type FieldMap, mapName } from '../fields/map.ts'
import { previewColumns } from '../fields/preview.ts'
import { declaration, nested, xmlOf } from '../xml/write.ts'
import { putWhole, readWhole, takeAway } from './folder.ts'

/**
 * `outgoing`: into this folder goes a folder for each errand; `incoming`: from there come receipts. `key`: Ed25519, in PEM. `map`: what the values are
 * called in the XML of a report, `standing` in that of how it stands at the counter.
 */
export type FerryWay = {
  outgoing: string
  incoming: string
  key: string
  map: FieldMap
  standing: FieldMap
  /** The bytes of a stored picture; null: it isn't stored. */
  photo: (digest: string) => Promise<Uint8Array | null>
  clock: () => Date
}

/** `manifest.json` of what is carried. `manifest.sig` is the Ed25519 signature over its bytes. */
const Manifest = Exact({
  /** 1: the shape of this file. */
  format: Type.Literal(1),
  reference: Line(80, 1),
  act: Words(['deliver', 'withdraw', 'standing'] as const),
  number: Line(40, 1),
  /** Of the report that is handed over or withdrawn. */
  digest: Type.Optional(Digest),
  /** Names and SHA-256 of the other files. */
  files: Type.Record(Type.String({ maxLength: 60 }), Digest, { maxProperties: 10 }),
  map: Type.Optional(Line(60)),
  /** Of a withdrawal: why, by whom, and when. */
  reason: Type.Optional(Line(500)),
  by: Type.Optional(Line(80)),
  at: Type.Optional(Line(40)),
})
type Manifest = Static<typeof Manifest>

/** `REFERENCE.json` in the incoming folder: what the other side says of an errand. */
const FerryReceipt = Type.Union([
  Exact({ reference: Line(80, 1), receipt: Line(80, 1) }),
  Exact({ reference: Line(80, 1), refused: Line(300, 1) }),
])

/** Hands over by folders that somebody carries across: into one by a rename, so that nothing half written is ever there; answers come from the other. */
export const ferryCarrier = ({ outgoing, incoming, key: pem, map, standing: counter, photo, clock }: FerryWay): Carrier => {
  const key = createPrivateKey(pem)
  /** In base64, where the map has room for it. */
  const photoOf = async (report: Report): Promise<string | null> => {
    const asked = map.fields.some((field) => 'item' in field && field.item === 'photo')
    const bytes = asked ? await photo(report.applicant.photo) : null
    return bytes && Buffer.from(bytes).toString('base64')
  }
  const put = async (manifest: Omit<Manifest, 'format' | 'files'>, files: ReadonlyMap<string, Uint8Array>): Promise<Delivered> => {
    const { reference } = manifest
    try {
      await putWhole(join(outgoing, reference), packed({ format: 1, ...manifest, files: digestsOf(files) }, files, key))
      return { sent: reference }
    } catch (error) {
      return folderFault(error)
    }
  }
  return {
    interfaces: { deliver: 'reports', withdraw: 'withdrawals', standing: 'standings', answer: 'answers' },
    async deliver({ report, digest, pdf }: Outgoing, journey) {
      const fields = fieldsOf(report, map, await photoOf(report))
      if (isRefusal(fields)) return unexpressed(fields)
      const files = new Map<string, Uint8Array>([
        ['report.xml', Buffer.from(documentOf(map, fields))],
        ['report.pdf', pdf],
      ])
      const reference = referenceOf(journey, 'deliver')
      return put({ reference, act: 'deliver', number: report.number, digest, map: mapName(map) }, files)
    },
    withdraw({ number, digest, reason, by, at }: Withdrawal, _: Report, journey) {
      return put({ reference: referenceOf(journey, 'withdraw'), act: 'withdraw', number, digest, reason, by, at }, new Map())
    },
    async tell(standing: ReportStanding, report, journey) {
      const fields = fieldsOf(report, counter, null, standing)
      if (isRefusal(fields)) return unexpressed(fields)
      const reference = referenceOf(journey, 'standing')
      const named = { reference, act: 'standing', number: standing.number, map: mapName(counter) } as const
      return put(named, new Map([['standing.xml', Buffer.from(documentOf(counter, fields))]]))
    },
    inexpressible: (report) => inexpressible(report, map),
    async preview(report) {
      const columns = previewColumns(report, map, await photoOf(report))
      if (isRefusal(columns)) return columns
      return [{ interface: 'reports', map: mapName(map), columns, message: documentOf(map, columns) }]
    },
    arrived: (awaited) => answered(incoming, awaited),
    async clean(before, awaited) {
      return (await takeAway(outgoing, SENT, before, awaited)) + (await takeAway(incoming, ANSWER, before, awaited))
    },
    async answer(reference) {
      try {
        return await receiptIn(join(incoming, `${reference}.json`), reference, clock())
      } catch (error) {
        return folderFault(error)
      }
    },
  }
}

const unexpressed = ({ refused, fields }: Refusal): Delivered => ({
  later: { code: 'not-expressible', said: `${refused} ${String(fields['column'])}`.slice(0, 60) },
})

/** Named values as an XML document in UTF-8. */
const documentOf = ({ root }: FieldMap, values: readonly NamedValue[]): string =>
  declaration('UTF-8') +
  xmlOf(
    nested(
      root,
      values.map(({ name, value }) => ({ name, inside: value })),
    ),
  )

/** What a name of ours in a folder is about; in `outgoing` also one that a killed server left half written. Other names are others'. */
const SENT = /^\.?([^.]+\.\d+\.(?:deliver|withdraw|standing))$/
const ANSWER = /^([^.]+\.\d+\.(?:deliver|withdraw|standing))\.json$/

/** For which of these a receipt lies there. A folder that can't be read says so when it is asked for each. */
const answered = async (incoming: string, awaited: ReadonlySet<string>): Promise<ReadonlySet<string>> => {
  const names = await readdir(incoming).catch(() => [])
  return new Set(names.flatMap((name) => ANSWER.exec(name)?.[1] ?? []).filter((reference) => awaited.has(reference)))
}

/** The errand's own name in both folders: one that is sent once more by a person is another. */
const referenceOf = ({ id, number }: Journey, act: Manifest['act']): string => `${number}.${id.split(':')[1] ?? '0'}.${act}`

const digestsOf = (files: ReadonlyMap<string, Uint8Array>): Record<string, string> =>
  Object.fromEntries([...files].map(([name, bytes]) => [name, sha256(bytes)]))

const packed = (manifest: Manifest, files: ReadonlyMap<string, Uint8Array>, key: KeyObject): Map<string, Uint8Array> => {
  const text = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)
  return new Map([...files, ['manifest.json', text], ['manifest.sig', sign(null, text, key)]])
}

/** A receipt that isn't there, or is being written, is none yet; one that stays unreadable is told. */
const receiptIn = async (path: string, reference: string, now: Date): Promise<Delivered> => {
  const found = await readWhole(path, now)
  if (found === null) return { sent: reference }
  const receipt = cleaned(FerryReceipt, found.json)
  if (!Value.Check(FerryReceipt, receipt) || receipt.reference !== reference) return found.settled ? UNREADABLE : { sent: reference }
  return 'receipt' in receipt ? { receipt: receipt.receipt } : { refused: receipt.refused }
}
const UNREADABLE: Delivered = { later: { code: 'answer-unreadable', said: '' } }

const folderFault = (error: unknown): Delivered => ({
  later: { code: 'folder-unusable', said: error instanceof Error && 'code' in error ? String(error.code).slice(0, 60) : '' },
})

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
