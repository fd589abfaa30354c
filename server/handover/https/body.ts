import type { Outgoing } from '../carrier.ts'

/** Bytes of the paper that are written at a time: of three bytes base64 makes four letters, so that pieces join without a seam. */
const PIECE = 3 * 4096

/**
 * A hand-over as JSON, in the bytes that are signed and sent. The paper is nearly all of it. Base64 stands in JSON as it is, so it is written behind the
 * rest and not looked through letter by letter; and in small pieces, because a text of 200 kB costs more to make room for than to write.
 */
export const bodyOf = ({ pdf, sm2, ...rest }: Outgoing): Uint8Array => {
  const beside = sm2 && { sm2: base64Of(sm2) }
  const head = `${JSON.stringify({ ...rest, ...beside }).slice(0, -1)},"pdf":"`
  const begin = Buffer.byteLength(head)
  const body = Buffer.allocUnsafe(begin + 4 * Math.ceil(pdf.length / 3) + 2)
  let end = body.write(head)
  for (let at = 0; at < pdf.length; at += PIECE) end += body.write(base64Of(pdf.subarray(at, at + PIECE)), end, 'latin1')
  body.write('"}', end)
  return body
}

const base64Of = ({ buffer, byteOffset, byteLength }: Uint8Array): string => Buffer.from(buffer, byteOffset, byteLength).toString('base64')
