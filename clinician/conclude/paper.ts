import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { onLight } from '#kit/tokens.ts'
import type { Language, Strokes } from '#protocol/basic.ts'
import { overridesIn } from '#protocol/overrides.ts'
import type { Report } from '#protocol/report.ts'
import { addressOf } from '#protocol/route.ts'
import { photo } from '#protocol/routes/papers.ts'
import { type Finding, isOneEyed, type Station } from '#protocol/station.ts'
import { acuity, findingWords } from '#words/finding.ts'
import { outcomeWords } from '#words/outcome.ts'
import { overrideLines } from '#words/overrides.ts'
import { dateTimeOf } from '../clock.ts'
import { sheet } from '../sheet.ts'
import { strokesPicture } from '../strokes.ts'
import { text } from '../text.ts'
import { record } from './record.ts'

type Shown = TemplateResult | string | number | typeof nothing

/** One field of the report in its cell. `path` names it: a test walks the report and finds every field on the page. */
const field = (path: string, shown: Shown) => html`<span data-field=${path}>${shown}</span>`
/** A box to tick, as the form has them. */
const box = (ticked: boolean, words: string) =>
  html`<span class="box" role="img" aria-label="${ticked ? '☑' : '☐'} ${words}">${ticked ? '☑' : '☐'}\u00a0${words}</span>`
const NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const

/** The whole report laid out like the paper form, with the record that is signed along with it. It draws what it is given and nothing else. */
export class Paper extends LitElement {
  static override properties = {
    report: { attribute: false },
    strokes: { attribute: false },
    driverStrokes: { attribute: false },
    language: {},
  }
  declare report: Report
  /** The signing doctor's own handwriting. */
  declare strokes: Strokes | null
  declare driverStrokes: Strokes | null
  declare language: Language

  constructor() {
    super()
    this.strokes = null
    this.driverStrokes = null
  }

  get #words() {
    return text[this.language].clinician.paper
  }

  /** What a station's finding puts into a cell; a referral is put in words wherever the value would stand. */
  #found(station: Station, draw: (finding: Exclude<Finding, { refer: string }>) => Shown) {
    const at = this.report.findings.findIndex((finding) => finding.station === station)
    const finding = this.report.findings[at]
    if (finding === undefined) return text[this.language].attended.none
    return field(`findings.${at}`, 'refer' in finding ? findingWords(finding, this.language) : draw(finding))
  }

  #applicant() {
    const { applicant } = this.report
    const words = this.#words
    const none = words.none
    return html`<tr>
        <th>${words.name}</th><td>${field('applicant.name', applicant.name)}</td>
        <th>${words.sex}</th><td>${field('applicant.sex', text[this.language].terms.sexes[applicant.sex])}</td>
        <th>${words.birth}</th><td>${field('applicant.birth', applicant.birth)}</td>
        <th>${words.nationality}</th><td>${field('applicant.nationality', applicant.nationality)}</td>
        <td class="photo" rowspan="4"><img src=${addressOf(photo, { id: this.report.check })} alt=${words.photo} /></td>
      </tr>
      <tr>
        <th>${words.document}</th><td colspan="3">${field('applicant.document', text[this.language].terms.documents[applicant.document])}</td>
        <th>${words.documentNumber}</th><td colspan="3" class="boxes">${field('applicant.number', applicant.number)}</td>
      </tr>
      <tr>
        <th>${words.classes}</th><td colspan="3">${field('applicant.classes', applicant.classes.join(' '))}</td>
        <th>${words.file}</th><td colspan="3">${field('applicant.file', applicant.file ?? none)}</td>
      </tr>
      <tr>
        <th>${words.address}</th><td colspan="5">${field('applicant.address', applicant.address)}</td>
        <th>${words.phone}</th><td>${field('applicant.phone', applicant.phone ?? none)}</td>
      </tr>`
  }

  #declaration() {
    const { declaration } = this.report
    const words = this.#words
    const { diseases } = text[this.language].terms
    return html`<tr>
      <th>${words.declaration}</th>
      <td colspan="8">
        <p>${words.declares} ${field('declaration.has', html`${box(declaration.has, words.has)} ${box(!declaration.has, words.hasNot)}`)} ${words.following}</p>
        <p class="diseases">${field('declaration.diseases', html`${NUMBERS.map((number) => box(declaration.diseases.includes(number), diseases[number]))}`)}</p>
        <p class="quiet">${words.closing}</p>
      </td>
    </tr>`
  }

  #eye(station: 'acuity-left' | 'acuity-right', name: string) {
    const words = this.#words
    const { value } = text[this.language].clinician
    return html`<th>${words.acuity} ${name}</th>
      <td colspan="2">
        ${this.#found(station, (finding) => ('reached' in finding ? html`<strong>${finding.reached === null ? value.notReached : acuity(finding.reached)}</strong>` : nothing))}
      </td>
      <th>${words.corrected}</th>
      <td>
        ${this.#found(station, (finding) => ('glasses' in finding ? html`${box(finding.glasses, words.yes)} ${box(!finding.glasses, words.no)}` : nothing))}
      </td>`
  }

  #institution() {
    const words = this.#words
    const heard = (yes: boolean) => (yes ? words.qualified : words.unqualified)
    const yesNo = (ticked: boolean, yes = words.yes, no = words.no) => html`${box(ticked, yes)} ${box(!ticked, no)}`
    const limbs = text[this.language].clinician.value
    const apart = this.language === 'zh' ? '；' : '; '
    const oneEye = isOneEyed(this.report.findings)
    return html`<tr>
        <th>${words.height}</th>
        <td colspan="2">${this.#found('height', (finding) => ('cm' in finding ? html`<strong>${finding.cm}</strong>` : nothing))}</td>
        <th>${words.colour}</th>
        <td colspan="5">
          ${this.#found('colour', (finding) => ('colour' in finding ? yesNo(finding.colour === 'red-green-blind', words.present, words.absent) : nothing))}
        </td>
      </tr>
      <tr>${this.#eye('acuity-left', words.left)}<th>${words.oneEye}</th><td colspan="3">${oneEye === null ? text[this.language].attended.none : yesNo(oneEye)}</td></tr>
      <tr>${this.#eye('acuity-right', words.right)}<th>${words.field}</th><td colspan="3">${text[this.language].attended.none}</td></tr>
      <tr>
        <th>${words.hearing}</th>
        <td colspan="4">
          ${this.#found('hearing', (finding) =>
            'aid' in finding
              ? html`${words.leftEar} <strong>${heard(finding.left)}</strong> ${words.rightEar} <strong>${heard(finding.right)}</strong>`
              : nothing,
          )}
        </td>
        <th>${words.aid}</th>
        <td colspan="3">${this.#found('hearing', (finding) => ('aid' in finding ? yesNo(finding.aid) : nothing))}</td>
      </tr>
      <tr>
        <th>${words.upper}</th>
        <td colspan="3">
          ${this.#found('upper-limbs', (finding) =>
            'upper' in finding
              ? html`<strong>${limbs.upper[finding.upper]}</strong>${apart}${words.leftUpper} ${finding.left}${apart}${words.rightUpper} ${finding.right}`
              : nothing,
          )}
        </td>
        <th>${words.lower}</th>
        <td colspan="4">
          ${this.#found('lower-limbs', (finding) =>
            'lower' in finding
              ? html`<strong>${limbs.lower[finding.lower]}</strong>${apart}${words.leftLower} ${finding.left}${apart}${words.rightLower} ${finding.right}`
              : nothing,
          )}
        </td>
      </tr>
      <tr>
        <th>${words.trunk}</th>
        <td colspan="3">${this.#found('trunk', (finding) => ('trunk' in finding ? yesNo(finding.trunk === 'disorder', words.present, words.absent) : nothing))}</td>
        <th>${words.institution}</th>
        <td colspan="4">${field('institution', this.report.institution)}</td>
      </tr>`
  }

  #conclusion() {
    const { outcome, remark } = this.report
    const words = this.#words
    const { title, conditions, reasons } = outcomeWords(this.language, outcome, 'paper')
    return html`<tr>
      <th>${words.conclusion}</th>
      <td colspan="8">
        <p><strong>${field('outcome.kind', title)}</strong> · ${words.outcomeClasses}: ${field('outcome.classes', outcome.classes.join(' ') || words.none)}
        · ${words.conditions}: ${field('outcome.conditions', conditions.join(' · ') || words.none)}</p>
        <ul>${reasons.map((reason, at) => html`<li>${field(`outcome.reasons.${at}`, reason)}</li>`)}</ul>
        ${overrideLines(this.language, overridesIn(this.report)).map((line) => html`<p class="mark">${line}</p>`)}
        <p>${words.remark}: ${field('remark', remark ?? words.none)}</p>
      </td>
    </tr>`
  }

  #foot() {
    const { declaration, doctor, examinedOn, issued, validUntil } = this.report
    const words = this.#words
    return html`<tr>
        <th>${words.appliedBy}</th><td colspan="3">${box(true, words.self)}</td>
        <th>${words.driverSignature}</th>
        <td colspan="4" class="signature">${field('declaration.at', `${this.report.applicant.name} ${dateTimeOf(declaration.at)}`)} ${this.driverStrokes ? strokesPicture(this.driverStrokes, words.driverSignature) : nothing}</td>
      </tr>
      <tr>
        <th>${words.examinedOn}</th><td colspan="3">
          ${field('examinedOn', examinedOn)} · ${words.validUntil} ${field('validUntil', validUntil)}
          ${issued ? html`<br />${words.issuedOn} ${field('issued.on', issued.on)} · ${words.fromIssueUntil} ${field('issued.until', issued.until)}` : nothing}
        </td>
        <th>${words.doctorSignature}</th>
        <td colspan="4" class="signature">${field('doctor.name', doctor.name)} ${this.strokes ? strokesPicture(this.strokes, words.doctorSignature) : nothing}</td>
      </tr>`
  }

  override render() {
    const words = this.#words
    const { number, code, supersedes } = this.report
    return html`<article>
      <h2>${words.title}</h2>
      <p class="numbers number">
        ${words.number} <strong>${field('number', number)}</strong> · ${words.code} ${field('code', code)} ·
        ${words.supersedes} ${field('supersedes', supersedes ?? words.none)}
      </p>
      <table>
        <colgroup><col class="first" /></colgroup>
        <tbody>
          <tr class="part"><th colspan="9" scope="rowgroup">${words.applicantPart}</th></tr>
          ${this.#applicant()} ${this.#declaration()}
          <tr class="part"><th colspan="9" scope="rowgroup">${words.institutionPart}</th></tr>
          ${this.#institution()} ${this.#conclusion()} ${this.#foot()}
        </tbody>
      </table>
      ${record(this.report, this.language)}
      <p class="quiet">${words.validity}</p>
    </article>`
  }

  static override styles = [
    sheet,
    onLight,
    css`
      :host {
        display: block;
        max-width: 62rem;
        /* So wide that words stay whole in its cells; a narrower pane is moved across it. */
        min-width: 48rem;
        margin-inline: auto;
      }
      /* A report without findings is read at one glance on a small laptop: what must be scrolled to costs a hundred drivers' time. */
      article {
        padding: var(--space-2) var(--space-3);
        line-height: 1.3;
        background: var(--white);
        border: 1px solid var(--edge);
      }
      h2 {
        font-size: var(--text-large);
        text-align: center;
      }
      h3 {
        margin-top: var(--space-3);
      }
      .numbers {
        text-align: center;
        margin-block: var(--space-1);
      }
      table {
        border: 1px solid var(--ink);
      }
      th,
      td {
        border: 1px solid var(--edge);
        padding: 0.0625rem 0.375rem;
        white-space: normal;
        overflow-wrap: anywhere;
      }
      .first {
        width: 13%;
      }
      /* A value may be of any length, and a short one stays on its line; a label's words stay whole. */
      td {
        min-width: 4.5rem;
      }
      th {
        overflow-wrap: normal;
        padding-inline: 0.25rem;
        background: var(--paper);
      }
      .part th {
        background: var(--wash);
        text-align: center;
        color: var(--ink);
      }
      .photo {
        padding: 0.125rem;
        text-align: center;
      }
      .photo img {
        width: 4.5rem;
        aspect-ratio: 260 / 378;
        object-fit: cover;
      }
      .boxes {
        letter-spacing: 0.15em;
        font-variant-numeric: tabular-nums;
      }
      .diseases [data-field] {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--space-3);
      }
      .signature svg {
        height: 1.75rem;
        vertical-align: middle;
      }
      .mark {
        color: var(--warn);
        font-weight: 600;
      }
      ul,
      ol {
        padding-inline-start: 1.25rem;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0 var(--space-3);
      }
      /* One after the other in a line, a name before its value. */
      .along {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--space-2);
        margin-block: var(--space-1) 0;
        padding: 0;
        list-style: none;
      }
      dl.along dd {
        margin-inline-end: var(--space-2);
      }
      summary {
        color: var(--quiet);
      }
      dt {
        color: var(--quiet);
      }
      dd,
      .hash {
        overflow-wrap: anywhere;
      }
      .hash {
        font-family: monospace;
      }
    `,
  ]
}
customElements.define('rf-paper', Paper)
