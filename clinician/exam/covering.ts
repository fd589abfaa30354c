import { css, html, LitElement, nothing, type PropertyValues } from 'lit'
import type { VideoTile } from '#kit/video-tile.ts'
import type { Language } from '#protocol/basic.ts'
import { sheet } from '../sheet.ts'
import { text } from '../text.ts'
import '#kit/video-tile.ts'

// What the face camera showed when the mark was taken, by attempt: for as long as this page stands, and nowhere else.
const stills = new Map<string, string>()

/**
 * The driver's eyes and the hand that covers one, enlarged from the face camera's picture, while a test of the eyes runs; and the picture
 * of the moment at which the mark was taken.
 */
export class Covering extends LitElement {
  static override properties = {
    face: { attribute: false },
    attempt: {},
    marked: { type: Boolean },
    running: { type: Boolean },
    language: {},
    still: { state: true },
  }
  declare face: MediaStreamTrack | null
  declare attempt: string
  /** The mark has just been taken, or was a while ago. */
  declare marked: boolean
  declare running: boolean
  declare language: Language
  declare still: string | null

  constructor() {
    super()
    this.face = null
    this.marked = false
    this.running = false
    this.still = null
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('attempt')) this.still = stills.get(this.attempt) ?? null
  }
  protected override updated(changed: PropertyValues<this>) {
    // A page that comes to a test on its way has no picture of that moment.
    if (!changed.has('marked') || !this.marked || changed.get('marked') !== false || !this.running) return
    const still = this.renderRoot.querySelector<VideoTile>('rf-video-tile')?.still() ?? null
    if (still === null || stills.has(this.attempt)) return
    stills.set(this.attempt, still)
    this.still = still
  }

  override render() {
    const { exam: words } = text[this.language].clinician
    if (!this.running && this.still === null) return nothing
    return html`${this.running ? html`<rf-video-tile .video=${this.face} muted label=${words.covering}></rf-video-tile>` : nothing}
      ${
        this.still === null
          ? nothing
          : html`<figure>
              <img src=${this.still} alt=${words.coveringStill} />
              <figcaption>${words.coveringStill}</figcaption>
            </figure>`
      }`
  }

  static override styles = [
    sheet,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(16rem, 100%), 1fr));
        gap: var(--space-2);
      }
      /* The eyes lie in the upper middle of the picture, where the outline of the photo puts the head. A browser that can't cut shows all of it. */
      rf-video-tile::part(video),
      img {
        object-view-box: inset(13% 25% 37% 25%);
      }
      figure {
        margin: 0;
      }
      img {
        display: block;
        width: 100%;
        aspect-ratio: 16 / 9;
        object-fit: cover;
        border-radius: var(--radius);
      }
    `,
  ]
}
customElements.define('rf-covering', Covering)
