import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server'
import type { Static } from 'typebox'
import { refuse, type Refusal } from '#protocol/refusal.ts'
import type { CreationOptions, RegistrationResponse } from '#protocol/rest.ts'
import type { Deps } from '../deps.ts'
import { addPasskey, passkeysOf } from '../store/passkeys.ts'
import { setChallenge } from '../store/sessions.ts'
import type { Session } from './people.ts'

/** ES256, EdDSA and RS256 (COSE): every authenticator has one of them, and other programs can check what they signed. */
const ALGORITHMS = [-7, -8, -257]

/** What the browser needs to make a passkey for the person who is signed in. */
export const passkeyOptions = async (deps: Deps, { token, person }: Session): Promise<Static<typeof CreationOptions>> => {
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
  await setChallenge(deps.db, token, options.challenge)
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

/** Keeps the passkey that the browser has made. */
export const enrolPasskey = async (
  deps: Deps,
  session: Session,
  { id, rawId, type, response }: Static<typeof RegistrationResponse>,
): Promise<{ done: true } | Refusal> => {
  if (!session.challenge) return refuse('assertion-wrong')
  await setChallenge(deps.db, session.token, null)
  const { clientDataJSON, attestationObject, transports = [] } = response
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      supportedAlgorithmIDs: ALGORITHMS,
      response: { id, rawId, type, response: { clientDataJSON, attestationObject }, clientExtensionResults: {} },
      expectedChallenge: session.challenge,
      expectedOrigin: deps.settings.origin,
      expectedRPID: new URL(deps.settings.origin).hostname,
      requireUserVerification: true,
    })
    if (!verified) return refuse('assertion-wrong')
    const { credential } = registrationInfo
    const passkey = {
      id: credential.id,
      person: session.person.id,
      publicKey: Buffer.from(credential.publicKey).toString('base64url'),
      counter: credential.counter,
      transports,
    }
    return (await addPasskey(deps.db, passkey, deps.clock().toISOString())) ? { done: true } : refuse('assertion-wrong')
  } catch (error) {
    deps.log.warn({ person: session.person.id, why: error instanceof Error ? error.message : '' }, 'a passkey was refused')
    return refuse('assertion-wrong')
  }
}
