// In a page of the gallery: does what the gallery's acts say, one thing after the other. Stripped of its types as it stands, so it imports nothing.

type Step =
  | { by: 'css'; css: string }
  | { by: 'role'; role: string; name: string | null; pattern: [string, string] | null }
  | { by: 'text'; text: string }
  | { by: 'label'; label: string }
  | { by: 'has'; text: string | null; pattern: [string, string] | null }
  | { by: 'nth'; at: number }
type Order = {
  id: number
  steps: Step[]
  act: 'count' | 'click' | 'fill' | 'check' | 'press' | 'wait' | 'scroll' | 'box' | 'until' | 'assign'
  text?: string
  position?: { x: number; y: number }
  state?: Record<string, unknown>
}

const PATIENCE_MS = 60_000
const ROLES: Record<string, string> = {
  button: 'button, [role=button]',
  textbox: 'input:not([type]), input[type=text], input[type=password], textarea',
  listitem: 'li',
  alert: '[role=alert]',
}

/** Every element below, those within other elements too, in the order in which they are read. */
const everything = (root: Document | ShadowRoot | Element): Element[] =>
  [...root.querySelectorAll('*')].flatMap((each) => [each, ...(each.shadowRoot ? everything(each.shadowRoot) : [])])
const below = (root: Document | Element): Element[] => [
  ...(root instanceof Element && root.shadowRoot ? everything(root.shadowRoot) : []),
  ...everything(root),
]
const parentOf = (each: Element): Element | null => {
  if (each.parentElement) return each.parentElement
  const root = each.getRootNode()
  return root instanceof ShadowRoot ? root.host : null
}

/** Does an element fit a selector whose spaces lead into other elements, too? */
const fits = (each: Element, parts: string[]): boolean => {
  const [last, before, ...rest] = parts.toReversed()
  if (last === undefined || !each.matches(last)) return last === undefined
  if (before === undefined) return true
  const direct = before === '>'
  const above = (direct ? rest : [before, ...rest]).toReversed()
  for (let parent = parentOf(each); parent; parent = direct ? null : parentOf(parent)) if (fits(parent, above)) return true
  return false
}
const partsOf = (css: string): string[][] => css.split(',').map((one) => one.trim().split(/\s+/))

const saidBy = (each: Element): string => (each.getAttribute('aria-label') ?? each.textContent ?? '').replaceAll(/\s+/g, ' ').trim()
/** All that stands in something, in its own parts and in what they show within, too. */
const textIn = (node: Node): string =>
  node instanceof Text
    ? node.data
    : [...(node instanceof Element && node.shadowRoot ? node.shadowRoot.childNodes : []), ...node.childNodes].map(textIn).join('')
const textOf = (each: Element): string => textIn(each).replaceAll(/\s+/g, ' ').trim()

const narrowed = (found: Element[], step: Step): Element[] => {
  const inner = () => [...new Set(found.flatMap((each) => below(each)))]
  const all = found.length === 1 && found[0] === document.documentElement ? below(document) : inner()
  const named = (each: Element, name: string | null, pattern: [string, string] | null) =>
    (name === null || saidBy(each) === name) && (pattern === null || new RegExp(...pattern).test(saidBy(each)))
  switch (step.by) {
    case 'css':
      return all.filter((each) => partsOf(step.css).some((parts) => fits(each, parts)))
    case 'role':
      return all.filter((each) => each.matches(ROLES[step.role] ?? step.role) && named(each, step.name, step.pattern))
    case 'text':
      return all.filter((each) =>
        [...each.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.includes(step.text)),
      )
    case 'label':
      return all.filter((each) => each.getAttribute('aria-label')?.includes(step.label))
    case 'has':
      return found.filter((each) =>
        step.pattern ? new RegExp(...step.pattern).test(textOf(each)) : textOf(each).includes(step.text ?? ''),
      )
    case 'nth':
      return [found.at(step.at)].flatMap((each) => each ?? [])
  }
}
const found = (steps: Step[]): Element[] => steps.reduce<Element[]>(narrowed, [document.documentElement])

const frame = () => new Promise((next) => setTimeout(next, 30))
/** Waits for whatever `look` finds. */
const waited = async <T>(what: string, look: () => T | null | undefined | false): Promise<T> => {
  const end = performance.now() + PATIENCE_MS
  for (;;) {
    const seen = look()
    if (seen) return seen
    if (performance.now() > end) throw new Error(`${what} didn’t come`)
    await frame()
  }
}

const put = (each: Element, text: string): void => {
  Object.assign(each, { value: text })
  each.dispatchEvent(new Event('input', { bubbles: true, composed: true }))
  each.dispatchEvent(new Event('change', { bubbles: true, composed: true }))
}
const press = (each: Element, key: string): void => {
  each.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }))
  if (key === 'Enter' && each instanceof HTMLInputElement) each.form?.requestSubmit()
}
const click = (each: Element, at: { x: number; y: number } | undefined): void => {
  if (!at) return void (each instanceof HTMLElement && each.click())
  const { left, top } = each.getBoundingClientRect()
  const where = { clientX: left + at.x, clientY: top + at.y, bubbles: true, composed: true, cancelable: true }
  for (const kind of ['pointerdown', 'pointerup']) each.dispatchEvent(new PointerEvent(kind, where))
  each.dispatchEvent(new MouseEvent('click', where))
}

const carriedOut = async ({ steps, act, text = '', position, state = {} }: Order): Promise<unknown> => {
  const what = JSON.stringify(steps)
  if (act === 'count') return found(steps).length
  // What the gallery's own acts say, and nobody else: it is served to this machine alone.
  // oxlint-disable-next-line typescript/no-implied-eval
  if (act === 'until') return waited(text, () => Boolean(new Function(`return (${text})()`)()))
  const each = await waited(what, () =>
    found(steps).find((one) => one.checkVisibility() && !(one instanceof HTMLButtonElement && one.disabled)),
  )
  switch (act) {
    case 'click':
      return click(each, position)
    case 'fill':
      return put(each, text)
    case 'check':
      return void (each instanceof HTMLInputElement && !each.checked && each.click())
    case 'press':
      return press(each, text)
    case 'scroll':
      return each.scrollIntoView({ block: 'center' })
    case 'box': {
      const { x, y, width, height } = each.getBoundingClientRect()
      return { x, y, width, height }
    }
    case 'assign':
      return void Object.assign(each, state)
    case 'wait':
      return null
  }
}

const query = new URLSearchParams(location.search)
const language = query.get('language') === 'en' ? 'en' : 'zh'
// Each page takes its language from one of these.
localStorage.setItem('roadfit-language', language)
for (const [name, value] of Object.entries({ language, languages: [language] })) Object.defineProperty(navigator, name, { value })

const gallery = query.get('gallery')
if (gallery) {
  const orders = new EventSource(gallery)
  const answer = (body: object) => fetch(gallery, { method: 'POST', mode: 'no-cors', body: JSON.stringify(body) })
  let turn: Promise<unknown> = Promise.resolve()
  orders.addEventListener('message', ({ data }: MessageEvent<string>) => {
    const order = JSON.parse(data) as Order
    turn = turn.then(() =>
      carriedOut(order).then(
        (value) => answer({ id: order.id, value: value ?? null }),
        (error: unknown) => answer({ id: order.id, failed: String(error) }),
      ),
    )
  })
  orders.addEventListener('end', () => orders.close())
}
