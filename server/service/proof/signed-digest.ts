import { verifyAuthenticationResponse } from '@simplewebauthn/server'
import { Value } from 'typebox/value'
import { AssertionResponse } from '#protocol/rest.ts'
import type { Db } from '../../store/open.ts'
import { findPasskey } from '../../store/passkeys.ts'
import { challengeOf } from '../checks/signoff.ts'
import { assertionOf } from '../people/assertions.ts'
import type { Signed } from './expected-rows.ts'

/**
 * Did the doctor sign this digest? The key is the one in the event; older events have none, and the passkey itself is asked. A
 * password of a demonstration leaves nothing to check.
 */
export const isSigned = async (
  db: Db,
  { assertion }: { assertion: string | null },
  { signedBy, doctor, digest, publicKey }: Pick<Signed, 'signedBy' | 'doctor' | 'digest' | 'publicKey'>,
): Promise<boolean> => {
  if (signedBy === 'password') return assertion === null
  const response = parsedAssertion(assertion)
  if (!response) return false
  const passkey = await findPasskey(db, response.id)
  if (passkey && passkey.person !== doctor.id) return false
  if (passkey && publicKey !== undefined && passkey.publicKey !== publicKey) return false
  const key = publicKey ?? passkey?.publicKey
  return key !== undefined && isAssertionOver(digest, response, key)
}

const parsedAssertion = (text: string | null): AssertionResponse | null => {
  try {
    const value: unknown = JSON.parse(text ?? '')
    return Value.Check(AssertionResponse, value) ? value : null
  } catch {
    return null
  }
}

/**
 * Does the assertion hold over the digest by this key, with its owner verified? It is judged by the origin where it was made, which
 * its authenticator bound to the key: the server may have moved since.
 */
const isAssertionOver = async (digest: string, response: AssertionResponse, publicKey: string): Promise<boolean> => {
  try {
    const client: unknown = JSON.parse(Buffer.from(response.response.clientDataJSON, 'base64url').toString('utf8'))
    const origin = typeof client === 'object' && client !== null && 'origin' in client ? String(client.origin) : ''
    const { verified } = await verifyAuthenticationResponse({
      response: assertionOf(response),
      expectedChallenge: challengeOf(digest),
      expectedOrigin: origin,
      expectedRPID: new URL(origin).hostname,
      credential: { id: response.id, publicKey: new Uint8Array(Buffer.from(publicKey, 'base64url')), counter: 0 },
      requireUserVerification: true,
    })
    return verified
  } catch {
    // The library throws where something doesn't fit.
    return false
  }
}
