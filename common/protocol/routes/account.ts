import { Base64Url, Id } from '../basic.ts'
import {
  AccountEventViews,
  CreationOptions,
  Done,
  FreshProof,
  Me,
  PasskeyViews,
  PasswordChange,
  ProofOptions,
  RegistrationResponse,
  SessionViews,
  SignaturePicture,
} from '../rest.ts'
import { route } from '../route.ts'

// One's own account: signature, password, sessions, passkeys, and what happened to it.

export const saveSignature = route('PUT', '/api/me/signature', { by: 'signed-in', body: SignaturePicture, answer: Me })

export const changePassword = route('PUT', '/api/me/password', {
  by: 'signed-in',
  tries: 20,
  body: PasswordChange,
  answer: Done,
  refuses: ['wrong-password', 'password-same', 'password-short', 'password-guessable'],
})

export const listSessions = route('GET', '/api/me/sessions', { by: 'signed-in', answer: SessionViews })

export const endSession = route('DELETE', '/api/me/sessions/:id', {
  by: 'signed-in',
  params: { id: Id },
  answer: Done,
  refuses: ['not-found'],
})

export const listEvents = route('GET', '/api/me/events', { by: 'signed-in', answer: AccountEventViews })

export const seeEvents = route('POST', '/api/me/events/seen', { by: 'signed-in', answer: Me })

export const listPasskeys = route('GET', '/api/passkeys', { by: 'signed-in', answer: PasskeyViews })

/** What an enrolled passkey has to sign before another is enrolled. */
export const askProof = route('POST', '/api/passkeys/proof', { by: 'signed-in', answer: ProofOptions })

/** What the browser needs to make a passkey. */
export const askPasskey = route('POST', '/api/passkeys/options', {
  by: 'signed-in',
  tries: 20,
  body: FreshProof,
  answer: CreationOptions,
  refuses: ['assertion-wrong', 'proof-needed', 'wrong-password', 'code-wrong'],
})

export const addPasskey = route('POST', '/api/passkeys', {
  by: 'signed-in',
  body: RegistrationResponse,
  answer: Me,
  refuses: ['proof-needed', 'assertion-wrong'],
})

export const removePasskey = route('DELETE', '/api/passkeys/:passkey', {
  by: 'signed-in',
  params: { passkey: Base64Url(1400) },
  answer: Done,
  refuses: ['not-found'],
})
