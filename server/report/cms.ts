import { createHash } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'

// What a CMS signature of one signer says (RFC 5652), and whether it holds: of the seal, and of a time stamp.

export const OID = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signedData: '1.2.840.113549.1.7.2',
  /** ESSCertID by SHA-1 (RFC 2634, 5.4): time stamps may still name their certificate so (RFC 5816, 2.2). */
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  /** Of a time stamp over the signature itself (RFC 3161, appendix A). */
  signatureTimeStamp: '1.2.840.113549.1.9.16.2.14',
  stampInfo: '1.2.840.113549.1.9.16.1.4',
} as const

export type Cms = {
  signed: pkijs.SignedData
  signer: pkijs.SignerInfo
  attributes: readonly pkijs.Attribute[]
  unsigned: readonly pkijs.Attribute[]
  /** Of the signer, in DER. */
  certificate: Uint8Array
  /** What it brings along beside that one. */
  others: readonly Uint8Array[]
  /** Nothing but zeros follows it. */
  padded: boolean
  /** It says everything in the one way in which it is said here, in the parts too that nothing signs. */
  exact: boolean
}

const derOf = (certificate: pkijs.Certificate): Uint8Array => new Uint8Array(certificate.toSchema().toBER(false))

/** A CMS signature by one signer whose certificate it brings along; null: it is none. */
export const readCms = (bytes: Uint8Array): Cms | null => {
  try {
    const parsed = asn1js.fromBER(new Uint8Array(bytes))
    if (parsed.offset <= 0) return null
    const info = new pkijs.ContentInfo({ schema: parsed.result })
    if (info.contentType !== OID.signedData) return null
    const signed = new pkijs.SignedData({ schema: info.content })
    const [signer, ...more] = signed.signerInfos
    const certificates = (signed.certificates ?? []).filter((one) => one instanceof pkijs.Certificate)
    const own = certificates.find(
      ({ serialNumber, issuer }) =>
        signer?.sid instanceof pkijs.IssuerAndSerialNumber &&
        serialNumber.isEqual(signer.sid.serialNumber) &&
        issuer.isEqual(signer.sid.issuer),
    )
    if (!signer || more.length > 0 || !own || !isConsistent(signed, signer)) return null
    const again = new pkijs.ContentInfo({ contentType: OID.signedData, content: signed.toSchema(false) }).toSchema().toBER(false)
    return {
      signed,
      signer,
      attributes: signer.signedAttrs?.attributes ?? [],
      unsigned: signer.unsignedAttrs?.attributes ?? [],
      certificate: derOf(own),
      others: certificates.filter((one) => one !== own).map(derOf),
      padded: bytes.subarray(parsed.offset).every((byte) => byte === 0),
      exact: Buffer.from(again).equals(bytes.subarray(0, parsed.offset)),
    }
  } catch {
    // The libraries throw on what isn't as declared.
    return null
  }
}

/** Do the parts that nothing signs say the same as those that are signed? (RFC 5652, 5.1, 5.3 and 11.1) */
const isConsistent = (
  { digestAlgorithms, encapContentInfo }: pkijs.SignedData,
  { version, digestAlgorithm, signedAttrs }: pkijs.SignerInfo,
): boolean => {
  const type = valueOf(signedAttrs?.attributes ?? [], OID.contentType)
  const named = digestAlgorithms.map(({ algorithmId }) => algorithmId)
  return (
    version === 1 &&
    type instanceof asn1js.ObjectIdentifier &&
    type.valueBlock.toString() === encapContentInfo.eContentType &&
    named.length === 1 &&
    named[0] === digestAlgorithm.algorithmId
  )
}

/** The first value of an attribute; undefined: there is none. */
export const valueOf = (attributes: readonly pkijs.Attribute[], oid: string): unknown =>
  attributes.find(({ type }) => type === oid)?.values[0]

const HASHES: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}

/** Is the signed digest that of this content? */
export const digestStands = ({ signer, attributes }: Cms, content: Uint8Array): boolean => {
  const digest = valueOf(attributes, OID.messageDigest)
  const told = digest instanceof asn1js.OctetString ? Buffer.from(digest.valueBlock.valueHexView) : Buffer.alloc(0)
  const name = HASHES[signer.digestAlgorithm.algorithmId]
  return name !== undefined && told.equals(createHash(name).update(content).digest())
}

/** Was it signed by the key of its certificate? `data`: what is signed beside it, or what a time stamp is of. */
export const signatureHolds = ({ signed }: Cms, data: Uint8Array): Promise<boolean> =>
  signed
    .verify({ signer: 0, data: new Uint8Array(data).buffer })
    // The library throws where a part doesn't fit.
    .catch(() => false)

/** Do the signed attributes name the signer's certificate by its hash? */
export const namesCertificate = ({ attributes, certificate }: Cms): boolean => {
  const names = (oid: string, hashes: readonly string[]) => {
    const bound = valueOf(attributes, oid)
    if (!(bound instanceof asn1js.BaseBlock)) return false
    const bytes = Buffer.from(bound.toBER(false))
    return hashes.some((hash) => bytes.includes(createHash(hash).update(certificate).digest()))
  }
  return names(OID.signingCertificateV2, Object.values(HASHES)) || names(OID.signingCertificate, ['sha1'])
}
