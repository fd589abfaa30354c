import type { Link, LinkState } from '#protocol/link.ts'
import type { serviceMessages, servicePushes } from '#protocol/messages.ts'
import { refuse } from '#protocol/refusal.ts'
import type { CalibrationWork, DeviceOutput } from '#protocol/service.ts'
import { selfTested, serviceView } from './service-views.ts'

type ServiceLink = Link<typeof serviceMessages, typeof servicePushes>
type Answers = Readonly<Partial<Record<keyof typeof serviceMessages, (request: never) => unknown>>>

/** The agent's end, as far as the service page sees it. `differs`: what it answers otherwise. */
export const standInAgent = (differs: Answers = {}) => {
  const asked: [string, unknown][] = []
  const works: CalibrationWork[] = []
  const hearers = new Set<(heard: DeviceOutput) => void>()
  const watchers = new Set<(state: LinkState, refusal: null) => void>()
  const answers: Answers = {
    'service:view': () => serviceView,
    'service:watch': () => ({ done: true }),
    'service:probe': () => ({ model: 'keypad', sure: true }),
    'service:measure': () => ({ median: 2304, spread: 3, samples: 30 }),
    'service:calibrate': () => ({ at: '2026-11-25T00:00:00.000Z', expiresAt: '2026-11-27T00:00:00.000Z', expired: false }),
    'service:selftest': () => selfTested,
    ...differs,
  }
  const link = {
    ask: async (name: keyof typeof serviceMessages, request: never) => {
      asked.push([name, request])
      if (name === 'service:calibrate') works.push(request)
      return answers[name]?.(request) ?? refuse('unknown-message')
    },
    on(_: string, take: (heard: DeviceOutput) => void) {
      hearers.add(take)
      return () => hearers.delete(take)
    },
    watch(take: (state: LinkState, refusal: null) => void) {
      watchers.add(take)
      take('connected', null)
      return () => watchers.delete(take)
    },
    close() {},
  } as unknown as ServiceLink
  return {
    link,
    asked,
    works,
    hear: (...heard: DeviceOutput[]) => hearers.forEach((take) => heard.forEach(take)),
    /** The line is lost, or there again. */
    turn: (state: LinkState) => watchers.forEach((take) => take(state, null)),
  }
}
