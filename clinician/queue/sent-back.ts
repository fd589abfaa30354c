import { css, html, LitElement, nothing } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { Phase } from '#protocol/check.ts'
import { isRefusal } from '#protocol/refusal.ts'
import type { SentBackEntry, SentBackPage, SentBackPlace } from '#protocol/sent-back.ts'
import { fill } from '#words/fill.ts'
import { sentBack } from '#words/sent-back.ts'
import { dateTimeOf } from '../clock.ts'
import { sheet } from '../sheet.ts'
import { text } from '../text.ts'
import type { Work } from '../work.ts'
import { withMoved, withOlder } from './sent-back-list.ts'

/** Where a report stands well, and where somebody has to see to it. */
const CHIPS: Partial<Record<Phase, string>> = { accepted: 'good', returned: 'bad', refused: 'bad', lapsed: 'bad', withdrawn: 'bad' }

/** What became of the doctor's own reports that came back: a line each, the newest first, older ones when they are asked for. */
export class SentBack extends LitElement {
  static override properties = {
    work: { attribute: false },
    language: {},
    busy: { type: Boolean },
    list: { state: true },
    asking: { state: true },
  }
  declare work: Work
  declare language: Language
  /** A command of this page is under way. */
  declare busy: boolean
  declare list: SentBackPage
  declare asking: boolean
  #stops: (() => void)[] = []

  constructor() {
    super()
    this.busy = false
    this.list = { entries: [], more: false }
    this.asking = false
  }

  // Not before: the element may be there earlier than its code, and has its properties from then on.
  override firstUpdated() {
    const { link } = this.work
    this.#stops = [
      link.on('sent-back:moved', ({ entries }) => (this.list = withMoved(this.list, entries))),
      // What moved while there was no line is in the first page.
      link.watch((state) => state === 'connected' && void this.#ask(null)),
    ]
  }
  override disconnectedCallback() {
    super.disconnectedCallback()
    for (const stop of this.#stops) stop()
  }

  async #ask(behind: SentBackPlace | null) {
    this.asking = true
    const page = await this.work.link.ask('sent-back:page', { behind })
    this.asking = false
    if (!isRefusal(page)) this.list = behind === null ? page : withOlder(this.list, page)
  }
  #older = () => {
    const { endedAt, check, sequence } = this.list.entries.at(-1) ?? {}
    if (endedAt !== undefined && check !== undefined && sequence !== undefined) void this.#ask({ endedAt, check, sequence })
  }

  #line(entry: SentBackEntry) {
    const words = sentBack[this.language]
    const { phases } = text[this.language].terms
    const { name, number, what, squad, by, reason, at, became, now, endedAt } = entry
    return html`<tr>
      <th scope="row">${name}<br /><span class="quiet number">${number}</span></th>
      <td>${fill(words.what[what], { squad, by: by ?? '', reason })}<br /><span class="quiet number">${dateTimeOf(at)}</span></td>
      <td>${fill(words.became[became], { number: now?.number ?? '' })}${now ? html`<br /><span class="chip ${CHIPS[now.phase] ?? ''}">${phases[now.phase]}</span>` : nothing}</td>
      <td class="number">${dateTimeOf(endedAt)}</td>
      <td class="act"><button ?disabled=${this.busy} aria-label="${words.read} ${name} ${number}" @click=${() => void this.work.look(entry)}>${words.read}</button></td>
    </tr>`
  }

  override render() {
    const words = sentBack[this.language]
    const { entries, more } = this.list
    if (entries.length === 0) return nothing
    return html`<section aria-labelledby="title">
      <h2 id="title">${words.title}</h2>
      <p class="quiet">${words.help}</p>
      <table>
        <thead><tr>${[words.report, words.cameBack, words.ended, words.at].map((head) => html`<th scope="col">${head}</th>`)}<td></td></tr></thead>
        <tbody>${entries.map((entry) => this.#line(entry))}</tbody>
      </table>
      ${more ? html`<button ?disabled=${this.asking} @click=${this.#older}>${this.asking ? words.loading : words.older}</button>` : nothing}
    </section>`
  }

  static override styles = [
    sheet,
    css`
      section {
        display: grid;
        gap: var(--space-2);
        justify-items: start;
      }
      table {
        border: 1px solid var(--line);
      }
      tbody th {
        color: var(--ink);
      }
      tbody th span {
        font-weight: 400;
      }
      td.number {
        white-space: nowrap;
      }
      .act {
        text-align: end;
      }
    `,
  ]
}
customElements.define('rf-sent-back', SentBack)
