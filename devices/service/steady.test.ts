import { expect, test, vi } from 'vitest'
import { openLine } from '../port.ts'
import { openPty } from '../pty.ts'
import { registry } from '../registry.ts'
import { openService } from './service.ts'

const clock = () => performance.now()

test.each(['height-line', 'BCM-H10'])(
  'a %s, which says one height of a rod, can be calibrated by that',
  async (model) => {
    const made = registry[model]
    if (!made) throw new Error('no such model')
    const pty = await openPty('machine')
    const played = made.imitate(made.example, { wire: pty.wire, random: () => 0.5, clock, pace: 4, floorMm: 0 })
    const connected = made.connect(made.example, (driver) => openLine(driver, async () => ({ path: pty.path, id: 'machine' }), { clock }))
    const wall = () => new Date('2026-11-25T00:00:00.000Z')
    const { handlers, close } = openService({
      bench: { devices: [{ name: 'machine', model, ...connected }] },
      simulated: false,
      listing: async () => [],
      models: registry,
      calibration: () => null,
      calibrate: async () => ({ at: '', expiresAt: '', expired: false }),
      busy: () => false,
      disk: () => null,
      connected: () => true,
      serverTime: async () => null,
      wall,
      clock,
    }).open(() => {})
    try {
      await vi.waitFor(() => expect(connected.line.port).toBe('machine'))
      await new Promise((settled) => setTimeout(settled, 200))
      const measured = handlers['service:measure']({ name: 'machine', cell: null }, null)
      if (played.kind === 'height') played.simulator.stand(1750)
      expect(await measured).toEqual({ median: 1750, spread: 0, samples: 1 })
    } finally {
      close()
      await connected.line.close()
      played.simulator.stop()
      await pty.close()
    }
  },
  40_000,
)
