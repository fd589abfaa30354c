import { describe, expect, it } from 'vitest'
import { COLOURS, contrast, PAIRS } from './tokens.ts'

describe('contrast', () => {
  it('is 21 for black on white and 1 for a colour on itself', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
    expect(contrast('#0b4257', '#0b4257')).toBe(1)
  })
  it('is what WCAG publishes for #767676 on white: just above 4.5', () => {
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
  })
})

describe('colours', () => {
  it.each(PAIRS)('read at 7:1 or better: %s on %s', (text, ground) => {
    expect(contrast(COLOURS[text], COLOURS[ground])).toBeGreaterThanOrEqual(7)
  })
  it.each(['paper', 'white', 'wash'] as const)('show the focus ring and the edges of controls at 3:1 or better on %s', (ground) => {
    expect(contrast(COLOURS.focus, COLOURS[ground])).toBeGreaterThanOrEqual(3)
    expect(contrast(COLOURS.edge, COLOURS[ground])).toBeGreaterThanOrEqual(3)
  })
})
