import { describe, expect, it } from 'vitest'
import { COLOURS, contrast, DARK, PAIRS } from './tokens.ts'

describe('contrast', () => {
  it('is 21 for black on white and 1 for a colour on itself', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
    expect(contrast('#0b4257', '#0b4257')).toBe(1)
  })
  it('is what WCAG publishes for #767676 on white: just above 4.5', () => {
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
  })
})

describe.each([
  ['by day', COLOURS],
  ['by night', DARK],
])('colours %s', (_, colours) => {
  it.each(PAIRS)('read at 7:1 or better: %s on %s', (text, ground) => {
    expect(contrast(colours[text], colours[ground])).toBeGreaterThanOrEqual(7)
  })
  it.each(['paper', 'white', 'wash'] as const)('show the focus ring and the edges of controls at 3:1 or better on %s', (ground) => {
    expect(contrast(colours.focus, colours[ground])).toBeGreaterThanOrEqual(3)
    expect(contrast(colours.edge, colours[ground])).toBeGreaterThanOrEqual(3)
  })
})

it('by night each ground is darker than what is read on it', () => {
  for (const ground of ['paper', 'white', 'wash', 'goodWash', 'warnWash', 'badWash'] as const)
    expect(contrast(DARK[ground], '#000000')).toBeLessThan(contrast(DARK.quiet, '#000000'))
})
