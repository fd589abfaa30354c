import * as pkijs from 'pkijs'
import { askBytes, type Bounds } from './ask-bytes.ts'
import type { Proofs } from './revisions.ts'

// What a reader who has no net needs to know that a certificate wasn't revoked: answers about it (OCSP, RFC 6960), or lists of those that
// were (RFC 5280, 5). They are asked for where the certificates themselves say, and looked at before they are kept.

const AUTHORITY_INFO = '1.3.6.1.5.5.7.1.1'
const LIST_PLACES = '2.5.29.31'
const OCSP = '1.3.6.1.5.5.7.48.1'

const ANSWER: Bounds = { allMs: 10_000, silenceMs: 3000, most: 64_000 }
/** A longer list would make every paper as long. */
const LIST: Bounds = { allMs: 20_000, silenceMs: 3000, most: 1_000_000 }

/** What is known of a certificate: a proof that it stands, or why there is none. */
type Standing = { answer: Uint8Array } | { list: Uint8Array } | { revoked: true } | { unknown: string }

/** Proofs for chains of certificates, each the issued one first. `revoked`: of a certificate that was; `unknown`: why some have none. */
export const gatherProofs = async (
  chains: readonly (readonly Uint8Array[])[],
  now: Date,
): Promise<{ proofs: Proofs; revoked: boolean; unknown: string[] }> => {
  const certificates = chains.flat().filter(unlike)
  const standings = new Map<string, Standing>()
  for (const chain of chains)
    for (const [nth, certificate] of chain.entries()) {
      const issuer = chain[nth + 1]
      const name = Buffer.from(certificate).toString('base64')
      // Nobody but themselves could revoke those at the end.
      if (issuer && !standings.has(name)) standings.set(name, await standingOf(certificate, issuer, now))
    }
  const all = [...standings.values()]
  return {
    proofs: {
      certificates,
      lists: all.flatMap((one) => ('list' in one ? [one.list] : [])).filter(unlike),
      answers: all.flatMap((one) => ('answer' in one ? [one.answer] : [])),
    },
    revoked: all.some((one) => 'revoked' in one),
    unknown: all.flatMap((one) => ('unknown' in one ? [one.unknown] : [])),
  }
}

const unlike = (one: Uint8Array, nth: number, all: readonly Uint8Array[]): boolean =>
  all.findIndex((other) => Buffer.from(other).equals(one)) === nth

const standingOf = async (der: Uint8Array, issuerDer: Uint8Array, now: Date): Promise<Standing> => {
  const certificate = pkijs.Certificate.fromBER(new Uint8Array(der))
  const issuer = pkijs.Certificate.fromBER(new Uint8Array(issuerDer))
  const { answers, lists } = placesIn(certificate)
  const faults: string[] = []
  for (const url of answers) {
    const found = await byAnswer(url, certificate, issuer, now)
    if (!('unknown' in found)) return found
    faults.push(`${url} ${found.unknown}`)
  }
  for (const url of lists) {
    const found = await byList(url, certificate, issuer, now)
    if (!('unknown' in found)) return found
    faults.push(`${url} ${found.unknown}`)
  }
  return { unknown: faults.join(', ') || 'it names no place to ask' }
}

/** Where a certificate says that one may ask about it, over HTTP. */
const placesIn = ({ extensions = [] }: pkijs.Certificate): { answers: string[]; lists: string[] } => {
  const value = (oid: string): unknown => extensions.find(({ extnID }) => extnID === oid)?.parsedValue
  const urlsIn = (names: readonly pkijs.GeneralName[]) =>
    names.flatMap(({ type, value }) => (type === 6 && typeof value === 'string' && /^https?:\/\//.test(value) ? [value] : []))
  const info = value(AUTHORITY_INFO)
  const places = value(LIST_PLACES)
  return {
    answers:
      info instanceof pkijs.InfoAccess
        ? info.accessDescriptions.flatMap(({ accessMethod, accessLocation }) => (accessMethod === OCSP ? urlsIn([accessLocation]) : []))
        : [],
    lists:
      places instanceof pkijs.CRLDistributionPoints
        ? places.distributionPoints.flatMap(({ distributionPoint }) => (Array.isArray(distributionPoint) ? urlsIn(distributionPoint) : []))
        : [],
  }
}

const byAnswer = async (url: string, certificate: pkijs.Certificate, issuer: pkijs.Certificate, now: Date): Promise<Standing> => {
  const request = new pkijs.OCSPRequest()
  await request.createForCertificate(certificate, { hashAlgorithm: 'SHA-1', issuerCertificate: issuer })
  const headers = { 'content-type': 'application/ocsp-request', accept: 'application/ocsp-response' }
  const found = await askBytes(url, { headers, body: new Uint8Array(request.toSchema(true).toBER(false)) }, ANSWER)
  if ('fault' in found) return { unknown: found.fault }
  try {
    const response = pkijs.OCSPResponse.fromBER(new Uint8Array(found.bytes))
    if (response.responseStatus.valueBlock.valueDec !== 0 || !response.responseBytes) return { unknown: 'refused' }
    const basic = pkijs.BasicOCSPResponse.fromBER(new Uint8Array(response.responseBytes.response.valueBlock.valueHexView))
    const { isForCertificate, status } = await basic.getCertificateStatus(certificate, issuer)
    const isNew = basic.tbsResponseData.responses.every(({ thisUpdate, nextUpdate }) => isAbout(now, thisUpdate, nextUpdate))
    if (!isForCertificate || !isNew || !(await basic.verify({ trustedCerts: [issuer] }))) return { unknown: 'not to be trusted' }
    return status === 1 ? { revoked: true } : status === 0 ? { answer: found.bytes } : { unknown: 'not known there' }
  } catch {
    // The library throws on what isn't as declared.
    return { unknown: 'unreadable' }
  }
}

const byList = async (url: string, certificate: pkijs.Certificate, issuer: pkijs.Certificate, now: Date): Promise<Standing> => {
  const found = await askBytes(url, { headers: { accept: 'application/pkix-crl' } }, LIST)
  if ('fault' in found) return { unknown: found.fault }
  try {
    const list = pkijs.CertificateRevocationList.fromBER(new Uint8Array(found.bytes))
    if (!isAbout(now, list.thisUpdate.value, list.nextUpdate?.value) || !(await list.verify({ issuerCertificate: issuer })))
      return { unknown: 'not to be trusted' }
    return list.isCertificateRevoked(certificate) ? { revoked: true } : { list: found.bytes }
  } catch {
    return { unknown: 'unreadable' }
  }
}

/** Two machines' clocks may differ so much, ms. */
const APART_MS = 300_000
const isAbout = (now: Date, from: Date, until: Date | undefined): boolean =>
  from.getTime() <= now.getTime() + APART_MS && (until === undefined || until.getTime() >= now.getTime() - APART_MS)
