import type { ReportStanding } from '#protocol/case.ts'
import type { ErrandFault } from '#protocol/errand.ts'
import { isRefusal } from '#protocol/refusal.ts'
import type { Report } from '#protocol/report.ts'
import { askBytes } from '../answer.ts'
import type { Carrier, Delivered, Preview } from '../carrier.ts'
import { faultOfError } from '../faults.ts'
import { fieldsOf, inexpressible } from '../fields/fields.ts'
import { type FieldMap, mapName } from '../fields/map.ts'
import { previewColumns } from '../fields/preview.ts'
import { retryAt } from '../https/outcome.ts'
import type { Answers } from './answers.ts'
import type { Operation } from './dialect.ts'
import { documentOf, messageOf, messageText, questionOf } from './message.ts'
import { foundIn, heardIn, saidIn } from './outcome.ts'
import type { SoapSettings } from './settings.ts'

/** A database stands behind it: it takes its time, and its answers may hold rows. */
const PATIENCE = { allMs: 20_000, silenceMs: 5000, most: 2_000_000 }

/** What the carrier needs from outside. */
export type Around = {
  /** The bytes of a stored picture; null: it isn't stored. */
  photo: (digest: string) => Promise<Uint8Array | null>
  /** Keeps what came back to a report, byte by byte, whether it can be read or not. */
  answers: Answers
  clock: () => Date
}

type Fault = { later: ErrandFault; notBefore?: number }
const later = (code: ErrandFault['code'], said = ''): Fault => ({ later: { code, said: said.slice(0, 60) } })

/** Hands over to the traffic police's platform by SOAP. What is written carries the report's number, so that a repeat can be known there. */
export const soapCarrier = (settings: SoapSettings, around: Around): Carrier => {
  const { deliver, withdraw, standing: counter, ask } = settings

  /** One call; gives the string that came back, or why there is none. */
  const call = async (number: string, operation: Operation, jkid: string, document: string): Promise<{ returned: string } | Fault> => {
    const message = messageOf(settings, { operation, jkid, document })
    if ('absent' in message) return later('not-expressible', `character-missing ${settings.charset}`)
    try {
      const answer = await askBytes(settings.url, message, PATIENCE, null)
      await around.answers.keep(number, answer.bytes)
      const heard = heardIn(answer, operation)
      if ('returned' in heard) return heard
      const at = retryAt(answer.retryAfter, around.clock())
      return { later: heard.fault, ...(at !== null && { notBefore: at }) }
    } catch (error) {
      return { later: faultOfError(error) }
    }
  }

  /** One of the messages that are written there of a report. */
  const write = async (
    { jkid, map }: { jkid: string; map: FieldMap },
    report: Report,
    standing: ReportStanding | null = null,
  ): Promise<Delivered> => {
    const fields = fieldsOf(report, map, await photoFor(map, report, around), standing)
    if (isRefusal(fields)) return later('not-expressible', `${fields.refused} ${String(fields.fields['column'])}`)
    const answer = await call(report.number, settings.write, jkid, documentOf(settings, map.root, fields))
    if ('later' in answer) return answer
    const said = saidIn(answer.returned, settings.codes)
    return 'fault' in said ? { later: said.fault } : said
  }

  /** What became of a report there; `reference-unknown`: it isn't there. */
  const find = async (number: string): Promise<Delivered> => {
    if (!ask) return later('reference-unknown')
    const answer = await call(number, settings.query, ask.jkid, questionOf(settings, ask, number))
    if ('later' in answer) return answer
    const said = saidIn(answer.returned, settings.codes)
    if ('fault' in said) return { later: said.fault }
    return ('receipt' in said && foundIn(answer.returned, ask, number)) || later('reference-unknown')
  }
  const isMissing = (found: Delivered): boolean => 'later' in found && found.later.code === 'reference-unknown'

  return {
    interfaces: { deliver: deliver[0]?.jkid ?? '', withdraw: withdraw?.jkid ?? '', standing: counter?.jkid ?? '', answer: ask?.jkid ?? '' },
    async deliver({ report }) {
      const there = ask?.first ? await find(report.number) : null
      if (there && !isMissing(there)) return there
      let receipt: string | null = null
      for (const one of deliver) {
        const said = await write(one, report)
        if (!('receipt' in said)) return said
        receipt ??= said.receipt
      }
      return settings.answersLater || receipt === null ? { sent: report.number } : { receipt }
    },
    withdraw: async (_, report) => (withdraw ? write(withdraw, report) : later('no-way-back')),
    tell: async (standing, report) => (counter ? write(counter, report, standing) : { refused: 'no interface' }),
    answer: (reference) => find(reference),
    clean: (before) => around.answers.clean(before),
    inexpressible(report) {
      for (const { map } of deliver) {
        const refused = inexpressible(report, map)
        if (refused) return refused
      }
      return null
    },
    async preview(report) {
      const previews: Preview[] = []
      for (const { jkid, map } of deliver) {
        const columns = previewColumns(report, map, await photoFor(map, report, around))
        if (isRefusal(columns)) return columns
        const call = { operation: settings.write, jkid, document: documentOf(settings, map.root, columns) }
        // By the serial number anybody could write there.
        const message = messageText({ ...settings, jkxlh: '*'.repeat(8) }, call)
        previews.push({ interface: jkid, map: mapName(map), columns, message })
      }
      return previews
    },
  }
}

/** The picture of the driver in base64, where the map has room for one. */
const photoFor = async (map: FieldMap, report: Report, { photo }: Around): Promise<string | null> => {
  const asked = map.fields.some((field) => 'item' in field && field.item === 'photo')
  const bytes = asked ? await photo(report.applicant.photo) : null
  return bytes && Buffer.from(bytes).toString('base64')
}
