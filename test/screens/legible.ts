import type { Page } from 'playwright-core'

/**
 * Where a text on a driver's page is smaller than 28 px or stands out from its ground less than 7:1 (WCAG 2.2, AAA), by what the browser
 * has worked out. Grounds that are drawn (plates, optotypes, pictures, video) are looked at by what stands on them alone.
 */
export const illegibleOn = (page: Page, leastPx: number): Promise<string[]> =>
  page.evaluate((least) => {
    type Colour = readonly [r: number, g: number, b: number, a: number]
    const colourOf = (css: string): Colour => {
      const [r = 0, g = 0, b = 0, a = 1] = (css.match(/[\d.]+/g) ?? []).map(Number)
      return [r, g, b, a]
    }
    const over = ([r, g, b, a]: Colour, [r0, g0, b0]: Colour): Colour => [
      r * a + r0 * (1 - a),
      g * a + g0 * (1 - a),
      b * a + b0 * (1 - a),
      1,
    ]
    const luminance = ([r, g, b]: Colour) => {
      const [x = 0, y = 0, z = 0] = [r, g, b].map((each) => {
        const share = each / 255
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
      })
      return 0.2126 * x + 0.7152 * y + 0.0722 * z
    }
    const parentOf = (each: Element): Element | null => {
      if (each.assignedSlot) return each.assignedSlot
      const root = each.getRootNode()
      return each.parentElement ?? (root instanceof ShadowRoot ? root.host : null)
    }
    const groundOf = (each: Element | null): Colour => {
      if (!each) return [255, 255, 255, 1]
      const own = colourOf(getComputedStyle(each).backgroundColor)
      // What is put over everything else has its own ground, or the one behind it.
      return own[3] === 1 ? own : over(own, groundOf(parentOf(each)))
    }
    return window.everything().flatMap((each) => {
      if (!(each instanceof HTMLElement) || !each.checkVisibility() || each.matches('style, script, [aria-hidden=true], :disabled'))
        return []
      const text = [...each.childNodes].flatMap((node) => (node instanceof Text ? [node.data.trim()] : [])).join('')
      const box = each.getBoundingClientRect()
      if (text === '' || box.width <= 1) return []
      const { color, fontSize } = getComputedStyle(each)
      const px = Number.parseFloat(fontSize)
      const ground = groundOf(each)
      const [light = 0, dark = 0] = [luminance(over(colourOf(color), ground)), luminance(ground)].toSorted((a, b) => b - a)
      const contrast = (light + 0.05) / (dark + 0.05)
      const wrong = [...(px < least ? [`${px} px`] : []), ...(contrast < 7 ? [`${contrast.toFixed(1)}:1`] : [])]
      return wrong.length > 0 ? [`“${text.slice(0, 20)}” ${wrong.join(', ')}`] : []
    })
  }, leastPx)
