import { expect, test } from 'vitest'
import forbidden from './forbidden-ports.json' with { type: 'json' }
import { isForbiddenPort, isLoopback, leastPort, portOf } from './ports.ts'

test('each forbidden port is one that fetch itself refuses, before it asks anybody', async () => {
  for (const port of forbidden.filter((one) => one !== 0))
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({ cause: { message: 'bad port' } })
})

test.each([80, 443, 3000, 3100, 5062, 6001, 6670, 8080, 8443, 10_081])('port %i is open to browsers', (port) => {
  expect(isForbiddenPort(port)).toBe(false)
})

test('a URL without a port leads to its scheme’s own', () => {
  expect(['http://a', 'https://a', 'https://a:8443'].map((url) => portOf(new URL(url)))).toEqual([80, 443, 8443])
})

test('this machine alone is told from everybody else', () => {
  expect(['127.0.0.1', '127.9.9.9', '::1', '[::1]', 'localhost', 'a.localhost'].filter((host) => !isLoopback(host))).toEqual([])
  expect(['0.0.0.0', '::', '10.0.0.1', '127.0.0.1.example', 'localhost.example', ''].filter(isLoopback)).toEqual([])
})

test('who may listen below 1024 is what Linux says: by capability, else from the port that the network says', () => {
  const machine = (capabilities: string | null, start: string | null) =>
    leastPort((file) => (file.endsWith('status') ? capabilities && `Name:\tnode\nCapEff:\t${capabilities}\n` : start))
  // All capabilities; CAP_NET_BIND_SERVICE alone, which is bit 10; none; none in a container that gives low ports to everybody.
  expect(machine('000001ffffffffff', '1024\n')).toBe(0)
  expect(machine('0000000000000400', '1024\n')).toBe(0)
  expect(machine('0000000000000000', '1024\n')).toBe(1024)
  expect(machine('0000000000000000', '0\n')).toBe(0)
  expect(machine(null, null)).toBe(0)
})
