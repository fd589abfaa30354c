import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'

// A file that is encrypted as it is written: records one after the other, each with its length before it (4 bytes, big-endian) and its tag
// behind (AES-256-GCM, NIST SP 800-38D). A record's nonce is its number and the key is the file's own, so that none stands for another, in
// this file or elsewhere. Whatever was written until a process was killed can be read; a record that was cut off is left out.

/** Plain bytes of a record at most, and how long they may wait for it, ms: what a killed server loses. */
const RECORD = 65_536
const WAIT_MS = 1000
const HEAD = 4
const TAG = 16
const ALGORITHM = 'aes-256-gcm'

const keyOf = (key: Uint8Array, name: string): Uint8Array => new Uint8Array(hkdfSync('sha256', key, '', `recording ${name}`, 32))

const nonceOf = (nth: number): Uint8Array => {
  const nonce = Buffer.alloc(12)
  nonce.writeBigUInt64BE(BigInt(nth), 4)
  return nonce
}

/** Locks a short secret up with another. `name` is what it is for: under another it doesn't open. */
export const wrap = (key: Uint8Array, name: string, secret: Uint8Array, nonce: Uint8Array): Uint8Array => {
  const cipher = createCipheriv(ALGORITHM, keyOf(key, name), nonce)
  return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()])
}

/** What was locked up. Throws when it was altered, or another key or name locked it up. */
export const unwrap = (key: Uint8Array, name: string, wrapped: Uint8Array): Uint8Array => {
  const decipher = createDecipheriv(ALGORITHM, keyOf(key, name), wrapped.subarray(0, 12)).setAuthTag(wrapped.subarray(-TAG))
  return Buffer.concat([decipher.update(wrapped.subarray(12, -TAG)), decipher.final()])
}

/** Writes one after the other what it is given; each `write` ends when the disk has taken what was due. */
export type SealedWriter = {
  write(bytes: Uint8Array): Promise<void>
  /** Writes what still waits, and waits for the disk. */
  end(): Promise<void>
  /** Writes nothing more. */
  close(): Promise<void>
}

/** Begins an encrypted file; it must not be there yet. `now` gives ms, to know how long bytes have waited. */
export const writeSealed = async (place: string, key: Uint8Array, name: string, now: () => number): Promise<SealedWriter> => {
  const own = keyOf(key, name)
  const file = await open(place, 'wx', 0o600)
  let waiting: Uint8Array[] = []
  let bytes = 0
  let since = now()
  let nth = 0
  const flush = async () => {
    const plain = Buffer.concat(waiting)
    waiting = []
    bytes = 0
    for (let at = 0; at < plain.length; at += RECORD) await file.writeFile(sealed(own, nth++, plain.subarray(at, at + RECORD)))
  }
  return {
    async write(part) {
      if (bytes === 0) since = now()
      waiting.push(part)
      bytes += part.length
      if (bytes >= RECORD || now() - since >= WAIT_MS) await flush()
    },
    async end() {
      await flush()
      await file.sync()
      await file.close()
    },
    close: () => file.close(),
  }
}

const sealed = (key: Uint8Array, nth: number, plain: Uint8Array): Uint8Array => {
  const cipher = createCipheriv(ALGORITHM, key, nonceOf(nth))
  const body = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  const head = Buffer.alloc(HEAD)
  head.writeUInt32BE(body.length)
  return Buffer.concat([head, body])
}

/** What of an encrypted file can be read: `size` plain bytes, of any part of them. */
export type SealedReader = {
  size: number
  /** Bytes from `first` up to and without `end`, some at a time. Throws where a record was altered. */
  read(first: number, end: number): AsyncGenerator<Uint8Array>
}

/** Where a record lies in the file, and its plain bytes in the whole. */
type Lying = { at: number; length: number; first: number }

/** Opens an encrypted file as far as it is written now; null: it isn't there. */
export const openSealed = async (place: string, key: Uint8Array, name: string): Promise<SealedReader | null> => {
  const file = await open(place, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (!file) return null
  const own = keyOf(key, name)
  const records = await recordsIn(file)
  const last = records.at(-1)
  return {
    size: last ? last.first + last.length - TAG : 0,
    async *read(first, end) {
      const held = await open(place, 'r')
      try {
        for (let nth = recordAt(records, first); nth < records.length; nth++) {
          const { at, length, first: begin } = records[nth] ?? { at: 0, length: 0, first: end }
          if (begin >= end) return
          const { buffer } = await held.read(Buffer.alloc(length), 0, length, at)
          const decipher = createDecipheriv(ALGORITHM, own, nonceOf(nth)).setAuthTag(buffer.subarray(-TAG))
          const plain = Buffer.concat([decipher.update(buffer.subarray(0, -TAG)), decipher.final()])
          yield plain.subarray(Math.max(0, first - begin), end - begin)
        }
      } finally {
        await held.close()
      }
    },
  }
}

const recordsIn = async (file: FileHandle): Promise<Lying[]> => {
  try {
    return await recordsOf(file)
  } finally {
    await file.close()
  }
}

/** Every whole record, by its length alone. */
const recordsOf = async (file: FileHandle): Promise<Lying[]> => {
  const { size } = await file.stat()
  const records: Lying[] = []
  const head = Buffer.alloc(HEAD)
  let first = 0
  for (let at = 0; at + HEAD <= size; ) {
    await file.read(head, 0, HEAD, at)
    const length = head.readUInt32BE()
    if (length <= TAG || length > RECORD + TAG || at + HEAD + length > size) break
    records.push({ at: at + HEAD, length, first })
    first += length - TAG
    at += HEAD + length
  }
  return records
}

/** Which record holds a byte. */
const recordAt = (records: readonly Lying[], byte: number): number => {
  let [low, high] = [0, records.length]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((records[middle]?.first ?? 0) <= byte) low = middle
    else high = middle
  }
  return low
}
