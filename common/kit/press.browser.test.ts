import { html, LitElement } from 'lit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cdp } from 'vitest/browser'
import { hearPresses } from './press.ts'
import { BOOTH_SIZES, shared, wearTokens } from './tokens.ts'

/** Two keys beside each other, in a shadow as every key of the booth. */
class Keys extends LitElement {
  static override styles = shared
  pressed: string[] = []
  override render() {
    const key = (name: string, left: number) =>
      html`<button id=${name} style="position: fixed; left: ${left}px; top: 100px; width: 100px; height: 100px" @click=${() => this.pressed.push(name)}>
        <span>${name}</span>
      </button>`
    return html`${key('a', 100)}${key('b', 210)}`
  }
}
customElements.define('test-keys', Keys)

type Point = readonly [x: number, y: number]
const touch = async (type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly Point[]) => {
  const frame = window.frameElement?.getBoundingClientRect()
  const scale = frame ? frame.width / window.innerWidth : 1
  const touchPoints = points.map(([x, y]) => ({ x: (frame?.left ?? 0) + x * scale, y: (frame?.top ?? 0) + y * scale }))
  await cdp().send('Input.dispatchTouchEvent', { type, touchPoints })
}
/** A finger that goes down at one place and comes up at another. */
const finger = async (from: Point, to: Point = from) => {
  await touch('touchStart', [from])
  for (const share of [0.25, 0.5, 0.75, 1])
    await touch('touchMove', [[from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]])
  await touch('touchEnd', [])
  // The browser's own click would come after it.
  await new Promise((resolve) => setTimeout(resolve, 50))
}

let keys: Keys
let stop = () => {}
const arrivals = (): Animation[] => [...keys.renderRoot.querySelectorAll('button')].flatMap((key) => key.getAnimations())
beforeEach(async () => {
  wearTokens(BOOTH_SIZES)
  stop = hearPresses()
  keys = document.createElement('test-keys') as Keys
  document.body.append(keys)
  await keys.updateComplete
})
afterEach(() => {
  stop()
  document.body.replaceChildren()
})
/** The keys have stood there for long enough. */
const old = () => arrivals().forEach((animation) => animation.finish())

const CASES: [what: string, from: Point, to: Point, pressed: string[]][] = [
  ['a tap is one press', [150, 150], [150, 150], ['a']],
  ['a finger that rolls 20 px on a key presses it once', [150, 150], [170, 150], ['a']],
  ['so does one that rolls far across a large key', [105, 105], [195, 195], ['a']],
  ['one that rolls 20 px over the edge', [105, 150], [85, 150], ['a']],
  ['one that rolls over the edge onto the next key', [195, 150], [225, 150], ['a']],
  ['one that ends 40 px beside the key, where no key is', [150, 150], [62, 150], ['a']],
  ['one that ends 60 px beside it presses nothing', [150, 150], [40, 150], []],
  ['one that slides from one key to another presses neither', [120, 150], [260, 150], []],
  ['one that comes from beside onto a key presses nothing', [40, 150], [150, 150], []],
]
test.each(CASES)('%s', async (_, from, to, pressed) => {
  old()
  await finger(from, to)
  expect(keys.pressed).toEqual(pressed)
})

test('a key that has just come takes no finger for 300 ms, and takes it then', async () => {
  const [first] = arrivals()
  for (const animation of arrivals()) animation.pause()
  for (const at of [0, 150, 299]) {
    for (const animation of arrivals()) animation.currentTime = at
    await finger([150, 150])
    expect(keys.pressed, `${at} ms`).toEqual([])
  }
  expect(first?.effect?.getComputedTiming().endTime).toBe(300)
  old()
  await finger([150, 150])
  expect(keys.pressed).toEqual(['a'])
})

test('a finger that went down on the page before presses nothing on the next one', async () => {
  old()
  await touch('touchStart', [[150, 150]])
  keys.remove()
  const next = document.createElement('test-keys') as Keys
  document.body.append(next)
  await next.updateComplete
  await touch('touchEnd', [])
  expect([keys.pressed, next.pressed]).toEqual([[], []])
})

test('keyboard and screen reader press at any time', async () => {
  const key = keys.renderRoot.querySelector('button')
  key?.click()
  key?.focus()
  await cdp().send('Input.dispatchKeyEvent', { type: 'keyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' })
  await cdp().send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 })
  expect(keys.pressed).toEqual(['a', 'a'])
})
