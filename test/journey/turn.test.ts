import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage } from '../media/stage.ts'
import { openTurnServer, SECRET, type TurnServer } from '../media/turn-server.ts'

// Networks that let nothing through but the relay, played by browsers that may take no other way.

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
