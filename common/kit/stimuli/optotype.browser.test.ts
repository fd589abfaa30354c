import { afterEach, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { strokePx } from '#measure/acuity/optics.ts'
import type { Direction } from '#protocol/procedures/acuity.ts'
import './optotype.ts'

afterEach(() => document.body.replaceChildren())

/** Light of each pixel, 0 black to 1 white, as the screen shows the element. */
type Light = { side: number; at(x: number, y: number): number }

const shown = async (strokePx: number, direction: Direction, inverted = false): Promise<Light> => {
  document.body.replaceChildren()
  document.body.style.background = '#fff'
  const element = document.createElement('rf-optotype')
  Object.assign(element, { strokePx, direction, inverted })
  // Off the pixel grid on purpose.
  element.style.margin = '7.4px 0 0 3.3px'
  document.body.append(element)
  await element.updateComplete
  const base64 = await page.elementLocator(element).screenshot({ save: false })
  const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob())
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no canvas')
  context.drawImage(bitmap, 0, 0)
  const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height)
  return {
    side: bitmap.width,
    at(x, y) {
      const v = (data[4 * (y * bitmap.width + x)] ?? 0) / 255
      return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
    },
  }
}

/** Where a line of light first and last crosses one half, to parts of a pixel; pixel n reaches from n to n + 1. */
const edges = (light: number[]): [first: number, last: number] => {
  const crossings = light.slice(1).flatMap((now, n) => {
    const before = light[n] ?? 1
    return before >= 0.5 !== now >= 0.5 ? [n + 0.5 + (before - 0.5) / (before - now)] : []
  })
  return [crossings.at(0) ?? Number.NaN, crossings.at(-1) ?? Number.NaN]
}

const across = (light: Light, line: 'row' | 'column', at: number): number[] =>
  Array.from({ length: light.side }, (_, n) => (line === 'row' ? light.at(n, at) : light.at(at, n)))

// A full HD screen of 23.8" at 5 m, a 27" 4K screen at 2.5 m, one of 204 ppi at 3 m.
test.each([
  [0.2745, 5000],
  [0.1554, 2500],
  [0.1245, 3000],
])('at a pitch of %d mm and %d mm away, the E of 4.9 and 5.0 is right in size to 2.3 of 100', async (pitchMm, pathMm) => {
  for (const level of [4.9, 5]) {
    const stroke = strokePx(level, { pitchMm, pathMm, mirrors: 0 })
    const light = await shown(stroke, 'down')
    // Opening down, the spine on top is as wide as the whole E, and the middle bar as high.
    const [left, right] = edges(across(light, 'row', Math.floor((light.side - 5 * stroke) / 2 + stroke / 2)))
    const [top, bottom] = edges(across(light, 'column', Math.floor(light.side / 2)))
    expect(Math.abs((right - left) / (5 * stroke) - 1)).toBeLessThan(0.023)
    expect(Math.abs((bottom - top) / (5 * stroke) - 1)).toBeLessThan(0.023)
  }
})

test.each([2, 2.65, 3.5, 5.3, 11.37])('strokes of %d px hold as much ink as 17 squares of that side', async (stroke) => {
  const light = await shown(stroke, 'right')
  const rows = Array.from({ length: light.side }, (_, y) => across(light, 'row', y))
  const ink = rows.flat().reduce((sum, value) => sum + 1 - value, 0)
  expect(Math.abs(ink / (17 * stroke ** 2) - 1)).toBeLessThan(0.01)
})

/** On which of the four sides the E is open: there, the light between the bars gets in. */
const opening = (light: Light): Direction => {
  const [near, middle, far] = [3, Math.floor(light.side / 2), light.side - 4]
  const quarter = Math.floor(light.side / 2 - light.side / 5)
  const sides = {
    left: light.at(near, quarter),
    right: light.at(far, quarter),
    up: light.at(quarter, near),
    down: light.at(quarter, far),
  }
  expect(light.at(middle, middle)).toBeLessThan(0.1)
  const open = (['up', 'right', 'down', 'left'] as const).filter((side) => sides[side] > 0.5)
  expect(open).toHaveLength(1)
  return open[0] ?? 'up'
}

test.each(['up', 'right', 'down', 'left'] as const)('an E opens %s, and inverted it is mirrored left-right', async (direction) => {
  expect(opening(await shown(10.4, direction))).toBe(direction)
  const mirrored = { up: 'up', right: 'left', down: 'down', left: 'right' }[direction]
  expect(opening(await shown(10.4, direction, true))).toBe(mirrored)
})
