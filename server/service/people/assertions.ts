import { verifyAuthenticationResponse } from '@simplewebauthn/server'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import type { AssertionResponse, RequestOptions } from '#protocol/rest.ts'
import type { Deps } from '../../deps.ts'
import type { Passkey } from '../../store/passkeys.ts'

const ASKING_MS = 120_000

/** What a browser needs to have one of these passkeys sign a challenge; null: there is no passkey. */
export const requestOptions = (deps: Pick<Deps, 'settings'>, passkeys: readonly Passkey[], challenge: string): RequestOptions | null =>
  passkeys.length === 0
    ? null
    : {
        challenge,
        rpId: new URL(deps.settings.origin).hostname,
        allowCredentials: passkeys.slice(0, 20).map(({ id }) => ({ id, type: 'public-key' })),
        userVerification: 'required',
        timeout: ASKING_MS,
      }

/** Did one of these passkeys sign the challenge, with its owner verified? Then which, and how often it has signed. */
export const verifyAssertion = async (
  deps: Pick<Deps, 'settings' | 'log'>,
  passkeys: readonly Passkey[],
  challenge: string,
  assertion: AssertionResponse,
): Promise<{ passkey: Passkey; counter: number } | Refusal> => {
  const passkey = passkeys.find(({ id }) => id === assertion.id)
  if (!passkey) return refuse('assertion-wrong')
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: assertionOf(assertion),
      expectedChallenge: challenge,
      expectedOrigin: deps.settings.origin,
      expectedRPID: new URL(deps.settings.origin).hostname,
      credential: { id: passkey.id, publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')), counter: passkey.counter },
      requireUserVerification: true,
    })
    return verified ? { passkey, counter: authenticationInfo.newCounter } : refuse('assertion-wrong')
  } catch (error) {
    // The library throws where something doesn't fit: wrong challenge, origin, counter, signature.
    deps.log.warn({ person: passkey.person, why: error instanceof Error ? error.message : '' }, 'an assertion was refused')
    return refuse('assertion-wrong')
  }
}

/** The response in the library's own type: absent fields stay absent. */
export const assertionOf = ({ id, rawId, type, response }: AssertionResponse) => {
  const { clientDataJSON, authenticatorData, signature, userHandle } = response
  return {
    id,
    rawId,
    type,
    response: { clientDataJSON, authenticatorData, signature, ...(userHandle === undefined ? {} : { userHandle }) },
    clientExtensionResults: {},
  }
}
