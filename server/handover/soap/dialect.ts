/** What is asked of a system. `write…` gives it something, `query…` changes nothing there. */
export const OPERATIONS = ['queryObjectOut', 'writeObjectOut', 'queryObjectOutNew', 'writeObjectOutNew', 'query', 'write'] as const
export type Operation = (typeof OPERATIONS)[number]

/** Every parameter of every operation. The document's own name differs: `UTF8XmlDoc`, `GBKXmlDoc`, `XmlDoc`, `xmlDoc`. */
export type Parameter = 'xtlb' | 'jkxlh' | 'jkid' | 'cjsqbh' | 'dwjgdm' | 'dwmc' | 'yhbz' | 'yhxm' | 'zdbs' | 'document'

/** A kind of service: how it wants to be called. */
export type Dialect = {
  /** The parameters of each operation that it has, in the order in which that operation takes them. */
  operations: Readonly<Partial<Record<Operation, readonly Parameter[]>>>
  /** Of the operation's element. */
  namespace: string
  /** RPC/encoded: parameters without a namespace, with their types. Document/literal: in the namespace, without. */
  style: 'rpc' | 'document'
  /** What the parameter of the document is called, unless settings say otherwise. */
  document: string
  /** What `SOAPAction` says; `{operation}` stands for the operation's name. */
  action: string
}

const SHORT = ['xtlb', 'jkxlh', 'jkid', 'document'] as const
const OUT = ['xtlb', 'jkxlh', 'jkid', 'yhbz', 'dwmc', 'dwjgdm', 'yhxm', 'zdbs', 'document'] as const
const OUT_NEW = ['xtlb', 'jkxlh', 'jkid', 'cjsqbh', 'dwjgdm', 'dwmc', 'yhbz', 'yhxm', 'zdbs', 'document'] as const

const AXIS = { namespace: 'http://endpoint.axis.framework.tmri.com', style: 'rpc', action: '', document: 'UTF8XmlDoc' } as const

/**
 * The three that are met. The first two are Axis 1.4, RPC/encoded, by their public WSDLs: the older with four parameters; the newer, whose own pair takes
 * them in another order than its `New` pair. The third are gateways of provinces, made with another maker's tools
 * (document/literal); their `SOAPAction` differs, so that settings may name another.
 */
export const DIALECTS = {
  TmriOutAccess: { ...AXIS, operations: { queryObjectOut: SHORT, writeObjectOut: SHORT } },
  TmriOutNewAccess: {
    ...AXIS,
    operations: { queryObjectOut: OUT, writeObjectOut: OUT, queryObjectOutNew: OUT_NEW, writeObjectOutNew: OUT_NEW },
  },
  tempuri: {
    namespace: 'http://tempuri.org/',
    style: 'document',
    document: 'xmlDoc',
    action: 'http://tempuri.org/{operation}',
    operations: {
      queryObjectOut: SHORT,
      writeObjectOut: SHORT,
      queryObjectOutNew: OUT_NEW,
      writeObjectOutNew: OUT_NEW,
      // Some take nothing but a document that says the rest.
      query: ['document'],
      write: ['document'],
    },
  },
} as const satisfies Readonly<Record<string, Dialect>>
