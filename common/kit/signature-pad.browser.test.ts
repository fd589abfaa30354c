import { Value } from 'typebox/value'
import { afterEach, describe, expect, it } from 'vitest'
import { Strokes } from '#protocol/basic.ts'
import { SignaturePad } from './signature-pad.ts'

const padOf = async (): Promise<SignaturePad> => {
  const pad = new SignaturePad()
  pad.style.cssText = 'display: block; width: 600px; height: 200px; border: 3px solid'
  document.body.append(pad)
  await pad.updateComplete
  return pad
}
const finger = (pad: SignaturePad, kind: string, x: number, y: number, pointerId = 1) => {
  const paper = pad.renderRoot.querySelector('svg')
  const box = paper?.getBoundingClientRect() ?? new DOMRect()
  const where = { clientX: box.left + x, clientY: box.top + y, pointerId, bubbles: true, cancelable: true }
  paper?.dispatchEvent(new PointerEvent(`pointer${kind}`, where))
}
/** A zigzag from left to right. */
const sign = (pad: SignaturePad) => {
  finger(pad, 'down', 20, 100)
  for (let at = 0; at < 20; at += 1) finger(pad, 'move', 40 + at * 25, at % 2 === 0 ? 40 : 160)
  finger(pad, 'up', 540, 100)
}

afterEach(() => document.body.replaceChildren())

describe('the signature pad', () => {
  it('gives handwriting that fits the schema', async () => {
    const pad = await padOf()
    sign(pad)
    finger(pad, 'down', 300, 30)
    finger(pad, 'up', 300, 30)
    expect(Value.Check(Strokes, pad.strokes)).toBe(true)
    expect(pad.strokes?.lines.map((line) => line.length)).toEqual([21, 1])
    expect(pad.strokes?.lines[0]?.[0]).toEqual([20, 100])
  })
  it('takes a tap and a short dash for no signature', async () => {
    const pad = await padOf()
    expect(pad.strokes).toBeNull()
    finger(pad, 'down', 300, 30)
    finger(pad, 'up', 300, 30)
    finger(pad, 'down', 100, 100)
    finger(pad, 'move', 180, 110)
    finger(pad, 'up', 180, 110)
    expect(pad.strokes).toBeNull()
  })
  it('keeps points inside the paper when the finger leaves it', async () => {
    const pad = await padOf()
    sign(pad)
    finger(pad, 'down', 500, 100)
    finger(pad, 'move', 5000, -300)
    finger(pad, 'up', 5000, -300)
    expect(Value.Check(Strokes, pad.strokes)).toBe(true)
    expect(pad.strokes?.lines[1]?.[1]?.[1]).toBe(0)
  })
  it('follows one finger and not the palm that comes down beside it', async () => {
    const pad = await padOf()
    finger(pad, 'down', 20, 100, 1)
    finger(pad, 'down', 400, 150, 2)
    finger(pad, 'move', 410, 150, 2)
    finger(pad, 'move', 60, 100, 1)
    finger(pad, 'up', 60, 100, 1)
    expect(pad.lines).toEqual([
      [
        [20, 100],
        [60, 100],
      ],
    ])
  })
  it('is empty after clear, and says so', async () => {
    const pad = await padOf()
    sign(pad)
    let told = 0
    pad.addEventListener('change', () => (told += 1))
    pad.clear()
    expect(told).toBe(1)
    expect(pad.strokes).toBeNull()
  })
})
