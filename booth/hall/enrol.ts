import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import { enrol as askPlace } from '#protocol/routes/machines.ts'
import { ask } from './ask.ts'
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
  const said = await ask(askPlace, { body: { code, publicKey } })
  if (isRefusal(said)) return said
  if (said.kind !== 'hall-screen') return 'wrong-kind'
  const kept = { machine: said.id, keys }
  await keep(kept)
  return kept
}
