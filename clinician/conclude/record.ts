import { html, type TemplateResult } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { Report } from '#protocol/report.ts'
import { fill, listed } from '#words/fill.ts'
import { findingWords } from '#words/finding.ts'
import { dateTimeOf } from '../clock.ts'
import { text } from '../text.ts'

type Row = [path: string, name: string, shown: TemplateResult | string]
type Evidence = Report['evidence'][number]

/** Somebody has said something about this finding: it's read for itself. */
const isSaid = ({ reason, measured }: Evidence) => reason !== null || (measured ?? null) !== null

/**
 * What is signed with the report and doesn't stand in the form's cells. To be read: where and when, and what each finding stands on, those
 * of one kind in one line. Folded: ids and digests, which nobody can compare by eye; the digest over the whole is compared by the console.
 */
export const record = (report: Report, language: Language): TemplateResult => {
  const { paper: words, exam } = text[language].clinician
  const { stations } = text[language].terms
  const hash = (value: string | null) => html`<span class="hash">${value ?? words.none}</span>`
  const rows = (rows: readonly Row[]) => rows.map(([path, name, shown]) => html`<dt>${name}</dt><dd data-field=${path}>${shown}</dd>`)
  const basisOf = ({ basis, source }: Evidence) => (basis ? words.basis[basis] : words.evidenceSource[source])
  const said = (one: Evidence) => html`${stations[one.station]}: ${basisOf(one)}
    ${one.measured ? html` (${fill(words.measuredWas, { value: findingWords(one.measured, language) })})` : ''} ·
    ${words.reasons}: ${one.reason ?? words.none}`
  const alike = Map.groupBy(
    report.evidence.filter((one) => !isSaid(one)),
    basisOf,
  )
  return html`<dl class="along">${rows([
    ['hall', words.place, report.hall],
    ['booth', exam.booth, report.booth],
    ['drawnUpAt', words.drawnUpAt, dateTimeOf(report.drawnUpAt)],
    ['case', words.case, report.case ?? words.none],
  ])}</dl>
    <ul class="along">
      ${[...alike].map(
        ([basis, those]) =>
          html`<li>${basis}: ${listed(
            language,
            those.map(({ station }) => stations[station]),
          )}</li>`,
      )}
      ${report.evidence.filter(isSaid).map((one) => html`<li>${said(one)}</li>`)}
    </ul>
    <details>
      <summary>${words.record}</summary>
      <dl>${rows([
        ['check', words.check, hash(report.check)],
        ['form', words.form, report.form],
        ['outcome.rules', words.rules, report.outcome.rules],
        ['doctor.id', words.doctorId, hash(report.doctor.id)],
        ['applicant.photo', words.photoFile, hash(report.applicant.photo)],
        ['declaration.signature', `${words.driverSignature} · ${words.signatureFile}`, hash(report.declaration.signature)],
        ['doctor.signature', `${words.doctorSignature} · ${words.signatureFile}`, hash(report.doctor.signature)],
      ])}</dl>
      <h3>${words.evidence}</h3>
      <ol>
        ${report.evidence.map(
          (one, at) =>
            html`<li data-field="evidence.${at}">${said(one)} · ${words.reading} ${hash(one.reading)} · ${words.digest} ${hash(one.digest)}</li>`,
        )}
      </ol>
    </details>`
}
