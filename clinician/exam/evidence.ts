import { css, html, LitElement, nothing } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { StationView } from '#protocol/check.ts'
import { pathOf } from '#protocol/route.ts'
import { takenStill } from '#protocol/routes/papers.ts'
import { stills, takenWords } from '#words/stills.ts'
import { sheet } from '../sheet.ts'
import { pictures } from './stills.ts'

/** What doctors kept of what they saw, as evidence of a station; nothing where they kept nothing. */
export class Taken extends LitElement {
  static override properties = { taken: { attribute: false }, check: {}, language: {} }
  declare taken: StationView['taken']
  declare check: string
  declare language: Language

  override render() {
    if (!this.taken?.length) return nothing
    const words = stills[this.language]
    return html`<div role="group" aria-label=${words.ofDoctors}>
      <p class="quiet">${words.ofDoctors}</p>
      <div class="stills">
        ${this.taken.map(({ file, ...one }) => {
          const src = pathOf(takenStill, { params: { id: this.check, digest: file } })
          const caption = takenWords(this.language, one)
          return html`<figure><a href=${src} target="_blank" rel="noopener"><img src=${src} alt=${caption} loading="lazy" /></a><figcaption>${caption}</figcaption></figure>`
        })}
      </div>
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
customElements.define('rf-taken', Taken)
