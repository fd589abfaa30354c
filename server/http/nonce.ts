import type { RequestListener } from 'node:http'
import { askNonce } from '#protocol/routes/machines.ts'
import type { Deps } from '../deps.ts'
import type { Metrics } from './metrics.ts'

/**
 * Answers the question for a handshake's number before the framework sees it: after a fall of the line a thousand booths ask at once, and are
 * back the sooner the less each costs. What is asked in any other way goes to `others`, as everything else does.
 */
export const nonceFirst = (
  { presence }: Pick<Deps, 'presence'>,
  metrics: Pick<Metrics, 'request'>,
  headers: ReadonlyMap<string, string>,
  others: RequestListener,
): RequestListener => {
  const head = { ...Object.fromEntries(headers), 'cache-control': 'no-store', 'content-type': 'application/json; charset=utf-8' }
  return (request, response) => {
    if (request.method !== askNonce.method || request.url !== askNonce.path) return others(request, response)
    presence.nonces.issue().then(
      (nonce) => {
        const body = JSON.stringify({ nonce })
        response.writeHead(200, { ...head, 'content-length': body.length }).end(body)
        metrics.request(askNonce.path, 200)
      },
      // The framework's own answer says what is wrong.
      () => others(request, response),
    )
  }
}
