import type { ErrandFault, ErrandFaultCode } from '#protocol/errand.ts'

/** Statuses with a meaning of their own (RFC 9110, section 15). */
const STATUSES: Readonly<Partial<Record<number, ErrandFaultCode>>> = {
  400: 'malformed',
  401: 'key-wrong',
  403: 'forbidden',
  404: 'address-wrong',
  405: 'address-wrong',
  408: 'timed-out',
  409: 'conflict',
  410: 'address-wrong',
  413: 'too-large',
  415: 'malformed',
  421: 'address-wrong',
  423: 'conflict',
  425: 'down',
  429: 'too-many',
  502: 'down',
  503: 'down',
  504: 'down',
}

/** What an answer that is neither a receipt nor a refusal in the agreed form means. */
export const faultOfStatus = (status: number): ErrandFault => ({ code: codeOfStatus(status), said: String(status) })

const codeOfStatus = (status: number): ErrandFaultCode => {
  const own = STATUSES[status]
  if (own) return own
  if (status >= 500) return 'failed'
  if (status === 422 || status < 300) return 'answer-unreadable'
  return status < 400 ? 'moved' : 'not-taken'
}

/** Codes of Node, its HTTP client and OpenSSL, as they begin. The first that fits tells. */
const CODES: readonly [RegExp, ErrandFaultCode][] = [
  [/^(ENOTFOUND|EAI_)/, 'name-unknown'],
  [/^ECONNREFUSED$/, 'line-refused'],
  [/^(EHOSTUNREACH|ENETUNREACH|ENETDOWN|EHOSTDOWN|EADDRNOTAVAIL)$/, 'unreachable'],
  [/^(ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT|TimeoutError)$/, 'timed-out'],
  [/^(CERT_HAS_EXPIRED|CERT_NOT_YET_VALID|CRL_(HAS_EXPIRED|NOT_YET_VALID))$/, 'certificate-expired'],
  [/^(ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)/, 'certificate-name'],
  [/CERT|^UNABLE_TO_(GET|VERIFY|DECRYPT|DECODE)_|^INVALID_(CA|PURPOSE)$|^PATH_LENGTH_EXCEEDED$/, 'certificate-untrusted'],
  [/^(EPROTO$|ERR_SSL_|ERR_TLS_)/, 'not-secure'],
  [/^(ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_SOCKET)$/, 'line-cut'],
  [/^UND_ERR_HEADERS_OVERFLOW$/, 'answer-too-long'],
  [/^(HTTPParserError$|HPE_|Z_|ERR__ERROR_|UND_ERR_RES)/, 'answer-unreadable'],
]

/** The answer of a case has more bytes than one has. */
export class TooLong extends RangeError {}

/** Why nothing came back: the cause in a few words, which fetch hides one level down or more. */
export const faultOfError = (error: unknown): ErrandFault => {
  if (error instanceof TooLong) return { code: 'answer-too-long', said: '' }
  const said = signOf(error)
  return { code: CODES.find(([begin]) => begin.test(said))?.[1] ?? 'unknown', said }
}

/** The system's code for an error, or its name. */
const signOf = (error: unknown): string => {
  if (!(error instanceof Error)) return ''
  if ('code' in error && typeof error.code === 'string') return error.code.slice(0, 60)
  return error.cause instanceof Error ? signOf(error.cause) : error.name.slice(0, 60)
}
