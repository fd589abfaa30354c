import { css, html, LitElement, nothing } from 'lit'
import { shared } from '#kit/tokens.ts'
import type { Language } from '#protocol/basic.ts'
import type { CheckView, StationView } from '#protocol/check.ts'
import type { Finding } from '#protocol/station.ts'
import { fill } from '#words/fill.ts'
import { stationName } from '#words/stations.ts'
import { values } from '#words/values.ts'

/** Is a finding without a number as the rules want it? */
const isAsNeeded = (finding: Finding): boolean => {
  if ('colour' in finding) return finding.colour === 'no-red-green-blindness'
  if ('aid' in finding) return finding.left && finding.right
  if ('upper' in finding) return finding.upper !== 'abnormal'
  if ('lower' in finding) return finding.lower !== 'abnormal'
  return 'trunk' in finding && finding.trunk === 'normal'
}

const isLimbs = ({ station }: StationView): boolean => station.endsWith('limbs') || station === 'trunk'

/** What was found of one station, beside what is asked for. */
const valueWords = ({ station, asked }: StationView, finding: Finding, language: Language): string => {
  const words = values[language]
  const name = { station: stationName(station, language) }
  if ('refer' in finding) return fill(words.refer, name)
  if ('cm' in finding) return fill(words.height[asked === undefined ? 'free' : 'asked'], { found: finding.cm, asked: asked ?? '' })
  if (!('reached' in finding)) return fill(words[isAsNeeded(finding) ? 'normal' : 'other'], name)
  const needed = asked?.toFixed(1) ?? ''
  if (finding.reached === null) return fill(words.acuity.below, { ...name, asked: needed })
  return fill(words.acuity[asked === undefined ? 'free' : 'asked'], { ...name, found: finding.reached.toFixed(1), asked: needed })
}

/** Each value of the driver's beside its limit, in plain words: what the conclusion's reasons don't tell already. */
export class Values extends LitElement {
  static override properties = { check: { attribute: false }, language: {} }
  declare check: Pick<CheckView, 'stations' | 'outcome'>
  declare language: Language

  override render() {
    const { check, language } = this
    const open = check.stations.filter((one) => !check.outcome?.reasons.some(({ station }) => station === one.station))
    const limbs = open.filter(isLimbs)
    // Three that are well are one line.
    const areWell = limbs.length === 3 && limbs.every(({ finding }) => finding && isAsNeeded(finding))
    const lines = open.flatMap((one) => (one.finding && !(areWell && isLimbs(one)) ? [valueWords(one, one.finding, language)] : []))
    const { normal, limbs: all } = values[language]
    if (areWell) lines.push(fill(normal, { station: all }))
    return lines.length === 0 ? nothing : html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`
  }

  static override styles = [
    shared,
    css`
      :host {
        display: block;
        text-align: left;
        font-size: var(--text-small);
        line-height: 1.35;
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
        display: grid;
        grid-template-columns: repeat(2, auto);
        gap: 0 var(--space-2);
      }
    `,
  ]
}
customElements.define('rf-values', Values)
