import type { TSchema } from 'typebox'
import { sizedOf } from '#protocol/bounds.ts'
import { isTuple } from '#protocol/bounds.ts'

/** A line as a stranger opens it, by nothing but a WebSocket. */
export const openLine = async (url: string, path: string, shake: object, headers: Record<string, string> = {}) => {
  // Node's own takes headers; its type doesn't say so.
  const options = { headers } as unknown as string[]
  const socket = new WebSocket(`${url.replace('http', 'ws')}${path}/?EIO=4&transport=websocket`, options)
  const waiting = new Map<string, (text: string) => void>()
  const heard: string[] = []
  const closed = new Promise<string>((resolve) => socket.addEventListener('close', () => resolve('closed')))
  socket.addEventListener('message', ({ data }) => {
    const text = String(data)
    if (text === '2') return socket.send('3')
    heard.push(text)
    const [start = ''] = /^(43\d+|40|44|0)/.exec(text) ?? []
    waiting.get(start)?.(text)
  })
  const hear = (start: string) => Promise.race([new Promise<string>((resolve) => waiting.set(start, resolve)), closed])
  await hear('0')
  const admitted = Promise.race([hear('40'), hear('44')])
  socket.send(`40${JSON.stringify(shake)}`)
  let count = 0
  return {
    admitted: await admitted,
    closed,
    /** Everything that came, as it came, but for pings. */
    heard,
    /** The answer to a message whose body is this text; `closed`: there was none. */
    ask: (name: string, body: string): Promise<string> => {
      const answer = hear(`43${++count}`)
      socket.send(`42${count}["${name}",${body}]`)
      return answer
    },
    close: () => socket.close(),
  }
}

/** Arrays in arrays, so many bytes. */
export const nested = (bytes: number): string => '['.repeat(bytes / 2) + ']'.repeat(bytes / 2)

/** JSON of some value that a schema could mean: whatever it counts is as small as it may be. */
const smallest = (schema: TSchema | undefined): string => {
  if (!schema) return 'null'
  const sized = sizedOf(schema)
  if ('const' in sized) return JSON.stringify(sized.const)
  if (sized.enum) return JSON.stringify(sized.enum[0])
  if (sized.anyOf) return smallest(sized.anyOf[0])
  if (sized.type === 'string') return '"a"'
  if (sized.type === 'array') return isTuple(sized.items) ? `[${sized.items.map(smallest).join()}]` : '[]'
  if (sized.type === 'object') return object(sized.properties ?? {}, '', '')
  return sized.type === 'boolean' ? 'true' : sized.type === 'null' ? 'null' : String(sized.minimum ?? 1)
}
const object = (properties: Readonly<Record<string, TSchema>>, one: string, value: string): string =>
  `{${Object.entries(properties)
    .map(([name, part]) => `"${name}":${name === one ? value : smallest(part)}`)
    .join()}}`

/**
 * JSON of a schema's values in which one array or string at a time is stretched to `bytes`: an array with one item again and again,
 * with empty objects, and with arrays in arrays; a string with one letter. Each with the place that is stretched.
 */
export const stretched = (schema: TSchema, bytes: number, at = ''): { at: string; body: string }[] => {
  const { anyOf, type, items, properties = {} } = sizedOf(schema)
  if (anyOf) return anyOf.flatMap((one, index) => stretched(one, bytes, `${at}|${index}`))
  if (type === 'string') return [{ at: `${at} letters`, body: `"${'a'.repeat(bytes)}"` }]
  if (type === 'object')
    return Object.entries(properties).flatMap(([name, part]) =>
      stretched(part, bytes, `${at}/${name}`).map((one) => ({ at: one.at, body: object(properties, name, one.body) })),
    )
  if (type !== 'array') return []
  const parts = isTuple(items) ? [...items] : items ? [items] : []
  const full = (item: string) => `[${Array.from({ length: Math.max(1, bytes / (item.length + 1)) }, () => item).join()}]`
  return [
    { at: `${at} duplicates`, body: full(smallest(parts[0])) },
    { at: `${at} empty objects`, body: full('{}') },
    { at: `${at} nested`, body: nested(bytes) },
    ...parts.flatMap((part) => stretched(part, bytes, `${at}/-`).map((one) => ({ at: one.at, body: `[${one.body}]` }))),
  ]
}
