import type { Static, TSchema } from 'typebox'
import { fits } from './fits.ts'
import { isRefusal, type Refusal, RefusalFields, refuse } from './refusal.ts'
import { type Asked, type Placed, pathOf, type Route } from './route.ts'

/** How a question gets to its server: `fetch`, with what stands before the path, cookies and patience. */
export type Send = (path: string, init: Sent) => Promise<Response>
type Sent = { method: string; headers?: Record<string, string>; body?: string }

/** Routes that answer with a value. A file is fetched by its address (`addressOf`). */
export type ValueRoute = Route & { readonly answer: TSchema }

/**
 * Asks the server and checks its answer. A refusal for what the server refused, `not-connected` when it can't be reached, `malformed`
 * when the answer is of another version.
 */
export type Ask = <R extends ValueRoute>(route: R, ...said: Said<R>) => Promise<Static<R['answer']> | Refusal>
/** What is said with it: nothing, where its route declares nothing. */
export type Said<R extends ValueRoute> = keyof Asked<R> extends never ? [] : [asked: Asked<R>]

/** The client of every route, for whoever can send a question. */
export const asking =
  (send: Send): Ask =>
  async <R extends ValueRoute>(route: R, ...[asked]: Said<R>): Promise<Static<R['answer']> | Refusal> => {
    const { body, ...placed }: Placed & { body?: object } = asked ?? {}
    let response: Response
    let said: unknown
    try {
      response = await send(pathOf(route, placed), {
        method: route.method,
        ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      })
      said = await response.json()
    } catch {
      return refuse('not-connected')
    }
    if (response.ok && fits<R['answer']>(route.answer, said)) return said
    if (isRefusal(said) && fits(RefusalFields, said.fields)) return said
    return refuse(response.ok ? 'malformed' : 'internal', { message: route.path })
  }
