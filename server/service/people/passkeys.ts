import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server'
import type { Static } from 'typebox'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import type { CreationOptions, FreshProof, PasskeyCode, PasskeyView, ProofOptions, RegistrationResponse } from '#protocol/rest.ts'
import type { Deps } from '../../deps.ts'
import { hasHappened } from '../../store/account-events.ts'
import { addPasskey, countPasskey, passkeysOf, releasePasskey, removePasskey, signingPasskeysOf } from '../../store/passkeys.ts'
import { changePerson, findPerson, listPeople, type PersonRow } from '../../store/people.ts'
import { setChallenge } from '../../store/sessions.ts'
import { codeFor, sameCode } from '../machines/keys.ts'
import { happened, provePassword } from './account.ts'
import { requestOptions, verifyAssertion } from './assertions.ts'
import type { Session } from './sessions.ts'

/** ES256, EdDSA and RS256 (COSE): every authenticator has one of them, and other programs can check what they signed. */
const ALGORITHMS = [-7, -8, -257]
/** How long an administrator's code for a passkey is good, ms. */
const CODE_MS = 24 * 3_600_000

const newChallenge = (deps: Pick<Deps, 'random'>): string => Buffer.from(deps.random(32)).toString('base64url')

/** What the session's challenge is good for: one that asks for a proof never enrols, and the other way round. */
type Purpose = 'prove' | 'enrol'
const keepChallenge = (deps: Pick<Deps, 'db'>, { token }: Session, purpose: Purpose, challenge: string, held: readonly string[] = []) =>
  setChallenge(deps.db, token, [purpose, challenge, ...held].join(' '))
/** The challenge and what was kept beside it; null: there is none for this purpose. It is used up. */
const useChallenge = async (deps: Pick<Deps, 'db'>, { token, challenge }: Session, purpose: Purpose) => {
  const [what, value, ...held] = challenge?.split(' ') ?? []
  await setChallenge(deps.db, token, null)
  return what === purpose && value ? { value, held } : null
}

/** How the person can prove just now that they are themselves: what an enrolled passkey has to sign, if there is one. */
export const proofOptions = async (deps: Deps, session: Session): Promise<ProofOptions> => {
  const challenge = newChallenge(deps)
  await keepChallenge(deps, session, 'prove', challenge)
  const options = requestOptions(deps, await signingPasskeysOf(deps.db, session.person.id), challenge)
  return { options, password: deps.settings.demo }
}

const codeOf = (deps: Pick<Deps, 'key'>, id: string, until: string): string => codeFor(deps.key, `passkey ${id} ${until}`)

/** A one-time code by which a person may enrol a passkey, given by an administrator: never to themselves, unless they are the only one. */
export const givePasskeyCode = async (deps: Deps, administrator: PersonRow, id: string): Promise<PasskeyCode | Refusal> => {
  const person = await findPerson(deps.db, { id })
  if (!person) return refuse('not-found')
  const others = (await listPeople(deps.db)).filter(
    ({ roles, disabled, id: one }) => roles.includes('administrator') && !disabled && one !== administrator.id,
  )
  if (id === administrator.id && others.length > 0) return refuse('second-administrator-needed')
  const until = new Date(deps.clock().getTime() + CODE_MS).toISOString()
  await changePerson(deps.db, deps.key, id, { code: { until, by: administrator.id } })
  await happened(deps, id, 'passkey-code-given', administrator.id)
  return { code: codeOf(deps, id, until), until }
}

/**
 * Takes a fresh proof. `held`: the administrators without whose hand in it this couldn't have been, when another one has to look before
 * the passkey signs: after a reset of the password, or where there was a passkey before.
 */
const prove = async (deps: Deps, session: Session, proof: FreshProof): Promise<{ held: string[] } | Refusal> => {
  const person = await findPerson(deps.db, { id: session.person.id })
  if (!person) return refuse('not-signed-in')
  const challenge = await useChallenge(deps, session, 'prove')
  if (proof.by === 'passkey') {
    if (!challenge) return refuse('assertion-wrong')
    const proven = await verifyAssertion(deps, await signingPasskeysOf(deps.db, person.id), challenge.value, proof.assertion)
    if (isRefusal(proven)) return proven
    await countPasskey(deps.db, proven.passkey.id, proven.counter, deps.clock().toISOString())
    await changePerson(deps.db, deps.key, person.id, { resetBy: null })
    return { held: [] }
  }
  const passkeys = await passkeysOf(deps.db, person.id)
  // One that was there before this version left no word of its enrolment, but of its removal.
  const once = async () => (await hasHappened(deps.db, person.id, 'passkey-enrolled')) || hasHappened(deps.db, person.id, 'passkey-removed')
  const before = passkeys.length > 0 || (await once())
  if (proof.by === 'password') {
    if (!deps.settings.demo || before) return refuse('proof-needed')
    const wrong = await provePassword(deps, person, proof.password)
    return wrong ?? { held: person.resetBy ? [person.resetBy] : [] }
  }
  if (!deps.tries.may(person.id)) return refuse('too-many-tries')
  const { codeUntil, codeBy } = person
  if (!codeUntil || !codeBy || codeUntil <= deps.clock().toISOString() || !sameCode(codeOf(deps, person.id, codeUntil), proof.code)) {
    deps.tries.wrong(person.id)
    return refuse('code-wrong')
  }
  await changePerson(deps.db, deps.key, person.id, { code: null })
  const held = before || person.resetBy ? [codeBy, ...(person.resetBy ? [person.resetBy] : [])] : []
  return { held: [...new Set(held)] }
}

/** What the browser needs to make a passkey for the person who is signed in and has just proved that it is them. */
export const passkeyOptions = async (
  deps: Deps,
  session: Session,
  proof: FreshProof,
): Promise<Static<typeof CreationOptions> | Refusal> => {
  const proven = await prove(deps, session, proof)
  if (isRefusal(proven)) return proven
  const { person } = session
  const challenge = new Uint8Array(deps.random(32))
  const known = await passkeysOf(deps.db, person.id)
  const options = await generateRegistrationOptions({
    rpName: 'Roadfit',
    rpID: new URL(deps.settings.origin).hostname,
    userName: person.login,
    userID: new TextEncoder().encode(person.id),
    userDisplayName: person.name,
    challenge,
    attestationType: 'none',
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: known.map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
  })
  await keepChallenge(deps, session, 'enrol', options.challenge, proven.held)
  const { rp, user, pubKeyCredParams, timeout = 60_000, attestation = 'none', authenticatorSelection = {} } = options
  return {
    challenge: options.challenge,
    rp,
    user,
    pubKeyCredParams: pubKeyCredParams.map(({ alg, type }) => ({ alg, type })),
    timeout,
    excludeCredentials: known.map(({ id }) => ({ id, type: 'public-key' })),
    authenticatorSelection,
    attestation,
  }
}

/** Keeps the passkey that the browser has made, and tells its owner. */
export const enrolPasskey = async (
  deps: Deps,
  session: Session,
  { id, rawId, type, response }: Static<typeof RegistrationResponse>,
): Promise<{ done: true } | Refusal> => {
  const challenge = await useChallenge(deps, session, 'enrol')
  if (!challenge) return refuse('proof-needed')
  const { clientDataJSON, attestationObject, transports = [] } = response
  const person = session.person.id
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      supportedAlgorithmIDs: ALGORITHMS,
      response: { id, rawId, type, response: { clientDataJSON, attestationObject }, clientExtensionResults: {} },
      expectedChallenge: challenge.value,
      expectedOrigin: deps.settings.origin,
      expectedRPID: new URL(deps.settings.origin).hostname,
      requireUserVerification: true,
    })
    if (!verified) return refuse('assertion-wrong')
    const { credential } = registrationInfo
    const held = challenge.held.length > 0 ? challenge.held : null
    const publicKey = Buffer.from(credential.publicKey).toString('base64url')
    const passkey = { id: credential.id, person, publicKey, counter: credential.counter, transports, held }
    if (!(await addPasskey(deps.db, deps.key, passkey, deps.clock().toISOString()))) return refuse('assertion-wrong')
    await happened(deps, person, 'passkey-enrolled', person)
    if (held) await happened(deps, person, 'passkey-held', held[0] ?? person)
    return { done: true }
  } catch (error) {
    deps.log.warn({ person, why: error instanceof Error ? error.message : '' }, 'a passkey was refused')
    return refuse('assertion-wrong')
  }
}

/** A person's passkeys, as they and administrators see them. */
export const passkeysView = async (deps: Pick<Deps, 'db'>, person: string): Promise<PasskeyView[]> =>
  (await passkeysOf(deps.db, person)).map(({ id, createdAt, usedAt, held }) => ({ id, createdAt, usedAt, held: held !== null }))

/** Takes a passkey away: its owner, or an administrator where the device is lost. */
export const takePasskey = async (deps: Deps, by: PersonRow, person: string, id: string): Promise<{ done: true } | Refusal> => {
  if (!(await removePasskey(deps.db, deps.key, person, id))) return refuse('not-found')
  await happened(deps, person, 'passkey-removed', by.id)
  return { done: true }
}

/** An administrator who had no hand in the reset, and isn't the owner, lets a held passkey sign. */
export const letSign = async (deps: Deps, administrator: PersonRow, person: string, id: string): Promise<{ done: true } | Refusal> => {
  const passkey = (await passkeysOf(deps.db, person)).find((one) => one.id === id)
  if (!passkey) return refuse('not-found')
  if (passkey.held === null) return { done: true }
  if (administrator.id === person || passkey.held.includes(administrator.id)) return refuse('second-administrator-needed')
  await releasePasskey(deps.db, deps.key, id)
  await changePerson(deps.db, deps.key, person, { resetBy: null })
  await happened(deps, person, 'passkey-released', administrator.id)
  return { done: true }
}
