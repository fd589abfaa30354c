import { css, html, LitElement, type PropertyValues } from 'lit'
import { shared } from './tokens.ts'

/**
 * The browser's own modal dialog: focus stays inside, Escape closes. Slots: heading in `heading`, words in the default slot,
 * buttons in `buttons`; the one marked `autofocus` has the focus first, else the first. Fires `close` when the person closes it by Escape; the owner sets `open`.
 */
export class Dialog extends LitElement {
  static override properties = { open: { type: Boolean, reflect: true }, heading: {} }
  declare open: boolean
  declare heading: string

  constructor() {
    super()
    this.open = false
    this.heading = ''
  }

  protected override updated(changed: PropertyValues<this>): void {
    // A dialog that has left the page can't be shown; the browser would throw.
    if (!changed.has('open') || !this.isConnected) return
    const dialog = this.renderRoot.querySelector('dialog')
    if (this.open && !dialog?.open) {
      dialog?.showModal()
      // Whoever only presses "enter" chooses what changes nothing.
      this.querySelector<HTMLElement>('[autofocus]')?.focus()
    }
    if (!this.open && dialog?.open) dialog.close()
  }

  /** Escape asks to close; whoever opened decides. */
  #cancel = (event: Event) => {
    event.preventDefault()
    this.dispatchEvent(new Event('close'))
  }

  override render() {
    return html`<dialog aria-labelledby="heading" @cancel=${this.#cancel}>
      <h2 id="heading">${this.heading}</h2>
      <div class="words"><slot></slot></div>
      <div class="buttons"><slot name="buttons"></slot></div>
    </dialog>`
  }

  static override styles = [
    shared,
    css`
      dialog {
        width: min(50rem, 88vw);
        padding: var(--space-4);
        border: 0;
        border-radius: var(--radius);
        background: var(--white);
        color: var(--ink);
        /* Whatever row it was opened from, its words break. */
        white-space: normal;
        box-shadow: 0 1rem 4rem rgb(7 46 62 / 35%);
      }
      dialog::backdrop {
        background: rgb(7 46 62 / 55%);
      }
      h2 {
        font-size: var(--text-large);
        margin-bottom: var(--space-2);
      }
      .words {
        margin-bottom: var(--space-3);
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        justify-content: flex-end;
      }
    `,
  ]
}
customElements.define('rf-dialog', Dialog)
