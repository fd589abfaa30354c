import type { Static, TSchema } from 'typebox'
import { mostBytes } from './bounds.ts'
import { openBudget, type Rate } from './budget.ts'
import { fitsCompiled } from './compiled.ts'
import { cleaned } from './line.ts'
import { isFailure, isRefusal, type Refusal, refusalIn, refuse } from './refusal.ts'
import { whereWrong } from './where-wrong.ts'

/** Who may send a message. */
export type Sender =
  | 'agent'
  | 'page'
  | 'simulator'
  | 'installer'
  | 'doctor'
  | 'senior'
  | 'counter'
  | 'administrator'
  | 'auditor'
  | 'hall'
  | 'server'

/** A question with one answer. Declared once; doors and clients take their types from here. */
export type Message<N extends string = string, Q extends TSchema = TSchema, A extends TSchema = TSchema> = {
  readonly name: N
  readonly by: readonly Sender[]
  readonly request: Q
  readonly answer: A
}
export const message = <const N extends string, Q extends TSchema, A extends TSchema>(
  name: N,
  { by, request, answer }: { by: readonly Sender[]; request: Q; answer: A },
): Message<N, Q, A> => ({ name, by, request, answer })

/** A value that is sent without being asked for, always whole. */
export type Push<N extends string = string, V extends TSchema = TSchema> = { readonly name: N; readonly value: V }
export const push = <const N extends string, V extends TSchema>(name: N, value: V): Push<N, V> => ({ name, value })

/** A handler for each message of a table; a missing one is a type error. */
export type Handlers<M extends Record<string, Message>, Who> = {
  [K in keyof M]: (
    request: Static<M[K]['request']>,
    who: Who,
  ) => Promise<Static<M[K]['answer']> | Refusal> | Static<M[K]['answer']> | Refusal
}

/** The part of a socket that a door needs. */
export type Listening = { onAny(listener: (name: string, body: unknown, ack: unknown) => void): unknown }

/** What a door tells of each request: for logs and counts. No contents. */
export type MessageOutcome = { message: string; refused: string | null; error?: unknown }

/** Signalling makes work for a media worker: a call asks some ten things, and as many again when its line has changed. */
const SIGNALLING: Rate = { perSecond: 20, atOnce: 200 }
/** A picture is half a second's work; a driver who isn't content takes one after the other. */
const PICTURES: Rate = { perSecond: 1, atOnce: 10 }
/** Longer than this is what carries a picture, bytes. */
const PICTURE_BYTES = 500_000
/** A sensor's values come fifty times a second. */
const ANYTHING: Rate = { perSecond: 500, atOnce: 2000 }

/**
 * Answers every message of a table on a socket. A body that doesn't fit the schema, a sender who may not, and a handler
 * that throws are each answered with a refusal, and so is one that asks too often; the socket lives on. `arrives` is told of each request that
 * may be and fits, before it is handled. `clock` is monotonic, ms.
 */
export const serve = <M extends Record<string, Message>, Who>(
  socket: Listening,
  messages: M,
  handlers: Handlers<M, Who>,
  who: Who,
  senders: readonly Sender[],
  tell: (told: MessageOutcome) => void,
  arrives: (message: string, request: unknown) => void = () => {},
  clock: () => number = () => performance.now(),
): void => {
  const signalling = openBudget(SIGNALLING, clock)
  const pictures = openBudget(PICTURES, clock)
  const anything = openBudget(ANYTHING, clock)
  const mayAsk = ({ name, request }: Message): boolean =>
    (name.startsWith('media:') ? signalling : mostBytes(request) > PICTURE_BYTES ? pictures : anything)()
  const respond = async (name: keyof M & string, declared: Message, said: unknown): Promise<unknown> => {
    if (!mayAsk(declared)) return refuse('too-many-tries')
    if (!declared.by.some((sender) => senders.includes(sender))) return refuse('not-allowed')
    const body = cleaned(declared.request, said)
    if (!fitsCompiled(declared.request, body)) return refuse('malformed', { message: name, where: whereWrong(declared.request, body) })
    arrives(name, body)
    return handlers[name](body as Static<M[keyof M]['request']>, who)
  }
  // One listener for all messages: a crowd that comes together costs each of its sockets as little as can be.
  socket.onAny((name, body, ack) => {
    const declared = Object.hasOwn(messages, name) ? messages[name] : undefined
    if (!declared || typeof ack !== 'function') return
    respond(name, declared, body).then(
      (answer) => {
        tell({ message: name, refused: isRefusal(answer) ? answer.refused : null })
        ack(answer)
      },
      (error: unknown) => {
        const refusal = refusalIn(error)
        tell({ message: name, refused: refusal.refused, ...(isFailure(refusal) ? { error } : {}) })
        ack(refusal)
      },
    )
  })
}
