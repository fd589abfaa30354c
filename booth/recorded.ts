import { css, html, LitElement, nothing } from 'lit'
import { shared } from '#kit/tokens.ts'
import type { Language } from '#protocol/basic.ts'
import { isTakenBack, RECORDING_WORDS, type RecordingNow } from '#protocol/recording.ts'
import { look } from './look.ts'
import type { Booth } from './store.ts'
import { text } from './text.ts'

/** Says to a driver who agreed to it that the check is recorded, and takes a no at any time: then what was recorded is erased. */
export class Recorded extends LitElement {
  static override properties = { booth: { attribute: false }, recording: { attribute: false }, language: {}, open: { state: true } }
  declare booth: Booth
  declare recording: RecordingNow
  declare language: Language
  declare open: boolean

  constructor() {
    super()
    this.open = false
  }

  #close = () => {
    this.open = false
  }
  #stop = async () => {
    if (await this.booth.touch({ touch: 'recording', agreed: false, words: RECORDING_WORDS })) this.#close()
  }

  override render() {
    const { recording: words } = text[this.language].booth
    const { answer, state } = this.recording
    const line = words.states[state]
    if (!answer?.agreed) return isTakenBack(this.recording) ? html`<p class="line" role="status">${line}</p>` : nothing
    return html`<p class="line" role="status">${state === 'on' ? html`<span class="on" aria-hidden="true">●</span> ` : nothing}${line}</p>
      <button @click=${() => (this.open = true)}>${words.stop}</button>
      <rf-dialog ?open=${this.open} .heading=${words.stopTitle} @close=${this.#close}>
        ${words.stopText}
        <button slot="buttons" class="danger" @click=${() => void this.#stop()}>${words.stopYes}</button>
        <button slot="buttons" class="primary" autofocus @click=${this.#close}>${words.stopNo}</button>
      </rf-dialog>`
  }

  static override styles = [
    shared,
    look,
    css`
      :host {
        flex: none;
        height: auto;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: center;
        gap: 0 var(--space-3);
        padding: 0.2rem var(--space-3);
        background: var(--wash);
        font-size: var(--text-small);
      }
      .line {
        line-height: 1.35;
      }
      .on {
        color: var(--bad);
      }
      button {
        min-height: 4rem;
        font-size: var(--text-small);
        padding-block: 0;
      }
    `,
  ]
}
customElements.define('rf-recorded', Recorded)
