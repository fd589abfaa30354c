import { css, html, LitElement, nothing } from 'lit'
import '#kit/dialog.ts'
import { sheet } from './sheet.ts'

type Words = { open: string; title: string; close: string; note?: string; does: Readonly<Record<string, string>> }

/** What each key does on a page: `keys` by what it does, and `words` for that. */
export class KeyList extends LitElement {
  static override properties = { keys: { attribute: false }, words: { attribute: false }, open: { state: true } }
  declare keys: Readonly<Record<string, string>>
  declare words: Words
  declare open: boolean

  constructor() {
    super()
    this.open = false
  }
  toggle = () => (this.open = !this.open)

  override render() {
    const { keys, words } = this
    return html`<button aria-keyshortcuts=${keys['keys'] ?? ''} @click=${this.toggle}>${words.open} <kbd aria-hidden="true">${keys['keys']}</kbd></button>
      <rf-dialog heading=${words.title} .open=${this.open} @close=${this.toggle}>
        ${words.note ? html`<p>${words.note}</p>` : nothing}
        <dl>${Object.entries(keys).map(([does, key]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${words.does[does]}</dd></div>`)}</dl>
        <button slot="buttons" autofocus @click=${this.toggle}>${words.close}</button>
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
