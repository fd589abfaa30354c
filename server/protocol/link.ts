import { io, type Socket } from 'socket.io-client'
import type { Static } from 'typebox'
import { Value } from 'typebox/value'
import type { Message, Push } from './message.ts'
import { isRefusal, refuse, type Refusal } from './refusal.ts'

/** How long to wait before trying again, ms: first and longest, with a share of chance so that many don't come at once. */
export type BackOff = { firstMs: number; longestMs: number; jitter: number }
export const BACK_OFF: BackOff = { firstMs: 250, longestMs: 3000, jitter: 0.5 }

/** Tries at a place that another one has come so many times more seldom in the end. */
const MOST_LONGER = 10

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
 * Connects to `url` (empty: where the page came from) and keeps connecting. `credentials` is asked at each handshake.
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
  }: {
    messages: M
    pushes: P
    path: string
    credentials?: () => Promise<Record<string, unknown>>
    backOff?: BackOff
    headers?: Record<string, string>
  },
): Link<M, P> => {
  const socket: Socket = io(url, {
    path,
    transports: ['websocket'],
    reconnectionDelay: backOff.firstMs,
    reconnectionDelayMax: backOff.longestMs,
    randomizationFactor: backOff.jitter,
    ...(headers ? { extraHeaders: headers } : {}),
    auth: (give: (data: object) => void) => {
      if (!credentials) return give({})
      credentials().then(give, () => give({}))
    },
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
  let refusals = 0
  socket.on('connect', () => {
    refusals = 0
    become('connected', null)
  })
  socket.on('disconnect', (reason) => {
    become('connecting', null)
    // socket.io leaves a line alone that the far side closed on purpose; a restart of the server looks like that.
    if (reason === 'io server disconnect') again = setTimeout(() => socket.connect(), backOff.firstMs)
  })
  socket.on('connect_error', (error: Error & { data?: unknown }) => {
    if (isRefusal(error.data)) {
      become('refused', error.data)
      // Where another computer has the place, only a person can mend that: nobody fights for it.
      refusals = error.data.refused === 'booth-taken' ? refusals + 1 : 0
      again = setTimeout(() => socket.connect(), backOff.longestMs * Math.min(2 ** Math.max(refusals - 1, 0), MOST_LONGER))
    } else become('connecting', null)
  })
  return {
    async ask(name, request, waitMs = 10_000) {
      const declared = messages[name]
      if (!declared) return refuse('unknown-message')
      if (!socket.connected) return refuse('not-connected')
      try {
        const answer: unknown = await socket.timeout(waitMs).emitWithAck(name, request)
        if (isRefusal(answer)) return answer
        return Value.Check(declared.answer, answer) ? (answer as Static<M[typeof name]['answer']>) : refuse('malformed', { message: name })
      } catch {
        return refuse(socket.connected ? 'no-answer' : 'not-connected')
      }
    },
    on(name, take) {
      const declared = pushes[name]
      const event: string = name
      const listener = (value: unknown) => {
        if (declared && Value.Check(declared.value, value)) take(value as Static<P[typeof name]['value']>)
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
      clearTimeout(again)
      watchers.clear()
      socket.close()
    },
  }
}
