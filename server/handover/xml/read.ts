import { SaxesParser } from 'saxes'

/** An element as it was read: its name without prefix, its namespace ('' for none), attributes by their names as written, elements inside, and its own text. */
export type Element = {
  name: string
  namespace: string
  attributes: Readonly<Record<string, string>>
  elements: Element[]
  text: string
}

/** Deeper or more than any answer is: what a document may cost is bounded before it is read. */
const MOST_DEPTH = 40
const MOST_ELEMENTS = 20_000

/**
 * The root of an XML document; null: it isn't well-formed, is deeper or larger than any answer, or brings a DTD along. No entity but XML's own five is
 * known, so nothing grows in reading.
 */
export const readXml = (text: string): Element | null => {
  const parser = new SaxesParser({ xmlns: true })
  const open: Element[] = []
  let root: Element | null = null
  let count = 0
  const refuse = (): never => {
    throw new SyntaxError('no document that is read here')
  }
  parser.on('error', refuse)
  parser.on('doctype', refuse)
  parser.on('opentag', ({ local, uri, attributes }) => {
    count += 1
    if (open.length >= MOST_DEPTH || count > MOST_ELEMENTS) refuse()
    const named = Object.entries(attributes).map(([name, { value }]) => [name, value] as const)
    const element: Element = { name: local, namespace: uri, attributes: Object.fromEntries(named), elements: [], text: '' }
    open.at(-1)?.elements.push(element)
    root ??= element
    open.push(element)
  })
  parser.on('closetag', () => void open.pop())
  const add = (more: string) => {
    const element = open.at(-1)
    if (element) element.text += more
  }
  parser.on('text', add)
  parser.on('cdata', add)
  try {
    // A document may come with a mark of its byte order and after empty lines, as some servers send it.
    parser.write(text.replace(/^\ufeff?\s*/, '')).close()
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
  return root
}

/** The first element of this name inside, however deep; itself included. */
export const within = (element: Element, name: string): Element | null => {
  if (element.name === name) return element
  for (const inside of element.elements) {
    const found = within(inside, name)
    if (found) return found
  }
  return null
}
