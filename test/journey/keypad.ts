import type { Page } from 'playwright-core'
import type { Key, Stage } from '#protocol/booth.ts'
import type { Scene } from '#protocol/measurement.ts'
import { text } from '#words/index.ts'
import { type Eyes, type Hands, knownAnswer, pedalOf, until } from './people.ts'
import type { Product } from './product.ts'

// Somebody at a booth whose screen can't be touched: a keypad under the hand, and eyes on the page.

export type Presser = {
  /** Presses a key, and waits until the page has drawn what came of it. */
  press(...keys: Key[]): Promise<void>
  /** Leads the keypad to a button of the page, by its words, and presses "ok" there. */
  choose(words: string): Promise<void>
  /** Whether a button with these words stands there to be chosen. */
  sees(words: string): Promise<boolean>
  /** Whether the page has said that the stimulus of this trial stands there. */
  stands(stage: Stage): boolean
}

/** More presses lead nowhere: somebody would give up. */
const MOST_PRESSES = 40

/** Everything that can be chosen on the page, and where the keypad stands: run in the page. */
const look = (words: string): { target: [number, number] | null; from: [number, number] | null; there: boolean } => {
  const under = (root: ParentNode): Element[] =>
    [...root.querySelectorAll('*')].flatMap((each) => [each, ...(each.shadowRoot ? under(each.shadowRoot) : [])])
  const everything = under(document)
  const dialog = everything.find((each) => each.matches('rf-dialog[open]'))
  const buttons = (dialog ? [...under(dialog), ...dialog.querySelectorAll('*')] : everything).filter(
    (each): each is HTMLButtonElement => each instanceof HTMLButtonElement && !each.disabled && each.checkVisibility(),
  )
  const nameOf = (each: HTMLButtonElement) => {
    const shown = [...each.childNodes].filter((node) => node instanceof Text || (node instanceof Element && node.ariaHidden !== 'true'))
    const words = shown.map((node) => node.textContent).join('')
    return each.ariaLabel ?? words.replaceAll(/\s+/g, ' ').trim()
  }
  const middle = (each: Element): [number, number] => {
    const { left, top, width, height } = each.getBoundingClientRect()
    return [left + width / 2, top + height / 2]
  }
  let active = document.activeElement
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement
  const from = buttons.find((each) => each === active)
  const target = buttons.find((each) => nameOf(each) === words)
  return { target: target ? middle(target) : null, from: from ? middle(from) : null, there: from !== undefined && from === target }
}

/** Hands that press nothing but keys, before they have opened the page. */
export const presserAt = (page: Page, hands: Hands): Presser => {
  let arrived = 0
  let standing = ''
  const events = (payload: string | Buffer): unknown[] => {
    const [, body] = /^42\d*(\[.*)$/s.exec(String(payload)) ?? []
    const read: unknown = body ? JSON.parse(body) : []
    return Array.isArray(read) ? read : []
  }
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => {
      if (events(payload)[0] === 'booth:key') arrived += 1
    })
    socket.on('framesent', ({ payload }) => {
      const [name, touch] = events(payload) as [string?, { touch?: string; attempt?: string; index?: number }?]
      if (name === 'page:touch' && touch?.touch === 'shown') standing = `${touch.attempt} ${touch.index}`
    })
  })
  const press = async (...keys: Key[]) => {
    for (const key of keys) {
      const before = arrived
      await hands.do({ hand: 'key', key })
      await until(`the key ${key} reaches the page`, () => arrived > before)
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
    }
  }
  const lead = async (words: string) => {
    const tried = new Set<string>()
    for (let presses = 0; presses < MOST_PRESSES; presses += 1) {
      const { target, from, there } = await until(`“${words}” stands there`, async () => {
        const seen = await page.evaluate(look, words)
        return seen.target && { ...seen, target: seen.target }
      })
      if (there) return
      const here = String(from?.join())
      // The first press shows where the keypad stands.
      const [dx, dy] = from ? [target[0] - from[0], target[1] - from[1]] : [0, 1]
      const across: Key = dx > 0 ? 'right' : 'left'
      const along: Key = dy > 0 ? 'down' : 'up'
      const ways = Math.abs(dx) > Math.abs(dy) ? [across, along] : [along, across]
      const all: Key[] = [...ways, 'down', 'right', 'left', 'up']
      const way = all.find((each) => !tried.has(`${here} ${each}`)) ?? along
      tried.add(`${here} ${way}`)
      await press(way)
    }
    throw new Error(`the keypad doesn't lead to “${words}”`)
  }
  return {
    press,
    async choose(words) {
      await lead(words)
      await press('ok')
    },
    sees: async (words) => (await page.evaluate(look, words)).target !== null,
    stands: ({ attempt, index }) => standing === `${attempt} ${index}`,
  }
}

/** What somebody presses who sees and hears everything; null: nothing, or the feet and the body answer. */
const answerTo = (scene: Scene, known: () => string): Key[] | null => {
  switch (scene.scene) {
    case 'optotype':
      return [scene.direction]
    case 'plate':
      return known().split('') as Key[]
    case 'sound':
      return [scene.side === 'silent' ? 'no' : scene.side]
    case 'tone':
      return [scene.gain > 0 ? 'ok' : 'no']
    case 'circle':
      return ['ok']
    default:
      return null
  }
}

/** A driver who does what the page asks by keys, pedals and feet until `enough`. */
export const driveByKeys = async (
  { product, page, eyes, hands, presser }: { product: Product; page: Page; eyes: Eyes; hands: Hands; presser: Presser },
  enough: () => boolean,
  waitMs = 300_000,
): Promise<void> => {
  const { hub } = text.zh.booth
  const end = Date.now() + waitMs
  const moved = ({ attempt, index }: Stage) => {
    const now = eyes.view()?.stage
    return now?.attempt !== attempt || now.index !== index
  }
  const step = async (): Promise<void> => {
    const stage = eyes.view()?.stage
    if (!stage) {
      for (const words of [hub.noGlasses, hub.noAid]) if (await presser.sees(words)) return presser.choose(words)
      const start = await page.locator('rf-hub button.primary.big:not([disabled])').first().textContent({ timeout: 1000 })
      return presser.choose(start?.trim() ?? '')
    }
    const { scene, attempt, index } = stage
    if ((await page.locator('[data-waits]').count()) > 0) return presser.press('ok')
    if (scene.scene === 'height') return hands.do({ hand: 'stand', heightMm: scene.step === 'stand' ? 1725 : null })
    if (scene.scene === 'task') {
      const pedal = pedalOf(scene.task)
      if (!pedal || scene.newtons === null) return presser.press('ok')
      await hands.do({ hand: 'pedal', side: pedal, millinewtons: 300_000 })
      await until('the pedal was held long enough', () => moved(stage))
      return hands.do({ hand: 'pedal', side: pedal, millinewtons: 0 })
    }
    if (!presser.stands(stage)) return
    const known = () => {
      const answer = knownAnswer(product, attempt, index)
      return typeof answer === 'string' ? answer : ''
    }
    const keys = answerTo(scene, known)
    if (!keys) return
    await presser.press(...keys)
    await until('the next trial comes', () => moved(stage), 5000)
  }
  while (!enough()) {
    if (Date.now() > end) throw new Error(`the driver is stuck at ${eyes.view()?.stage?.station ?? 'no station'}`)
    await step().catch(() => null)
    await new Promise((next) => setTimeout(next, 20))
  }
}
