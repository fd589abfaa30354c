import { css, html, LitElement, nothing } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { CheckView } from '#protocol/check.ts'
import { addressOf } from '#protocol/route.ts'
import { cardPhoto, photo } from '#protocol/routes/papers.ts'
import { fill } from '#words/fill.ts'
import { licenceStates } from '#words/licence-states.ts'
import { dateTimeOf, timeOf } from '../clock.ts'
import { sheet } from '../sheet.ts'
import { text } from '../text.ts'
import { declaredBefore } from './declared-before.ts'

type Cabin = NonNullable<CheckView['booth']['cabin']>

/** Who sits in the booth: both photos side by side, the card's data, and what was declared. */
export class Driver extends LitElement {
  static override properties = { check: { attribute: false }, language: {} }
  declare check: CheckView
  declare language: Language

  #photos() {
    const { exam: words } = text[this.language].clinician
    const { check } = this
    return html`<div class="photos">
      <figure>
        ${check.photo ? html`<img src="${addressOf(photo, { id: check.id })}?${check.photo.file.slice(0, 12)}" alt=${words.portrait} />` : html`<p class="none">${words.noPhoto}</p>`}
        <figcaption>${words.portrait}</figcaption>
      </figure>
      <figure>
        ${check.applicant.cardPhoto ? html`<img src=${addressOf(cardPhoto, { id: check.id })} alt=${words.card} />` : html`<p class="none">${words.noCardPhoto[check.applicant.noCardPhoto ?? 'unknown']}</p>`}
        <figcaption>${words.card}</figcaption>
      </figure>
    </div>`
  }

  #declaration() {
    const { exam: words } = text[this.language].clinician
    const { declaration } = this.check
    const { diseases }: { diseases: Readonly<Record<number, string>> } = text[this.language].terms
    if (!declaration) return html`<p>${words.notDeclared}</p>`
    return html`${
      declaration.has
        ? html`<p class="said bad">${words.declaredHas}</p>
            <ul>${declaration.diseases.map((disease) => html`<li>${diseases[disease]}</li>`)}</ul>`
        : html`<p>${words.declaredNone}</p>`
    }
      <p class="quiet">${fill(words.signedAt, { at: timeOf(declaration.at) })}</p>`
  }

  override render() {
    const { exam: words, queue } = text[this.language].clinician
    const { applicant, booth, openedAt } = this.check
    // The case may know letters that are new to us: they stand as they are.
    const { businesses }: { businesses: Readonly<Record<string, string>> } = text[this.language].terms
    const business = applicant.business ? (businesses[applicant.business] ?? applicant.business) : null
    const rows: [string, string][] = [
      [words.sex, text[this.language].terms.sexes[applicant.sex]],
      [words.birth, `${applicant.birth} (${fill(queue.years, { age: applicant.age })})`],
      [words.number, applicant.number],
      [words.address, applicant.address],
      [words.case, applicant.case ?? words.noCase],
      ...(business ? [[words.business, business] satisfies [string, string]] : []),
      ...this.#licence(applicant.licence),
      [words.booth, `${booth.site} · ${booth.name}`],
      [words.opened, dateTimeOf(openedAt)],
      ...(booth.cabin ? [[words.cabin.name, this.#cabin(booth.cabin)] satisfies [string, string]] : []),
    ]
    return html`${this.#lost()}${this.#doubted()}${this.#disturbed()}<section aria-labelledby="name">
        <div class="row">
          <h1 id="name">${applicant.name}</h1>
          ${applicant.classes.map((licence) => html`<span class="chip">${licence}</span>`)}
        </div>
        ${this.#photos()}
        <dl>${rows.map(([name, value]) => html`<div class=${name === words.number ? 'whole' : ''}><dt>${name}</dt><dd class="number">${value}</dd></div>`)}</dl>
      </section>
      <section class="stack tight" aria-labelledby="declaration">
        <h2 id="declaration">${words.declaration}</h2>
        ${this.#declaration()} ${declaredBefore(this.check, this.language)}
      </section>
      ${
        this.check.faults.length > 0
          ? html`<section class="stack tight" aria-labelledby="faults">
              <h2 id="faults">${words.faults}</h2>
              <ul>${this.check.faults.map(({ device, at }) => html`<li>${this.#fault(device, at)}</li>`)}</ul>
            </section>`
          : nothing
      }`
  }

  /** What the traffic police said about the licence. */
  #licence(licence: CheckView['applicant']['licence']): [string, string][] {
    const { exam: words } = text[this.language].clinician
    if (!licence) return []
    const { states, certificate, schoolBus } = licence
    return [
      [words.licence, licenceStates(this.language, states) || (states ? text[this.language].terms.licenceStates.A : words.licenceUntold)],
      ...(certificate ? [[words.certificate, fill(words.certificateBy, certificate)] satisfies [string, string]] : []),
      ...(schoolBus ? [[words.schoolBus, words.schoolBusMeans] satisfies [string, string]] : []),
    ]
  }

  /** Devices that the booth has lost, above all else: the doctor must know before asking for a station. */
  #lost() {
    const { exam: words } = text[this.language].clinician
    const lost = (this.check.booth.devices ?? []).filter(({ state }) => state !== 'alive')
    if (lost.length === 0) return nothing
    const { devices } = text[this.language].terms
    return html`<section class="stack tight lost" role="alert">
      <h2>${words.lost}</h2>
      <p>${words.lostMeans}</p>
      <ul>${lost.map(({ kind, state }) => html`<li>${fill(state === 'silent' ? words.silent : words.absent, { device: devices[kind] })}</li>`)}</ul>
    </section>`
  }

  /** A booth that can't go on with a test says that of its computer, which answers all the same. */
  #fault(device: CheckView['faults'][number]['device'], at: string) {
    const words = text[this.language].clinician.exam
    if (device === 'computer') return fill(words.cancelledAt, { at: timeOf(at) })
    return fill(words.faultAt, { device: text[this.language].terms.devices[device], at: timeOf(at) })
  }

  /** What the cabin's board says, in one line; what it has not said yet is left out. */
  #cabin({ door, occupied, noise, lux }: Cabin) {
    const { cabin: words } = text[this.language].clinician.exam
    return [
      ...(door ? [words.door[door]] : []),
      ...(occupied === null ? [] : [occupied ? words.occupied : words.empty]),
      ...(noise ? [noise.quality === 'good' ? fill(words.noise, { db: noise.db }) : words.noiseOld] : []),
      ...(lux === null ? [] : [fill(words.light, { lux })]),
    ].join(' · ')
  }

  /** A sensor whose floor isn't where it was: its heights come, and may be wrong. */
  #doubted() {
    const { exam: words } = text[this.language].clinician
    const doubted = (this.check.booth.devices ?? []).filter(({ state, doubt }) => state === 'alive' && doubt === 'floor')
    return doubted.map(() => html`<p class="said" role="alert"><span aria-hidden="true">⚠</span> ${words.floorDoubted}</p>`)
  }

  /** An open door, and noise in which hearing can't be tested: seen before a test is asked for. */
  #disturbed() {
    const { cabin } = this.check.booth
    if (!cabin) return nothing
    const { cabin: words } = text[this.language].clinician.exam
    const { door, noise, noiseLimitDb: limit } = cabin
    const isLoud = noise?.quality === 'good' && noise.db > limit
    const says = [...(door === 'open' ? [words.doorOpen] : []), ...(isLoud ? [fill(words.tooLoud, { db: noise.db, limit })] : [])]
    return says.map((sentence) => html`<p class="said" role="alert"><span aria-hidden="true">⚠</span> ${sentence}</p>`)
  }

  static override styles = [
    sheet,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
        align-content: start;
      }
      .lost {
        padding: var(--space-2);
        border-inline-start: 6px solid var(--bad);
      }
      .photos {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: var(--space-2);
        margin-block: var(--space-2);
      }
      figure {
        margin: 0;
      }
      img,
      .none {
        display: block;
        width: 100%;
        aspect-ratio: 260 / 378;
        object-fit: cover;
        border: 1px solid var(--line);
        border-radius: 0.25rem;
        background: var(--wash);
      }
      .none {
        padding: var(--space-2);
        color: var(--quiet);
        overflow-wrap: anywhere;
      }
      figcaption {
        color: var(--quiet);
        text-align: center;
      }
      dl {
        display: grid;
        gap: var(--space-1);
      }
      dl div {
        display: grid;
        grid-template-columns: 5.5rem 1fr;
        gap: var(--space-2);
      }
      /* A number that breaks is compared wrongly: its label gives way. */
      dl .whole {
        grid-template-columns: minmax(0, 5.5rem) minmax(max-content, 1fr);
      }
      .whole dd {
        white-space: nowrap;
      }
      dt {
        color: var(--quiet);
      }
      dd {
        overflow-wrap: anywhere;
      }
      ul {
        padding-inline-start: 1.25rem;
      }
      .tight {
        gap: var(--space-1);
      }
    `,
  ]
}
customElements.define('rf-driver', Driver)
