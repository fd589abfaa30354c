import { createHash, X509Certificate } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'

/** What can be wrong with a sealed PDF. Each has a sentence in common/words/zh/proof.ts and common/words/en/proof.ts. */
const SEAL_FAULTS = [
  /** No signature, or none that can be read. */
  'no-signature',
  /** More than one: our papers bear one, and nothing is added afterwards. */
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
  /** The certificate wasn't good on the day that the paper names. */
  'certificate-out-of-date',
] as const
export type SealFault = (typeof SEAL_FAULTS)[number]

export type Sealed = {
  faults: SealFault[]
  /** SHA-256 of the certificate that signed, hexadecimal; null: none can be read. */
  certificate: string | null
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

/**
 * What is wrong with a PDF that should be as it was sealed: one signature over the whole file but its own digits, whose certificate is
 * one of those that are `trusted` (DER), or issued by one. Nothing may stand after it, so that whatever a viewer shows was signed.
 */
export const verifySeal = async (pdf: Uint8Array, trusted: readonly Uint8Array[]): Promise<Sealed> => {
  const text = Buffer.from(pdf).toString('latin1')
  const found = placed(text)
  if (typeof found === 'string') return { faults: [found], certificate: null }
  const faults = rangeFaults(text, found.range)
  const [start, before, resume, after] = found.range
  const digits = /^<([0-9A-Fa-f]*)/.exec(text.slice(start + before, Math.max(resume, start + before)))?.[1] ?? ''
  const cms = readCms(Buffer.from(digits, 'hex'))
  if (!cms) return { faults: [...faults, 'no-signature'], certificate: null }
  const content = Buffer.concat([pdf.subarray(start, start + before), pdf.subarray(resume, resume + after)])
  const certificate = new X509Certificate(Buffer.from(cms.certificate))
  return {
    faults: [
      ...faults,
      ...(cms.padded ? [] : (['gap-filled'] as const)),
      ...(await cmsFaults(cms, content)),
      ...chainFaults(certificate, cms.others, trusted, claimedAt(text)),
    ],
    certificate: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
  }
}

type Cms = {
  signed: pkijs.SignedData
  attributes: readonly pkijs.Attribute[]
  certificate: Uint8Array
  others: readonly Uint8Array[]
  /** Nothing but zeros follows it. */
  padded: boolean
}

/** A CMS signature by one signer whose certificate it brings along; null: it is none. */
const readCms = (bytes: Uint8Array): Cms | null => {
  try {
    const parsed = asn1js.fromBER(new Uint8Array(bytes))
    if (parsed.offset <= 0) return null
    const signed = new pkijs.SignedData({ schema: new pkijs.ContentInfo({ schema: parsed.result }).content })
    const [signer, ...more] = signed.signerInfos
    const certificates = (signed.certificates ?? []).filter((one) => one instanceof pkijs.Certificate)
    const own = certificates.find(
      ({ serialNumber, issuer }) =>
        signer?.sid instanceof pkijs.IssuerAndSerialNumber &&
        serialNumber.isEqual(signer.sid.serialNumber) &&
        issuer.isEqual(signer.sid.issuer),
    )
    if (!signer || more.length > 0 || !own) return null
    const der = (certificate: pkijs.Certificate) => new Uint8Array(certificate.toSchema().toBER(false))
    return {
      signed,
      attributes: signer.signedAttrs?.attributes ?? [],
      certificate: der(own),
      others: certificates.filter((one) => one !== own).map(der),
      padded: bytes.subarray(parsed.offset).every((byte) => byte === 0),
    }
  } catch {
    // The libraries throw on what isn't as declared.
    return null
  }
}

const CONTENT_DIGEST = '1.2.840.113549.1.9.4'
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47'

const cmsFaults = async ({ signed, attributes, certificate }: Cms, content: Uint8Array): Promise<SealFault[]> => {
  const faults: SealFault[] = []
  const digest = attributes.find(({ type }) => type === CONTENT_DIGEST)?.values[0]
  const told = digest instanceof asn1js.OctetString ? Buffer.from(digest.valueBlock.valueHexView) : Buffer.alloc(0)
  const algorithm = signed.signerInfos[0]?.digestAlgorithm.algorithmId ?? ''
  const name = { '2.16.840.1.101.3.4.2.1': 'sha256', '2.16.840.1.101.3.4.2.2': 'sha384', '2.16.840.1.101.3.4.2.3': 'sha512' }[algorithm]
  if (!name || !told.equals(createHash(name).update(content).digest())) faults.push('digest-differs')
  const holds = await signed
    .verify({ signer: 0, data: new Uint8Array(content).buffer })
    // The library throws where a part doesn't fit.
    .catch(() => false)
  if (!holds && faults.length === 0) faults.push('signature-wrong')
  const own = createHash('sha256').update(certificate).digest()
  const bound = attributes.find(({ type }) => type === SIGNING_CERTIFICATE_V2)?.values[0]
  if (!bound || !Buffer.from(bound.toBER(false)).includes(own)) faults.push('certificate-unnamed')
  return faults
}

/** When the signature says that it was made (`/M (D:20261125100000+08'00')`, ISO 32000-1, 7.9.4); null: it doesn't. */
const claimedAt = (text: string): Date | null => {
  const [, year, month, day, hour, minute, second, zone = ''] =
    /\/M\s*\(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(Z|[+-]\d\d'\d\d)/.exec(text) ?? []
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone.replace("'", ':')}`)
  return Number.isNaN(at.getTime()) ? null : at
}

const chainFaults = (
  certificate: X509Certificate,
  others: readonly Uint8Array[],
  trusted: readonly Uint8Array[],
  at: Date | null,
): SealFault[] => {
  const roots = trusted.map((der) => new X509Certificate(Buffer.from(der)))
  const between = others.map((der) => new X509Certificate(Buffer.from(der)))
  const leads = (one: X509Certificate, depth: number): boolean =>
    roots.some((root) => root.fingerprint256 === one.fingerprint256) ||
    (depth > 0 &&
      [...roots, ...between].some((above) => above.ca && one.checkIssued(above) && one.verify(above.publicKey) && leads(above, depth - 1)))
  const faults: SealFault[] = leads(certificate, 4) ? [] : ['certificate-untrusted']
  if (at === null || at < new Date(certificate.validFrom) || at > new Date(certificate.validTo)) faults.push('certificate-out-of-date')
  return faults
}

/** The certificates of a PEM text, in DER. */
export const certificatesOf = (pem: string): Uint8Array[] =>
  (pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map((one) => new Uint8Array(new X509Certificate(one).raw))
