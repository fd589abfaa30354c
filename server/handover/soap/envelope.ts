import { type Element, readXml } from '../xml/read.ts'
import { declaration, type Written, xmlOf } from '../xml/write.ts'
import type { Dialect, Operation, Parameter } from './dialect.ts'

const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/'
const ENVELOPE_12 = 'http://www.w3.org/2003/05/soap-envelope'
const ENCODING = 'http://schemas.xmlsoap.org/soap/encoding/'
const XSD = 'http://www.w3.org/2001/XMLSchema'
const XSI = 'http://www.w3.org/2001/XMLSchema-instance'

/** A call: its operation, a value for each parameter, and what the parameter of the document is called. */
export type Call = { operation: Operation; parameters: Readonly<Record<Parameter, string>>; document: string }

/**
 * A call as a SOAP 1.1 envelope: parameters by their names, in the order in which this operation of this service takes them. `encoding`: what the XML
 * declaration names. Throws where the service has no such operation: settings are looked at before.
 */
export const envelopeOf = (dialect: Dialect, { operation, parameters, document }: Call, encoding: string): string => {
  const order = dialect.operations[operation]
  if (!order) throw new Error(`this service has no ${operation}`)
  const rpc = dialect.style === 'rpc'
  const prefix = rpc ? '' : 'm:'
  const typed = rpc ? { 'xsi:type': 'xsd:string' } : {}
  const body: Written = {
    name: `m:${operation}`,
    attributes: { 'xmlns:m': dialect.namespace, ...(rpc && { 'soapenv:encodingStyle': ENCODING }) },
    inside: order.map((one) => ({
      name: `${prefix}${one === 'document' ? document : one}`,
      attributes: typed,
      inside: parameters[one],
    })),
  }
  const envelope: Written = {
    name: 'soapenv:Envelope',
    attributes: { 'xmlns:soapenv': ENVELOPE, 'xmlns:xsd': XSD, 'xmlns:xsi': XSI },
    inside: [{ name: 'soapenv:Body', inside: [body] }],
  }
  return declaration(encoding) + xmlOf(envelope)
}

/** What came back: the string that the operation returned, a fault with its code, or nothing that anybody agreed on. */
export type Returned = { returned: string } | { fault: string } | null

/** A qualified name without its prefix. */
const local = (name: string): string => name.slice(name.lastIndexOf(':') + 1).trim()

/**
 * The answer to an operation. Its element is known by its name alone: Axis answers in the namespace of its own address, which nobody can know before. A
 * value may stand elsewhere in the body, under an id to which its element refers (SOAP 1.1, 5.4.1).
 */
export const returnedIn = (text: string, operation: Operation): Returned => {
  const envelope = readXml(text)
  if (envelope?.name !== 'Envelope' || ![ENVELOPE, ENVELOPE_12].includes(envelope.namespace)) return null
  const body = envelope.elements.find(({ name, namespace }) => name === 'Body' && namespace === envelope.namespace)
  const [first] = body?.elements ?? []
  if (!body || !first) return null
  if (first.name === 'Fault' && first.namespace === envelope.namespace) return { fault: faultCode(first) }
  const answer = body.elements.find(({ name }) => name === `${operation}Response`)
  const [value, ...more] = answer?.elements ?? []
  if (!value || more.length > 0) return null
  const place = value.attributes['href']
  const whole = place === undefined ? value : body.elements.find(({ attributes }) => `#${attributes['id']}` === place)
  return whole && whole.elements.length === 0 ? { returned: whole.text } : null
}

/** `Server`, `Client` …: SOAP 1.1 as the text of faultcode, SOAP 1.2 in Code and Value. Never the sentence beside it: it may name a person. */
const faultCode = (fault: Element): string => {
  const code = fault.elements.find(({ name }) => name === 'faultcode' || name === 'Code')
  const said = local((code?.elements.find(({ name }) => name === 'Value') ?? code)?.text ?? '')
  return /^[A-Za-z0-9._-]{1,40}$/.test(said) ? said : 'Fault'
}
