import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import type { BoothView } from '#protocol/booth.ts'
import type { EarlierReport } from '#protocol/check.ts'
import { isTakenBack } from '#protocol/recording.ts'
import { isRefusal } from '#protocol/refusal.ts'
import { byInput } from '#words/by-input.ts'
import { fill, listed } from '#words/fill.ts'
import { text } from './text.ts'
import '#kit/dialog.ts'
import { shared } from '#kit/tokens.ts'
import { watch } from '#kit/watch.ts'
import { whileHere } from '#kit/while-here.ts'
import { asks } from './asks.ts'
import { forgetDeclaring } from './declaring.ts'
import { look } from './look.ts'
import { progressLook } from './progress.ts'
import { driverRefusalWords } from './refusal.ts'
import { type Step, stepOf } from './step.ts'
import { liveLook } from './steps/height.ts'
import type { Draw } from './steps/shows.ts'
import { STEPS_WITHOUT_CHECK } from './steps.ts'
import { type Booth, refusalOf } from './store.ts'

/** The driver's screen: what is shown follows from the agent's view alone. */
export class BoothApp extends LitElement {
  static override properties = { leaving: { state: true }, larger: { state: true } }
  declare leaving: boolean
  /** Everything half larger than usual, for this driver. */
  declare larger: boolean
  readonly #booth: Booth
  /** Whose check is on the screen. */
  #driver: string | null = null
  #steps: Partial<Record<Step, Draw>> = STEPS_WITHOUT_CHECK

  constructor(booth: Booth) {
    super()
    this.#booth = booth
    this.leaving = false
    void import('./steps-of-check.ts').then(({ STEPS_OF_CHECK }) => {
      this.#steps = { ...STEPS_WITHOUT_CHECK, ...STEPS_OF_CHECK }
      this.requestUpdate()
    })
    // Not before the page stands: nobody presses them in its first moment, and nobody calls.
    void import('./call-keys.ts')
    void import('./doctor.ts')
    void import('./keys.ts').then(({ hearKeys }) => hearKeys(this, booth))
    this.larger = false
    watch(this, booth)
    whileHere(this, this.#asked, (signal) => void this.#chime(signal))
    whileHere(
      this,
      () => this.#booth.state.view?.link ?? null,
      (signal) => void this.#findPaths(signal),
    )
  }

  /** As soon as there is a line, and again when it has come back: each way to the media is tried before anybody calls. */
  #findPaths = async (signal: AbortSignal) => {
    if (this.#booth.state.view?.link !== 'connected') return
    const { tryPaths } = await import('#kit/paths.ts')
    const paths = await tryPaths(() => this.#booth.link.ask('path:open', {}))
    if (!signal.aborted && !isRefusal(paths)) void this.#booth.link.ask('page:paths', { paths })
  }

  /** What is asked of somebody who may be asleep, or turned away: each time that it is asked. */
  #asked = () => {
    const asked = this.#booth.state.view?.stillThere
    return asked ? `asked ${asked.again}` : 'not asked'
  }
  #chime = async (signal: AbortSignal) => {
    if (!this.#booth.state.view?.stillThere) return
    const { ring } = await import('#kit/chime.ts')
    ring(signal, { once: true })
  }

  override render() {
    const { view } = this.#booth.state
    const step = stepOf(this.#booth.state)
    const stands = this.#steps[step]?.(this.#booth) ?? nothing
    if (!view || step === 'connecting') {
      // The name that is held leaves the page, and no finger can be lifted from it any more.
      this.#letGo()
      return html`<main>${stands}</main>`
    }
    if (step !== 'declare') forgetDeclaring()
    document.documentElement.lang = view.language
    const { check } = view
    // The next driver begins with the usual size.
    if (this.#driver !== null && !check) this.larger = false
    this.#driver = check?.id ?? null
    document.documentElement.toggleAttribute('data-larger', this.larger)
    const withDoctor = check?.phase === 'underway' && check.queue !== null
    return html`
      ${this.#head(view)}
      <div class="bands" role="status">${this.#bands(view)}</div>
      ${this.#recorded(view)}
      <main class=${withDoctor ? 'with-doctor' : ''}>
        <div class="stage">${stands}</div>
        ${
          withDoctor
            ? html`<aside>
              <rf-doctor .link=${this.#booth.link} .check=${check} .turn=${view.turn ?? null} .said=${view.said ?? null} .pointed=${view.pointed ?? null} .language=${view.language} ?madeUp=${view.madeUpCamera}></rf-doctor>
            </aside>`
            : nothing
        }
      </main>
      <footer>${this.#choose(view)}<rf-call-keys .view=${view} .booth=${this.#booth}></rf-call-keys></footer>
      ${this.#dialogs(view)} ${asks(view, this.#booth)}
    `
  }

  #head({ language, booth, check }: BoothView): TemplateResult {
    const { booth: words } = text[language]
    const open = check?.phase === 'opened' || check?.phase === 'underway'
    return html`<header>
      <div class="name" @pointerdown=${this.#hold} @pointerup=${this.#letGo} @pointerleave=${this.#letGo}><strong>${text[language].product}</strong><span>${[booth.site, booth.name].filter(Boolean).join(' · ')}</span></div>
      <rf-aloud .language=${language} .driver=${check?.id ?? ''}></rf-aloud>
      <button class="larger" aria-pressed=${this.larger ? 'true' : 'false'} aria-label=${words.larger} @click=${() => (this.larger = !this.larger)}>A+</button>
      ${open ? html`<button @click=${() => (this.leaving = true)}>${words.leave}</button>` : nothing}
      ${this.#otherLanguage(language)}
    </header>`
  }

  /** Where nothing on the page can be touched it says how it's gone through; while a test runs the keys are answers. */
  #choose({ language, inputs, stage }: BoothView): TemplateResult | typeof nothing {
    return inputs.includes('touch') || stage ? nothing : html`<p>${byInput(text[language].booth.choose, inputs)}</p>`
  }

  /** On the page and on each dialog over it, which makes the page's own deaf. */
  #otherLanguage(language: BoothView['language'], slot = ''): TemplateResult {
    const other = language === 'zh' ? 'en' : 'zh'
    return html`<button class="language" slot=${slot} lang=${other} @click=${() => void this.#booth.touch({ touch: 'language', language: other })}>
      ${text[other].booth.language}
    </button>`
  }

  /** Held for five seconds the name leads to the service page: an installer at a screen without a keyboard knows that, a driver doesn't. */
  #holding: ReturnType<typeof setTimeout> | undefined
  #hold = () => {
    this.#letGo()
    this.#holding = setTimeout(() => location.assign('/service/'), 5000)
  }
  #letGo = () => clearTimeout(this.#holding)

  #bands({ language, simulated, link, unsent, check, devices }: BoothView): (TemplateResult | typeof nothing)[] {
    const { booth: words, terms } = text[language]
    const broken = devices.filter(({ kind, state }) => state !== 'alive' && (check !== null || kind !== 'identity-card'))
    const names = listed(
      language,
      broken.map(({ kind }) => terms.devices[kind]),
    )
    const band = (line: string, kind: 'warn' | 'plain') => html`<p class="band ${kind}">${line}</p>`
    return [
      simulated ? band(words.demonstration, 'plain') : nothing,
      // Before a check the whole page says it.
      link !== 'connected' && check ? band(words.down[link], 'warn') : nothing,
      link !== 'connected' && unsent > 0 ? band(fill(words.unsent, { count: unsent }), 'warn') : nothing,
      check?.before ? band(this.#before(check.before, language), 'plain') : nothing,
      names === '' ? nothing : band(fill(words.broken, { devices: names }), 'warn'),
    ]
  }

  /** For as long as there is something recorded, or going to be: the driver may end that. */
  #recorded({ language, check }: BoothView): TemplateResult | typeof nothing {
    const recording = check?.recording
    const shown = check?.photo && recording?.answer && (recording.answer.agreed || isTakenBack(recording))
    return shown ? html`<rf-recorded .booth=${this.#booth} .recording=${recording} .language=${language}></rf-recorded>` : nothing
  }

  /** The driver hears of an earlier report that this check will replace, and why it was sent back. */
  #before({ examinedOn, phase, reason }: EarlierReport, language: BoothView['language']): string {
    const { booth: words, terms } = text[language]
    const why = reason === null ? '' : language === 'zh' ? `${reason}。` : `${reason}. `
    return fill(words.before, { day: examinedOn, state: terms.phases[phase], reason: why })
  }

  #dialogs(view: BoothView): TemplateResult {
    const { language } = view
    const { booth: words } = text[language]
    const refusal = refusalOf(this.#booth.state)
    const leave = () => {
      this.leaving = false
      void this.#booth.touch({ touch: 'leave' })
    }
    return html`
      <rf-dialog ?open=${refusal !== null} .heading=${words.refusal.title} @close=${() => this.#booth.seen()}>
        ${refusal ? driverRefusalWords(language, refusal) : ''}
        ${this.#otherLanguage(language, 'buttons')}
        <rf-call-keys slot="buttons" .view=${view} .booth=${this.#booth}></rf-call-keys>
        <button slot="buttons" class="primary" @click=${() => this.#booth.seen()}>${words.close}</button>
      </rf-dialog>
      <rf-dialog ?open=${this.leaving} .heading=${words.leaving.title} @close=${() => (this.leaving = false)}>
        ${this.#booth.state.view?.check?.phase === 'opened' ? words.leaving.nothingKept : words.leaving.text}
        ${this.#otherLanguage(language, 'buttons')}
        <rf-call-keys slot="buttons" .view=${view} .booth=${this.#booth}></rf-call-keys>
        <button slot="buttons" class="danger" @click=${leave}>${words.leaving.yes}</button>
        <button slot="buttons" class="primary" autofocus @click=${() => (this.leaving = false)}>${words.leaving.no}</button>
      </rf-dialog>
    `
  }

  static override styles = [
    shared,
    look,
    progressLook,
    liveLook,
    css`
      :host {
        height: 100dvh;
        display: flex;
        flex-direction: column;
        background: var(--paper);
      }
      .countdown {
        display: block;
        margin: 0 auto;
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
        padding: var(--space-1) var(--space-3);
        background: var(--deep);
        color: var(--white);
      }
      .name {
        flex: 1 1 14rem;
        display: grid;
        line-height: 1.25;
        min-width: 0;
      }
      .name strong {
        font-size: var(--text-large);
      }
      .name span {
        font-size: var(--text-small);
      }
      header button {
        min-height: 5.5rem;
        font-size: var(--text);
        background: transparent;
        border-color: var(--white);
        color: var(--white);
      }
      header button[aria-pressed='true'],
      header button.language {
        background: var(--white);
        color: var(--deep);
      }
      .band {
        padding: 0.4rem var(--space-3);
        font-size: var(--text-small);
        text-align: center;
        line-height: 1.35;
        background: var(--wash);
      }
      .band.warn {
        background: var(--warn-wash);
        color: var(--warn);
        font-weight: 600;
      }
      main {
        flex: 1;
        min-height: 0;
        display: grid;
        grid-template: 1fr / 1fr;
      }
      .stage {
        min-height: 0;
        min-width: 0;
        overflow: auto;
      }
      aside {
        padding: var(--space-3);
        background: var(--wash);
      }
      main.with-doctor {
        grid-template: 1fr auto / 1fr;
      }
      footer {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: center;
        gap: 0 var(--space-4);
        padding: 0.125rem var(--space-3);
        font-size: var(--text-small);
        background: var(--white);
        border-top: 2px solid var(--line);
      }
      .station {
        height: 100%;
        display: flex;
        flex-direction: column;
      }
      .station-head {
        display: grid;
        grid-template-columns: auto 1fr;
        align-items: center;
        gap: var(--space-3);
        padding: var(--space-1) var(--space-3);
      }
      .station-body h1 {
        font-size: 3.25rem;
      }
      .station-body .step {
        gap: var(--space-3);
        padding: var(--space-1) var(--space-3);
      }
      .station-body .pair,
      .station-body .words {
        gap: var(--space-2);
      }
      .station-body {
        flex: 1;
        min-height: 0;
      }
      @media (orientation: landscape) {
        main.with-doctor {
          grid-template: 1fr / 1fr 26rem;
        }
      }
    `,
  ]
}
customElements.define('rf-booth', BoothApp)
