import { isRefusal } from '#protocol/refusal.ts'
import { handshakeText, type MachineHandshake } from '#protocol/rest.ts'
import { askNonce } from '#protocol/routes/machines.ts'
import { ask } from './ask.ts'

// This screen's own key. It is made here, can't be taken out of the browser, and outlives reloads in IndexedDB.

export type Kept = { machine: string; keys: CryptoKeyPair }

export const base64url = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('the browser cannot store a key'))
  })

const open = (): Promise<IDBDatabase> => {
  const request = indexedDB.open('roadfit-hall', 1)
  request.onupgradeneeded = () => void request.result.createObjectStore('key')
  return done(request)
}

const isKept = (value: unknown): value is Kept =>
  typeof value === 'object' && value !== null && 'machine' in value && typeof value.machine === 'string' && 'keys' in value

/** Who this screen is; null while it isn't enrolled. */
export const keptKey = async (): Promise<Kept | null> => {
  const database = await open()
  const kept: unknown = await done(database.transaction('key').objectStore('key').get('machine'))
  database.close()
  return isKept(kept) ? kept : null
}

/** Keeps who this screen is from now on. */
export const keep = async (kept: Kept): Promise<void> => {
  const database = await open()
  await done(database.transaction('key', 'readwrite').objectStore('key').put(kept, 'machine'))
  database.close()
}

/** What this screen says at each handshake: a nonce of the server's, signed. */
export const handshakeOf = async ({ machine, keys }: Kept): Promise<MachineHandshake> => {
  const said = await ask(askNonce)
  if (isRefusal(said)) throw new TypeError('the server gave no nonce')
  const signed = await crypto.subtle.sign({ name: 'Ed25519' }, keys.privateKey, new TextEncoder().encode(handshakeText(said.nonce)))
  return { machine, nonce: said.nonce, signature: base64url(signed) }
}
