import { afterEach, expect, test } from 'vitest'
import { isRefusal } from '#protocol/refusal.ts'
import { cardOf } from '../../../test/driver.ts'
import { handedOver, signedReport } from '../../../test/signed.ts'
import { openWorld, until, type World } from '../../../test/world.ts'
import type { Log } from '../../log.ts'
import type { conclude } from '../checks/signoff.ts'

// One search for a command's id in the server's log shows its way, from the doctor's page to the receipt of the case.

type Line = { text: string; fields: Record<string, unknown> }

let world: World
afterEach(() => world.close())

const logged = async () => {
  const lines: Line[] = []
  const take = (fields: object, text: string) => void lines.push({ text, fields: { ...fields } })
  const log: Log = { error: take, warn: take, info: take, debug: () => {} }
  world = await openWorld({ outside: { log } })
  return lines
}
/** The doctor's page, which signs over its own line; gives the id of the command. */
const signingOver = async (doctor: Awaited<ReturnType<World['person']>>) => {
  const link = await doctor.connect()
  let signed = ''
  const sign = async (request: Parameters<typeof conclude>[2]) => {
    const answer = await link.ask('check:conclude', request)
    if (isRefusal(answer)) throw new Error(answer.refused)
    signed = request.command
  }
  return { sign, command: () => signed }
}
const textsOf = (lines: readonly Line[], command: string) =>
  lines
    .filter(({ fields }) => JSON.stringify(fields).includes(command))
    .map(({ text, fields }) => [text, ...(Array.isArray(fields['events']) ? fields['events'].map(String) : [])].join(' '))

test('a signature is followed by its command’s id from its arrival to the receipt, and the case is told it, too', async () => {
  const lines = await logged()
  const doctor = await world.person('dr-traced', 'doctor')
  const { sign, command } = await signingOver(doctor)
  const { number, digest } = await handedOver(world, doctor, { name: '司马相如', serial: 77, sign })
  await until(() => Promise.resolve(lines.some(({ text }) => text === 'the case has answered')))
  expect(textsOf(lines, command())).toEqual([
    'a command came',
    'events were written concluded',
    'an errand was written down',
    'events were written sealed',
    'an errand was written down',
    'a report is being handed over',
    'events were written delivered',
    'the case has answered',
  ])
  expect(lines.find(({ text }) => text === 'the case has answered')?.fields).toMatchObject({ number, receipt: 'R-1' })
  expect(world.traffic.traces).toEqual([`00-${command().replaceAll('-', '')}-${digest.slice(0, 16)}-01`])
  // W3C Trace Context, 3.2.2
  expect(world.traffic.traces[0]).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/)

  const card = cardOf('司马相如', 77)
  for (const personal of [card.name, card.number, card.number.slice(-6), card.birth, card.address, doctor.name])
    expect(JSON.stringify(lines)).not.toContain(personal)
})

test('a refused command and a delivery that is tried again bear it, and so does what a counter asks for by HTTP', async () => {
  const lines = await logged()
  const doctor = await world.person('dr-again', 'doctor', 'counter', 'administrator')
  const { sign, command } = await signingOver(doctor)
  world.traffic.moods.push({ status: 401 })
  const { id } = await signedReport(world, doctor, { sign })
  await until(() => Promise.resolve(textsOf(lines, command()).some((text) => text.startsWith('a report could not be handed over'))))

  const headers = { cookie: await doctor.cookie(), origin: world.settings.origin, 'content-type': 'application/json' }
  const tryAt = async (version: number) => {
    const asked = world.ids()
    await fetch(`${world.url}/api/errands/${id}/try`, { method: 'POST', headers, body: JSON.stringify({ command: asked, version }) })
    return asked
  }
  const { version } = await world.check(id)
  expect(textsOf(lines, await tryAt(version - 1))).toEqual(['a command came', 'a command was refused'])
  expect(textsOf(lines, await tryAt(version))).toEqual(['a command came', 'events were written hurried'])
  await until(async () => (await world.check(id)).phase === 'handed-over')
  const texts = textsOf(lines, command())
  expect(texts.filter((text) => text === 'a report is being handed over')).toHaveLength(2)
  expect(texts.at(-1)).toMatch(/^(the case has answered|events were written delivered)$/)
})
