import { bytesIn } from '../fields/characters.ts'
import type { NamedValue } from '../fields/fields.ts'
import { declaration, nested, xmlOf } from '../xml/write.ts'
import { DIALECTS, type Dialect, type Operation } from './dialect.ts'
import { envelopeOf } from './envelope.ts'
import type { SoapSettings } from './settings.ts'

/** Columns as the document that goes inside a call. */
export const documentOf = ({ declared, percent }: SoapSettings, root: readonly string[], fields: readonly NamedValue[]): string => {
  const values = fields.map(({ name, value }) => ({ name, inside: percent === 'values' ? encodeURIComponent(value) : value }))
  const document = (declared === 'none' ? '' : declaration(declared)) + xmlOf(nested(root, values))
  return percent === 'document' ? encodeURIComponent(document) : document
}

/** The document that asks for a report by its number. */
export const questionOf = (settings: SoapSettings, { root, key }: NonNullable<SoapSettings['ask']>, number: string): string =>
  documentOf(settings, root, [{ name: key, value: number }])

type Call = { operation: Operation; jkid: string; document: string }

/** A call as text. */
export const messageText = (settings: SoapSettings, { operation, jkid, document }: Call): string => {
  const dialect: Dialect = DIALECTS[settings.service]
  const { xtlb, jkxlh, cjsqbh, dwjgdm, dwmc, yhbz, yhxm, zdbs, charset } = settings
  const parameters = { xtlb, jkxlh, jkid, cjsqbh, dwjgdm, dwmc, yhbz, yhxm, zdbs, document }
  return envelopeOf(dialect, { operation, parameters, document: settings.document ?? dialect.document }, charset.toUpperCase())
}

/** A call as it goes over HTTP; or the first character that the message's encoding lacks: nothing is ever replaced. */
export const messageOf = (
  settings: SoapSettings,
  call: Call,
): { method: 'POST'; headers: Record<string, string>; body: Uint8Array } | { absent: string } => {
  const { service, charset } = settings
  const body = bytesIn(charset === 'utf-8' ? 'unicode' : charset, messageText(settings, call))
  if ('absent' in body) return body
  const action = (settings.action ?? DIALECTS[service].action).replace('{operation}', call.operation)
  return { method: 'POST', headers: { 'content-type': `text/xml; charset=${charset}`, soapaction: `"${action}"` }, body }
}
