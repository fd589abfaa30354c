import { afterEach, expect, test } from 'vitest'
import { drawPlate } from '#measure/colour/plate.ts'
import './plate.ts'

afterEach(() => document.body.replaceChildren())

const pixelsOf = async (stimulus: Parameters<typeof drawPlate>[0], side: number): Promise<Uint8ClampedArray> => {
  const element = document.createElement('rf-plate')
  Object.assign(element, drawPlate(stimulus))
  element.style.width = `${side}px`
  document.body.append(element)
  await element.updateComplete
  const canvas = element.renderRoot.querySelector('canvas')
  const context = canvas?.getContext('2d')
  if (!canvas || !context) throw new Error('no canvas')
  return context.getImageData(0, 0, canvas.width, canvas.height).data
}

test('the same stimulus draws the same pixels, other digits draw others', async () => {
  const stimulus = { kind: 'deutan' as const, plate: 123_456, figure: '69' }
  const first = await pixelsOf(stimulus, 400)
  expect(first).toEqual(await pixelsOf({ ...stimulus }, 400))
  expect(first).not.toEqual(await pixelsOf({ ...stimulus, figure: '96' }, 400))
})

test('the middle of each large dot has exactly its colour, without any blend', async () => {
  const stimulus = { kind: 'protan' as const, plate: 7, figure: '42' }
  const pixels = await pixelsOf(stimulus, 500)
  for (const [x, y, radius, colour] of drawPlate(stimulus).dots) {
    if (radius < 13) continue
    const at = 4 * (Math.floor(y / 2) * 500 + Math.floor(x / 2))
    expect(Array.from(pixels.subarray(at, at + 3), (byte) => byte.toString(16).padStart(2, '0')).join('')).toBe(colour)
  }
})

test('a plate in a larger box is drawn again, as sharp as the box allows', async () => {
  const element = document.createElement('rf-plate')
  Object.assign(element, drawPlate({ kind: 'protan', plate: 7, figure: '42' }))
  element.style.width = '200px'
  document.body.append(element)
  await element.updateComplete
  element.style.width = '600px'
  await expect.poll(() => element.renderRoot.querySelector('canvas')?.width).toBe(600 * window.devicePixelRatio)
})
