/** How long the other side may take, ms: in all, and without a byte more once its answer has begun; and how many bytes it may send. */
export type Bounds = { allMs: number; silenceMs: number; most: number }

/**
 * Asks over HTTP, with `body` by POST and else by GET, and reads no more of the answer than is allowed. Gives its bytes, or the sign by which
 * technicians know what went wrong: a status, `ECONNREFUSED`, the name of an error. Follows no redirect.
 */
export const askBytes = async (
  url: string,
  { headers, body }: { headers: Record<string, string>; body?: Uint8Array },
  { allMs, silenceMs, most }: Bounds,
): Promise<{ bytes: Uint8Array } | { fault: string }> => {
  const silence = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const heard = () => {
    clearTimeout(timer)
    timer = setTimeout(() => silence.abort(new DOMException('nothing more came', 'TimeoutError')), silenceMs)
  }
  try {
    const answer = await fetch(url, {
      headers: { ...headers, 'accept-encoding': 'identity' },
      ...(body && { method: 'POST', body: new Uint8Array(body) }),
      redirect: 'manual',
      signal: AbortSignal.any([silence.signal, AbortSignal.timeout(allMs)]),
    })
    if (answer.status !== 200) {
      await answer.body?.cancel()
      return { fault: String(answer.status) }
    }
    const parts: Uint8Array[] = []
    let length = 0
    heard()
    // Left by a return, the loop cancels the body and with it the line.
    for await (const part of answer.body ?? []) {
      heard()
      length += part.length
      if (length > most) return { fault: 'too long' }
      parts.push(part)
    }
    return { bytes: new Uint8Array(Buffer.concat(parts)) }
  } catch (error) {
    return { fault: signOf(error) }
  } finally {
    clearTimeout(timer)
  }
}

const signOf = (error: unknown): string => {
  if (!(error instanceof Error)) return ''
  const cause = error.cause instanceof Error ? error.cause : error
  return ('code' in cause && typeof cause.code === 'string' ? cause.code : cause.name).slice(0, 60)
}
