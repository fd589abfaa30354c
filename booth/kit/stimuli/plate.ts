import { css, html, LitElement } from 'lit'
import type { Dot } from '#protocol/booth.ts'

/**
 * A colour plate, drawn from its dots. `side`: how wide and high, CSS pixels. `ground`: the paper, `rrggbb`. `label`: what a screen
 * reader says of it; the digits are never in it while the driver is asked for them.
 */
export class RfPlate extends LitElement {
  static override properties = {
    dots: { attribute: false },
    ground: { type: String },
    side: { type: Number },
    label: { type: String },
  }
  declare dots: readonly Dot[]
  declare ground: string
  declare side: number
  declare label: string

  static override styles = css`
    :host {
      display: inline-block;
    }
    canvas {
      display: block;
      border-radius: 50%;
    }
  `

  constructor() {
    super()
    this.dots = []
    this.ground = 'ffffff'
    this.side = 720
    this.label = ''
  }

  override render() {
    return html`<canvas role="img" aria-label=${this.label}></canvas>`
  }

  override updated() {
    const canvas = this.renderRoot.querySelector('canvas')
    const context = canvas?.getContext('2d')
    if (!canvas || !context) return
    const pixels = Math.round(this.side * window.devicePixelRatio)
    canvas.width = canvas.height = pixels
    canvas.style.width = canvas.style.height = `${this.side}px`
    context.fillStyle = `#${this.ground}`
    context.fillRect(0, 0, pixels, pixels)
    context.scale(pixels / 1000, pixels / 1000)
    for (const [x, y, radius, colour] of this.dots) {
      context.fillStyle = `#${colour}`
      context.beginPath()
      context.arc(x, y, radius, 0, 2 * Math.PI)
      context.fill()
    }
  }
}
customElements.define('rf-plate', RfPlate)

declare global {
  interface HTMLElementTagNameMap {
    'rf-plate': RfPlate
  }
}
