import { type Static, type TSchema, Type } from 'typebox'
import type { RefusalCode } from './refusal.ts'
import type { Role } from './rest.ts'

/** A file as an answer: bytes of this media type. */
export type Bytes = {
  readonly media:
    | 'image/jpeg'
    | 'image/png'
    | 'video/webm'
    | 'application/pdf'
    | 'application/pkcs7-signature'
    | 'application/json'
    | 'application/fhir+json'
    | 'text/csv; charset=utf-8'
}

/** What is said of a route besides its method and path. */
type Declared<P extends string = string> = {
  /** Who may ask. `anybody`: whoever comes; `signed-in`: every person with an account; else who has one of these roles. */
  readonly by: 'anybody' | 'signed-in' | readonly Role[]
  /** The parts of the path that begin with a colon. */
  readonly params?: Readonly<Record<NamesIn<P>, TSchema>>
  readonly query?: TSchema
  readonly body?: TSchema
  readonly answer: TSchema | Bytes
  /** What this route says no with, besides what many do: `refusalsOf` gives all. */
  readonly refuses?: readonly RefusalCode[]
  /** How often one address may ask in a minute, where secrets are tried. */
  readonly tries?: number
}
type NamesIn<P extends string> = P extends `${string}:${infer N}/${infer Rest}`
  ? N | NamesIn<Rest>
  : P extends `${string}:${infer N}`
    ? N
    : never

/** A question over HTTP with one answer. Declared once: the server's door, the OpenAPI page and the typed clients all come from it. */
export type Route = Declared & { readonly method: Method; readonly path: `/api/${string}` }
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Declares a route. A part of the path without its schema doesn't compile. */
export const route = <
  const P extends Route['path'],
  const D extends Declared<P> & ([NamesIn<P>] extends [never] ? object : Required<Pick<Declared<P>, 'params'>>),
>(
  method: Method,
  path: P,
  declared: D,
) => ({ method, path, ...declared })

/** What goes with a question: only what its route declares. */
export type Asked<R extends Route> = { [K in keyof R & 'params']: ParamsOf<R> } & {
  [K in keyof R & ('query' | 'body')]: R[K] extends TSchema ? Static<R[K]> : never
}

type ParamsOf<R extends Route> = { [N in keyof R['params']]: R['params'][N] extends TSchema ? Static<R['params'][N]> : never }

export type AnswerOf<R extends Route> = R['answer'] extends TSchema ? Static<R['answer']> : Uint8Array

export const isBytes = (answer: TSchema | Bytes): answer is Bytes => 'media' in answer

/** The parts of the path as one schema. */
export const paramsOf = ({ params }: Route): TSchema | undefined => params && Type.Object({ ...params })

/** What many routes say no with, each by what is declared of it; and then its own. */
export const refusalsOf = ({ method, by, tries, refuses = [] }: Route): RefusalCode[] => [
  ...new Set<RefusalCode>([
    'malformed',
    ...(method === 'GET' ? [] : (['origin-wrong'] as const)),
    ...(by === 'anybody' ? [] : (['not-signed-in'] as const)),
    ...(by === 'anybody' || by === 'signed-in' ? [] : (['not-allowed'] as const)),
    ...(tries === undefined ? [] : (['too-many-tries'] as const)),
    ...refuses,
    'internal',
    'record-unreadable',
    'records-busy',
    'disk-full',
  ]),
]

/** What stands in the address of a question. */
export type Placed = { params?: Readonly<Record<string, string>>; query?: Record<string, string> }
/** The address of a question: what is asked by it stands in its place. */
export const pathOf = ({ path }: Route, { params = {}, query = {} }: Placed): string => {
  const whole = Object.entries(params).reduce<string>((path, [name, value]) => path.replace(`:${name}`, encodeURIComponent(value)), path)
  const search = new URLSearchParams(query)
  return search.size > 0 ? `${whole}?${search}` : whole
}
/** The same of a file, a picture or a paper, which a browser fetches by itself. */
export const addressOf = <R extends Route & { answer: Bytes }>(route: R, params: ParamsOf<R>): string => pathOf(route, { params })
