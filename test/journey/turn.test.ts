import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TriedPaths } from '#protocol/path.ts'
import { openNetwork, reachMediaBy } from '../media/network.ts'
import { openStage, type Stage } from '../media/stage.ts'
import { openTurnServer, SECRET, type TurnServer } from '../media/turn-server.ts'
import { freePort } from './product.ts'

// Networks that let nothing through but the relay, played by browsers that may take no other way.

/** Another address of this machine, with a network in between. */
const ELSEWHERE = '127.0.0.2'

let relay: TurnServer
beforeAll(async () => {
  relay = await openTurnServer()
})
afterAll(() => relay.close())

/** By which protocols the pages' ways to the relay go, and whether all of them are the relay's. */
const waysOf = (page: Page) =>
  page.evaluate(async () => {
    const lines: RTCPeerConnection[] = Reflect.get(window, 'lines')
    const reports = await Promise.all(lines.map(async (line) => new Map(await line.getStats())))
    return reports.flatMap((report) =>
      [...report.values()]
        .filter((stat) => stat.type === 'transport' && stat.selectedCandidatePairId)
        .map((stat) => report.get(report.get(stat.selectedCandidatePairId).localCandidateId))
        .map(({ candidateType, relayProtocol }) => `${candidateType} ${relayProtocol}`),
    )
  })

test.each([
  ['udp', () => `turn:127.0.0.1:${relay.port}?transport=udp`],
  ['tcp', () => `turn:127.0.0.1:${relay.port}?transport=tcp`],
  ['tls', () => `turns:127.0.0.1:${relay.tlsPort}?transport=tcp`],
] as const)('where only the relay is reached, by %s, both sides see and hear each other', async (protocol, url) => {
  // The relay's certificate here is its own.
  const stage = await openStage({ helpers: { urls: [url()], secret: SECRET }, switches: ['--ignore-certificate-errors'] })
  try {
    const check = randomUUID()
    const open = async (me: 'booth' | 'doctor') => {
      const page = await (await stage.browser.newContext()).newPage()
      await page.addInitScript(() => {
        const lines: RTCPeerConnection[] = []
        Object.assign(window, { lines })
        window.RTCPeerConnection = class extends RTCPeerConnection {
          constructor(configuration?: RTCConfiguration) {
            super({ ...configuration, iceTransportPolicy: 'relay' })
            lines.push(this)
          }
        }
      })
      await page.goto(stage.page(me, check))
      await page.waitForSelector('body[data-ready]')
      return page
    }
    const booth = await open('booth')
    const doctor = await open('doctor')
    await doctor.click('#claim')
    for (const page of [booth, doctor]) {
      await page.waitForSelector('#theirs[data-playing]', { timeout: 60_000 })
      await page.waitForSelector('body[data-voice=live]')
      await expect.poll(async () => [...new Set(await waysOf(page))]).toEqual([`relay ${protocol}`])
    }
  } finally {
    await stage.close()
  }
})

/** What a page finds that tries each way before there is a call. `mediaBy`: another address by which it reaches the media. */
const pathsFound = async (stage: Stage, mediaBy: string | null = null): Promise<TriedPaths> => {
  const page = await (await stage.browser.newContext()).newPage()
  if (mediaBy !== null) await reachMediaBy(page, mediaBy)
  await page.goto(stage.page('doctor', randomUUID()))
  await page.waitForSelector('body[data-ready]')
  await page.evaluate(() => document.dispatchEvent(new Event('stage:paths')))
  await page.waitForSelector('body[data-paths]')
  // Nobody has opened a room for it.
  expect(stage.media.workers().map(({ rooms }) => rooms)).toEqual([0])
  const found: unknown = JSON.parse((await page.getAttribute('body', 'data-paths')) ?? 'null')
  return Value.Parse(TriedPaths, found)
}

test('before any call each way is found, straight and by the relay, with its time', async () => {
  const urls = [
    `turn:127.0.0.1:${relay.port}?transport=udp`,
    `turn:127.0.0.1:${relay.port}?transport=tcp`,
    `turns:127.0.0.1:${relay.tlsPort}?transport=tcp`,
  ]
  const stage = await openStage({ helpers: { urls, secret: SECRET }, switches: ['--ignore-certificate-errors'] })
  try {
    const found = await pathsFound(stage)
    expect(found.map(({ path }) => path)).toEqual(['udp', 'tcp', 'relay-udp', 'relay-tcp', 'relay-tls'])
    // On this machine nothing is further away than a second, however busy it is.
    for (const { ms } of found) expect(ms).toBeLessThan(1000)
  } finally {
    await stage.close()
  }
})

test('where no datagram gets through, only TCP is found', async () => {
  const port = await freePort()
  const stage = await openStage({ mediaPort: port })
  // A line that carries connections alone.
  const network = await openNetwork({ address: ELSEWHERE, port }, { address: '127.0.0.1', port })
  try {
    expect(await pathsFound(stage, ELSEWHERE)).toEqual([
      { path: 'udp', ms: null },
      { path: 'tcp', ms: expect.any(Number) },
    ])
  } finally {
    await network.close()
    await stage.close()
  }
})

/** What coturn's own client, which is none of ours, hears of a way to a peer. */
const triedBy = async (secret: string, peer: string): Promise<string> => {
  const options = ['-u', 'x', '-W', secret, '-p', String(relay.port), '-e', peer, '-n', '1', '-m', '1', '-l', '20', '127.0.0.1']
  const { stdout, stderr } = await promisify(execFile)('timeout', ['20', 'turnutils_uclient', ...options]).catch((error) => error)
  return `${stdout}${stderr}`
}

// Addresses of RFC 6890: a relay that carried somebody there would be a door into the network that it stands in.
test.each(['10.0.0.1', '100.64.0.1', '127.0.0.2', '169.254.169.254', '172.16.0.1', '192.168.1.1', '198.18.0.1'])(
  'the relay takes nobody to %s',
  async (peer) => {
    expect(await triedBy(SECRET, peer)).toContain('error 403 (Forbidden IP)')
  },
)

test('the relay works for nobody who doesn’t have a name of ours', async () => {
  expect(await triedBy('another-secret-of-nobody', '127.0.0.1')).toContain('Cannot complete Allocation')
})
