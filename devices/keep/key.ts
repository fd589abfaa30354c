import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign as signBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Value } from 'typebox/value'
import { asking } from '#protocol/ask.ts'
import { Exact } from '#protocol/basic.ts'
import { canonical } from '#protocol/canonical.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import { Enrolled, handshakeText, type MachineHandshake } from '#protocol/rest.ts'
import { askNonce, enrol as askPlace } from '#protocol/routes/machines.ts'
import type { KeyFault } from '#protocol/setting-fault.ts'
import { type Count, type CountLog, openCount } from './count.ts'
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
  /** Keeps what the booth and its site are called now, where that has changed. */
  call(called: Pick<Enrolled, 'name' | 'site'>): void
  /** A handshake over a fresh nonce of the server. Throws when none can be had. */
  handshake(server: string): Promise<MachineHandshake>
  /** See `Count`. */
  beyond: Count['beyond']
  /** Adds the next sequence number and the signature over the canonical text of all the rest. Throws when the disk can't be written. */
  sign<T extends object>(value: T): T & { sequence: number; signature: string }
}

/** What a booth leaves beside its key once it is known by it. */
const TRACES = ['machine.json', 'sequence']

/**
 * Why there is no key where there was one, or null. It is made with a new folder, and never in the place of a lost or torn one: the
 * server knows the booth by the old key, and would take nothing that another has signed.
 */
export const lostKey = (folder: string): KeyFault | null => {
  const file = join(folder, 'key.pem')
  const faulty = (fault: KeyFault['fault']): KeyFault => ({ at: { file, line: null, pointer: '' }, fault })
  const pem = readIfThere(file)
  if (pem !== null) return keyIn(pem) ? null : faulty({ code: 'booth-key-damaged', fields: {} })
  const others = TRACES.filter((name) => existsSync(join(folder, name)))
  return others.length === 0 ? null : faulty({ code: 'booth-key-missing', fields: { others } })
}

/**
 * Opens the booth's key in its data folder, or makes one (mode 600). Throws where one is lost or torn: `lostKey` says so in words. A torn
 * place at the server is none: the booth is to be enrolled again, under the same key.
 */
export const openKey = (folder: string, log?: CountLog): Key => {
  const lost = lostKey(folder)
  if (lost) throw new Error(`${lost.at.file} ${lost.fault.code === 'booth-key-damaged' ? 'is damaged' : 'is lost'}`)
  const isNew = !existsSync(join(folder, 'key.pem'))
  const privateKey = readOrMakeKey(join(folder, 'key.pem'))
  const publicKey = rawPublicKey(privateKey)
  const signed = (text: string) => signBytes(null, Buffer.from(text), privateKey).toString('base64url')

  const machineFile = join(folder, 'machine.json')
  let machine = readMachine(machineFile, log)
  const count = openCount(folder, isNew, log)

  return {
    publicKey,
    machine: () => machine,
    async enrol(server, code) {
      const answer = await askAt(server)(askPlace, { body: { code, publicKey } })
      // Whoever enrols a booth has no line yet that could be restored by itself.
      if (isRefusal(answer)) return answer.refused === 'not-connected' ? refuse('no-answer') : answer
      writeWhole(machineFile, JSON.stringify(answer))
      machine = answer
      return answer
    },
    call({ name, site }) {
      if (!machine || (machine.name === name && machine.site === site)) return
      machine = { ...machine, name, site }
      writeWhole(machineFile, JSON.stringify(machine))
    },
    async handshake(server) {
      if (!machine) throw new Error('this booth is not enrolled')
      const answer = await askAt(server)(askNonce)
      if (isRefusal(answer)) throw new Error('the server gave no nonce')
      return { machine: machine.id, nonce: answer.nonce, signature: signed(handshakeText(answer.nonce)) }
    },
    beyond: (number) => count.beyond(number),
    sign(value) {
      const whole = { ...value, sequence: count.next() }
      return { ...whole, signature: signed(canonical(whole)) }
    },
  }
}

/** The Ed25519 key of a PEM text, or null. */
const keyIn = (pem: string): KeyObject | null => {
  try {
    const key = createPrivateKey(pem)
    return key.asymmetricKeyType === 'ed25519' ? key : null
  } catch {
    return null
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

/** As booths kept it before there were sites. */
const { site: hall, ...others } = Enrolled.properties
const EnrolledBefore = Exact({ ...others, hall })

const readMachine = (path: string, log?: CountLog): Enrolled | null => {
  const text = readIfThere(path)
  if (text === null) return null
  const value = parsed(text)
  if (Value.Check(Enrolled, value)) return value
  if (Value.Check(EnrolledBefore, value)) {
    const { hall, ...rest } = value
    return { ...rest, site: hall }
  }
  log?.warn({ file: path }, 'who this booth is at the server cannot be read: it has to be enrolled again')
  return null
}

/** How long the server is waited for, ms. */
const PATIENCE_MS = 10_000
const askAt = (server: string) => asking((path, init) => fetch(server + path, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) }))
