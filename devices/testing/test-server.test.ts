import { expect, test, vi } from 'vitest'
import type { BoothCheck } from '#protocol/check.ts'
import { openLink } from '#protocol/link.ts'
import { agentMessages, agentPushes } from '#protocol/messages.ts'
import { checkView } from '../../test/made-up/check.ts'
import { openTestServer } from './test-server.ts'

test('what a server that was silent shows just when the booth’s line breaks is said on the next line', async ({ onTestFinished }) => {
  const server = await openTestServer()
  onTestFinished(() => server.close())
  server.silent = true
  const link = openLink(server.url, { messages: agentMessages, pushes: agentPushes, path: '/agent/socket' })
  onTestFinished(() => link.close())
  const held: (BoothCheck | null)[] = []
  link.on('booth:begin', ({ shown }) => held.push(shown))
  await vi.waitFor(() => expect(server.lines()).toBe(1))
  server.down = true
  server.cut()
  await vi.waitFor(() => expect(server.lines()).toBe(0))
  const shown = { check: checkView({ phase: 'reported' }), attempt: null }
  server.show(shown)
  server.down = false
  await vi.waitFor(() => expect(held).toEqual([shown]))
})
