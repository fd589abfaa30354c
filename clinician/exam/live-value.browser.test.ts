import { afterEach, expect, test } from 'vitest'
import type { LiveValue } from '#protocol/check.ts'
import { storeOf } from '#kit/watch.ts'
import { idOf } from '../../test/screens/made-up.ts'
import { LiveValueText } from './live-value.ts'

afterEach(() => document.body.replaceChildren())

test('each value of a running attempt stands there as it comes, in the unit of its station, and no other attempt’s', async () => {
  const values = storeOf<LiveValue | null>(null)
  const element = new LiveValueText()
  element.values = values
  element.attempt = idOf(1)
  element.station = 'height'
  element.language = 'en'
  document.body.append(element)
  const says = async (value: number | null, attempt = idOf(1)) => {
    values.set({ check: idOf(9), attempt, value })
    await element.updateComplete
    return element.textContent?.trim()
  }
  expect(await says(1712.4)).toBe('now 1712 mm')
  expect(await says(null)).toBe('')
  expect(await says(1700, idOf(2))).toBe('')
  element.station = 'upper-limbs'
  expect(await says(312_400)).toBe('force now 312 N')
})
