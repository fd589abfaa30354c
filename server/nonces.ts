import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'

/** How long a handshake number is good, ms. */
const NONCE_MS = 60_000
/** 126 bits. */
const MARK_LETTERS = 21

/** Numbers used once, by which machines prove at a handshake that they are there now. */
export type Nonces = {
  issue(): Promise<string>
  /** Was it issued here, a short while ago, and not used yet? */
  good(nonce: string): Promise<boolean>
  /** From now on it's used; false: it was already. For a nonce that was good and whose signature was right. */
  use(nonce: string): Promise<boolean>
}

/**
 * A nonce carries its own time and the mark of this process, so nothing is kept of those that are only asked for: a flood of them pushes
 * out nobody's. Used ones are remembered until they run out, and only an enrolled machine can use one.
 */
export const openNonces = ({ random, steady }: { random: (bytes: number) => Uint8Array; steady: () => Date }): Nonces => {
  const ownKey = createSecretKey(random(32))
  const used = new Map<string, number>()
  const markOf = (front: string) => createHmac('sha256', ownKey).update(front).digest('base64url').slice(0, MARK_LETTERS)
  // Told apart by counting: nobody can foretell the mark.
  let issued = 0
  const frontOf = (end: number) => `${end.toString(36).padStart(9, '0')}${(issued++).toString(36).padStart(10, '0')}`
  const endOf = (nonce: string): number | null => {
    const front = nonce.slice(0, -MARK_LETTERS)
    const [mark, right] = [nonce.slice(-MARK_LETTERS), markOf(front)].map((text) => Buffer.from(text))
    return mark && right && mark.length === right.length && timingSafeEqual(mark, right) ? Number.parseInt(front.slice(0, 9), 36) : null
  }
  return {
    async issue() {
      const front = frontOf(steady().getTime() + NONCE_MS)
      return front + markOf(front)
    },
    async good(nonce) {
      const end = endOf(nonce)
      return end !== null && end > steady().getTime() && !used.has(nonce)
    },
    async use(nonce) {
      const now = steady().getTime()
      // In the order in which they were used, which is about that in which they run out.
      for (const [one, end] of used) {
        if (end > now) break
        used.delete(one)
      }
      if (used.has(nonce)) return false
      used.set(nonce, now + NONCE_MS)
      return true
    },
  }
}
