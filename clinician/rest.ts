import type { Static, TSchema } from 'typebox'
import { Strokes } from '#protocol/basic.ts'
import { type ErrandTry, NeededErrands } from '#protocol/errand.ts'
import { fits } from '#protocol/fits.ts'
import { Refusal, refuse } from '#protocol/refusal.ts'
import {
  type AccessAsked,
  AccessGiven,
  AccessViews,
  AccountEventViews,
  CalibrationViews,
  CreationOptions,
  Done,
  type FirstAdministrator,
  type FreshProof,
  Greeting,
  Log,
  Machine,
  type MachineChange,
  Machines,
  Me,
  type NewMachine,
  type NewPerson,
  Overrides,
  PasskeyCode,
  PasskeyViews,
  type PasswordChange,
  People,
  Person,
  type PersonChange,
  ProofOptions,
  type RegistrationResponse,
  SessionViews,
  type SignIn,
} from '#protocol/rest.ts'
import { type NewSite, Site, type SiteChange, Sites } from '#protocol/sites.ts'

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
  if (response.ok && fits(answer, said)) return said
  return fits(Refusal, said) ? said : refuse(response.ok ? 'malformed' : 'internal', { message: path })
}

export const rest = {
  greeting: () => ask('GET', '/api/greeting', Greeting),
  setUp: (first: Static<typeof FirstAdministrator>) => ask('POST', '/api/setup', Me, first),
  signIn: (who: Static<typeof SignIn>) => ask('POST', '/api/session', Me, who),
  signOut: () => ask('DELETE', '/api/session', Done),
  saveSignature: (strokes: Strokes) => ask('PUT', '/api/me/signature', Me, strokes),
  changePassword: (change: Static<typeof PasswordChange>) => ask('PUT', '/api/me/password', Done, change),
  sessions: () => ask('GET', '/api/me/sessions', SessionViews),
  endSession: (id: string) => ask('DELETE', `/api/me/sessions/${id}`, Done),
  accountEvents: () => ask('GET', '/api/me/events', AccountEventViews),
  seeEvents: () => ask('POST', '/api/me/events/seen', Me, {}),
  passkeys: () => ask('GET', '/api/passkeys', PasskeyViews),
  removePasskey: (id: string) => ask('DELETE', `/api/passkeys/${id}`, Done),
  passkeyProof: () => ask('POST', '/api/passkeys/proof', ProofOptions, {}),
  passkeyOptions: (proof: FreshProof) => ask('POST', '/api/passkeys/options', CreationOptions, proof),
  addPasskey: (response: Static<typeof RegistrationResponse>) => ask('POST', '/api/passkeys', Me, response),
  /** The driver's handwriting under the declaration. */
  driverSignature: (check: string) => ask('GET', `/api/checks/${check}/signature`, Strokes),
  log: (reading: string) => ask('GET', `/api/readings/${reading}`, Log),
  giveReason: (asked: AccessAsked) => ask('POST', '/api/access', AccessGiven, asked),
  access: (before: { at: string; id: string } | null) =>
    ask('GET', before ? `/api/access?at=${before.at}&id=${before.id}` : '/api/access', AccessViews),
  sites: () => ask('GET', '/api/sites', Sites),
  addSite: (site: NewSite) => ask('POST', '/api/sites', Site, site),
  changeSite: (id: string, change: SiteChange) => ask('PATCH', `/api/sites/${id}`, Site, change),
  people: () => ask('GET', '/api/people', People),
  addPerson: (person: NewPerson) => ask('POST', '/api/people', Person, person),
  changePerson: (id: string, change: PersonChange) => ask('PATCH', `/api/people/${id}`, Person, change),
  passkeysOf: (person: string) => ask('GET', `/api/people/${person}/passkeys`, PasskeyViews),
  removePasskeyOf: (person: string, id: string) => ask('DELETE', `/api/people/${person}/passkeys/${id}`, Done),
  letSign: (person: string, id: string) => ask('POST', `/api/people/${person}/passkeys/${id}/let-sign`, Done, {}),
  passkeyCode: (person: string) => ask('POST', `/api/people/${person}/passkey-code`, PasskeyCode, {}),
  changeMachine: (id: string, change: Static<typeof MachineChange>) => ask('PATCH', `/api/machines/${id}`, Machine, change),
  calibrations: (machine: string) => ask('GET', `/api/machines/${machine}/calibrations`, CalibrationViews),
  errands: () => ask('GET', '/api/errands', NeededErrands),
  tryErrand: (check: string, asked: ErrandTry) => ask('POST', `/api/errands/${check}/try`, Done, asked),
  overrides: () => ask('GET', '/api/overrides', Overrides),
  machines: () => ask('GET', '/api/machines', Machines),
  addMachine: (machine: NewMachine) => ask('POST', '/api/machines', Machine, machine),
  newCode: (id: string) => ask('POST', `/api/machines/${id}/code`, Machine, {}),
}

/** Addresses of pictures and papers; the session's cookie goes along by itself. */
export const photoOf = (check: string): string => `/api/checks/${check}/photo`
export const cardPhotoOf = (check: string): string => `/api/checks/${check}/card-photo`
export const pdfOf = (number: string): string => `/api/reports/${number}/pdf`
