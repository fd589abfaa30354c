import { html, LitElement, svg } from 'lit'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { cdp, userEvent } from 'vitest/browser'
import { DESK_SIZES, shared, wearTokens } from '#kit/tokens.ts'
import { drawPlate } from '#measure/colour/plate.ts'
import { frame } from './drawings/frame.ts'
import '#kit/stimuli/optotype.ts'
import '#kit/stimuli/plate.ts'

// The system's own choice of colours (Windows' contrast themes): grounds and text colours of a page are replaced by it.
const forced = (value: 'active' | 'none') => cdp().send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value }] })

class Sample extends LitElement {
  override render() {
    return html`<button class="plain">a</button><button class="primary">b</button><button class="chosen" aria-pressed="true">c</button>
      <button class="off" disabled>d</button>${frame('a drawing', svg`<path d="M0 0h9" />`)}`
  }
  static override styles = [shared]
}
customElements.define('test-forced-sample', Sample)

beforeAll(async () => {
  wearTokens(DESK_SIZES)
  await forced('active')
})
afterAll(() => forced('none'))
afterEach(() => document.body.replaceChildren())

const placed = async <T extends LitElement>(element: T): Promise<T> => {
  document.body.append(element)
  await element.updateComplete
  return element
}
const sample = async () => {
  const { renderRoot } = await placed(new Sample())
  return (selector: string) => {
    const found = renderRoot.querySelector(selector)
    if (!found) throw new Error(`no ${selector}`)
    return found
  }
}

test('the E stays black on white, whatever the system’s colours are', async () => {
  const element = await placed(Object.assign(document.createElement('rf-optotype'), { strokePx: 10 }))
  expect(matchMedia('(forced-colors: active)').matches).toBe(true)
  expect(getComputedStyle(element).forcedColorAdjust).toBe('none')
  expect(getComputedStyle(element).backgroundColor).toBe('rgb(255, 255, 255)')
})

test('a colour plate keeps its colours', async () => {
  const plate = Object.assign(document.createElement('rf-plate'), drawPlate({ kind: 'protan', plate: 7, figure: '42' }))
  plate.style.width = '300px'
  await placed(plate)
  const canvas = plate.renderRoot.querySelector('canvas')
  expect(canvas && getComputedStyle(canvas).forcedColorAdjust).toBe('none')
})

test('a drawing keeps its dark lines, and the light ground that they are made for', async () => {
  const style = getComputedStyle((await sample())('svg'))
  expect(style.forcedColorAdjust).toBe('none')
  expect(style.backgroundColor).toBe('rgb(255, 255, 255)')
})

test('what is chosen, what comes next and what is ruled out still differ from any other button', async () => {
  const one = await sample()
  const ground = (selector: string) => getComputedStyle(one(selector)).backgroundColor
  expect(ground('.primary')).not.toBe(ground('.plain'))
  expect(ground('.chosen')).not.toBe(ground('.plain'))
  expect(getComputedStyle(one('.off')).color).not.toBe(getComputedStyle(one('.plain')).color)
})

test('focus is seen on every button: a ring of another colour than its ground', async () => {
  const one = await sample()
  for (const selector of ['.plain', '.primary', '.chosen']) {
    await userEvent.tab()
    const { outlineStyle, outlineWidth, outlineColor, backgroundColor } = getComputedStyle(one(selector))
    expect(one(selector).matches(':focus-visible'), selector).toBe(true)
    expect([outlineStyle, outlineWidth], selector).toEqual(['solid', '3px'])
    expect(outlineColor, selector).not.toBe(backgroundColor)
  }
})
