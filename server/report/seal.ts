import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Signer, SignPdf } from '@signpdf/signpdf'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import type { KeyFault, SettingFault } from '#protocol/setting-fault.ts'
import { certificatesOf } from './chain.ts'
import { OID } from './cms.ts'

/** Has a signature's bytes stamped: the time stamp (RFC 3161), or null where there is none. */
type Stamping = (signature: Uint8Array) => Promise<Uint8Array | null>

/**
 * Puts the institution's seal on a PDF that has room for one. When it was signed stands in the PDF itself, where PAdES wants it. With a time
 * stamp that `stamp` gives the seal is of PAdES baseline B-T, else of B-B.
 */
export type Seal = (pdf: Uint8Array, stamp?: Stamping) => Promise<Uint8Array>

const engine = new pkijs.CryptoEngine({ name: 'node', crypto })
pkijs.setEngine('node', engine)

/** RSA by PKCS#1 v1.5: the same bytes sealed at the same moment come out the same. */
const ALGORITHM = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const

/** Room for the signature in the file, in bytes: certificate and attributes take about 1.7 kB, a time stamp with its certificates up to 8 kB. */
const ROOM = 16_384

type Reference = { data: Record<string, unknown> }
const isReference = (value: unknown): value is Reference =>
  typeof value === 'object' && value !== null && 'data' in value && typeof value.data === 'object' && value.data !== null

/** The catalogue and its form dictionary, which pdfkit makes and ends itself. */
const catalogueOf = (page: PDFKit.PDFDocument) => {
  page.initForm()
  const root: unknown = Reflect.get(page, '_root')
  const form = isReference(root) ? root.data['AcroForm'] : null
  if (!isReference(root) || !isReference(form)) throw new Error('pdfkit keeps its catalogue elsewhere now')
  return { root: root.data, form: form.data }
}

/** Leaves room for a certifying signature on a page that is being drawn, as an invisible field. Some font must have been used before. */
export const reserveSignature = (page: PDFKit.PDFDocument, { reason, name, at }: { reason: string; name: string; at: Date }): void => {
  // pdfkit writes String objects as texts, plain strings as names.
  const text = (value: string): unknown => Object(value)
  const unknownYet = '*'.repeat(10)
  const signature = page.ref({
    Type: 'Sig',
    Filter: 'Adobe.PPKLite',
    SubFilter: 'ETSI.CAdES.detached',
    ByteRange: [0, unknownYet, unknownYet, unknownYet],
    Contents: Buffer.alloc(ROOM),
    Reason: text(reason),
    Name: text(name),
    M: at,
    // Certified: whatever is changed afterwards makes it invalid (ISO 32000-1, 12.8.2.2, P 1).
    Reference: [
      {
        Type: 'SigRef',
        TransformMethod: 'DocMDP',
        TransformParams: { Type: 'TransformParams', P: 1, V: '1.2' },
      },
    ],
  })
  const field = page.ref({
    Type: 'Annot',
    Subtype: 'Widget',
    FT: 'Sig',
    Rect: [0, 0, 0, 0],
    V: signature,
    T: text('Seal'),
    // Printed and locked.
    F: 132,
    P: page.page.dictionary,
  })
  const { root, form } = catalogueOf(page)
  root['Perms'] = { DocMDP: signature }
  // Signatures exist, and nothing but additions may follow; viewers must not draw the fields again.
  Object.assign(form, { SigFlags: 3, NeedAppearances: false, Fields: [field] })
  page.page.annotations.push(field)
  signature.end(null)
  field.end(null)
}

const attribute = (type: string, value: unknown) => new pkijs.Attribute({ type, values: [value] })

/** The certificate's own hash among the signed attributes: what makes a CMS signature a CAdES one (ETSI EN 319 122-1, 5.2.2). */
const signingCertificateV2 = (certificate: Uint8Array) =>
  new asn1js.Sequence({
    value: [
      new asn1js.Sequence({
        value: [
          new asn1js.Sequence({
            value: [new asn1js.OctetString({ valueHex: new Uint8Array(createHash('sha256').update(certificate).digest()).buffer })],
          }),
        ],
      }),
    ],
  })

/** A signature with the attributes that PAdES baseline asks for, and none that it forbids: no signing time (ETSI EN 319 142-1, 6.3). */
const signCms = async (content: Uint8Array, { certificate, between, key }: Sealing, stamp: Stamping | undefined): Promise<Buffer> => {
  const parsed = pkijs.Certificate.fromBER(new Uint8Array(certificate))
  const digest = new Uint8Array(createHash('sha256').update(content).digest())
  const attributes = [
    attribute(OID.contentType, new asn1js.ObjectIdentifier({ value: '1.2.840.113549.1.7.1' })),
    attribute(OID.messageDigest, new asn1js.OctetString({ valueHex: digest.buffer })),
    attribute(OID.signingCertificateV2, signingCertificateV2(certificate)),
  ]
  const signed = new pkijs.SignedData({
    version: 1,
    encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: '1.2.840.113549.1.7.1' }),
    signerInfos: [
      new pkijs.SignerInfo({
        version: 1,
        sid: new pkijs.IssuerAndSerialNumber({ issuer: parsed.issuer, serialNumber: parsed.serialNumber }),
        signedAttrs: new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes }),
      }),
    ],
    certificates: [parsed, ...between.map((one) => pkijs.Certificate.fromBER(new Uint8Array(one)))],
  })
  await signed.sign(key, 0, 'SHA-256', new Uint8Array(content).buffer, engine)
  const [signer] = signed.signerInfos
  const token = signer && (await stamp?.(new Uint8Array(signer.signature.valueBlock.valueHexView)))
  if (signer && token)
    signer.unsignedAttrs = new pkijs.SignedAndUnsignedAttributes({
      type: 1,
      attributes: [attribute(OID.signatureTimeStamp, asn1js.fromBER(new Uint8Array(token)).result)],
    })
  const info = new pkijs.ContentInfo({ contentType: OID.signedData, content: signed.toSchema(true) })
  return Buffer.from(info.toSchema().toBER())
}

/** `between`: certificates that lead from the seal's to the authority that issued it. */
type Sealing = { certificate: Uint8Array; between: readonly Uint8Array[]; key: CryptoKey }

class CadesSigner extends Signer {
  readonly sealing: Sealing
  readonly stamp: Stamping | undefined
  constructor(sealing: Sealing, stamp: Stamping | undefined) {
    super()
    this.sealing = sealing
    this.stamp = stamp
  }
  override sign(pdf: Buffer): Promise<Buffer> {
    return signCms(pdf, this.sealing, this.stamp)
  }
}

const pem = (label: string, der: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${(
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  ).join('\n')}\n-----END ${label}-----\n`
const fromPem = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64'))

/** A key and a certificate that says about itself that it is for tests, valid ten years from `now`. */
const makeTestCertificate = async (now: Date, serial: Uint8Array): Promise<{ certificate: string; key: string }> => {
  const keys = await crypto.subtle.generateKey({ ...ALGORITHM, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) }, true, [
    'sign',
    'verify',
  ])
  const certificate = new pkijs.Certificate()
  certificate.version = 2
  certificate.serialNumber = new asn1js.Integer({ valueHex: new Uint8Array([0x01, ...serial]).buffer })
  const name = (type: string, value: string) => new pkijs.AttributeTypeAndValue({ type, value: new asn1js.Utf8String({ value }) })
  for (const side of [certificate.issuer, certificate.subject])
    side.typesAndValues.push(name('2.5.4.6', 'CN'), name('2.5.4.10', 'Roadfit'), name('2.5.4.3', 'Roadfit TEST seal, without legal effect'))
  certificate.notBefore.value = now
  certificate.notAfter.value = new Date(Date.UTC(now.getUTCFullYear() + 10, now.getUTCMonth(), now.getUTCDate()))
  // Key usage: digital signature and non-repudiation (bits 0 and 1).
  const usage = new asn1js.BitString({ valueHex: new Uint8Array([0xc0]).buffer, unusedBits: 6 })
  certificate.extensions = [new pkijs.Extension({ extnID: '2.5.29.15', critical: true, extnValue: usage.toBER(false) })]
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey, engine)
  await certificate.sign(keys.privateKey, 'SHA-256', engine)
  return {
    certificate: pem('CERTIFICATE', new Uint8Array(certificate.toSchema(true).toBER(false))),
    key: pem('PRIVATE KEY', new Uint8Array(await crypto.subtle.exportKey('pkcs8', keys.privateKey))),
  }
}

const publicKeyOf = async (certificate: Uint8Array): Promise<CryptoKey> =>
  pkijs.Certificate.fromBER(new Uint8Array(certificate)).getPublicKey({ algorithm: { algorithm: ALGORITHM, usages: ['verify'] } }, engine)

/** Stands for a certificate that can't be read. */
const NOTHING = new Uint8Array(0)

const placesIn = (directory: string) => ({ certificate: join(directory, 'seal.crt'), key: join(directory, 'seal.key') })

/**
 * Makes a test seal in `directory`: its certificate says about itself that it has no legal effect. Only where there is neither
 * certificate nor key: what an institution has put there is never overwritten.
 */
export const makeTestSeal = async (
  directory: string,
  { now, random }: { now: Date; random: (bytes: number) => Uint8Array },
): Promise<void> => {
  const path = placesIn(directory)
  const made = await makeTestCertificate(now, random(8))
  await mkdir(directory, { recursive: true, mode: 0o700 })
  // The key first: torn off here, the pair is half and refused, and nobody finds a certificate that seals nothing.
  await writeFile(path.key, made.key, { flag: 'wx', mode: 0o600 })
  await writeFile(path.certificate, made.certificate, { flag: 'wx' })
}

/** What stands in the place of a seal. */
export const sealIn = (directory: string): 'whole' | 'half' | 'none' => {
  const { certificate, key } = placesIn(directory)
  const there = [certificate, key].filter((place) => existsSync(place)).length
  return there === 2 ? 'whole' : there === 1 ? 'half' : 'none'
}

/**
 * The seal whose certificate and key lie in `directory` as `seal.crt` and `seal.key` (PEM, RSA, PKCS#8; behind the certificate those that lead to its authority), or why there is none: better
 * no paper than one whose seal nobody finds valid.
 */
export const openSeal = async (directory: string): Promise<Seal | KeyFault> => {
  const path = placesIn(directory)
  const fault = (file: string, what: SettingFault): KeyFault => ({ at: { file, line: null, pointer: '' }, fault: what })
  for (const [file, other] of [
    [path.certificate, path.key],
    [path.key, path.certificate],
  ] as const)
    if (!existsSync(file)) return fault(file, { code: 'half-of-pair', fields: { other } })
  const unreadable = () => null
  const [certificate = NOTHING, ...between] = await readFile(path.certificate, 'utf8')
    .then(certificatesOf)
    .catch(() => [])
  const pkcs8 = fromPem(await readFile(path.key, 'utf8').catch(() => ''))
  const key = await crypto.subtle.importKey('pkcs8', new Uint8Array(pkcs8), ALGORITHM, false, ['sign']).catch(unreadable)
  if (!key) return fault(path.key, { code: 'unreadable', fields: {} })
  const open = await publicKeyOf(certificate).catch(unreadable)
  if (!open) return fault(path.certificate, { code: 'unreadable', fields: {} })
  const probe = new Uint8Array(32)
  if (!(await crypto.subtle.verify(ALGORITHM, open, await crypto.subtle.sign(ALGORITHM, key, probe), probe)))
    return fault(path.key, { code: 'not-its-key', fields: { other: path.certificate } })
  return async (pdf, stamp) =>
    new Uint8Array(await new SignPdf().sign(Buffer.from(pdf), new CadesSigner({ certificate, between, key }, stamp)))
}
