import { css, html, LitElement, nothing } from 'lit'
import { ask } from '#kit/ask.ts'
import type { Language } from '#protocol/basic.ts'
import type { CalibrationValue } from '#protocol/reading.ts'
import { isRefusal } from '#protocol/refusal.ts'
import type { CalibrationView, CalibrationViews, Machine } from '#protocol/rest.ts'
import { listCalibrations } from '#protocol/routes/machines.ts'
import { fill } from '#words/fill.ts'
import { screenColoursWords } from '#words/screen-colours.ts'
import { text } from './text.ts'
import '#kit/dialog.ts'
import { andMore } from '../and-more.ts'
import { dateTimeOf } from '../clock.ts'
import { list, listSheet } from './list.ts'

/** The figures of a calibration, each in a line. */
const figuresOf = (value: CalibrationValue, language: Language): string[] => {
  const words = text[language].admin.figures
  switch (value.device) {
    case 'height':
      return [
        fill(value.machine ? words.machine : words.floor, { mm: value.floorMm }),
        ...(value.tapeMm === undefined ? [] : [fill(words.tape, { mm: value.tapeMm })]),
      ]
    case 'screen':
      return [
        fill(words.pitch, { mm: value.pitchMm }),
        fill(words.path, { mm: value.pathMm, mirrors: value.mirrors }),
        ...(value.cameraMm === undefined ? [] : [fill(words.camera, { mm: value.cameraMm })]),
        ...(value.luminance === undefined ? [] : [fill(words.luminance, { value: value.luminance })]),
        ...(value.veil === undefined ? [] : [fill(words.veil, { value: value.veil })]),
      ]
    case 'screen-colours':
      return screenColoursWords(value, language)
    case 'speakers': {
      const levels = ({ fullScaleDb }: Pick<typeof value, 'fullScaleDb'>) =>
        (['left', 'right'] as const).map((side) =>
          fill(words[side], {
            levels: Object.entries(fullScaleDb[side])
              .map(([hz, db]) => `${hz} Hz ${db}`)
              .join(' · '),
          }),
        )
      const { headphones } = value
      return [
        value.transducer === 'loudspeakers' ? words.loudspeakers : fill(words.headphones, { model: value.transducer }),
        ...levels(value),
        ...(headphones ? [fill(words.headphones, { model: headphones.transducer }), ...levels(headphones)] : []),
        value.microphoneDb === null ? words.noMicrophone : fill(words.microphone, { db: value.microphoneDb }),
      ]
    }
    case 'force':
      return value.cells.map(({ cell, zeroMn, factor }) =>
        fill(words.cell, { cell: text[language].terms.cells[cell], zero: zeroMn / 1000, factor }),
      )
    case 'cameras':
      return value.marks.map(({ camera, points }) => fill(words[camera], { points: points.map(([x, y]) => `${x},${y}`).join(' · ') }))
  }
}

/** What a booth's installer measured of its devices, for the administrator: figures, dates and ids. */
export class Calibrations extends LitElement {
  static override properties = { machine: { attribute: false }, language: {}, refused: { attribute: false }, calibrations: { state: true } }
  declare machine: Machine
  declare language: Language
  declare refused: (answer: unknown) => boolean
  declare calibrations: CalibrationViews | null

  constructor() {
    super()
    this.calibrations = null
  }
  override connectedCallback() {
    super.connectedCallback()
    void this.#load()
  }
  async #load() {
    const calibrations = await ask(listCalibrations, { params: { id: this.machine.id } })
    if (!this.refused(calibrations) && !isRefusal(calibrations)) this.calibrations = calibrations
  }
  #close = () => this.dispatchEvent(new Event('close'))

  #line({ id, value, at, expiresAt, current }: CalibrationView) {
    const { admin, terms } = text[this.language]
    const over = Date.parse(expiresAt) <= Date.now()
    return html`<tr>
      <th scope="row">
        ${terms.devices[value.device]}<br /><span class="chip ${current ? (over ? 'bad' : 'good') : ''}"
          >${current ? (over ? admin.calibrationOver : admin.calibrationNow) : admin.calibrationOld}</span
        >
      </th>
      <td>${figuresOf(value, this.language).map((line) => html`${line}<br />`)}</td>
      <td class="number">${dateTimeOf(at)}<br />${fill(admin.calibrationUntil, { at: dateTimeOf(expiresAt) })}<br /><span class="quiet">${id}</span></td>
    </tr>`
  }

  override render() {
    const words = text[this.language].admin
    const heads = [words.calibrationOf, words.calibrationFigures, words.calibrationAt]
    return html`<rf-dialog heading="${words.calibrations} · ${this.machine.name}" .open=${true} @close=${this.#close}>
      ${list(heads, this.calibrations?.entries.map((one) => this.#line(one)) ?? null, { none: words.none })}
      ${this.calibrations ? andMore(this.language, this.calibrations, 'older') : nothing}
      <button slot="buttons" class="primary" @click=${this.#close}>${words.close}</button>
    </rf-dialog>`
  }

  static override styles = [
    listSheet,
    css`
      td,
      th {
        vertical-align: top;
      }
    `,
  ]
}
customElements.define('rf-calibrations', Calibrations)
