import { createHmac } from 'node:crypto'
import type { IceServer } from '#protocol/media.ts'

/** Servers that help browsers through a network: those that tell a browser its own address (STUN), and relays (TURN) with the secret that they share. */
export type Helpers = { urls: readonly string[]; secret: string | null }

/** How long a credential is good, s: longer than anybody sits in a booth, since a relay looks at it again and again while it relays. */
const GOOD_FOR_S = 43_200

const isRelay = (url: string): boolean => /^turns?:/.test(url)

/**
 * What a browser is told of the helpers: of relays a name that ends by itself, `when:id`, in seconds since 1970, and as its password
 * base64(HMAC-SHA1(secret, name)). So coturn takes it (`use-auth-secret`, `static-auth-secret`), after draft-uberti-behave-turn-rest-00, 2.2. The
 * secret itself never leaves the server. `id`: who asks, which names no person.
 */
export const iceServersFor = ({ urls, secret }: Helpers, id: string, now: Date): IceServer[] => {
  const [relays, others] = [urls.filter(isRelay), urls.filter((url) => !isRelay(url))]
  const username = `${Math.floor(now.getTime() / 1000) + GOOD_FOR_S}:${id}`
  return [
    ...(others.length > 0 ? [{ urls: others }] : []),
    ...(relays.length > 0 && secret !== null
      ? [{ urls: relays, username, credential: createHmac('sha1', secret).update(username).digest('base64') }]
      : []),
  ]
}
