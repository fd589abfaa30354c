import { css, html, LitElement, nothing } from 'lit'
import { inBox } from '#kit/place-in-picture.ts'
import { shared } from '#kit/tokens.ts'
import type { VideoTile } from '#kit/video-tile.ts'
import type { Language } from '#protocol/basic.ts'
import type { PictureSpot } from '#protocol/pointing.ts'
import { text } from './text.ts'
import '#kit/video-tile.ts'

/** The driver's own picture as in a mirror, and in it the place at which the doctor points. */
export class Pointed extends LitElement {
  static override properties = { video: { attribute: false }, spot: { attribute: false }, language: {}, size: { state: true } }
  declare video: MediaStreamTrack | null
  declare spot: PictureSpot
  declare language: Language
  /** Of the picture; null: it doesn't move yet. */
  declare size: { width: number; height: number } | null

  constructor() {
    super()
    this.video = null
    this.size = null
  }

  #moves = () => {
    this.size = this.renderRoot.querySelector<VideoTile>('rf-video-tile')?.size ?? null
  }
  #mark() {
    if (!this.size) return nothing
    const { x, y } = inBox({ width: 16, height: 9 }, this.size, this.spot)
    return html`<span class="mark" aria-hidden="true" .style=${`left: ${(1 - x) * 100}%; top: ${y * 100}%`}></span>`
  }

  override render() {
    return html`<rf-video-tile .video=${this.video} muted mirrored @moving=${this.#moves}></rf-video-tile>
      ${this.#mark()}
      <p>${text[this.language].booth.doctor.pointed}</p>`
  }

  static override styles = [
    shared,
    css`
      :host {
        position: absolute;
        inset: 0;
        overflow: hidden;
        border-radius: var(--radius);
        background: var(--night);
      }
      .mark {
        position: absolute;
        width: 5rem;
        height: 5rem;
        margin: -2.5rem;
        border: 0.5rem solid var(--white);
        border-radius: 50%;
        outline: 0.375rem solid var(--focus);
        box-shadow: 0 0 0 0.25rem var(--focus) inset;
      }
      p {
        position: absolute;
        inset: auto 0 0;
        padding: 0.25rem var(--space-1);
        background: var(--white);
        color: var(--deep);
        font-size: var(--text-small);
        font-weight: 700;
        line-height: 1.3;
        text-align: center;
      }
    `,
  ]
}
customElements.define('rf-pointed', Pointed)
