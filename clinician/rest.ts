import { Type, type Static, type TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { Strokes } from '#protocol/basic.ts'
import { Refusal, refuse } from '#protocol/refusal.ts'
import {
  CreationOptions,
  Done,
  Greeting,
  Log,
  Machine,
  Machines,
  Me,
  Overrides,
  People,
  Person,
  type FirstAdministrator,
  type NewMachine,
  type NewPerson,
  type PersonChange,
  type RegistrationResponse,
  type SignIn,
} from '#protocol/rest.ts'

/**
 * Asks the server and checks its answer. A refusal for what the server refused, `not-connected` when it can't be reached,
 * `malformed` when the answer is of another version.
 */
const ask = async <S extends TSchema>(method: string, path: string, answer: S, body?: unknown): Promise<Static<S> | Refusal> => {
  let response: Response
  let said: unknown
  try {
    response = await fetch(path, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    said = await response.json()
  } catch {
    return refuse('not-connected')
  }
  if (response.ok && Value.Check(answer, said)) return said
  return Value.Check(Refusal, said) ? said : refuse(response.ok ? 'malformed' : 'internal', { message: path })
}

export const rest = {
  greeting: () => ask('GET', '/api/greeting', Greeting),
  setUp: (first: Static<typeof FirstAdministrator>) => ask('POST', '/api/setup', Me, first),
  signIn: (who: Static<typeof SignIn>) => ask('POST', '/api/session', Me, who),
  signOut: () => ask('DELETE', '/api/session', Done),
  saveSignature: (strokes: Strokes) => ask('PUT', '/api/me/signature', Me, strokes),
  passkeyOptions: () => ask('POST', '/api/passkeys/options', CreationOptions, {}),
  addPasskey: (response: Static<typeof RegistrationResponse>) => ask('POST', '/api/passkeys', Me, response),
  /** The driver's handwriting under the declaration. */
  driverSignature: (check: string) => ask('GET', `/api/checks/${check}/signature`, Strokes),
  log: (reading: string) => ask('GET', `/api/readings/${reading}`, Log),
  people: () => ask('GET', '/api/people', People),
  addPerson: (person: NewPerson) => ask('POST', '/api/people', Person, person),
  changePerson: (id: string, change: PersonChange) => ask('PATCH', `/api/people/${id}`, Person, change),
  overrides: () => ask('GET', '/api/overrides', Overrides),
  machines: () => ask('GET', '/api/machines', Machines),
  addMachine: (machine: NewMachine) => ask('POST', '/api/machines', Machine, machine),
  newCode: (id: string) => ask('POST', `/api/machines/${id}/code`, Machine, {}),
}

/** Addresses of pictures and papers; the session's cookie goes along by itself. */
export const photoOf = (check: string): string => `/api/checks/${check}/photo`
export const cardPhotoOf = (check: string): string => `/api/checks/${check}/card-photo`
export const pdfOf = (number: string): string => `/api/reports/${number}/pdf`
