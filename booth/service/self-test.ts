import { css, html, LitElement, nothing } from 'lit'
import { shared } from '#kit/tokens.ts'
import type { Language } from '#protocol/basic.ts'
import type { Link } from '#protocol/link.ts'
import type { serviceMessages, servicePushes } from '#protocol/messages.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import type { SelfTest } from '#protocol/service.ts'
import { refusalWords } from '#words/refusal.ts'
import { foundWords } from '#words/trouble.ts'
import { text } from './text.ts'

/** Seen without its colour too. */
const MARKS = { good: '✓', warn: '!', bad: '✕' } as const

/** What must be fixed stands on top. */
const ORDER = ['bad', 'warn', 'good'] as const

/** The morning's test. Fires `done` when the installer leaves it. */
export class SelfTestPage extends LitElement {
  static override properties = { language: {}, link: { attribute: false }, test: { state: true }, refused: { state: true } }
  declare language: Language
  declare link: Pick<Link<typeof serviceMessages, typeof servicePushes>, 'ask'>
  declare test: SelfTest | null
  declare refused: Refusal | null

  constructor() {
    super()
    this.test = null
    this.refused = null
  }

  override connectedCallback() {
    super.connectedCallback()
    void this.#run()
  }

  async #run() {
    this.test = null
    this.refused = null
    const answer = await this.link.ask('service:selftest', {}, 60_000)
    if (isRefusal(answer)) this.refused = answer
    else this.test = answer
  }

  override render() {
    const { service: words, terms } = text[this.language]
    const { test, refused } = this
    return html`<h2>${words.test}</h2>
      <div role="status">
        ${test ? html`<p class="overall ${test.result}">${MARKS[test.result]} ${words.overall[test.result]}</p>` : refused ? nothing : html`<p>${words.testing}…</p><progress></progress>`}
        ${refused ? html`<p class="overall bad">${refusalWords(this.language, refused, 'installer')}</p>` : nothing}
      </div>
      <div class="row">
        <button ?disabled=${!test && !refused} @click=${() => void this.#run()}>${words.test}</button>
        <button class="primary" @click=${() => this.dispatchEvent(new CustomEvent('done'))}>${words.back}</button>
      </div>
      <ul>
        ${test?.rows
          .toSorted((a, b) => ORDER.indexOf(a.result) - ORDER.indexOf(b.result))
          .map(
            (row) =>
              html`<li class=${row.result}>
              <span class="mark" role="img" aria-label=${words.results[row.result]}>${MARKS[row.result]}</span>
              <strong>${words.rows[row.row]}${row.kind ? ` · ${terms.devices[row.kind]}` : ''}${row.name ? ` (${row.name})` : ''}</strong>
              <span>${foundWords(row, this.language)}</span>
            </li>`,
          )}
      </ul>`
  }

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
      }
      .overall {
        padding: var(--space-3);
        border-radius: var(--radius);
        font-size: var(--text-large);
        font-weight: 700;
      }
      .overall.good {
        background: var(--good-wash);
        color: var(--good);
      }
      .overall.warn {
        background: var(--warn-wash);
        color: var(--warn);
      }
      .overall.bad {
        background: var(--bad-wash);
        color: var(--bad);
      }
      progress {
        width: 100%;
      }
      ul {
        list-style: none;
        padding: 0;
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 44rem), 1fr));
        gap: var(--space-1);
      }
      li {
        display: grid;
        grid-template-columns: 3rem 1fr;
        align-content: center;
        column-gap: var(--space-2);
        padding: var(--space-1) var(--space-2);
        background: var(--white);
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }
      li span:last-child {
        grid-column: 2;
      }
      .mark {
        grid-row: 1 / span 2;
        font-size: var(--text-large);
        font-weight: 700;
        align-self: center;
        text-align: center;
      }
      .good .mark {
        color: var(--good);
      }
      .warn .mark {
        color: var(--warn);
      }
      .bad .mark {
        color: var(--bad);
      }
      .row {
        display: flex;
        gap: var(--space-2);
      }
    `,
  ]
}
customElements.define('rf-self-test', SelfTestPage)
