import { X509Certificate } from 'node:crypto'
import * as asn1js from 'asn1js'
import { chainOf, isGoodAt, termOf } from './chain.ts'
import { digestStands, namesCertificate, OID, readCms, signatureHolds, valueOf } from './cms.ts'
import { type Revision, type Revisions, revisionsOf } from './revisions.ts'
import { lookAtStamp, STAMP_FAULTS, type Stamp } from './time-stamp.ts'

/** What can be wrong with a sealed PDF. Each has a sentence in common/words/zh/proof.ts and common/words/en/proof.ts. */
const SEAL_FAULTS = [
  /** No signature, or none that can be read. */
  'no-signature',
  /** More than one: our papers bear one, and nothing but proofs and time stamps is added afterwards. */
  'several-signatures',
  /** `ByteRange` is no list of four numbers. */
  'range-malformed',
  /** What is signed doesn't begin with the file. */
  'range-starts-late',
  /** What is signed runs into itself, or backwards. */
  'range-overlaps',
  /** Something stands after what is signed. */
  'range-ends-early',
  /** What is signed is said to go on after the end of the file. */
  'range-ends-late',
  /** What isn't signed is more, or other, than the signature's own hexadecimal digits. */
  'gap-not-exact',
  /** After the signature something other than zeros fills its room. */
  'gap-filled',
  /** What is signed isn't what stands there. */
  'digest-differs',
  /** The signature isn't one by the certificate that stands in it. */
  'signature-wrong',
  /** The signature doesn't name its certificate by hash. */
  'certificate-unnamed',
  /** Nobody of those who are trusted made or issued the certificate. */
  'certificate-untrusted',
  /** The certificate wasn't good on the day that the paper names, or when it was stamped. */
  'certificate-out-of-date',
  ...STAMP_FAULTS,
  /** The certificate of a time stamp had ended before the next was added: what was in between, nobody can say. */
  'stamp-lapsed',
] as const
export type SealFault = (typeof SEAL_FAULTS)[number]

export type Sealed = {
  faults: SealFault[]
  /** SHA-256 of the certificate that signed, hexadecimal; null: none can be read. */
  certificate: string | null
  /** Who signed, the seal first, then the time stamps: their certificates in DER, and what came along with each. */
  signers: { certificate: Uint8Array; others: readonly Uint8Array[] }[]
  /** When each time stamp says that it was made, the earliest first; null: that can't be read. */
  stamps: (Date | null)[]
  /** Until when it can be proven by itself: when the certificate of the newest time stamp ends, or without one that of the seal. */
  until: Date | null
  /** The paper as it was sealed, before anything was added; null: that can't be told. */
  sealed: Uint8Array | null
}

type Range = readonly [number, number, number, number]

/** The one signature of a PDF as its text places it: what is signed, and the digits of what signs. */
const placed = (text: string): { range: Range } | SealFault => {
  const named = text.match(/\/ByteRange(?![A-Za-z0-9])/g) ?? []
  // A signature's dictionary may hide the name's letters (`/Byte#52ange`), and a viewer reads them all the same.
  const hidden = text.match(/\/[A-Za-z]*#[0-9A-Fa-f]{2}[A-Za-z#0-9]*/g) ?? []
  const meant = hidden.map(plainName).filter((name) => ['/ByteRange', '/Contents', '/Sig', '/DocMDP', '/AcroForm'].includes(name))
  if (named.length === 0) return 'no-signature'
  if (named.length + meant.length > 1) return 'several-signatures'
  const [, a, b, c, d] = /\/ByteRange\s*\[\s*(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]/.exec(text) ?? []
  return d === undefined ? 'range-malformed' : { range: [Number(a), Number(b), Number(c), Number(d)] }
}

const plainName = (name: string): string =>
  name.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))

/** What is wrong with the places that a range names: it has to cover the whole file but the digits of one signature. */
const rangeFaults = (text: string, [start, before, resume, after]: Range): SealFault[] => {
  const faults: SealFault[] = []
  if (start !== 0) faults.push('range-starts-late')
  if (resume < start + before) faults.push('range-overlaps')
  if (resume + after < text.length) faults.push('range-ends-early')
  if (resume + after > text.length) faults.push('range-ends-late')
  const gap = text.slice(start + before, resume)
  if (!/^<(?:[0-9A-Fa-f]{2})+>$/.test(gap) || !/\/Contents\s*$/.test(text.slice(Math.max(0, before - 40), before)))
    faults.push('gap-not-exact')
  return faults
}

/** Whom one trusts, by certificates in DER: for seals, and for time stamps. */
export type Trust = { seals: readonly Uint8Array[]; stamps: readonly Uint8Array[] }

/**
 * What is wrong with a PDF that should be as it was sealed, with nothing after it but proofs and time stamps in our own form, so that whatever a
 * viewer shows was signed. The seal is over the whole paper but its own digits; its certificate, and those of the time stamps, are trusted
 * or issued by one that is.
 */
export const verifySeal = async (pdf: Uint8Array, trust: Trust): Promise<Sealed> => {
  const past = pastOf(pdf)
  const paper = past?.sealed ?? pdf
  const nothing = { certificate: null, signers: [], stamps: [], until: null, sealed: null }
  const text = Buffer.from(paper).toString('latin1')
  const found = placed(text)
  if (typeof found === 'string') return { faults: [found], ...nothing }
  const faults = rangeFaults(text, found.range)
  const [start, before, resume, after] = found.range
  const digits = /^<([0-9A-Fa-f]*)/.exec(text.slice(start + before, Math.max(resume, start + before)))?.[1] ?? ''
  const cms = readCms(Buffer.from(digits, 'hex'))
  if (!cms) return { faults: [...faults, 'no-signature'], ...nothing }
  if (!cms.padded) faults.push('gap-filled')
  const content = Buffer.concat([paper.subarray(start, start + before), paper.subarray(resume, resume + after)])
  if (!digestStands(cms, content)) faults.push('digest-differs')
  else if (!cms.exact || !(await signatureHolds(cms, content))) faults.push('signature-wrong')
  if (!namesCertificate(cms)) faults.push('certificate-unnamed')
  if (!chainOf(cms.certificate, cms.others, trust.seals)) faults.push('certificate-untrusted')
  const own = valueOf(cms.unsigned, OID.signatureTimeStamp)
  const stamps = await stampsOver(
    own instanceof asn1js.BaseBlock ? { token: new Uint8Array(own.toBER(false)), of: cms.signer.signature.valueBlock.valueHexView } : null,
    past?.revisions ?? [],
    trust.stamps,
  )
  const [first] = stamps
  if (!isGoodAt(cms.certificate, claimedAt(text)) || (first?.at && !isGoodAt(cms.certificate, first.at)))
    faults.push('certificate-out-of-date')
  return {
    faults: [...new Set([...faults, ...stamps.flatMap(({ faults }) => faults), ...lapses(stamps)])],
    certificate: new X509Certificate(Buffer.from(cms.certificate)).fingerprint256.replaceAll(':', '').toLowerCase(),
    signers: [{ certificate: cms.certificate, others: cms.others }, ...stamps.flatMap(({ signer }) => signer ?? [])],
    stamps: stamps.map(({ at }) => at),
    until: endOf(stamps.at(-1)?.chain ?? [cms.certificate]),
    sealed: faults.length === 0 ? new Uint8Array(paper) : null,
  }
}

/** A paper with what was added since; null: more was added than that, or nothing can be told. */
export const pastOf = (pdf: Uint8Array): Revisions | null => {
  const text = Buffer.from(pdf).toString('latin1')
  // The first stands in the paper itself; what it says of its end is looked at below.
  const [, resume, after] = /\/ByteRange\s*\[\s*\d{1,12}\s+\d{1,12}\s+(\d{1,12})\s+(\d{1,12})\s*\]/.exec(text) ?? []
  return after === undefined ? null : revisionsOf(pdf, Number(resume) + Number(after))
}

type Stamped = NonNullable<Revision['stamp']>

/** The time stamps of a paper as they came: in the seal, and over it with all that was added. */
const stampsOver = (own: Stamped | null, revisions: readonly Revision[], trusted: readonly Uint8Array[]): Promise<Stamp[]> =>
  Promise.all(
    [own, ...revisions.map(({ stamp }) => stamp)].filter((one) => one !== null).map(({ token, of }) => lookAtStamp(token, of, trusted)),
  )

/** A time stamp is believed as long as its certificate is good; after that one needs another that was made before. */
const lapses = (stamps: readonly Stamp[]): SealFault[] =>
  stamps.some(({ chain }, nth) => {
    const next = stamps[nth + 1]
    return next && chain.length > 0 && !chain.every((one) => isGoodAt(one, next.at))
  })
    ? ['stamp-lapsed']
    : []

const endOf = (chain: readonly Uint8Array[]): Date | null => {
  const [first] = chain.map((one) => termOf(one).until).toSorted((a, b) => a.getTime() - b.getTime())
  return first ?? null
}

/** When the signature says that it was made (`/M (D:20261125100000+08'00')`, ISO 32000-1, 7.9.4); null: it doesn't. */
const claimedAt = (text: string): Date | null => {
  const [, year, month, day, hour, minute, second, zone = ''] =
    /\/M\s*\(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(Z|[+-]\d\d'\d\d)/.exec(text) ?? []
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone.replace("'", ':')}`)
  return Number.isNaN(at.getTime()) ? null : at
}
