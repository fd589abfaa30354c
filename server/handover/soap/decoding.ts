const strictly = (label: string, bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes)
  } catch {
    // Bytes that are no such text, or a name that no decoder has.
    return null
  }
}

/** A mark of the byte order at the beginning tells, whatever else is said (RFC 7303, 3.3). */
const MARKS: readonly [label: string, mark: readonly number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16be', [0xfe, 0xff]],
  ['utf-16le', [0xff, 0xfe]],
]

const charsetOf = (contentType: string | null): string | null =>
  /;\s*charset\s*=\s*"?\s*([A-Za-z0-9._-]+)/i.exec(contentType ?? '')?.[1] ?? null
/** What the XML declaration names: ASCII in every encoding that is met here. */
const declaredIn = (bytes: Uint8Array): string | null =>
  /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(Buffer.from(bytes.subarray(0, 200)).toString('latin1'))?.[1] ?? null

const UTF_8 = /^utf-?8$/i
const GB = /^(gb2312|gbk|gb18030|gb_2312-80|cp936|ms936|windows-936|x-gbk)$/i
/** GB 18030 reads all that GB 2312 and GBK write. */
const labelOf = (named: string): string => (GB.test(named) ? 'gb18030' : UTF_8.test(named) ? 'utf-8' : named)

/**
 * The bytes of an answer as text; null: they aren't text in any encoding that somebody names. Header and XML may name different ones, so there is one order:
 * a mark of the byte order; UTF-8, wherever it is named or nobody names any, because bytes that are no UTF-8 don't pass for it, while GB 18030 takes
 * nearly everything; the header's; the XML's. The whole is decoded at once: a character may lie across the border of two chunks.
 */
export const decoded = (bytes: Uint8Array, contentType: string | null): string | null => {
  for (const [label, mark] of MARKS) if (mark.every((byte, at) => bytes[at] === byte)) return strictly(label, bytes)
  const named = [charsetOf(contentType), declaredIn(bytes)].flatMap((one) => (one === null ? [] : [labelOf(one)]))
  const order = named.length === 0 || named.includes('utf-8') ? ['utf-8', ...named] : named
  for (const label of order) {
    const text = strictly(label, bytes)
    if (text !== null) return text
  }
  return null
}

/** What a form's encoder leaves as it is, or writes (`+` for a space, application/x-www-form-urlencoded). */
const FORM_ENCODED = /^(?:[A-Za-z0-9\-_.*+~!'()]|%[0-9A-Fa-f]{2})*$/
const ENCODED_RUN = /(?:%[0-9A-Fa-f]{2})+/g

const bytesOf = (encoded: string): Uint8Array =>
  Buffer.from(
    encoded.replaceAll(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
/** Java's clients encode UTF-8, older ones GBK. */
const unescaped = (encoded: string): string | null => strictly('utf-8', bytesOf(encoded)) ?? strictly('gb18030', bytesOf(encoded))

/**
 * A text with its percent signs taken out, once: `%2541` becomes `%41`. What isn't encoded, or not in UTF-8 or GBK, stays as it is. A `+` is a
 * space only where the whole text is such as an encoder writes and something in it is encoded.
 */
export const percentDecoded = (text: string): string => {
  if (!text.includes('%')) return text
  if (FORM_ENCODED.test(text)) return unescaped(text.replaceAll('+', ' ')) ?? text
  return text.replaceAll(ENCODED_RUN, (run) => unescaped(run) ?? run)
}
