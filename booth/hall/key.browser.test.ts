import { Value } from 'typebox/value'
import { afterEach, expect, test } from 'vitest'
import { Enrolment, MachineHandshake } from '#protocol/rest.ts'
import { enrol } from './enrol.ts'
import { handshakeOf, keptKey } from './key.ts'

const MACHINE = '00000000-0000-4000-8000-000000000052'
const real = window.fetch
afterEach(() => {
  window.fetch = real
  indexedDB.deleteDatabase('roadfit-hall')
})

/** A server that enrols whoever comes as `kind`, and keeps what it was told. */
const serverFor = (kind: string) => {
  const told: { enrolment: unknown } = { enrolment: null }
  window.fetch = async (input, init) => {
    if (input === '/api/nonce') return Response.json({ nonce: 'bWFkZS11cC1ub25jZQ' })
    told.enrolment = typeof init?.body === 'string' ? JSON.parse(init.body) : null
    return Response.json({ id: MACHINE, kind, name: '大屏', site: '东城服务大厅' })
  }
  return told
}
const bytes = (base64url: string) =>
  Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))

test('an enrolled screen signs the nonce with the key that it enrolled, also after a reload, and the key cannot be taken out', async () => {
  const told = serverFor('hall-screen')
  expect(await enrol('W4RT-9BDC')).toMatchObject({ machine: MACHINE })
  const kept = await keptKey()
  if (!kept || !Value.Check(Enrolment, told.enrolment)) throw new Error('the screen is not enrolled')
  await expect(crypto.subtle.exportKey('pkcs8', kept.keys.privateKey)).rejects.toThrow()

  const handshake = await handshakeOf(kept)
  expect(Value.Check(MachineHandshake, handshake)).toBe(true)
  const key = await crypto.subtle.importKey('raw', bytes(told.enrolment.publicKey), { name: 'Ed25519' }, false, ['verify'])
  const signed = new TextEncoder().encode('roadfit handshake bWFkZS11cC1ub25jZQ')
  expect(await crypto.subtle.verify({ name: 'Ed25519' }, key, bytes(handshake.signature), signed)).toBe(true)
})

test("a booth's code does not make a hall screen", async () => {
  serverFor('booth')
  expect(await enrol('K7QM-2XPH')).toBe('wrong-kind')
  expect(await keptKey()).toBeNull()
})
