import { createPrivateKey, createPublicKey, generateKeyPairSync, sign as signBytes, type KeyObject } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Value } from 'typebox/value'
import { canonical } from '#protocol/canonical.ts'
import { isRefusal, refuse, type Refusal } from '#protocol/refusal.ts'
import type { KeyFault } from '#protocol/setting-fault.ts'
import { Enrolled, handshakeText, Nonce, type MachineHandshake } from '#protocol/rest.ts'
import { parsed, readIfThere, writeWhole } from './disk.ts'

/** The booth as it stands before the server: its Ed25519 key and the count of everything it ever signed. */
export type Key = {
  /** Raw 32 bytes, base64url. */
  publicKey: string
  /** Who this booth is at the server; null until it is enrolled. */
  machine(): Enrolled | null
  /**
   * Trades a one-time code for a place at the server. The same key is offered at each try, so a lost answer costs nothing.
   * Refusals: the server's own, `no-answer` when it can't be reached.
   */
  enrol(server: string, code: string): Promise<Enrolled | Refusal>
  /** A handshake over a fresh nonce of the server. Throws when none can be had. */
  handshake(server: string): Promise<MachineHandshake>
  /** Adds the next sequence number and the signature over the canonical text of all the rest. Throws when the disk can't be written. */
  sign<T extends object>(value: T): T & { sequence: number; signature: string }
}

/** What a booth leaves beside its key once it is known by it. */
const TRACES = ['machine.json', 'sequence']

/**
 * Why there is no key where there was one, or null. It is made with a new folder, and never in the place of a lost one: the server
 * knows the booth by the old key, and would take nothing that another has signed.
 */
export const lostKey = (folder: string): KeyFault | null => {
  const others = existsSync(join(folder, 'key.pem')) ? [] : TRACES.filter((name) => existsSync(join(folder, name)))
  return others.length === 0
    ? null
    : { at: { file: join(folder, 'key.pem'), line: null, pointer: '' }, fault: { code: 'booth-key-missing', fields: { others } } }
}

/** Opens the booth's key in its data folder, or makes one (mode 600). Throws where one is lost. */
export const openKey = (folder: string): Key => {
  if (lostKey(folder)) throw new Error(`${join(folder, 'key.pem')} is lost`)
  const privateKey = readOrMakeKey(join(folder, 'key.pem'))
  const publicKey = rawPublicKey(privateKey)
  const signed = (text: string) => signBytes(null, Buffer.from(text), privateKey).toString('base64url')

  const machineFile = join(folder, 'machine.json')
  let machine = readMachine(machineFile)

  const sequenceFile = join(folder, 'sequence')
  let sequence = readSequence(sequenceFile)

  return {
    publicKey,
    machine: () => machine,
    async enrol(server, code) {
      const answer = await ask(`${server}/api/machines/enrol`, { code, publicKey })
      if (isRefusal(answer)) return answer
      if (!Value.Check(Enrolled, answer)) return refuse('no-answer')
      writeWhole(machineFile, JSON.stringify(answer))
      machine = answer
      return answer
    },
    async handshake(server) {
      if (!machine) throw new Error('this booth is not enrolled')
      const answer = await ask(`${server}/api/nonce`)
      if (!Value.Check(Nonce, answer)) throw new Error('the server gave no nonce')
      return { machine: machine.id, nonce: answer.nonce, signature: signed(handshakeText(answer.nonce)) }
    },
    sign(value) {
      // Written before it is used: a number once used never comes again, even after a power cut.
      writeWhole(sequenceFile, String(sequence + 1))
      sequence += 1
      const whole = { ...value, sequence }
      return { ...whole, signature: signed(canonical(whole)) }
    },
  }
}

const readOrMakeKey = (path: string): KeyObject => {
  const pem = readIfThere(path)
  if (pem !== null) return createPrivateKey(pem)
  const { privateKey } = generateKeyPairSync('ed25519')
  writeWhole(path, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
  return privateKey
}

const rawPublicKey = (privateKey: KeyObject): string => {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' })
  if (x === undefined) throw new Error('key.pem is no Ed25519 key')
  return x
}

const readMachine = (path: string): Enrolled | null => {
  const text = readIfThere(path)
  if (text === null) return null
  const value = parsed(text)
  if (!Value.Check(Enrolled, value)) throw new Error(`${path} is damaged: remove it and enrol the booth again`)
  return value
}

const readSequence = (path: string): number => {
  const text = readIfThere(path)
  if (text === null) return 0
  if (!/^\d{1,15}$/.test(text)) throw new Error(`${path} is damaged: it holds the count of what this booth has signed`)
  return Number(text)
}

/** What the server says, as JSON; the refusal `no-answer` when it says nothing. */
const ask = async (url: string, body?: object): Promise<unknown> => {
  try {
    const response = await fetch(url, {
      signal: AbortSignal.timeout(10_000),
      ...(body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
    })
    return await response.json()
  } catch {
    return refuse('no-answer')
  }
}
