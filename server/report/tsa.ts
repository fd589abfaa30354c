import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { askBytes } from './ask-bytes.ts'
import { certificatesOf } from './chain.ts'
import { stampRequest, tokenIn } from './time-stamp.ts'

/** Why there is no time stamp. `said`: the sign by which technicians know it. */
export type StampTrouble = { code: 'stamp-unreachable' | 'stamp-refused' | 'stamp-untrusted'; said: string }

/** Has some bytes stamped. What is given was compared with what was asked, and is by an authority that is trusted. */
export type Stamps = (of: Uint8Array) => Promise<{ token: Uint8Array } | { trouble: StampTrouble }>

/** A driver waits in the booth while a paper is stamped; a time stamp has two to ten thousand bytes. */
const BOUNDS = { allMs: 5000, silenceMs: 2000, most: 64_000 }
const HEADERS = { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' }
/** As long as none of ours can be guessed by whoever kept an old answer. */
const NONCE_BYTES = 16

type Authority = {
  url: string
  /** By which policy it is to stamp (an OID); null: by its own. */
  policy: string | null
  /** Certificates of whom is trusted, in DER. */
  trusted: readonly Uint8Array[]
  random: (bytes: number) => Uint8Array
}

/** Time stamps of an authority over HTTP (RFC 3161, 3.4). Only a digest travels, and the answer is signed: `http://` reveals and risks nothing. */
export const stampsOf =
  ({ url, policy, trusted, random }: Authority): Stamps =>
  async (of) => {
    const nonce = random(NONCE_BYTES)
    // A positive number, and of the same length in every encoding.
    nonce[0] = ((nonce[0] ?? 0) & 0x3f) | 0x40
    const asked = { of, nonce, policy }
    const answer = await askBytes(url, { headers: HEADERS, body: stampRequest(asked) }, BOUNDS)
    if ('fault' in answer) return { trouble: { code: 'stamp-unreachable', said: answer.fault } }
    const found = await tokenIn(answer.bytes, asked, trusted)
    if ('token' in found) return found
    return {
      trouble: 'refused' in found ? { code: 'stamp-refused', said: found.refused } : { code: 'stamp-untrusted', said: found.untrusted },
    }
  }

/** How long an authority that has failed is left alone while drivers wait, ms: none of them waits for what will hardly come. */
const REST_MS = 60_000

/** The same for who can't wait: once it has failed it isn't asked for a minute. `steady`: the clock that nobody sets. */
export const restingAfterTrouble = (stamps: Stamps, steady: () => Date): Stamps => {
  let rest: { until: number; trouble: StampTrouble } | null = null
  return async (of) => {
    if (rest && steady().getTime() < rest.until) return { trouble: rest.trouble }
    const found = await stamps(of)
    rest = 'trouble' in found ? { until: steady().getTime() + REST_MS, trouble: found.trouble } : null
    return found
  }
}

/** The certificates of a folder, in DER: of every `.crt` in it. */
export const certificatesIn = async (folder: string): Promise<Uint8Array[]> => {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.crt'))
  return (await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))).flatMap(certificatesOf)
}
