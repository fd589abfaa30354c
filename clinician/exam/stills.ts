import { css, html, LitElement, nothing } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { Log } from '#protocol/rest.ts'
import { pathOf } from '#protocol/route.ts'
import { still } from '#protocol/routes/papers.ts'
import { type CaptionedStill, captioned, stills } from '#words/stills.ts'
import { sheet } from '../sheet.ts'

/** How pictures stand in rows. */
export const pictures = css`
  .stills {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(11rem, 100%), 1fr));
    gap: var(--space-2);
  }
  figure {
    margin: 0;
  }
  img {
    display: block;
    width: 100%;
    aspect-ratio: 16 / 9;
    object-fit: contain;
    background: var(--wash);
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
`

/** The pictures that the booth took while a log was made: each task of the limbs, and a height near a limit; nothing where there are none. */
export class Stills extends LitElement {
  static override properties = { log: { attribute: false }, reading: {}, language: {} }
  declare log: Pick<Log, 'setup' | 'trials'>
  declare reading: string
  declare language: Language

  #figure({ digest, caption }: CaptionedStill) {
    const src = pathOf(still, { params: { id: this.reading, digest } })
    return html`<figure>
      <a href=${src} target="_blank" rel="noopener"><img src=${src} alt=${caption} loading="lazy" /></a>
      <figcaption>${caption}</figcaption>
    </figure>`
  }

  override render() {
    const words = stills[this.language]
    const shown = captioned(this.log.trials, this.language)
    if (shown.length === 0) return nothing
    return html`<div role="group" aria-label=${words.heading}>
      <p class="quiet">${words.heading}${this.log.setup.procedure === 'height' ? html` · <strong>${words.look}</strong>` : nothing}</p>
      <div class="stills">${shown.map((one) => this.#figure(one))}</div>
    </div>`
  }

  static override styles = [
    sheet,
    pictures,
    css`
      :host {
        display: block;
      }
    `,
  ]
}
customElements.define('rf-stills-of-log', Stills)
