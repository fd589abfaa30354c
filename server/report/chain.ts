import { X509Certificate } from 'node:crypto'

/** So many certificates may stand between one and whom one trusts. */
const MOST_BETWEEN = 4

/**
 * The certificates from one to one of those that are trusted, both among them, in DER; null: none of `trusted` made or issued it. `others`: what
 * came along and may stand between.
 */
export const chainOf = (
  certificate: Uint8Array,
  others: readonly Uint8Array[],
  trusted: readonly Uint8Array[],
): readonly Uint8Array[] | null => {
  const roots = trusted.map(parsed)
  const above = [...roots, ...others.map(parsed)]
  const leads = (one: X509Certificate, depth: number): X509Certificate[] | null => {
    if (roots.some((root) => root.fingerprint256 === one.fingerprint256)) return [one]
    if (depth === 0) return null
    for (const issuer of above) {
      if (!issuer.ca || !one.checkIssued(issuer) || !one.verify(issuer.publicKey)) continue
      const rest = leads(issuer, depth - 1)
      if (rest) return [one, ...rest]
    }
    return null
  }
  return leads(parsed(certificate), MOST_BETWEEN)?.map(({ raw }) => new Uint8Array(raw)) ?? null
}

const parsed = (der: Uint8Array): X509Certificate => new X509Certificate(Buffer.from(der))

/** From when until when a certificate is good, both included. */
export const termOf = (certificate: Uint8Array): { from: Date; until: Date } => {
  const { validFrom, validTo } = parsed(certificate)
  return { from: new Date(validFrom), until: new Date(validTo) }
}

/** Is a certificate good at an instant? Not when nobody says at which. */
export const isGoodAt = (certificate: Uint8Array, at: Date | null): boolean => {
  const { from, until } = termOf(certificate)
  return at !== null && at >= from && at <= until
}

/** The certificates of a PEM text, in DER. */
export const certificatesOf = (pem: string): Uint8Array[] =>
  (pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map((one) => new Uint8Array(new X509Certificate(one).raw))

/** The certificates from one upwards as far as its issuers are known, that one first, in DER. */
export const upwards = (certificate: Uint8Array, known: readonly Uint8Array[]): readonly Uint8Array[] => {
  const above = known.map(parsed)
  const chain = [parsed(certificate)]
  while (chain.length <= MOST_BETWEEN) {
    const last = chain.at(-1)
    const issuer = above.find(
      (one) => last && one.fingerprint256 !== last.fingerprint256 && last.checkIssued(one) && last.verify(one.publicKey),
    )
    if (!issuer) break
    chain.push(issuer)
  }
  return chain.map(({ raw }) => new Uint8Array(raw))
}
