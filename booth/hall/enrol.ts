import { fits } from '#protocol/fits.ts'
import { isRefusal, type Refusal, RefusalFields, refuse } from '#protocol/refusal.ts'
import { Enrolled } from '#protocol/rest.ts'
import { base64url, type Kept, keep } from './key.ts'

/** Trades a one-time code for an identity: a new key whose public half the server keeps. The refusal says why not. */
export const enrol = async (code: string): Promise<Kept | Refusal | 'wrong-kind' | 'unsupported'> => {
  let keys: CryptoKeyPair
  try {
    keys = await crypto.subtle.generateKey({ name: 'Ed25519' }, false, ['sign', 'verify'])
  } catch {
    return 'unsupported'
  }
  const publicKey = base64url(await crypto.subtle.exportKey('raw', keys.publicKey))
  let said: unknown
  try {
    const body = JSON.stringify({ code, publicKey })
    const response = await fetch('/api/machines/enrol', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    said = await response.json()
  } catch {
    return refuse('not-connected')
  }
  if (isRefusal(said) && fits(RefusalFields, said.fields)) return said
  if (!fits(Enrolled, said)) return refuse('malformed')
  if (said.kind !== 'hall-screen') return 'wrong-kind'
  const kept = { machine: said.id, keys }
  await keep(kept)
  return kept
}
