import { html, render } from 'lit'
import { afterEach, expect, test } from 'vitest'
import { follow } from './follow.ts'
import { storeOf } from './watch.ts'

afterEach(() => document.body.replaceChildren())

test('words that follow a store change with it alone, and what is no longer in the page is left in peace', () => {
  const place = document.createElement('p')
  document.body.append(place)
  let asked = 0
  const store = storeOf(1)
  const draw = (unit: string, standing = true) =>
    render(standing ? html`<b>${follow(store, () => ((asked += 1), `${store.value} ${unit}`))}</b>` : '', place)
  draw('mm')
  const text = place.querySelector('b')
  store.set(2)
  expect(place.textContent).toBe('2 mm')
  draw('N')
  expect(place.textContent).toBe('2 N')
  store.set(3)
  expect([place.textContent, place.querySelector('b') === text, asked]).toEqual(['3 N', true, 4])
  draw('N', false)
  store.set(4)
  expect(asked).toBe(4)
})

test('another store is followed in the place of the first', () => {
  const place = document.createElement('p')
  document.body.append(place)
  const [first, second] = [storeOf('a'), storeOf('b')]
  for (const store of [first, second]) render(html`${follow(store, () => store.value)}`, place)
  first.set('c')
  expect(place.textContent).toBe('b')
  second.set('d')
  expect(place.textContent).toBe('d')
})
