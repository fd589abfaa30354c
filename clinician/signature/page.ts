import { css, html, LitElement, nothing } from 'lit'
import { SignaturePad } from '#kit/signature-pad.ts'
import type { Language } from '#protocol/basic.ts'
import { text } from '../text.ts'
import '../account/passkeys.ts'
import { type Desk, lackingToSign } from '../desk.ts'
import { sheet } from '../sheet.ts'
import { strokesPicture } from '../strokes.ts'
import type { Work } from '../work.ts'

/** A doctor's handwriting and passkeys, and what is still missing before reports can be signed. */
export class SignaturePage extends LitElement {
  static override properties = {
    desk: { attribute: false },
    work: { attribute: false },
    language: {},
    written: { state: true },
  }
  declare desk: Desk
  declare work: Work
  declare language: Language
  declare written: boolean

  constructor() {
    super()
    this.written = false
  }

  #pad() {
    const pad = this.renderRoot.querySelector('rf-signature-pad')
    return pad instanceof SignaturePad ? pad : null
  }
  #save = async () => {
    const pad = this.#pad()
    if (pad?.strokes && (await this.work.saveSignature(pad.strokes))) pad.clear()
  }

  #standing() {
    const { signature: words } = text[this.language].clinician
    const said = { signature: words.missingSignature, passkey: words.missingPasskey }
    const { me } = this.desk
    const lacking = lackingToSign(me)
    if (lacking.length === 0) return html`<p class="said good">${me.person.passkeys > 0 ? words.ready : words.readyByPassword}</p>`
    return lacking.map((what) => html`<p class="said">${said[what]}</p>`)
  }

  override render() {
    const { signature: words } = text[this.language].clinician
    const { me } = this.desk
    return html`<div class="row">
        <h1>${words.title}</h1>
        <span class="rest"></span>
        <button @click=${() => this.work.show('work')}>${words.back}</button>
      </div>
      <p>${words.intro}</p>
      <div class="stack" role="status">${this.#standing()}</div>
      <div class="two">
        <section class="card stack">
          <h2>${words.signature}</h2>
          ${me.strokes ? html`<figure><figcaption class="quiet">${words.signatureNow}</figcaption>${strokesPicture(me.strokes, words.signatureNow)}</figure>` : nothing}
          <p class="quiet">${words.signatureNew}</p>
          <rf-signature-pad label=${words.signatureNew} @change=${() => (this.written = this.#pad()?.strokes !== null)}></rf-signature-pad>
          <div class="row">
            <button class="primary" ?disabled=${!this.written} @click=${this.#save}>${words.save}</button>
            <button @click=${() => this.#pad()?.clear()}>${words.clear}</button>
          </div>
        </section>
        <section class="card stack">
          <h2>${words.passkeys}</h2>
          <rf-passkeys .me=${me} .language=${this.language} .take=${this.work.takeMe}></rf-passkeys>
        </section>
      </div>`
  }

  static override styles = [
    sheet,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
        padding: var(--space-4);
        max-width: 72rem;
        margin-inline: auto;
        align-content: start;
      }
      .rest {
        flex: 1;
      }
      .two {
        display: grid;
        grid-template-columns: 3fr 2fr;
        gap: var(--space-3);
        align-items: start;
      }
      @media (max-width: 60rem) {
        .two {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      rf-signature-pad {
        height: 12rem;
      }
      figure {
        margin: 0;
      }
      figure svg {
        display: block;
        height: 5rem;
        max-width: 100%;
      }
    `,
  ]
}
customElements.define('rf-signature-page', SignaturePage)
