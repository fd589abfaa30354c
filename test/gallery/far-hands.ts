import type { Hands, Named, Place, Role } from '../screens/hands.ts'

/** One step to things on a page; `hand.ts` takes them there. */
type Step = Readonly<Record<string, unknown>>
/** What a page is to do, and what came of it. */
export type Ask = (order: { steps: readonly Step[]; act: string; text?: string; position?: object; state?: object }) => Promise<unknown>

const patternOf = (text: string | RegExp | undefined): [string, string] | null =>
  text instanceof RegExp ? [text.source, text.flags] : null
const role = (role: Role, { name }: Named = {}): Step => ({
  by: 'role',
  role,
  name: typeof name === 'string' ? name : null,
  pattern: patternOf(name),
})

const placeAt = (ask: Ask, steps: readonly Step[]): Place => {
  const on = (step: Step) => placeAt(ask, [...steps, step])
  const act = async (name: string, more: { text?: string; position?: object } = {}) => void (await ask({ steps, act: name, ...more }))
  return {
    locator: (css) => on({ by: 'css', css }),
    getByRole: (...asked) => on(role(...asked)),
    filter: ({ hasText }) => on({ by: 'has', text: typeof hasText === 'string' ? hasText : null, pattern: patternOf(hasText) }),
    first: () => on({ by: 'nth', at: 0 }),
    last: () => on({ by: 'nth', at: -1 }),
    nth: (at) => on({ by: 'nth', at }),
    all: async () => Array.from({ length: Number(await ask({ steps, act: 'count' })) }, (_, at) => on({ by: 'nth', at })),
    click: ({ position } = {}) => act('click', position && { position }),
    fill: (text) => act('fill', { text }),
    check: () => act('check'),
    press: (text) => act('press', { text }),
    waitFor: () => act('wait'),
    scrollIntoViewIfNeeded: () => act('scroll'),
    boundingBox: async () => boxOf(await ask({ steps, act: 'box' })),
  }
}

const boxOf = (said: unknown): { x: number; y: number; width: number; height: number } | null => {
  if (typeof said !== 'object' || said === null) return null
  const { x, y, width, height } = Object.assign({ x: 0, y: 0, width: 0, height: 0 }, said)
  return { x, y, width, height }
}

/** Hands on a page in somebody's browser, far away: each thing is asked of `hand.ts` there. */
export const farHands = (ask: Ask): Hands => {
  const page = placeAt(ask, [])
  return {
    locator: (css) => page.locator(css),
    getByRole: (...asked) => page.getByRole(...asked),
    getByText: (text) => placeAt(ask, [{ by: 'text', text }]),
    getByLabel: (label) => placeAt(ask, [{ by: 'label', label }]),
    waitForFunction: (holds) => ask({ steps: [], act: 'until', text: String(holds) }),
  }
}
