import { once } from 'node:events'
import { connect } from 'node:net'
import type { TSchema } from 'typebox'
import { isTuple, sizedOf } from '#protocol/bounds.ts'

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
    /** Everything that came, as it came, except for pings. */
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

/** A text as a frame of a browser's (RFC 6455, 5.2), by the mask of zeros that leaves it as it is. */
const frame = (text: string): Buffer => {
  const body = Buffer.from(text)
  const length = body.length < 126 ? [0x80 | body.length] : [0x80 | 126, body.length >> 8, body.length & 255]
  return Buffer.concat([Buffer.from([0x81, ...length, 0, 0, 0, 0]), body])
}

/** A line that is let in, and reads nothing from then on; it still says that it's there, and what it's told to say. */
export const openDeafLine = async (url: string, path: string, shake: object | null, headers: Record<string, string> = {}) => {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => {})
  await once(socket, 'connect')
  const upgrade = {
    Upgrade: 'websocket',
    Connection: 'Upgrade',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
  }
  const lines = Object.entries({ Host: `${hostname}:${port}`, ...upgrade, ...headers }).map(([name, value]) => `${name}: ${value}`)
  socket.write(`GET ${path}/?EIO=4&transport=websocket HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
  const hear = async (start: string) => {
    let heard = ''
    while (!heard.includes(start)) heard += String((await once(socket, 'data'))[0])
  }
  await hear('0{"sid"')
  const admitted = hear('40{"sid"')
  socket.write(frame(`40${shake ? JSON.stringify(shake) : ''}`))
  await admitted
  socket.pause()
  const alive = setInterval(() => socket.write(frame('3')), 500)
  socket.once('close', () => clearInterval(alive))
  return {
    /** Where it comes from, to find its other end. */
    port: socket.localPort,
    ask: (name: string, body: unknown) => void socket.write(frame(`421${JSON.stringify([name, body])}`)),
    close: () => {
      clearInterval(alive)
      socket.destroy()
    },
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
