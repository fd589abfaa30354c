import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

const sha256 = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest()
const text = (value: string): Buffer => Buffer.from([0x60 + value.length, ...Buffer.from(value)])

/** Flags of authenticator data: somebody was there, was verified, and a credential is attached (WebAuthn 6.1). */
const PRESENT = 0x01
const VERIFIED = 0x04
const ATTACHED = 0x40

/** A passkey in software: makes what a browser would send, by the bytes of WebAuthn level 2 (ES256, attestation "none"). */
export const openAuthenticator = (origin: string) => {
  const rpId = new URL(origin).hostname
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const credential = randomBytes(32)
  const id = credential.toString('base64url')
  let counter = 0

  const clientData = (type: string, challenge: string, from: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: from, crossOrigin: false }))
  const data = (flags: number, attached: Uint8Array = new Uint8Array()) => {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(++counter)
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), count, attached])
  }
  // COSE: EC2, ES256, P-256, x, y.
  const cose = Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]),
    Buffer.from(x, 'base64url'),
    Buffer.from([0x22, 0x58, 0x20]),
    Buffer.from(y, 'base64url'),
  ])
  const common = { id, rawId: id, type: 'public-key' as const, clientExtensionResults: {} }

  return {
    register: (challenge: string) => {
      const attached = Buffer.concat([Buffer.alloc(16), Buffer.from([0, credential.length]), credential, cose])
      const authData = data(PRESENT | VERIFIED | ATTACHED, attached)
      const attestationObject = Buffer.concat([
        Buffer.from([0xa3]),
        text('fmt'),
        text('none'),
        text('attStmt'),
        Buffer.from([0xa0]),
        text('authData'),
        Buffer.from([0x58, authData.length]),
        authData,
      ]).toString('base64url')
      return {
        ...common,
        response: { clientDataJSON: clientData('webauthn.create', challenge, origin).toString('base64url'), attestationObject },
      }
    },
    /** `verified` false: somebody touched it, and proved nothing. */
    assert: (challenge: string, { verified = true, from = origin }: { verified?: boolean; from?: string } = {}) => {
      const client = clientData('webauthn.get', challenge, from)
      const authData = data(PRESENT | (verified ? VERIFIED : 0))
      return {
        ...common,
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: authData.toString('base64url'),
          signature: sign('sha256', Buffer.concat([authData, sha256(client)]), privateKey).toString('base64url'),
        },
      }
    },
  }
}
