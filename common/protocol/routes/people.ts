import { Base64Url, Id } from '../basic.ts'
import { Done, NewPerson, PasskeyCode, PasskeyViews, People, Person, PersonChange } from '../rest.ts'
import { route } from '../route.ts'

// Everybody's accounts and passkeys, for administrators.

const by = ['administrator'] as const
const params = { id: Id }
const ofPasskey = { id: Id, passkey: Base64Url(1400) }

export const listPeople = route('GET', '/api/people', { by, answer: People })

export const addPerson = route('POST', '/api/people', {
  by,
  body: NewPerson,
  answer: Person,
  refuses: ['name-taken', 'glyph-missing', 'not-found', 'site-closed', 'password-short', 'password-guessable'],
})

/** `not-allowed`, too: the last administrator stays one. */
export const changePerson = route('PATCH', '/api/people/:id', {
  by,
  params,
  body: PersonChange,
  answer: Person,
  refuses: ['not-found', 'site-closed', 'glyph-missing', 'password-short', 'password-guessable'],
})

export const givePasskeyCode = route('POST', '/api/people/:id/passkey-code', {
  by,
  params,
  answer: PasskeyCode,
  refuses: ['not-found', 'second-administrator-needed'],
})

export const listPasskeysOf = route('GET', '/api/people/:id/passkeys', { by, params, answer: PasskeyViews })

export const removePasskeyOf = route('DELETE', '/api/people/:id/passkeys/:passkey', {
  by,
  params: ofPasskey,
  answer: Done,
  refuses: ['not-found'],
})

/** Lets a passkey sign that was held. */
export const letSign = route('POST', '/api/people/:id/passkeys/:passkey/let-sign', {
  by,
  params: ofPasskey,
  answer: Done,
  refuses: ['not-found', 'second-administrator-needed'],
})
