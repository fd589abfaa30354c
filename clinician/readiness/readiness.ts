import { css, html, LitElement, nothing } from 'lit'
import { tryPaths } from '#kit/paths.ts'
import { whileHere } from '#kit/while-here.ts'
import type { Language } from '#protocol/basic.ts'
import { chinaDay } from '#protocol/days.ts'
import { pathTaken, type TriedPaths } from '#protocol/path.ts'
import { isRefusal } from '#protocol/refusal.ts'
import { pathWords } from '#words/paths.ts'
import { readiness } from '#words/readiness.ts'
import '#kit/dialog.ts'
import type { Calling, CallingView } from '../calling.ts'
import { sheet } from '../sheet.ts'
import type { Work } from '../work.ts'
import type { Tested } from './self-test.ts'
import { keepTested, testedOn } from './today.ts'

const KINDS = { good: 'good', bad: 'bad', none: '' } as const

/** The way to the self-test, with what it came to today, and how picture and voice of this computer get through where that isn't straight. */
export class Readiness extends LitElement {
  static override properties = {
    view: { attribute: false },
    calling: { attribute: false },
    work: { attribute: false },
    connected: { type: Boolean },
    language: {},
    open: { state: true },
    paths: { state: true },
  }
  declare view: CallingView
  declare calling: Calling
  declare work: Work
  /** The console has its line to the server. */
  declare connected: boolean
  declare language: Language
  declare open: boolean
  declare paths: TriedPaths | null | 'unknown'

  constructor() {
    super()
    this.connected = false
    this.open = false
    this.paths = null
    // As soon as the console stands, before anybody is claimed.
    whileHere(
      this,
      () => (this.connected ? 'connected' : 'cut'),
      (signal) => this.connected && void this.#find(signal),
    )
  }

  #find = async (signal: AbortSignal) => {
    const paths = await tryPaths(() => this.work.link.ask('path:open', {}))
    if (!signal.aborted) this.paths = isRefusal(paths) ? 'unknown' : paths
  }
  #toggle = () => {
    void import('./self-test.ts')
    this.open = !this.open
  }
  #tested = ({ result }: Tested) => {
    keepTested(chinaDay(new Date()), result)
    this.requestUpdate()
  }

  override render() {
    const words = readiness[this.language]
    const result = testedOn(chinaDay(new Date())) ?? 'none'
    const detour = Array.isArray(this.paths) && pathTaken(this.paths)?.path !== 'udp' ? pathWords(this.language, this.paths) : null
    return html`<button @click=${this.#toggle}>${words.open}</button>
      <span class="chip ${KINDS[result]}">${words.today[result]}</span>
      ${detour ? html`<span class="chip ${detour.kind}">${detour.says}</span>` : nothing}
      <rf-dialog heading=${words.title} .open=${this.open} @close=${this.#toggle}>
        ${this.open ? html`<rf-self-test .view=${this.view} .calling=${this.calling} .work=${this.work} .paths=${this.paths} .language=${this.language} @tested=${this.#tested}></rf-self-test>` : nothing}
        <button slot="buttons" @click=${this.#toggle}>${words.close}</button>
      </rf-dialog>`
  }

  static override styles = [
    sheet,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
      }
    `,
  ]
}
customElements.define('rf-readiness', Readiness)
