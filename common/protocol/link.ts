import { io, type Socket } from 'socket.io-client'
import type { Static } from 'typebox'
import { fits } from './fits.ts'
import type { Message, Push } from './message.ts'
import { isRefusal, type Refusal, refuse } from './refusal.ts'

/**
 * How long to wait before trying again, ms: first and longest, doubled in between; by chance up to the share `jitter` sooner, so that many
 * who lost their line together don't come back together.
 */
export type BackOff = { firstMs: number; longestMs: number; jitter: number }
export const BACK_OFF: BackOff = { firstMs: 250, longestMs: 2000, jitter: 0.75 }

/** How long to wait after the try that followed `tried` others without success, ms. `chance` is from 0 to 1. */
export const waitBefore = ({ firstMs, longestMs, jitter }: BackOff, tried: number, chance: number): number =>
  Math.min(firstMs * 2 ** tried, longestMs) * (1 - jitter * chance)

/** Tries at a place that another one has come so many times more seldom in the end. */
const MOST_LONGER = 10

/** Resolves when the line stands: at once, or when it does again. */
export const standing = (link: { watch(take: (state: LinkState) => void): () => void }): Promise<void> =>
  new Promise((stands) => {
    const stop = link.watch((state) => {
      if (state !== 'connected') return
      stands()
      // Told at once, while `watch` has not returned yet.
      queueMicrotask(() => stop())
    })
  })

export type LinkState = 'connecting' | 'connected' | 'refused'

/** A typed socket: asks messages, listens for pushes, says how it is. */
export type Link<M extends Record<string, Message>, P extends Record<string, Push>> = {
  /** The answer, or a refusal: `not-connected` when there is no line, `no-answer` when none came in time. Safe to repeat by id. */
  ask<K extends keyof M & string>(name: K, request: Static<M[K]['request']>, waitMs?: number): Promise<Static<M[K]['answer']> | Refusal>
  /** Calls `take` with each value of a push. Returns how to stop. */
  on<K extends keyof P & string>(name: K, take: (value: Static<P[K]['value']>) => void): () => void
  /** Calls `take` now and at each change. `refused` comes with the reason. */
  watch(take: (state: LinkState, refusal: Refusal | null) => void): () => void
  close(): void
}

/**
 * Connects to `url` (empty: where the page came from) at once, and keeps connecting, less and less often, for as long as no line stands.
 * `credentials` is asked before each handshake; while it throws or refuses there is nothing to shake hands with, and no line is opened.
 * An answer or push that doesn't fit its schema is dropped: the far side is of another version.
 */
export const openLink = <M extends Record<string, Message>, P extends Record<string, Push>>(
  url: string,
  {
    messages,
    pushes,
    path,
    credentials,
    backOff = BACK_OFF,
    headers,
    chance = Math.random,
  }: {
    messages: M
    pushes: P
    path: string
    credentials?: () => Promise<Record<string, unknown> | Refusal>
    backOff?: BackOff
    headers?: Record<string, string>
    /** From 0 to 1, for how long to wait. */
    chance?: () => number
  },
): Link<M, P> => {
  let shown: object = {}
  const socket: Socket = io(url, {
    path,
    transports: ['websocket'],
    // Whether and when to try again is decided here alone: the library knows neither of credentials nor of refusals.
    autoConnect: false,
    reconnection: false,
    ...(headers ? { extraHeaders: headers } : {}),
    auth: (give: (data: object) => void) => give(shown),
  })
  let state: LinkState = 'connecting'
  let why: Refusal | null = null
  const watchers = new Set<(state: LinkState, refusal: Refusal | null) => void>()
  const become = (next: LinkState, refusal: Refusal | null) => {
    state = next
    why = refusal
    for (const take of watchers) take(state, why)
  }
  let again: ReturnType<typeof setTimeout> | undefined
  let closed = false
  let tried = 0
  let since = 0
  const connect = async () => {
    try {
      const given = (await credentials?.()) ?? {}
      if (isRefusal(given)) return turnedAway(given)
      shown = given
    } catch {
      return later()
    }
    if (!closed) socket.connect()
  }
  const later = (ms = waitBefore(backOff, tried, chance())) => {
    if (closed) return
    clearTimeout(again)
    again = setTimeout(() => void connect(), ms)
    tried += 1
  }
  /** Whoever gives the credentials said no. That they can't be reached is no reason of theirs. */
  const turnedAway = (refusal: Refusal) => {
    const isCut = refusal.refused === 'not-connected' || refusal.refused === 'no-answer'
    become(isCut ? 'connecting' : 'refused', isCut ? null : refusal)
    later()
  }
  let taken = 0
  socket.on('connect', () => {
    since = performance.now()
    taken = 0
    become('connected', null)
  })
  socket.on('disconnect', () => {
    // Who is let in and thrown out again each time comes less and less often too.
    if (performance.now() - since > backOff.longestMs) tried = 0
    become('connecting', null)
    later()
  })
  socket.on('connect_error', (error: Error & { data?: unknown }) => {
    if (!isRefusal(error.data)) {
      become('connecting', null)
      return later()
    }
    become('refused', error.data)
    if (error.data.refused !== 'booth-taken' && error.data.refused !== 'screen-taken') return later()
    // Where another computer has the place, only a person can fix that: nobody fights for it.
    const seldom = { ...backOff, firstMs: backOff.longestMs, longestMs: backOff.longestMs * MOST_LONGER }
    later(waitBefore(seldom, taken, chance()))
    taken += 1
  })
  void connect()
  return {
    async ask(name, request, waitMs = 10_000) {
      const declared = messages[name]
      if (!declared) return refuse('unknown-message')
      if (!socket.connected) return refuse('not-connected')
      try {
        const answer: unknown = await socket.timeout(waitMs).emitWithAck(name, request)
        if (isRefusal(answer)) return answer
        return fits(declared.answer, answer) ? (answer as Static<M[typeof name]['answer']>) : refuse('malformed', { message: name })
      } catch {
        return refuse(socket.connected ? 'no-answer' : 'not-connected')
      }
    },
    on(name, take) {
      const declared = pushes[name]
      const event: string = name
      const listener = (value: unknown) => {
        if (declared && fits(declared.value, value)) take(value as Static<P[typeof name]['value']>)
      }
      socket.on(event, listener)
      return () => void socket.off(event, listener)
    },
    watch(take) {
      watchers.add(take)
      take(state, why)
      return () => void watchers.delete(take)
    },
    close() {
      closed = true
      clearTimeout(again)
      watchers.clear()
      socket.close()
    },
  }
}
