import { css, html, LitElement } from 'lit'
import { findEcho } from '#kit/echo.ts'
import { type EchoFound, echoResult } from '#kit/echo-loss.ts'
import { echoWords } from '#kit/echo-words.ts'
import { shared } from '#kit/tokens.ts'
import { whileHere } from '#kit/while-here.ts'
import type { Language } from '#protocol/basic.ts'
import type { Link } from '#protocol/link.ts'
import type { serviceMessages, servicePushes } from '#protocol/messages.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import type { SelfTest, TestRow } from '#protocol/service.ts'
import { echo as echoText } from '#words/echo.ts'
import { refusalWords } from '#words/refusal.ts'
import { foundWords } from '#words/trouble.ts'
import { text } from './text.ts'

/** Seen without its colour too. */
const MARKS = { good: '✓', warn: '!', bad: '✕' } as const

const ORDER = ['bad', 'warn', 'good'] as const

type Row = { result: TestRow['result']; title: string; says: string }

/** The morning's test: what the agent finds of its devices, and what this page hears of its own sound. Fires `done` when the installer leaves it. */
export class SelfTestPage extends LitElement {
  static override properties = {
    language: {},
    link: { attribute: false },
    findEcho: { attribute: false },
    runs: { state: true },
    test: { state: true },
    echo: { state: true },
    refused: { state: true },
  }
  declare language: Language
  declare link: Pick<Link<typeof serviceMessages, typeof servicePushes>, 'ask'>
  declare findEcho: typeof findEcho
  declare runs: number
  declare test: SelfTest | null
  declare echo: EchoFound | null
  declare refused: Refusal | null

  constructor() {
    super()
    this.findEcho = findEcho
    this.runs = 1
    this.test = null
    this.echo = null
    this.refused = null
    whileHere(
      this,
      () => String(this.runs),
      (signal) => void this.#run(signal),
    )
  }

  async #run(signal: AbortSignal) {
    this.test = null
    this.echo = null
    this.refused = null
    const answer = await this.link.ask('service:selftest', {}, 60_000)
    if (signal.aborted) return
    // While somebody is being measured it's refused, and nothing may sound.
    if (isRefusal(answer)) return void (this.refused = answer)
    this.test = answer
    const found = await this.findEcho('', signal)
    if (!signal.aborted) this.echo = found
  }

  /** What must be fixed stands on top. */
  get #rows(): Row[] {
    const { service: words, terms } = text[this.language]
    const rows = (this.test?.rows ?? []).map((row) => ({
      result: row.result,
      title: `${words.rows[row.row]}${row.kind ? ` · ${terms.devices[row.kind]}` : ''}${row.name ? ` (${row.name})` : ''}`,
      says: foundWords(row, this.language),
    }))
    const echo = this.echo && {
      result: echoResult(this.echo),
      title: echoText[this.language].name,
      says: echoWords(this.language, this.echo, 'booth'),
    }
    return [...rows, ...(echo ? [echo] : [])].toSorted((a, b) => ORDER.indexOf(a.result) - ORDER.indexOf(b.result))
  }

  #summary(rows: readonly Row[]) {
    const { service: words } = text[this.language]
    if (this.refused) return html`<p class="overall bad">${refusalWords(this.language, this.refused, 'installer')}</p>`
    if (!this.echo) return html`<p>${this.test ? echoText[this.language].listening : words.testing}…</p><progress></progress>`
    const worst = rows[0]?.result ?? 'good'
    return html`<p class="overall ${worst}">${MARKS[worst]} ${words.overall[worst]}</p>`
  }

  override render() {
    const { service: words } = text[this.language]
    const rows = this.#rows
    return html`<h2>${words.test}</h2>
      <div role="status">${this.#summary(rows)}</div>
      <div class="row">
        <button ?disabled=${!this.echo && !this.refused} @click=${() => (this.runs += 1)}>${words.test}</button>
        <button class="primary" @click=${() => this.dispatchEvent(new CustomEvent('done'))}>${words.back}</button>
      </div>
      <ul>
        ${rows.map(
          ({ result, title, says }) =>
            html`<li class=${result}>
              <span class="mark" role="img" aria-label=${words.results[result]}>${MARKS[result]}</span>
              <strong>${title}</strong>
              <span>${says}</span>
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
