import { describe, expect, test } from 'vitest'
import { readXml } from '../xml/read.ts'
import { nested, xmlOf } from '../xml/write.ts'
import { decoded, percentDecoded } from './decoding.ts'
import { DIALECTS, type Parameter } from './dialect.ts'
import { envelopeOf, returnedIn } from './envelope.ts'
import { type Codes, documentIn, saidIn } from './outcome.ts'

const CODES: Codes = { taken: ['1'], refused: ['0'], again: [] }
const PARAMETERS: Record<Parameter, string> = {
  xtlb: '02',
  jkxlh: 'XLH',
  jkid: '20C11',
  cjsqbh: 'C',
  dwjgdm: '999900',
  dwmc: 'U&I',
  yhbz: 'Y',
  yhxm: 'N',
  zdbs: '127.0.0.1',
  document: '<a/>',
}
/** GBK by the GNU C library: printf '保存成功' | iconv -t GBK | xxd -p */
const SAVED_GBK = Buffer.from('b1a3b4e6b3c9b9a6', 'hex')
const SAVED = '保存成功'

describe('a call', () => {
  test('is written as Axis 1.4 reads it, to the byte: RPC/encoded, typed parameters without a namespace, an empty action', () => {
    const { TmriOutNewAccess } = DIALECTS
    expect(envelopeOf(TmriOutNewAccess, { operation: 'writeObjectOutNew', parameters: PARAMETERS, document: 'UTF8XmlDoc' }, 'UTF-8')).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>' +
        '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
        '<soapenv:Body>' +
        '<m:writeObjectOutNew xmlns:m="http://endpoint.axis.framework.tmri.com" soapenv:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/">' +
        '<xtlb xsi:type="xsd:string">02</xtlb><jkxlh xsi:type="xsd:string">XLH</jkxlh><jkid xsi:type="xsd:string">20C11</jkid>' +
        '<cjsqbh xsi:type="xsd:string">C</cjsqbh><dwjgdm xsi:type="xsd:string">999900</dwjgdm><dwmc xsi:type="xsd:string">U&amp;I</dwmc>' +
        '<yhbz xsi:type="xsd:string">Y</yhbz><yhxm xsi:type="xsd:string">N</yhxm><zdbs xsi:type="xsd:string">127.0.0.1</zdbs>' +
        '<UTF8XmlDoc xsi:type="xsd:string">&lt;a/&gt;</UTF8XmlDoc>' +
        '</m:writeObjectOutNew></soapenv:Body></soapenv:Envelope>',
    )
    expect(TmriOutNewAccess.action).toBe('')
  })

  test.each([
    ['TmriOutAccess', 'writeObjectOut', 'xtlb jkxlh jkid GBKXmlDoc'],
    ['TmriOutAccess', 'queryObjectOut', 'xtlb jkxlh jkid GBKXmlDoc'],
    ['TmriOutNewAccess', 'writeObjectOut', 'xtlb jkxlh jkid yhbz dwmc dwjgdm yhxm zdbs GBKXmlDoc'],
    ['TmriOutNewAccess', 'queryObjectOut', 'xtlb jkxlh jkid yhbz dwmc dwjgdm yhxm zdbs GBKXmlDoc'],
    ['TmriOutNewAccess', 'writeObjectOutNew', 'xtlb jkxlh jkid cjsqbh dwjgdm dwmc yhbz yhxm zdbs GBKXmlDoc'],
    ['TmriOutNewAccess', 'queryObjectOutNew', 'xtlb jkxlh jkid cjsqbh dwjgdm dwmc yhbz yhxm zdbs GBKXmlDoc'],
    ['tempuri', 'writeObjectOut', 'xtlb jkxlh jkid GBKXmlDoc'],
    ['tempuri', 'write', 'GBKXmlDoc'],
  ] as const)('%s takes the parameters of %s by name in its own order', (service, operation, order) => {
    const envelope = readXml(envelopeOf(DIALECTS[service], { operation, parameters: PARAMETERS, document: 'GBKXmlDoc' }, 'UTF-8'))
    const call = envelope?.elements[0]?.elements[0]
    expect(call?.elements.map(({ name }) => name)).toEqual(order.split(' '))
    expect(call?.name).toBe(operation)
    // Document/literal has its parameters in the namespace, RPC in none.
    const tempuri = service === 'tempuri'
    expect(call?.namespace).toBe(tempuri ? 'http://tempuri.org/' : 'http://endpoint.axis.framework.tmri.com')
    expect(call?.elements[0]?.namespace).toBe(tempuri ? 'http://tempuri.org/' : '')
  })
})

describe('what came back', () => {
  const soap = (body: string, namespace = 'http://schemas.xmlsoap.org/soap/envelope/') =>
    `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="${namespace}"><s:Body>${body}</s:Body></s:Envelope>`

  test('is read in the namespace of its own address, in none, in tempuri, and where its value stands elsewhere', () => {
    const axis = (namespace: string) =>
      soap(
        `<ns1:writeObjectOutResponse xmlns:ns1="${namespace}"><writeObjectOutReturn>&lt;a&gt;1&lt;/a&gt;</writeObjectOutReturn></ns1:writeObjectOutResponse>`,
      )
    for (const namespace of ['http://192.168.100.26/pnweb/services/TmriOutNewAccess', 'http://endpoint.axis.framework.tmri.com'])
      expect(returnedIn(axis(namespace), 'writeObjectOut')).toEqual({ returned: '<a>1</a>' })
    const tempuri =
      '<writeObjectOutResponse xmlns="http://tempuri.org/"><writeObjectOutResult>x</writeObjectOutResult></writeObjectOutResponse>'
    expect(returnedIn(soap(tempuri), 'writeObjectOut')).toEqual({ returned: 'x' })
    const apart =
      '<n:writeObjectOutResponse xmlns:n="urn:n"><writeObjectOutReturn href="#id0"/></n:writeObjectOutResponse><multiRef id="id0">x</multiRef>'
    expect(returnedIn(soap(apart), 'writeObjectOut')).toEqual({ returned: 'x' })
  })

  test('is a fault by its code alone, in SOAP 1.1 and 1.2', () => {
    const fault = '<s:Fault><faultcode>s:Server.userException</faultcode><faultstring>张三 unknown</faultstring></s:Fault>'
    expect(returnedIn(soap(fault), 'writeObjectOut')).toEqual({ fault: 'Server.userException' })
    const fault12 = '<s:Fault><s:Code><s:Value>s:Sender</s:Value></s:Code></s:Fault>'
    expect(returnedIn(soap(fault12, 'http://www.w3.org/2003/05/soap-envelope'), 'writeObjectOut')).toEqual({ fault: 'Sender' })
    expect(returnedIn(soap('<s:Fault><faultcode>张三</faultcode></s:Fault>'), 'writeObjectOut')).toEqual({ fault: 'Fault' })
  })

  test('is nothing where it is another operation’s, another document’s, or no XML', () => {
    const other = '<queryObjectOutResponse><queryObjectOutReturn>x</queryObjectOutReturn></queryObjectOutResponse>'
    expect(returnedIn(soap(other), 'writeObjectOut')).toBeNull()
    expect(returnedIn(soap(''), 'writeObjectOut')).toBeNull()
    expect(returnedIn(soap('<writeObjectOutResponse/>'), 'writeObjectOut')).toBeNull()
    expect(returnedIn('<html><body>504</body></html>', 'writeObjectOut')).toBeNull()
    expect(returnedIn('<s:Envelope xmlns:s="urn:other"><s:Body/></s:Envelope>', 'writeObjectOut')).toBeNull()
    expect(returnedIn('', 'writeObjectOut')).toBeNull()
  })
})

describe('a document', () => {
  test('with a DTD is not read, whatever it defines, nor one that is deeper than any answer, and nothing grows', () => {
    const bomb =
      '<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><root><head><code>1</code><message>&b;</message></head></root>'
    expect(documentIn(bomb)).toBeNull()
    expect(saidIn(bomb, CODES)).toEqual({ fault: { code: 'answer-unreadable', said: '' } })
    expect(documentIn('<!DOCTYPE root SYSTEM "file:///etc/passwd"><root/>')).toBeNull()
    for (const entity of ['&a;', '&constructor;', '&toString;', '&#0;']) expect(readXml(`<a>${entity}</a>`)).toBeNull()
    expect(readXml('<a>'.repeat(100) + '</a>'.repeat(100))).toBeNull()
    expect(readXml(`<a>${'<b/>'.repeat(30_000)}</a>`)).toBeNull()
  })

  test('has everything escaped that markup could be made of, and comes back as it was', () => {
    const text = `]]>&amp;<zp a="1">'"\r\n\t萳𠮷`
    const written = xmlOf(nested(['root', 'a'], text))
    expect(written).not.toMatch(/<zp|]]>/)
    expect(readXml(written)?.elements[0]?.text).toBe(text)
    expect(() => xmlOf({ name: 'a', inside: '\u0000' })).toThrow(RangeError)
    expect(() => xmlOf({ name: 'a', inside: '\ud800' })).toThrow(RangeError)
  })
})

describe('bytes become text in one order', () => {
  const xml = (encoding: string, inside: Uint8Array) =>
    Buffer.concat([Buffer.from(`<?xml version="1.0" encoding="${encoding}"?><a>`), inside, Buffer.from('</a>')])
  const utf8 = Buffer.from(SAVED)

  test.each([
    ['both say UTF-8', 'text/xml; charset=utf-8', xml('UTF-8', utf8)],
    ['both say GBK', 'text/xml;charset=GBK', xml('GBK', SAVED_GBK)],
    ['the header says UTF-8, the XML GBK, and it is UTF-8', 'text/xml; charset=utf-8', xml('GBK', utf8)],
    ['the header says UTF-8, the XML GBK, and it is GBK', 'text/xml; charset="UTF-8"', xml('GBK', SAVED_GBK)],
    ['the header says GBK, the XML UTF-8, and it is UTF-8', 'text/xml; charset=GBK', xml('UTF-8', utf8)],
    ['the header says GBK, the XML UTF-8, and it is GBK', 'text/xml; charset=gb2312', xml('UTF-8', SAVED_GBK)],
    ['the XML alone says it', 'text/xml', xml('gb2312', SAVED_GBK)],
    ['nobody says anything', null, Buffer.concat([Buffer.from('<a>'), utf8, Buffer.from('</a>')])],
    ['a mark of the byte order says it', 'text/xml; charset=GBK', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), xml('GBK', utf8)])],
  ])('%s', (_, contentType, bytes) => expect(decoded(bytes, contentType)).toContain(`<a>${SAVED}</a>`))

  test('what is text in none of them stays bytes', () => {
    expect(decoded(xml('UTF-8', SAVED_GBK), 'text/xml; charset=utf-8')).toBeNull()
    expect(decoded(Buffer.from([0x3c, 0xff, 0xff]), 'text/xml; charset=gbk')).toBeNull()
    expect(decoded(xml('x-unheard-of', SAVED_GBK), null)).toBeNull()
  })

  test('a name outside GB 2312 is read from GBK and GB 18030', () => {
    // printf '萳𠮷' | iconv -t GB18030 | xxd -p
    expect(decoded(xml('GBK', Buffer.from('c86c9534b235', 'hex')), 'text/xml; charset=gb2312')).toContain('萳𠮷')
  })
})

describe('percent signs are taken out once', () => {
  test.each([
    ['UTF-8', '%E4%BF%9D%E5%AD%98%E6%88%90%E5%8A%9F%0A', `${SAVED}\n`],
    ['GBK', '%B1%A3%B4%E6%B3%C9%B9%A6', SAVED],
    ['a space as a plus', 'a+%E4%BF%9D', 'a 保'],
    ['a plus as itself where nothing is encoded', '1+1', '1+1'],
    ['a percent sign that was encoded', '100%25', '100%'],
    ['not twice', '%2541', '%41'],
    ['a percent sign alone', '100% 合格', '100% 合格'],
    ['between words', '接口 %E4%BF%9D 失败+1', '接口 保 失败+1'],
    ['bytes that are no text', '%FF%FF', '%FF%FF'],
    ['base64 stays', 'ab+/=', 'ab+/='],
  ])('%s', (_, text, expected) => expect(percentDecoded(text)).toBe(expected))
})

describe('what a system says', () => {
  const answer = (inside: string) => `<?xml version="1.0" encoding="GBK"?>\n<root><head>${inside}</head><body/></root>`

  test('1 is taken, by its key or its words; values end in a line feed', () => {
    expect(saidIn(answer('<code>1</code><message>%E4%BF%9D%E5%AD%98%E6%88%90%E5%8A%9F%0A</message>'), CODES)).toEqual({ receipt: SAVED })
    expect(saidIn(answer('<code>1\n</code><message/><keystr>K-7\n</keystr>'), CODES)).toEqual({ receipt: 'K-7' })
    expect(saidIn(answer('<retcode>1</retcode><retdesc/>'), CODES)).toEqual({ receipt: '1' })
    expect(saidIn(encodeURIComponent(answer('<code>1</code><message>100%25</message>')), CODES)).toEqual({ receipt: '100%25' })
  })

  test('0 is a refusal with its reason, whoever says it', () => {
    expect(saidIn(answer('<code>0</code><message>身份证明号码错误</message>'), CODES)).toEqual({ refused: '身份证明号码错误' })
    expect(saidIn(answer('<retcode>0</retcode><retdesc>%E9%94%99%0A</retdesc>'), CODES)).toEqual({ refused: '错' })
    expect(saidIn(answer('<code>0</code><msg>错</msg>'), CODES)).toEqual({ refused: '错' })
    expect(saidIn(answer('<code>0</code>'), CODES)).toEqual({ refused: '0' })
    expect(saidIn(answer(`<code>0</code><message>${'错'.repeat(500)}</message>`), CODES)).toEqual({ refused: '错'.repeat(300) })
  })

  test('what is marked by $ is of the way there, not of the report: it is tried again, and who isn’t let in is told so', () => {
    expect(saidIn('$E:timeout 连接超时', CODES)).toEqual({ fault: { code: 'down', said: '$E:timeout' } })
    expect(saidIn(answer('<code>$</code><message>该接口未授权</message>'), CODES)).toEqual({ fault: { code: 'forbidden', said: '$' } })
    expect(saidIn(answer('<code>0</code><message>$£ 没有访问权限</message>'), CODES)).toEqual({ fault: { code: 'forbidden', said: '$' } })
  })

  test('a code that nobody agreed on, or no document, is no answer: nobody knows whether it was taken', () => {
    expect(saidIn(answer('<code>7</code><message>x</message>'), CODES)).toEqual({ fault: { code: 'answer-unreadable', said: '7' } })
    expect(saidIn(answer('<code>7</code>'), { ...CODES, again: ['7'] })).toEqual({ fault: { code: 'down', said: '7' } })
    for (const returned of ['', 'ok', '<root/>', answer('<code></code>'), '<root><code>1</root>'])
      expect(saidIn(returned, CODES)).toEqual({ fault: { code: 'answer-unreadable', said: '' } })
  })
})
