import type { BoothView, Key } from '#protocol/booth.ts'
import type { Booth } from './store.ts'

/** Which way each arrow leads. */
const WAYS: Partial<Record<Key, readonly [x: number, y: number]>> = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] }

/** Every element under this one, those within other elements too. */
const under = (root: ParentNode): Element[] =>
  [...root.querySelectorAll('*')].flatMap((each) => [each, ...(each.shadowRoot ? under(each.shadowRoot) : [])])

/** What the keypad reaches now: the dialog that covers the page, a page on which a test waits to begin, or all of the page; null: a test takes the keys. */
const reach = (page: ParentNode, { stage }: Pick<BoothView, 'stage'>): ParentNode | null => {
  const all = under(page)
  const dialog = all.find((each) => each.matches('rf-dialog[open]'))
  if (dialog) return dialog
  return stage ? (all.find((each) => each.hasAttribute('data-waits'))?.shadowRoot ?? null) : page
}

const isDialog = (root: ParentNode | null): boolean => root instanceof Element

const keysIn = (root: ParentNode): HTMLButtonElement[] =>
  under(root).filter((each): each is HTMLButtonElement => each instanceof HTMLButtonElement && !each.disabled && each.checkVisibility())

const focused = (): Element | null => {
  let active = document.activeElement
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement
  return active
}

const middle = (key: Element): [number, number] => {
  const { left, width, top, height } = key.getBoundingClientRect()
  return [left + width / 2, top + height / 2]
}

/** The nearest key that way: what lies straight ahead is nearer than what lies aside. */
const nearest = (
  from: HTMLButtonElement,
  keys: readonly HTMLButtonElement[],
  [dx, dy]: readonly [number, number],
): HTMLButtonElement | null => {
  const [x, y] = middle(from)
  const ahead = keys.flatMap((key) => {
    const [kx, ky] = middle(key)
    const along = (kx - x) * dx + (ky - y) * dy
    const aside = Math.abs((kx - x) * dy) + Math.abs((ky - y) * dx)
    return along > 1 ? [{ key, far: along + 2 * aside }] : []
  })
  return ahead.toSorted((a, b) => a.far - b.far)[0]?.key ?? null
}

/** What could be moved up (−1) or down (1), and holds nothing that the keypad is led to: a text is read to its end before it's left. */
const unread = (within: ParentNode, to: HTMLButtonElement | null, down: number): Element | undefined =>
  under(within).find((each) => {
    const rest = down > 0 ? each.scrollHeight - each.clientHeight - each.scrollTop : each.scrollTop
    return rest > 2 && /auto|scroll/.test(getComputedStyle(each).overflowY) && !(to && under(each).includes(to))
  })

/** The key on which the keypad stands is seen from where nobody could touch it. */
const stand = (key: HTMLButtonElement) => {
  key.focus()
  key.style.outline = '0.5rem solid var(--focus)'
  key.addEventListener('blur', () => (key.style.outline = ''), { once: true })
}

/**
 * The booth's page by keypad alone: arrows lead from key to key, "OK" presses the one that they stand on. Where a test only waits to begin
 * "OK" begins it; while it runs, its keys are answers and the agent's.
 */
const pressKey = (page: ParentNode, view: Pick<BoothView, 'stage'>, key: Key): void => {
  const within = reach(page, view)
  const keys = within ? keysIn(within) : []
  // What the page is about comes before what stands around it.
  const step = within?.querySelector('.stage')
  const own = step ? keysIn(step) : keys
  const primary = own.find((each) => each.classList.contains('primary')) ?? own[0] ?? keys[0]
  // Before a test there is one thing to do. Everywhere else nothing is pressed that isn't seen to be meant.
  const on = keys.find((each) => each === focused()) ?? (view.stage && !isDialog(within) ? primary : undefined)
  const way = WAYS[key]
  if (!on) {
    if (primary && (way || key === 'ok')) stand(primary)
  } else if (key === 'ok') on.click()
  else if (way && within) {
    const to = nearest(on, keys, way)
    const text = way[1] === 0 ? undefined : unread(within, to, way[1])
    if (text) text.scrollBy({ top: (way[1] * text.clientHeight) / 2 })
    else stand(to ?? on)
  }
}

/** Listens to the booth's keypad for as long as its page stands. */
export const hearKeys = (app: Element, booth: Pick<Booth, 'link' | 'state'>): void => {
  booth.link.on('booth:key', ({ key }) => {
    const { view } = booth.state
    if (view && app.shadowRoot) pressKey(app.shadowRoot, view, key)
  })
}
