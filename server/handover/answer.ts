import type { Duplex, Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { request as ask, type Dispatcher } from 'undici'
import { TooLong } from './faults.ts'

/** A case answers in a few hundred bytes; more than this is no answer of one. Counted as unpacked: a packed one may be a thousand times as long. */
export const MOST_ANSWER_BYTES = 64_000

/** How long the other side may take, ms: in all, and without a byte more once its answer has begun. */
export type Patience = { allMs: number; silenceMs: number }

/** What came back: its value where it is JSON, and its `Retry-After`. */
export type Answered = { status: number; json: unknown; retryAfter: string | null }

/** What came back, as it came. */
export type AnsweredBytes = { status: number; bytes: Uint8Array; contentType: string | null; retryAfter: string | null }

type Asked = { method: 'POST'; headers: Record<string, string>; body?: string | Uint8Array }

/** Asks over HTTP for JSON, and reads no more of the answer than `MOST_ANSWER_BYTES`. Throws as `askBytes` does. */
export const askBounded = async (url: string, request: Asked, patience: Patience, line: Dispatcher | null = null): Promise<Answered> => {
  const { status, bytes, retryAfter } = await askBytes(url, request, { ...patience, most: MOST_ANSWER_BYTES }, line)
  return { status, json: jsonOf(Buffer.from(bytes).toString()), retryAfter }
}

/**
 * Asks over HTTP and reads at most `most` bytes of the answer. Throws when it is longer, when nothing more comes for `silenceMs`, or when it isn't
 * whole after `allMs`; the line is closed then. `line`: the connections to use.
 */
export const askBytes = async (
  url: string,
  request: Asked,
  { allMs, silenceMs, most }: Patience & { most: number },
  line: Dispatcher | null,
): Promise<AnsweredBytes> => {
  const silence = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const heard = () => {
    clearTimeout(timer)
    timer = setTimeout(() => silence.abort(new DOMException('nothing more came', 'TimeoutError')), silenceMs)
  }
  try {
    // Until it begins, the report itself may still be on its way. No address that nobody has set is followed to: it doesn't by itself.
    const { statusCode, headers, body } = await ask(url, {
      ...request,
      ...(line && { dispatcher: line }),
      // Nobody needs a packed answer of so few bytes.
      headers: { ...request.headers, 'accept-encoding': 'identity' },
      signal: AbortSignal.any([silence.signal, AbortSignal.timeout(allMs)]),
    })
    heard()
    const parts: Buffer[] = []
    let length = 0
    // Left by a throw, the loop destroys the body and with it the line.
    for await (const part of unpacked(body, headerOf(headers['content-encoding'])) as AsyncIterable<Buffer>) {
      heard()
      length += part.length
      if (length > most) throw new TooLong(`an answer of more than ${most} bytes`)
      parts.push(part)
    }
    return {
      status: statusCode,
      bytes: Buffer.concat(parts),
      contentType: headerOf(headers['content-type']),
      retryAfter: headerOf(headers['retry-after']),
    }
  } finally {
    clearTimeout(timer)
  }
}

/** One header, as it came first. */
const headerOf = (value: string | string[] | undefined): string | null => [value].flat()[0] ?? null

/** An answer that came packed though nobody asked for that, as it was before. */
const unpacked = (body: Readable, encoding: string | null): Readable => {
  const unpacking = encoding !== null && UNPACKINGS.get(encoding.toLowerCase())
  return unpacking ? body.compose(unpacking()) : body
}
const UNPACKINGS: ReadonlyMap<string, () => Duplex> = new Map([
  ['gzip', () => createGunzip()],
  ['x-gzip', () => createGunzip()],
  ['deflate', () => createInflate()],
  ['br', () => createBrotliDecompress()],
])

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
