import { createHash, X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { sm2 } from 'sm-crypto-v2'
import type { KeyFault, SettingFault } from '#protocol/setting-fault.ts'
import { certificatesOf } from './chain.ts'

// A signature by SM2 with SM3 (GB/T 32918.2, GB/T 32905) beside a paper, in a file of its own: a CMS signature in the form of GB/T 35275, detached,
// with the institution's certificate in it. It is no seal in the sense of GB/T 38540, and stands in no PDF.

/** By which the signer is known in what is signed where nobody has agreed on another (GM/T 0009, 10). */
const SIGNER_ID = '1234567812345678'
const OID = {
  ecKey: '1.2.840.10045.2.1',
  curve: '1.2.156.10197.1.301',
  signing: '1.2.156.10197.1.301.1',
  sm3: '1.2.156.10197.1.401',
  data: '1.2.156.10197.6.1.4.2.1',
  signedData: '1.2.156.10197.6.1.4.2.2',
} as const

/** Signs the bytes of a paper: the file that lies beside it. */
export type Sm2 = (paper: Uint8Array) => Uint8Array

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** What is signed of a paper: SM3 over the signer's identity and the paper (GB/T 32918.2, 6.1). */
const digestOf = (paper: Uint8Array, publicKey: string): Uint8Array =>
  new Uint8Array(createHash('sm3').update(sm2.getZ(publicKey, SIGNER_ID)).update(paper).digest())

const holds = (paper: Uint8Array, signature: Uint8Array, publicKey: string): boolean =>
  sm2.doVerifySignature(digestOf(paper, publicKey), hex(signature), publicKey, { der: true })

/** The point of a certificate's key, uncompressed, hexadecimal; null: it has none on the curve of SM2. */
const publicKeyOf = (certificate: pkijs.Certificate): string | null => {
  const { algorithm, subjectPublicKey } = certificate.subjectPublicKeyInfo
  const point = hex(subjectPublicKey.valueBlock.valueHexView)
  return isOnCurve(algorithm) && /^04[0-9a-f]{128}$/.test(point) && sm2.verifyPublicKey(point) ? point : null
}

const isOnCurve = ({ algorithmId, algorithmParams }: pkijs.AlgorithmIdentifier): boolean =>
  algorithmId === OID.ecKey && isNamed(algorithmParams, OID.curve)

const sequence = (...value: asn1js.BaseBlock[]) => new asn1js.Sequence({ value })
const named = (value: string) => new asn1js.ObjectIdentifier({ value })
const tagged = (...value: asn1js.BaseBlock[]) => new asn1js.Constructed({ idBlock: { tagClass: 3, tagNumber: 0 }, value })

/** GB/T 35275, 7 and 8: version 1, SM3, nothing of the paper itself, the certificate, and one signer without attributes. */
const fileOf = (certificate: Uint8Array, signature: Uint8Array): Uint8Array => {
  const { issuer, serialNumber } = pkijs.Certificate.fromBER(new Uint8Array(certificate))
  const signer = sequence(
    new asn1js.Integer({ value: 1 }),
    sequence(issuer.toSchema(), serialNumber),
    sequence(named(OID.sm3)),
    sequence(named(OID.signing)),
    new asn1js.OctetString({ valueHex: new Uint8Array(signature).buffer }),
  )
  const signed = sequence(
    new asn1js.Integer({ value: 1 }),
    new asn1js.Set({ value: [sequence(named(OID.sm3))] }),
    sequence(named(OID.data)),
    tagged(asn1js.fromBER(new Uint8Array(certificate)).result),
    new asn1js.Set({ value: [signer] }),
  )
  return new Uint8Array(sequence(named(OID.signedData), tagged(signed)).toBER(false))
}

/** Is a signature two whole numbers in DER, and nothing else? The library reads others, too (GM/T 0009, 7.3). */
const isPair = (signature: Uint8Array): boolean => {
  const parts = partsOf(signature)
  return (
    parts.length === 2 &&
    parts.every((one) => one instanceof asn1js.Integer) &&
    Buffer.from(sequence(...parts).toBER(false)).equals(signature)
  )
}

/** What a file beside a paper says. `certificate`: SHA-256 of the one that signed, hexadecimal. */
export type Sm2Signature = { holds: boolean; certificate: string }

/** Does a file beside a paper hold an SM2 signature over it, by the certificate in it? Null: it is none in our form. */
export const lookAtSm2 = (file: Uint8Array, paper: Uint8Array): Sm2Signature | null => {
  try {
    const info = new pkijs.ContentInfo({ schema: asn1js.fromBER(new Uint8Array(file)).result })
    const { certificates, signerInfos } = new pkijs.SignedData({ schema: info.content })
    const [own] = certificates ?? []
    const signature = signerInfos[0]?.signature.valueBlock.valueHexView
    if (!(own instanceof pkijs.Certificate) || !signature || !isPair(signature)) return null
    const der = new Uint8Array(own.toSchema().toBER(false))
    const publicKey = publicKeyOf(own)
    // Written again from what it holds, it is the same to the byte.
    if (publicKey === null || !Buffer.from(fileOf(der, signature)).equals(file)) return null
    const certificate = new X509Certificate(Buffer.from(der)).fingerprint256.replaceAll(':', '').toLowerCase()
    return { holds: holds(paper, signature, publicKey), certificate }
  } catch {
    // The libraries throw on what isn't as declared.
    return null
  }
}

/**
 * The private number of a PKCS#8 key on the curve of SM2 (RFC 5958, RFC 5915), hexadecimal; null: it is no such key. Read here: the library that
 * reads the others takes no curve that it doesn't know.
 */
const privateKeyIn = (pem: string): string | null => {
  const der = Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64')
  const [, algorithm, key] = partsOf(new Uint8Array(der))
  const [kind, curve] = algorithm instanceof asn1js.Sequence ? algorithm.valueBlock.value : []
  if (!isNamed(kind, OID.ecKey) || !isNamed(curve, OID.curve) || !(key instanceof asn1js.OctetString)) return null
  const [, number] = partsOf(new Uint8Array(key.valueBlock.valueHexView))
  return number instanceof asn1js.OctetString ? hex(number.valueBlock.valueHexView).padStart(64, '0') : null
}

/** The values in a sequence; none: it is something else. */
const partsOf = (der: Uint8Array): readonly asn1js.BaseBlock[] => {
  const { result } = asn1js.fromBER(new Uint8Array(der))
  return result instanceof asn1js.Sequence ? result.valueBlock.value : []
}
const isNamed = (value: unknown, oid: string): boolean => value instanceof asn1js.ObjectIdentifier && value.valueBlock.toString() === oid

/**
 * Signs by the certificate and key that lie in `directory` as `seal.crt` and `seal.key` (PEM; the key in PKCS#8, on the curve of SM2), or why it
 * can't; null: there is neither, and nothing is signed so.
 */
export const openSm2 = async (directory: string): Promise<Sm2 | KeyFault | null> => {
  const path = { certificate: join(directory, 'seal.crt'), key: join(directory, 'seal.key') }
  const fault = (file: string, what: SettingFault): KeyFault => ({ at: { file, line: null, pointer: '' }, fault: what })
  const [hasCertificate, hasKey] = [existsSync(path.certificate), existsSync(path.key)]
  if (!hasCertificate && !hasKey) return null
  if (!hasCertificate) return fault(path.certificate, { code: 'half-of-pair', fields: { other: path.key } })
  if (!hasKey) return fault(path.key, { code: 'half-of-pair', fields: { other: path.certificate } })
  const privateKey = privateKeyIn(await readFile(path.key, 'utf8').catch(() => ''))
  if (privateKey === null) return fault(path.key, { code: 'unreadable', fields: {} })
  const [certificate] = await readFile(path.certificate, 'utf8')
    .then(certificatesOf)
    .catch(() => [])
  const publicKey = certificate ? publicKeyOf(pkijs.Certificate.fromBER(new Uint8Array(certificate))) : null
  if (!certificate || publicKey === null) return fault(path.certificate, { code: 'unreadable', fields: {} })
  const sign = (paper: Uint8Array): Uint8Array =>
    new Uint8Array(Buffer.from(sm2.doSignature(digestOf(paper, publicKey), privateKey, { der: true }), 'hex'))
  const probe = new Uint8Array(32)
  // Signing once before anybody waits makes the curve's table, too.
  if (!holds(probe, sign(probe), publicKey)) return fault(path.key, { code: 'not-its-key', fields: { other: path.certificate } })
  return (paper) => fileOf(certificate, sign(paper))
}
