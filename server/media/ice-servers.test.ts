import { execFileSync } from 'node:child_process'
import { Value } from 'typebox/value'
import { expect, test } from 'vitest'
import { IceServer } from '#protocol/media.ts'
import { iceServersFor } from './ice-servers.ts'

const NOW = new Date('2026-11-25T02:00:00.000Z')
const SECRET = 'north-of-the-river-9d1f'
const urls = ['stun:turn.example:3478', 'turn:turn.example:3478?transport=udp', 'turns:turn.example:5349?transport=tcp']

test('a relay is told with a name that ends in twelve hours, and the password that openssl works out of it by the shared secret', () => {
  const [stun, turn] = iceServersFor({ urls, secret: SECRET }, 'a-transport', NOW)
  expect(stun).toEqual({ urls: ['stun:turn.example:3478'] })
  // 2026-11-25T14:00:00Z.
  expect(turn).toMatchObject({ urls: urls.slice(1), username: '1795615200:a-transport' })
  // As coturn's own manual says, turnserver(1), “TURN REST API”: base64(hmac(key, turn-username)).
  const hmac = execFileSync('openssl', ['dgst', '-sha1', '-hmac', SECRET, '-binary'], { input: turn?.username ?? '' })
  expect(turn?.credential).toBe(hmac.toString('base64'))
  for (const one of [stun, turn]) expect([...Value.Errors(IceServer, one)]).toEqual([])
  expect(JSON.stringify([stun, turn])).not.toContain(SECRET)
})

test('where no helper is set there is none, and a relay without a secret is told to nobody', () => {
  expect(iceServersFor({ urls: [], secret: null }, 'x', NOW)).toEqual([])
  expect(iceServersFor({ urls, secret: null }, 'x', NOW)).toEqual([{ urls: ['stun:turn.example:3478'] }])
})

test('each transport has a name of its own, and one that is made later ends later', () => {
  const nameOf = (id: string, now: Date) => iceServersFor({ urls, secret: SECRET }, id, now)[1]?.username
  expect(nameOf('a', NOW)).not.toBe(nameOf('b', NOW))
  expect(nameOf('a', new Date(NOW.getTime() + 60_000))).toBe('1795615260:a')
})
