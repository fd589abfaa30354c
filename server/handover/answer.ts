import { type Dispatcher, fetch } from 'undici'
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
    // Until it begins, the report itself may still be on its way.
    const answer = await fetch(url, {
      ...request,
      ...(line && { dispatcher: line }),
      // Nobody needs a packed answer of so few bytes.
      headers: { ...request.headers, 'accept-encoding': 'identity' },
      // A report goes to no address that nobody has set.
      redirect: 'manual',
      signal: AbortSignal.any([silence.signal, AbortSignal.timeout(allMs)]),
    })
    heard()
    const parts: Uint8Array[] = []
    let length = 0
    // Left by a throw, the loop cancels the body and with it the line.
    for await (const part of answer.body ?? []) {
      heard()
      length += part.length
      if (length > most) throw new TooLong(`an answer of more than ${most} bytes`)
      parts.push(part)
    }
    const { status, headers } = answer
    return { status, bytes: Buffer.concat(parts), contentType: headers.get('content-type'), retryAfter: headers.get('retry-after') }
  } finally {
    clearTimeout(timer)
  }
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
