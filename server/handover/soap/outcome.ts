import type { ErrandFault } from '#protocol/errand.ts'
import { cleanLine } from '#protocol/line.ts'
import type { AnsweredBytes } from '../answer.ts'
import type { Settled } from '../carrier.ts'
import { faultOfStatus } from '../faults.ts'
import { type Element, readXml, within } from '../xml/read.ts'
import { decoded, percentDecoded } from './decoding.ts'
import type { Operation } from './dialect.ts'
import { returnedIn } from './envelope.ts'
import type { SoapSettings } from './settings.ts'

/** What the document that an operation returned says: taken, with what it is known by there; refused, with the reason; or what went wrong. */
type Said = Settled | { fault: ErrandFault }

/** Which codes mean what. 1 is success and 0 a refusal with a reason; what others mean, each system says itself. */
export type Codes = { taken: readonly string[]; refused: readonly string[]; again: readonly string[] }

const MOST_REASON = 300
const MOST_RECEIPT = 80

/**
 * The returned string as a document, its percent signs taken out once: of the whole, where it comes encoded as a whole, else of each value. Null: it
 * is no document. Its own declaration may name any encoding: it has come as text.
 */
export const documentIn = (returned: string): Element | null => {
  const text = returned.trim()
  if (text.startsWith('<')) return mapped(readXml(text), percentDecoded)
  return /^%3C/i.test(text) ? mapped(readXml(percentDecoded(text)), (value) => value) : null
}

/** Values end in line feeds or have spaces about them. */
const mapped = (element: Element | null, decode: (text: string) => string): Element | null =>
  element && {
    ...element,
    text: decode(element.text.trim()).trim(),
    elements: element.elements.flatMap((one) => mapped(one, decode) ?? []),
  }

/** Of these elements the first that is there and says something; null: none. */
const firstOf = (document: Element, names: readonly string[]): string | null => {
  for (const name of names) {
    const said = within(document, name)?.text
    if (said !== undefined && said !== '') return said
  }
  return null
}

/** The newer interfaces say `code` and `message`, the older `retcode` and `retdesc`, some `msg`. */
const CODE = ['code', 'retcode']
const MESSAGE = ['message', 'retdesc', 'msg']
/** What a system may give for what it has taken. */
const KEY = ['keystr', 'lsh']

/** Who isn't let in, or doesn't exist there, stays out until somebody changes it. */
const FORBIDDEN = /权限|授权|鉴权|未注册|白名单|禁止|不允许访问|非法访问|permission|unauthori[sz]ed|forbidden/i
/** `$` marks what the network or the rights there say, not the business. */
const marked = (text: string): boolean => text.trimStart().startsWith('$')
const markFault = (text: string): ErrandFault => ({
  code: FORBIDDEN.test(text) ? 'forbidden' : 'down',
  said: /^\$[ -~]{0,20}/.exec(text.trimStart())?.[0].trim() ?? '$',
})

/** What a returned string says. What can't be read is a fault: nobody knows whether it was taken. */
export const saidIn = (returned: string, codes: Codes): Said => {
  if (marked(returned)) return { fault: markFault(percentDecoded(returned)) }
  const document = documentIn(returned)
  const code = document && firstOf(document, CODE)
  if (document === null || code === null) return { fault: { code: 'answer-unreadable', said: '' } }
  const message = firstOf(document, MESSAGE) ?? ''
  if (marked(code)) return { fault: markFault(`${code} ${message}`) }
  if (marked(message)) return { fault: markFault(message) }
  if (codes.taken.includes(code)) return { receipt: receiptOf(document, message) }
  const said = /^[!-~]{1,20}$/.test(code) ? code : ''
  if (codes.again.includes(code)) return { fault: { code: 'down', said } }
  if (codes.refused.includes(code)) return { refused: shortened(message, MOST_REASON) || code }
  return { fault: { code: 'answer-unreadable', said } }
}

/** What it is known by there; where the system gives nothing such, what it said. */
const receiptOf = (document: Element, message: string): string => shortened(firstOf(document, KEY) ?? message, MOST_RECEIPT) || '1'

const shortened = (text: string, most: number): string => Array.from(cleanLine(text)).slice(0, most).join('')

/** The string that an answer over HTTP brings, or why there is none. Axis sends a fault with the status 500. */
export const heardIn = (
  { status, bytes, contentType }: Pick<AnsweredBytes, 'status' | 'bytes' | 'contentType'>,
  operation: Operation,
): { returned: string } | { fault: ErrandFault } => {
  const text = status === 200 || status === 500 ? decoded(bytes, contentType) : null
  const answer = text === null ? null : returnedIn(text, operation)
  if (answer === null) return { fault: faultOfStatus(status) }
  return 'fault' in answer ? { fault: { code: codeOfFault(answer.fault), said: answer.fault } } : answer
}

/** SOAP 1.1, 4.4.1, and 1.2: what the caller did wrong doesn't pass by itself. */
const codeOfFault = (fault: string): ErrandFault['code'] => {
  if (/^Client\.Auth/i.test(fault)) return 'key-wrong'
  return /^(Client|Sender|VersionMismatch|MustUnderstand|DataEncodingUnknown)/.test(fault) ? 'malformed' : 'failed'
}

/** What became of a report by what was found of it; null: it wasn't found. Without a state yet it is still on its way there. */
export const foundIn = (
  returned: string,
  { key, state }: NonNullable<SoapSettings['ask']>,
  number: string,
): Settled | { sent: string } | null => {
  const document = documentIn(returned)
  const row = document && rowWith(document, key, number)
  if (!row) return null
  if (state === null) return { receipt: number }
  const is = firstOf(row, [state.column]) ?? ''
  if (state.taken.includes(is)) return { receipt: number }
  return state.refused.includes(is) ? { refused: shortened(firstOf(row, [state.reason]) ?? is, MOST_REASON) || is } : { sent: number }
}

/** The element that has this text in a column of this name. */
const rowWith = (element: Element, key: string, text: string): Element | null => {
  if (element.elements.some((column) => column.name === key && column.text === text)) return element
  for (const inside of element.elements) {
    const row = rowWith(inside, key, text)
    if (row) return row
  }
  return null
}
