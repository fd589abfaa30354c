/** An element: its name as it is written, its attributes, and what is inside, a text or further elements. */
export type Written = { name: string; attributes?: Readonly<Record<string, string>>; inside: string | readonly Written[] }

/** XML 1.0, 2.2: no other character may stand in a document, not even by its number. */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  // So that no text contains `]]>`.
  '>': '&gt;',
  '"': '&quot;',
  // Parsers read a bare carriage return as a line feed, and either in an attribute as a space.
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
}
const escaped = (text: string): string => {
  if (FORBIDDEN.test(text)) throw new RangeError('a character that no XML document may have')
  return text.replaceAll(/[&<>"\r\n\t]/g, (character) => ESCAPES[character] ?? character)
}

/** An element as XML, without spaces between elements. Throws a RangeError where a text has a character that XML forbids: what comes in lines has none. */
export const xmlOf = ({ name, attributes = {}, inside }: Written): string => {
  const own = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`)
  return `<${name}${own.join('')}>${typeof inside === 'string' ? escaped(inside) : inside.map(xmlOf).join('')}</${name}>`
}

/** `encoding`: which one the declaration names. Absent: none. */
export const declaration = (encoding?: string): string => `<?xml version="1.0"${encoding === undefined ? '' : ` encoding="${encoding}"`}?>`

/** Elements inside one another, the outermost first. */
export const nested = (root: readonly string[], inside: string | readonly Written[]): Written => {
  const [name = '', ...rest] = root
  return { name, inside: rest.length === 0 ? inside : [nested(rest, inside)] }
}
