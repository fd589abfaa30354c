import { css, html, LitElement } from 'lit'
import type { Language } from '#protocol/basic.ts'
import { LEVELS, RANKS } from '#protocol/registered.ts'
import { BUSINESSES, type InstitutionEntry, type InstitutionFacts } from '#protocol/registry.ts'
import type { Site } from '#protocol/sites.ts'
import '#kit/dialog.ts'
import { fieldsOf } from '../form.ts'
import { sheet } from '../sheet.ts'
import { siteTicks, tickedSites } from './site-ticks.ts'
import { text } from './text.ts'

const or = (typed = ''): string | null => (typed.trim() === '' ? null : typed.trim())

/** What an administrator writes of an institution; `entry` null: of a new one. Fires `save` with the facts, `close` when nothing is to be saved. */
export class InstitutionForm extends LitElement {
  static override properties = { language: {}, entry: { attribute: false }, sites: { attribute: false } }
  declare language: Language
  declare entry: InstitutionEntry | null
  declare sites: readonly Site[]

  #submit = (event: SubmitEvent) => {
    event.preventDefault()
    const fields = fieldsOf(event)
    const { name = '', address = '', contact = '', from = '' } = fields
    const by = or(fields['allowedBy'])
    const detail: InstitutionFacts = {
      name: name.trim(),
      nameEn: or(fields['nameEn']),
      address: address.trim(),
      contact: contact.trim(),
      level: LEVELS.find((known) => known === fields['level']) ?? 'county',
      allowed: by === null ? null : { by, rank: RANKS.find((known) => known === fields['rank']) ?? 'prefecture' },
      from,
      until: or(fields['until']),
      certifies: BUSINESSES.filter((business) => fields[business] !== undefined),
      sites: fields['other-sites'] === undefined ? tickedSites(fields) : null,
    }
    this.dispatchEvent(new CustomEvent('save', { detail }))
  }
  #close = () => void this.dispatchEvent(new Event('close'))

  #choice<W extends string>(name: string, all: readonly W[], chosen: W, words: Readonly<Record<W, string>>) {
    return html`<select name=${name}>
      ${all.map((one) => html`<option value=${one} ?selected=${one === chosen}>${words[one]}</option>`)}
    </select>`
  }

  #sitesOf(own: readonly string[] | null) {
    const words = text[this.language].registry
    const others = { name: 'other-sites', label: words.otherSites, ticked: own === null }
    return siteTicks(this.language, this.sites, own, { legend: words.sites, others, help: words.sitesHelp })
  }

  override render() {
    const { registry: words, institutions, admin } = text[this.language]
    const value = this.entry?.value
    return html`<rf-dialog heading=${value?.name ?? words.add} open @close=${this.#close}>
      <form id="institution" class="stack" @submit=${this.#submit}>
        <label>${words.name}<input name="name" required maxlength="80" .value=${value?.name ?? ''} /></label>
        <label>${words.nameEn}<input name="nameEn" maxlength="80" .value=${value?.nameEn ?? ''} /></label>
        <label>${words.address}<input name="address" required maxlength="140" .value=${value?.address ?? ''} /></label>
        <label>${words.contact}<input name="contact" required maxlength="80" .value=${value?.contact ?? ''} /></label>
        <label>${words.level}${this.#choice('level', LEVELS, value?.level ?? 'county', institutions.levels)}</label>
        <label
          >${words.allowedBy}<input name="allowedBy" maxlength="80" .value=${value?.allowed?.by ?? ''} /><small class="quiet">${words.allowedHelp}</small></label
        >
        <label>${words.rank}${this.#choice('rank', RANKS, value?.allowed?.rank ?? 'prefecture', institutions.ranks)}</label>
        <label>${words.from}<input name="from" type="date" required .value=${value?.from ?? ''} /></label>
        <label>${words.until}<input name="until" type="date" .value=${value?.until ?? ''} /></label>
        <fieldset class="row">
          <legend>${words.certifies}</legend>
          ${BUSINESSES.map(
            (business) =>
              html`<label class="tick"
                ><input type="checkbox" name=${business} ?checked=${value?.certifies.includes(business) ?? business === 'ordinary'} />${institutions.businesses[business]}</label
              >`,
          )}
        </fieldset>
        ${this.#sitesOf(value ? value.sites : [])}
      </form>
      <button slot="buttons" @click=${this.#close}>${admin.cancel}</button>
      <button slot="buttons" form="institution" class="primary">${admin.save}</button>
    </rf-dialog>`
  }

  static override styles = [
    sheet,
    css`
      .sites {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr));
        gap: var(--space-1) var(--space-3);
        max-height: 12rem;
        overflow-y: auto;
      }
      .sites input {
        flex: none;
      }
      small {
        font-size: var(--text-small);
        font-weight: 400;
      }
    `,
  ]
}
customElements.define('rf-institution-form', InstitutionForm)
