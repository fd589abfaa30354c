import { css, html, LitElement, svg } from 'lit'
import type { Strokes } from '#protocol/basic.ts'
import { onLight, shared } from './tokens.ts'

type Point = [x: number, y: number]

const MOST_LINES = 200
const MOST_POINTS = 4000
/** Of all lines together, as `Strokes` says. */
const MOST_IN_ALL = 20_000

/** Length of all lines together, in units of the pad. A tap has none. */
const lengthOf = (lines: readonly (readonly Point[])[]): number =>
  lines
    .flatMap((line) => line.slice(1).map(([x, y], at) => Math.hypot(x - (line[at]?.[0] ?? x), y - (line[at]?.[1] ?? y))))
    .reduce((sum, step) => sum + step, 0)

/**
 * A pad to sign on by finger, pen or mouse. `strokes` is the handwriting, null while it is too short to be a name
 * (less ink than the pad is wide). Fires `change` after each line and when it is cleared.
 */
export class SignaturePad extends LitElement {
  static override properties = { label: {}, lines: { state: true } }
  declare label: string
  declare lines: Point[][]
  #drawing: number | null = null

  constructor() {
    super()
    this.label = ''
    this.lines = []
  }

  get strokes(): Strokes | null {
    const { width, height } = this.#box()
    if (lengthOf(this.lines) < width) return null
    return { width: Math.round(width), height: Math.round(height), lines: this.lines }
  }

  clear(): void {
    this.lines = []
    this.#drawing = null
    this.#tell()
  }

  /** Where the paper lies, without the border. */
  #box(): DOMRect {
    return (this.renderRoot.querySelector('svg') ?? this).getBoundingClientRect()
  }

  #tell() {
    this.dispatchEvent(new Event('change'))
  }

  /** Where the finger is on the pad, kept inside it and to a tenth of a unit. */
  #at(event: PointerEvent): Point {
    const box = this.#box()
    const inside = (value: number, most: number) => Math.round(Math.min(Math.max(value, 0), most) * 10) / 10
    return [inside(event.clientX - box.left, box.width), inside(event.clientY - box.top, box.height)]
  }

  #down = (event: PointerEvent) => {
    if (this.#drawing !== null || this.lines.length >= MOST_LINES) return
    event.preventDefault()
    if (event.target instanceof Element) event.target.setPointerCapture(event.pointerId)
    this.#drawing = event.pointerId
    this.lines = [...this.lines, [this.#at(event)]]
  }

  #move = (event: PointerEvent) => {
    if (event.pointerId !== this.#drawing) return
    const line = this.lines.at(-1) ?? []
    if (this.lines.reduce((sum, { length }) => sum + length, 0) >= MOST_IN_ALL) return
    // A fast finger makes several points a frame; without the coalesced ones its curves become corners.
    const points = (event.getCoalescedEvents?.() ?? []).map((part) => this.#at(part))
    const grown = [...line, ...(points.length > 0 ? points : [this.#at(event)])].slice(0, MOST_POINTS)
    this.lines = [...this.lines.slice(0, -1), grown]
  }

  #up = (event: PointerEvent) => {
    if (event.pointerId !== this.#drawing) return
    this.#drawing = null
    this.#tell()
  }

  override render() {
    const line = (points: Point[]) => svg`<polyline points=${points.map((point) => point.join(',')).join(' ')} />`
    const dot = ([x, y]: Point) => svg`<circle cx=${x} cy=${y} r="3" />`
    return html`<svg
      role="img"
      aria-label=${this.label}
      @pointerdown=${this.#down}
      @pointermove=${this.#move}
      @pointerup=${this.#up}
      @pointercancel=${this.#up}
    >
      ${this.lines.map((points) => (points.length === 1 && points[0] ? dot(points[0]) : line(points)))}
    </svg>`
  }

  static override styles = [
    shared,
    onLight,
    css`
      :host {
        display: block;
        height: 20rem;
        background: var(--white);
        border: 3px solid var(--edge);
        border-radius: var(--radius);
        overflow: hidden;
      }
      svg {
        display: block;
        width: 100%;
        height: 100%;
        touch-action: none;
        cursor: crosshair;
        fill: none;
        stroke: var(--ink);
        stroke-width: 5;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
      circle {
        fill: var(--ink);
        stroke: none;
      }
    `,
  ]
}
customElements.define('rf-signature-pad', SignaturePad)
