import { LitElement } from 'lit'
import { afterEach, expect, test } from 'vitest'
import { whileHere } from './while-here.ts'

const begun: { key: string; signal: AbortSignal }[] = []
class Host extends LitElement {
  static override properties = { key: {} }
  declare key: string | null
  constructor() {
    super()
    this.key = null
    whileHere(
      this,
      () => this.key,
      (signal) => begun.push({ key: this.key ?? '', signal }),
    )
  }
}
customElements.define('test-while-here', Host)

const host = () => document.createElement('test-while-here') as Host
const told = () => begun.map(({ key, signal }) => `${key}${signal.aborted ? ' over' : ''}`)
afterEach(() => {
  document.body.replaceChildren()
  begun.length = 0
})

test('begins once a key, ends with the next one, and nothing begins without one', async () => {
  const element = host()
  document.body.append(element)
  await element.updateComplete
  expect(told()).toEqual([])
  for (const key of ['a', 'a', null, 'a', 'b']) {
    element.key = key
    element.requestUpdate()
    await element.updateComplete
  }
  expect(told()).toEqual(['a over', 'b'])
})

test('ends when the element leaves, and a drawing that was still owed begins nothing', async () => {
  const element = host()
  element.key = 'a'
  document.body.append(element)
  await element.updateComplete
  element.key = 'b'
  element.remove()
  await element.updateComplete
  expect(told()).toEqual(['a over'])
})

test('begins again when the element comes back', async () => {
  const element = host()
  element.key = 'a'
  document.body.append(element)
  await element.updateComplete
  element.remove()
  document.body.append(element)
  await element.updateComplete
  expect(told()).toEqual(['a over', 'a'])
})

test('property: in whatever order it is put in, taken out, keyed and drawn, at most one goes on, and none while it is out', async () => {
  let seed = 7
  const chance = (most: number) => (seed = (seed * 48_271) % 2_147_483_647) % most
  const element = host()
  for (let step = 0; step < 400; step += 1) {
    const turn = chance(4)
    if (turn === 0) document.body.append(element)
    if (turn === 1) element.remove()
    if (turn === 2) element.key = ['a', 'b', null][chance(3)] ?? null
    if (turn === 3) await element.updateComplete
    const going = begun.filter(({ signal }) => !signal.aborted)
    expect(going.length).toBeLessThanOrEqual(element.isConnected ? 1 : 0)
  }
})
