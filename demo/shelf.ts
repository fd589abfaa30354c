import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { Digest, Said } from '#protocol/basic.ts'

/** A report that the case has taken. */
const Record = Type.Object({
  number: Said,
  digest: Digest,
  pdfDigest: Digest,
  receipts: Type.Array(Said, { minItems: 1, maxItems: 10_000 }),
  /** How often it came. */
  deliveries: Type.Integer({ minimum: 1 }),
})
type Record = Static<typeof Record>

/** Where the stand-in keeps what it took: one record and one PDF a report, so that a restart changes nothing. */
export const openShelf = (dir: string) => {
  mkdirSync(dir, { recursive: true })
  const records = new Map<string, Record>()
  for (const file of readdirSync(dir).toSorted()) {
    if (!file.endsWith('.json')) continue
    const record: unknown = JSON.parse(readFileSync(join(dir, file), 'utf8'))
    if (!Value.Check(Record, record)) throw new Error(`${join(dir, file)} is not a record of the stand-in case`)
    records.set(record.number, record)
  }
  let given = [...records.values()].reduce((count, record) => count + record.receipts.length, 0)

  // Beside its place first, then renamed: a record is whole or isn't there.
  const keep = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(dir, `${name}.new`), content)
    renameSync(join(dir, `${name}.new`), join(dir, name))
  }
  const nextReceipt = () => `SL-${String(++given).padStart(6, '0')}`

  return {
    find: (number: string): Record | undefined => records.get(number),
    list: (): Pick<Record, 'number' | 'receipts' | 'deliveries'>[] =>
      [...records.values()].map(({ number, receipts, deliveries }) => ({ number, receipts, deliveries })),
    /** Takes a report and gives its receipt; one that is there gives the receipt it has, or another one if taken `again`. */
    take: (report: Omit<Record, 'receipts' | 'deliveries'> & { again: boolean }, pdf: Uint8Array): string => {
      const { again, ...what } = report
      const there = records.get(what.number)
      if (!there) keep(`${what.number}.pdf`, pdf)
      const receipts = there && !again ? there.receipts : [...(there?.receipts ?? []), nextReceipt()]
      const record: Record = { ...what, receipts, deliveries: (there?.deliveries ?? 0) + 1 }
      keep(`${what.number}.json`, JSON.stringify(record))
      records.set(what.number, record)
      const receipt = again ? receipts.at(-1) : receipts[0]
      if (receipt === undefined) throw new Error('a record without a receipt')
      return receipt
    },
  }
}

export type Shelf = ReturnType<typeof openShelf>
