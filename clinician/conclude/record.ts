import { html, nothing, type TemplateResult } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { Report } from '#protocol/report.ts'
import { fill } from '#words/fill.ts'
import { findingWords } from '#words/finding.ts'
import { dateTimeOf } from '../clock.ts'
import { text } from '../text.ts'

/** What is signed with the report and doesn't stand in the form's cells: places, ids, the readings that it stands on, digests. */
export const record = (report: Report, language: Language): TemplateResult => {
  const { paper: words } = text[language].clinician
  const { stations } = text[language].terms
  const hash = (value: string | null) => html`<span class="hash">${value ?? words.none}</span>`
  const rows: [path: string, name: string, shown: TemplateResult | string][] = [
    ['hall', words.place, report.hall],
    ['booth', text[language].clinician.exam.booth, report.booth],
    ['drawnUpAt', words.drawnUpAt, dateTimeOf(report.drawnUpAt)],
    ['case', words.case, report.case ?? words.none],
    ['check', words.check, hash(report.check)],
    ['form', words.form, report.form],
    ['outcome.rules', words.rules, report.outcome.rules],
    ['doctor.id', words.doctorId, hash(report.doctor.id)],
    ['applicant.photo', words.photoFile, hash(report.applicant.photo)],
    ['declaration.signature', `${words.driverSignature} · ${words.signatureFile}`, hash(report.declaration.signature)],
    ['doctor.signature', `${words.doctorSignature} · ${words.signatureFile}`, hash(report.doctor.signature)],
  ]
  return html`<h3>${words.record}</h3>
    <dl>${rows.map(([path, name, shown]) => html`<dt>${name}</dt><dd data-field=${path}>${shown}</dd>`)}</dl>
    <h3>${words.evidence}</h3>
    <ol>
      ${report.evidence.map(
        ({ station, source, basis, measured, reading, digest, reason }, at) =>
          html`<li data-field="evidence.${at}">
            ${stations[station]}: ${basis ? words.basis[basis] : words.evidenceSource[source]}
            ${measured ? html` (${fill(words.measuredWas, { value: findingWords(measured, language) })})` : nothing} · ${words.reading} ${hash(reading)} · ${words.digest} ${hash(digest)} ·
            ${words.reasons}: ${reason ?? words.none}
          </li>`,
      )}
    </ol>`
}
