import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { fitsCompiled } from './compiled.ts'
import { cleaned } from './line.ts'
import { isRefusal, refusalIn, refuse, type Refusal } from './refusal.ts'

/** Who may send a message. */
export type Sender = 'agent' | 'page' | 'simulator' | 'installer' | 'doctor' | 'counter' | 'administrator' | 'hall' | 'server'

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
export type Listening = { on(event: string, listener: (...args: never[]) => void): unknown }

/** What a door tells of each request: for logs and counts. No contents. */
export type Told = { message: string; refused: string | null; error?: unknown }

/**
 * Answers every message of a table on a socket. A body that doesn't fit the schema, a sender who may not, and a handler
 * that throws are each answered with a refusal; the socket lives on.
 */
export const serve = <M extends Record<string, Message>, Who>(
  socket: Listening,
  messages: M,
  handlers: Handlers<M, Who>,
  who: Who,
  senders: readonly Sender[],
  tell: (told: Told) => void,
): void => {
  for (const [name, declared] of Object.entries(messages)) {
    const handler = handlers[name as keyof M]
    const respond = async (said: unknown): Promise<unknown> => {
      if (!declared.by.some((sender) => senders.includes(sender))) return refuse('not-allowed')
      const body = cleaned(declared.request, said)
      if (!fitsCompiled(declared.request, body)) return refuse('malformed', { message: name, where: whereWrong(declared.request, body) })
      return handler(body as Static<M[keyof M]['request']>, who)
    }
    socket.on(declared.name, (body: unknown, ack: unknown) => {
      if (typeof ack !== 'function') return
      respond(body).then(
        (answer) => {
          tell({ message: declared.name, refused: isRefusal(answer) ? answer.refused : null })
          ack(answer)
        },
        (error: unknown) => {
          const refusal = refusalIn(error)
          tell({ message: declared.name, refused: refusal.refused, ...(refusal.refused === 'internal' ? { error } : {}) })
          ack(refusal)
        },
      )
    })
  }
}

/** The first place where a value leaves its schema, as a JSON pointer; `/` is the value itself. */
export const whereWrong = (schema: TSchema, value: unknown): string => {
  const [first] = Value.Errors(schema, value)
  return first === undefined || first.instancePath === '' ? '/' : first.instancePath
}
