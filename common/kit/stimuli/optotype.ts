import { css, html, LitElement } from 'lit'
import type { Direction } from '#protocol/procedures/acuity.ts'
import { rasterE } from './raster.ts'

const MIRRORED: Record<Direction, Direction> = { up: 'up', right: 'left', down: 'down', left: 'right' }

/**
 * One tumbling E, exactly as large as it must be: its picture is made in physical pixels and shown without scaling.
 * `strokePx`: width of a stroke in physical pixels. `direction`: where the driver sees it open. `inverted`: the driver looks over
 * an odd count of mirrors, so it's drawn left-right inverted.
 */
export class RfOptotype extends LitElement {
  static override properties = {
    direction: { type: String },
    strokePx: { type: Number, attribute: 'stroke-px' },
    inverted: { type: Boolean },
  }
  declare direction: Direction
  declare strokePx: number
  declare inverted: boolean

  static override styles = css`
    :host {
      display: inline-block;
      background: #fff;
      forced-color-adjust: none;
    }
    canvas {
      display: block;
      image-rendering: pixelated;
    }
  `

  /** A window that moves to another screen, or a changed zoom, changes what a pixel is. */
  readonly #redraw = () => this.requestUpdate()

  constructor() {
    super()
    this.direction = 'up'
    this.strokePx = 10
    this.inverted = false
  }

  override connectedCallback() {
    super.connectedCallback()
    window.addEventListener('resize', this.#redraw)
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    window.removeEventListener('resize', this.#redraw)
  }

  override render() {
    return html`<canvas role="img" aria-label="E"></canvas>`
  }

  override updated() {
    const canvas = this.renderRoot.querySelector('canvas')
    const { side, pixels } = rasterE(this.strokePx, this.inverted ? MIRRORED[this.direction] : this.direction)
    if (!canvas) return
    canvas.width = side
    canvas.height = side
    canvas.style.width = canvas.style.height = `${side / window.devicePixelRatio}px`
    canvas.getContext('2d')?.putImageData(new ImageData(pixels, side), 0, 0)
  }
}
customElements.define('rf-optotype', RfOptotype)

declare global {
  interface HTMLElementTagNameMap {
    'rf-optotype': RfOptotype
  }
}
