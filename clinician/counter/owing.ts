import { css, html, LitElement, nothing } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { CounterEntry } from '#protocol/check.ts'
import { chinaDay } from '#protocol/days.ts'
import type { Provision } from '#protocol/provision.ts'
import { fill } from '#words/fill.ts'
import { provision as allWords } from '#words/provision.ts'
import { sheet } from '../sheet.ts'
import { missingWords } from './provisional.ts'

const DAY_MS = 86_400_000

/** Whole days from one calendar day to another. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)

/** Where a paper is still waited for, or has not come in time. */
const OWED: readonly CounterEntry['phase'][] = ['provisional', 'lapsed']

/** Reports that were accepted without a paper and still wait for it, or have lapsed, by the day on which that is, was, or will be. */
export const owing = (entries: readonly CounterEntry[]): (CounterEntry & { provision: Provision })[] =>
  entries
    .flatMap((entry) => (entry.provision && OWED.includes(entry.phase) ? [{ ...entry, provision: entry.provision }] : []))
    .toSorted((a, b) =>
      a.provision.until === b.provision.until ? (a.number < b.number ? -1 : 1) : a.provision.until < b.provision.until ? -1 : 1,
    )

/** What still has to come, the nearest day first. Fires `chosen` with the id of the check whose line was pressed. Nothing where nothing has to. */
export class Owing extends LitElement {
  static override properties = { language: {}, entries: { attribute: false } }
  declare language: Language
  declare entries: readonly CounterEntry[]

  #choose = (check: string) => () => void this.dispatchEvent(new CustomEvent('chosen', { detail: check }))

  override render() {
    const words = allWords[this.language]
    const rows = owing(this.entries)
    if (rows.length === 0) return nothing
    const today = chinaDay(new Date())
    const left = (until: string) => {
      const days = daysBetween(today, until)
      return days < 0 ? words.over : days === 0 ? words.today : fill(words.days, { days })
    }
    return html`<details open>
      <summary>${words.list} (${rows.length})</summary>
      <ul>
        ${rows.map(
          ({ check, number, name, provision: { missing, until } }) => html`<li>
            <button @click=${this.#choose(check)}><span class="number">${number}</span> ${name}</button>
            <span class="chip ${until < today ? 'bad' : 'warn'}"><span class="number">${until}</span> ${left(until)}</span>
            <span class="quiet">${missingWords(this.language, missing)}</span>
          </li>`,
        )}
      </ul>
    </details>`
  }

  static override styles = [
    sheet,
    css`
      ul {
        display: grid;
        gap: var(--space-1);
        padding: 0;
        list-style: none;
        max-height: 14rem;
        overflow: auto;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
      }
      summary {
        cursor: pointer;
        font-weight: 600;
      }
    `,
  ]
}
customElements.define('rf-owing', Owing)
