import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { refuse } from '#protocol/refusal.ts'
import type { Log } from '../log.ts'
import type { Range, StoredFile } from '../store/files.ts'

/**
 * Sends a stored file, or the one part of it that is asked for (RFC 9110, sections 13 and 14). Its digest is its strong ETag: what has
 * another digest is another file. A file that turns out to be another one after its beginning was sent is cut off.
 */
export const sendStored = (reply: FastifyReply, file: StoredFile, log: Log): FastifyReply => {
  const { digest, size } = file
  const { method, headers, routeOptions } = reply.request
  const etag = `"${digest}"`
  void reply.headers({ etag, 'accept-ranges': 'bytes' })
  if (headers['if-match'] !== undefined && !names(headers['if-match'], etag)) return reply.code(412).send()
  if (headers['if-none-match'] !== undefined && names(headers['if-none-match'].replaceAll('W/', ''), etag)) return reply.code(304).send()
  // A part is only defined of what GET gives, and only of the file that the other side has the rest of.
  const ifRange = headers['if-range']
  const isPart = method === 'GET' && (ifRange === undefined || ifRange === etag)
  const range = isPart ? rangeOf(headers.range, size) : null
  if (range === 'outside')
    return reply
      .code(416)
      .header('content-range', `bytes */${size}`)
      .type('application/json; charset=utf-8')
      .send(refuse('malformed', { where: 'range' }))
  const { first, last } = range ?? { first: 0, last: size - 1 }
  if (range) void reply.code(206).header('content-range', `bytes ${first}-${last}/${size}`)
  void reply.header('content-length', last + 1 - first)
  // The framework would read a file through to its end, only to send its length.
  const bytes = Readable.from(method === 'HEAD' ? [] : file.stream({ first, last }))
  bytes.once('error', (error) => {
    if (reply.raw.headersSent) log.error({ err: error, route: routeOptions.url }, 'a file was cut off while it was sent')
    // What is sent in its place is no file.
    else for (const name of OF_A_FILE) reply.removeHeader(name).raw.removeHeader(name)
  })
  return reply.send(bytes)
}

const OF_A_FILE = ['etag', 'accept-ranges', 'content-range', 'content-disposition', 'content-type']

/** The part of so many bytes that a `Range` asks for. Null: all of them, for it asks for nothing, for several parts, or in a way that is none. */
export const rangeOf = (header: string | undefined, size: number): Range | 'outside' | null => {
  const [, first = '', last = ''] = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(header ?? '') ?? []
  if (first === '' && last === '') return null
  const end = size - 1
  if (first === '') {
    if (Number(last) === 0) return 'outside'
    return size === 0 ? null : { first: Math.max(0, size - Number(last)), last: end }
  }
  if (last !== '' && Number(last) < Number(first)) return null
  if (Number(first) > end) return 'outside'
  return { first: Number(first), last: last === '' ? end : Math.min(Number(last), end) }
}

/** Does a list of ETags name this one? */
const names = (list: string, etag: string): boolean => list.split(',').some((one) => ['*', etag].includes(one.trim()))
