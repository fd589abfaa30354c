import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import iconv from 'iconv-lite'

/** How a platform behaves to one call. `late`: it takes it and answers after the next call has come; the others say what goes wrong. */
export const MANNERS = ['sound', 'gbk', 'twice', 'fault', 'marked', 'busy', 'closes-early', 'closes-late', 'drips', 'late'] as const
export type Manner = (typeof MANNERS)[number]

/** What it has taken under a number: the last document, and how often it came. */
type Taken = { number: string; document: string; deliveries: number }

export type Platform = {
  url: string
  /** Every call, as it came. */
  calls: { operation: string; headers: IncomingMessage['headers']; body: Buffer }[]
  taken: () => readonly Taken[]
  close(): Promise<void>
}

const element = (name: string, text: string): string | undefined =>
  new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?>([\\s\\S]*?)</(?:\\w+:)?${name}>`).exec(text)?.[1]
const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&amp;', '&')
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/**
 * A stand-in of the traffic police's platform by SOAP, for tests: it answers in the namespace of its own address, as Axis 1.4 does, takes a number (`wwlsh`)
 * once however often it comes, and is told by `manner` how to behave to each call. It shares no code with the carrier.
 */
export const openPlatform = async (manner: (call: number) => Manner = () => 'sound'): Promise<Platform> => {
  const taken = new Map<string, Taken>()
  const calls: Platform['calls'] = []
  const late: (() => void)[] = []
  let url = ''

  const envelope = (operation: string, returned: string, encoding: string): string =>
    `<?xml version="1.0" encoding="${encoding}"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>` +
    `<ns1:${operation}Response soapenv:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/" xmlns:ns1="${url}">` +
    `<${operation}Return xsi:type="xsd:string">${escaped(returned)}</${operation}Return></ns1:${operation}Response></soapenv:Body></soapenv:Envelope>`
  const said = (code: string, message: string, more = ''): string =>
    `<?xml version="1.0" encoding="GBK"?>\n<root><head><code>${code}</code><message>${encodeURIComponent(`${message}\n`)}</message>${more}</head></root>`

  const take = (document: string): string => {
    const report = element('wwlsh', document) ?? element('sfzmhm', document) ?? ''
    // Of what the counter decided there are several for one report.
    const nth = element('rqxh', document)
    const number = nth === undefined ? report : `${report}.${nth}`
    const before = taken.get(number)
    taken.set(number, { number, document, deliveries: (before?.deliveries ?? 0) + 1 })
    return said('1', '保存成功', `<keystr>K${number}\n</keystr>`)
  }
  const look = (document: string): string => {
    const number = element('wwlsh', document) ?? ''
    const known = taken.has(number)
    return said('1', '查询成功', `<rownum>${known ? 1 : 0}</rownum>`).replace(
      '</root>',
      known ? `<body><row><wwlsh>${number}</wwlsh></row></body></root>` : '</root>',
    )
  }

  const answer = (reply: ServerResponse, text: string, encoding: 'utf-8' | 'gbk', status = 200): void => {
    reply.writeHead(status, { 'content-type': `text/xml;charset=${encoding}` })
    reply.end(encoding === 'gbk' ? iconv.encode(text, 'gbk') : text)
  }
  const handle = (body: Buffer, operation: string, reply: ServerResponse, how: Manner): void => {
    const text = body.toString()
    const document = unescaped(/<(?:\w+:)?(?:UTF8XmlDoc|GBKXmlDoc|XmlDoc|xmlDoc)[^>]*>([\s\S]*?)<\//.exec(text)?.[1] ?? '')
    if (how === 'fault')
      return answer(
        reply,
        `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><soapenv:Fault><faultcode>soapenv:Server.userException</faultcode><faultstring>java.sql.SQLException</faultstring></soapenv:Fault></soapenv:Body></soapenv:Envelope>`,
        'utf-8',
        500,
      )
    if (how === 'marked') return answer(reply, envelope(operation, '$£ 网络异常', 'UTF-8'), 'utf-8')
    if (how === 'busy') return void reply.writeHead(503, { 'retry-after': '0' }).end()
    if (how === 'closes-early') return void reply.socket?.destroy()
    const returned = operation.startsWith('query') ? look(document) : take(document)
    if (how === 'twice' && !operation.startsWith('query')) take(document)
    if (how === 'closes-late') return void reply.socket?.destroy()
    const whole = envelope(operation, returned, how === 'gbk' ? 'GBK' : 'UTF-8')
    if (how === 'late') return void late.push(() => answer(reply, whole, 'utf-8'))
    if (how !== 'drips') return answer(reply, whole, how === 'gbk' ? 'gbk' : 'utf-8')
    reply.writeHead(200, { 'content-type': 'text/xml;charset=utf-8' })
    const bytes = Buffer.from(whole)
    const drip = (at: number): void => {
      if (at >= bytes.length) return void reply.end()
      reply.write(bytes.subarray(at, at + 40), () => setImmediate(drip, at + 40))
    }
    drip(0)
  }

  const server = createServer((request, reply) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      for (const one of late.splice(0)) one()
      const body = Buffer.concat(parts)
      const operation = /<\w+:((?:query|write)\w*) /.exec(body.toString('latin1'))?.[1] ?? ''
      calls.push({ operation, headers: request.headers, body })
      handle(body, operation, reply, manner(calls.length - 1))
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/pnweb/services/TmriOutNewAccess`
  return {
    url,
    calls,
    taken: () => [...taken.values()],
    async close() {
      for (const one of late.splice(0)) one()
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}
