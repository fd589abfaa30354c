import { css, html, LitElement } from 'lit'
import { shared } from '#kit/tokens.ts'
import type { BoothView } from '#protocol/booth.ts'
import { HELPERS } from '#protocol/help.ts'
import { help } from '#words/help.ts'
import { look } from './look.ts'
import type { Booth } from './store.ts'

/** "Call the doctor", "call the staff": on the page at every step, and on each dialog over it. What was called says so, and a touch takes it back. */
export class CallKeys extends LitElement {
  static override properties = { view: { attribute: false }, booth: { attribute: false } }
  declare view: BoothView
  declare booth: Pick<Booth, 'touch'>

  override render() {
    const { language, link, help: called } = this.view
    const words = help[language]
    return html`${called && link !== 'connected' ? html`<p>${words.noLine}</p>` : ''}
    ${HELPERS.map((whom) => {
      const state = called?.[whom]
      return html`<button
        class=${state === 'heard' ? 'heard' : ''}
        aria-pressed=${state === 'called' ? 'true' : 'false'}
        @click=${() => void this.booth.touch({ touch: 'help', whom, wanted: state !== 'called' })}
      >
        ${words[whom][state ?? 'call']}
      </button>`
    })}`
  }

  static override styles = [
    shared,
    look,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        align-items: center;
        gap: 0.25rem var(--space-3);
        height: auto;
        color: var(--warn);
      }
      button {
        min-height: 3.25rem;
        padding-inline: var(--space-2);
        padding-block: 0;
        font-size: var(--text-small);
        border-width: 2px;
      }
      .heard {
        background: var(--good-wash);
        border-color: var(--good);
        color: var(--good);
      }
    `,
  ]
}
customElements.define('rf-call-keys', CallKeys)
