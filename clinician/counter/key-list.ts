import { css, html, LitElement } from 'lit'
import '#kit/dialog.ts'
import type { Language } from '#protocol/basic.ts'
import { sheet } from '../sheet.ts'
import { DOES, KEYS } from './keys.ts'
import { text } from './text.ts'

/** What each key does on this page. */
export class KeyList extends LitElement {
  static override properties = { language: {}, open: { state: true } }
  declare language: Language
  declare open: boolean

  constructor() {
    super()
    this.open = false
  }
  toggle = () => (this.open = !this.open)

  override render() {
    const { keys } = text[this.language].counter
    return html`<button aria-keyshortcuts=${KEYS.keys} @click=${this.toggle}>${keys.open} <kbd aria-hidden="true">${KEYS.keys}</kbd></button>
      <rf-dialog heading=${keys.title} .open=${this.open} @close=${this.toggle}>
        <p>${keys.scanner}</p>
        <dl>${DOES.map((does) => html`<div><dt><kbd>${KEYS[does]}</kbd></dt><dd>${keys.does[does]}</dd></div>`)}</dl>
        <button slot="buttons" autofocus @click=${this.toggle}>${keys.close}</button>
      </rf-dialog>`
  }

  static override styles = [
    sheet,
    css`
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr));
        gap: var(--space-1) var(--space-3);
        margin: var(--space-2) 0;
      }
      dl div {
        display: flex;
        align-items: baseline;
        gap: var(--space-2);
      }
      dt {
        min-width: 5.5rem;
      }
      dd {
        margin: 0;
      }
      kbd {
        font: inherit;
        font-size: 0.875em;
      }
      dt kbd {
        padding: 0 0.375rem;
        border: 1px solid var(--edge);
        border-radius: 0.25rem;
      }
    `,
  ]
}
customElements.define('rf-key-list', KeyList)
