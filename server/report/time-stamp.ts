import { createHash } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { chainOf, isGoodAt } from './chain.ts'
import { type Cms, digestStands, namesCertificate, OID, readCms, signatureHolds } from './cms.ts'

// Time stamps by RFC 3161: what is asked for, and what an answer is worth.

const SHA_256 = '2.16.840.1.101.3.4.2.1'
/** RFC 3161, 2.3: the only purpose that a stamping certificate may have, and critical. */
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8'
const EXTENDED_USAGE = '2.5.29.37'

/** `nonce`: chance by which an answer is known to be a new one. `policy`: by which one wants to be stamped (an OID); null: by any. */
export type Asked = { of: Uint8Array; nonce: Uint8Array; policy: string | null }

const integer = (bytes: Uint8Array) => new asn1js.Integer({ valueHex: new Uint8Array(bytes).buffer })

/** A question for a time stamp over the SHA-256 of some bytes, whose answer brings its certificate along (RFC 3161, 2.4.1). */
export const stampRequest = ({ of, nonce, policy }: Asked): Uint8Array => {
  const request = new pkijs.TimeStampReq({
    version: 1,
    messageImprint: new pkijs.MessageImprint({
      hashAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: SHA_256, algorithmParams: new asn1js.Null() }),
      hashedMessage: new asn1js.OctetString({ valueHex: new Uint8Array(createHash('sha256').update(of).digest()).buffer }),
    }),
    ...(policy !== null && { reqPolicy: policy }),
    nonce: integer(nonce),
    certReq: true,
  })
  return new Uint8Array(request.toSchema().toBER(false))
}

/** What can be wrong with a time stamp. Each has a sentence in common/words/zh/proof.ts and common/words/en/proof.ts. */
export const STAMP_FAULTS = [
  /** None that can be read. */
  'stamp-unreadable',
  /** It is of something else. */
  'stamp-differs',
  /** It isn't signed by the certificate that it names. */
  'stamp-wrong',
  /** Its certificate isn't for time stamps, or for other things too. */
  'stamp-not-for-stamping',
  /** Nobody of those who are trusted for time stamps made or issued its certificate. */
  'stamp-untrusted',
  /** Its certificate wasn't good when it stamped. */
  'stamp-out-of-date',
] as const
type StampFault = (typeof STAMP_FAULTS)[number]

/**
 * `at`: when the authority says that it had what it stamped; null: it can't be read. `chain`: from its certificate to one that is trusted. `signer`:
 * its certificate in DER, with what came along.
 */
export type Stamp = {
  faults: StampFault[]
  at: Date | null
  chain: readonly Uint8Array[]
  signer: { certificate: Uint8Array; others: readonly Uint8Array[] } | null
}

/** What a time stamp over these bytes is worth to who trusts `trusted` (certificates in DER). */
export const lookAtStamp = async (token: Uint8Array, of: Uint8Array, trusted: readonly Uint8Array[]): Promise<Stamp> => {
  const read = readStamp(token)
  if (!read) return { faults: ['stamp-unreadable'], at: null, chain: [], signer: null }
  const { cms, info, content } = read
  const faults: StampFault[] = []
  const { hashAlgorithm, hashedMessage } = info.messageImprint
  const imprint = Buffer.from(hashedMessage.valueBlock.valueHexView)
  if (hashAlgorithm.algorithmId !== SHA_256 || !imprint.equals(createHash('sha256').update(of).digest())) faults.push('stamp-differs')
  else if (!digestStands(cms, content) || !(await signatureHolds(cms, of)) || !namesCertificate(cms)) faults.push('stamp-wrong')
  if (!isForStamping(cms.certificate)) faults.push('stamp-not-for-stamping')
  const chain = chainOf(cms.certificate, cms.others, trusted)
  if (!chain) faults.push('stamp-untrusted')
  if (![...(chain ?? [cms.certificate])].every((one) => isGoodAt(one, info.genTime))) faults.push('stamp-out-of-date')
  return { faults, at: info.genTime, chain: chain ?? [cms.certificate], signer: { certificate: cms.certificate, others: cms.others } }
}

const readStamp = (token: Uint8Array): { cms: Cms; info: pkijs.TSTInfo; content: Uint8Array } | null => {
  const cms = readCms(token)
  const { eContentType, eContent } = cms?.signed.encapContentInfo ?? {}
  if (!cms?.padded || eContentType !== OID.stampInfo || !eContent) return null
  try {
    const content = new Uint8Array(eContent.getValue())
    const info = pkijs.TSTInfo.fromBER(content)
    return info.version === 1 && !Number.isNaN(info.genTime.getTime()) ? { cms, info, content } : null
  } catch {
    // The library throws on what isn't as declared.
    return null
  }
}

const isForStamping = (certificate: Uint8Array): boolean => {
  const usage = pkijs.Certificate.fromBER(new Uint8Array(certificate)).extensions?.find(({ extnID }) => extnID === EXTENDED_USAGE)
  const purposes = usage?.parsedValue instanceof pkijs.ExtKeyUsage ? usage.parsedValue.keyPurposes : []
  return usage?.critical === true && purposes.length === 1 && purposes[0] === TIME_STAMPING
}

/** Why an answer isn't taken: the authority refuses, by its failure bit (RFC 3161, 2.4.2), or what it sends isn't what was asked for. */
export type Untaken = { refused: string } | { untrusted: string }

/** The time stamp in an answer, once all of it was compared with what was asked; or why it isn't taken. */
export const tokenIn = async (
  answer: Uint8Array,
  asked: Asked,
  trusted: readonly Uint8Array[],
): Promise<{ token: Uint8Array } | Untaken> => {
  const read = readAnswer(answer)
  if (!read) return { untrusted: 'unreadable' }
  const { status, failure, token } = read
  // Granted, or granted with changes, which are looked at below.
  if (status !== 0 && status !== 1) return { refused: failure === null ? `status ${status}` : `failure ${failure}` }
  if (!token) return { untrusted: 'no token' }
  const { faults } = await lookAtStamp(token, asked.of, trusted)
  if (faults[0]) return { untrusted: faults[0] }
  const info = readStamp(token)?.info
  if (!info?.nonce?.isEqual(integer(asked.nonce))) return { untrusted: 'nonce' }
  if (asked.policy !== null && info.policy !== asked.policy) return { untrusted: 'policy' }
  return { token }
}

const readAnswer = (answer: Uint8Array): { status: number; failure: number | null; token: Uint8Array | null } | null => {
  try {
    const parsed = asn1js.fromBER(new Uint8Array(answer))
    if (parsed.offset !== answer.length) return null
    const { status, timeStampToken } = new pkijs.TimeStampResp({ schema: parsed.result })
    const bits = status.failInfo ? new Uint8Array(status.failInfo.valueBlock.valueHexView) : null
    const failure = bits ? [...bits].flatMap((byte, at) => bitsOf(byte).map((bit) => at * 8 + bit))[0] : undefined
    const token = timeStampToken ? new Uint8Array(timeStampToken.toSchema().toBER(false)) : null
    return { status: status.status, failure: failure ?? null, token }
  } catch {
    // The libraries throw on what isn't as declared.
    return null
  }
}

/** The bits that are set, the highest first as 0 (X.690, 8.6). */
const bitsOf = (byte: number): number[] => [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => (byte & (0x80 >> bit)) !== 0)
