import { css, html, LitElement } from 'lit'
import type { Dot } from '#protocol/procedures/colour.ts'

/**
 * A colour plate, drawn from its dots; as wide and high as its box is wide. `ground`: the paper, `rrggbb`. `label`: what a screen
 * reader says of it; the digits are never in it while the driver is asked for them.
 */
export class RfPlate extends LitElement {
  static override properties = {
    dots: { attribute: false },
    ground: { type: String },
    label: { type: String },
  }
  declare dots: readonly Dot[]
  declare ground: string
  declare label: string

  static override styles = css`
    :host {
      display: block;
      forced-color-adjust: none;
    }
    canvas {
      display: block;
      width: 100%;
      aspect-ratio: 1;
      border-radius: 50%;
    }
  `

  /** A box of another size asks for a sharp picture of that size. */
  readonly #sized = new ResizeObserver(() => this.#draw())

  constructor() {
    super()
    this.dots = []
    this.ground = 'ffffff'
    this.label = ''
  }

  override connectedCallback() {
    super.connectedCallback()
    this.#sized.observe(this)
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    this.#sized.disconnect()
  }

  override render() {
    return html`<canvas role="img" aria-label=${this.label}></canvas>`
  }

  override updated() {
    this.#draw()
  }

  #draw() {
    const canvas = this.renderRoot.querySelector('canvas')
    const context = canvas?.getContext('2d')
    if (!canvas || !context) return
    const pixels = Math.max(1, Math.round(canvas.clientWidth * window.devicePixelRatio))
    canvas.width = pixels
    canvas.height = pixels
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
