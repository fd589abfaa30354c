import { css, html, LitElement, nothing } from 'lit'
import { ask } from '#kit/ask.ts'
import type { Language } from '#protocol/basic.ts'
import { isRefusal } from '#protocol/refusal.ts'
import type { InstitutionEntry, RegistrationEntry, RegistryHistory } from '#protocol/registry.ts'
import { listRegistryHistory } from '#protocol/routes/registry.ts'
import { fill } from '#words/fill.ts'
import '#kit/dialog.ts'
import { andMore } from '../and-more.ts'
import { dateTimeOf } from '../clock.ts'
import { sheet } from '../sheet.ts'
import { text } from './text.ts'

type Line = readonly [label: string, value: string]
type Entry = InstitutionEntry | RegistrationEntry

/** How an entry of the registry came to what it is: who changed what, and when, the newest first. `lines`: what it says, each with what it is called. */
export class RegistryHistoryOf extends LitElement {
  static override properties = {
    language: {},
    refused: { attribute: false },
    subject: {},
    heading: {},
    lines: { attribute: false },
    states: { state: true },
  }
  declare language: Language
  declare refused: (answer: unknown) => boolean
  declare subject: string
  declare heading: string
  declare lines: (entry: Entry) => readonly Line[]
  declare states: RegistryHistory | null

  constructor() {
    super()
    this.states = null
  }

  override connectedCallback() {
    super.connectedCallback()
    void ask(listRegistryHistory, { params: { id: this.subject } }).then((states) => {
      if (!this.refused(states) && !isRefusal(states)) this.states = states
    })
  }
  #close = () => void this.dispatchEvent(new Event('close'))

  /** What an entry says otherwise than the one before it; of the first one, all that it says. */
  #changes(entry: Entry, before: Entry | undefined) {
    const { registry: words } = text[this.language]
    const was = new Map(before ? this.lines(before) : [])
    const shown = (value: string) => (value === '' ? words.nothing : value)
    return this.lines(entry)
      .filter(([label, value]) => was.get(label) !== value)
      .map(
        ([label, value]) =>
          html`<dt>${label}</dt><dd>${shown(value)}${before ? html` <span class="quiet">${words.was} ${shown(was.get(label) ?? '')}</span>` : ''}</dd>`,
      )
  }

  override render() {
    const { registry: words, admin } = text[this.language]
    return html`<rf-dialog heading=${this.heading} open @close=${this.#close}>
      <ol class="stack" aria-busy=${this.states === null}>
        ${this.states?.entries.map(
          (entry, at, all) =>
            html`<li>
              <strong class="number">${fill(words.historyLine, { version: entry.version, at: dateTimeOf(entry.at), by: entry.by ?? words.bySystem })}</strong>
              <dl>${this.#changes(entry, all[at + 1])}</dl>
            </li>`,
        )}
      </ol>
      ${this.states ? andMore(this.language, this.states, 'older') : nothing}
      <button slot="buttons" class="primary" @click=${this.#close}>${admin.close}</button>
    </rf-dialog>`
  }

  static override styles = [
    sheet,
    css`
      ol {
        padding: 0;
        list-style: none;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: var(--space-1) var(--space-3);
        margin: var(--space-1) 0 var(--space-3);
      }
      dt {
        color: var(--quiet);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
    `,
  ]
}
customElements.define('rf-registry-history', RegistryHistoryOf)
