import { createHmac } from 'node:crypto'

/**
 * The headers by which a receiver knows who sent a message, and when: Standard Webhooks 1.0 (standardwebhooks.com), HMAC-SHA-256 over id, seconds
 * since 1970 and the body as it is sent. One signature for each key, so that a receiver may have the old one or the new while keys change; none
 * without keys.
 */
export const signatureHeaders = (
  keys: readonly Uint8Array[],
  { id, at, body }: { id: string; at: Date; body: string | Uint8Array },
): Record<string, string> => {
  if (keys.length === 0) return {}
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const signed = keys.map((key) => `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')}`)
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signed.join(' ') }
}
