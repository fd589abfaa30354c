import { isMeasured } from '#measure/index.ts'
import { canonical } from '#protocol/canonical.ts'
import type { StationView } from '#protocol/check.ts'
import { fits } from '#protocol/fits.ts'
import { Finding, type Station } from '#protocol/station.ts'
import type { Fields } from '../form.ts'

/** Acuity levels that a doctor may state: the limits of article 14, strictest first. */
export const LEVELS = ['5.0', '4.9'] as const

const yesOrNo = (value: string | undefined): boolean | undefined => (value === 'yes' ? true : value === 'no' ? false : undefined)

const stated = (station: Station, fields: Fields, qualified: string): unknown => {
  const ticked = (name: string) => fields[name] !== undefined
  const part = (name: string) => fields[name]?.trim() || qualified
  switch (station) {
    case 'height':
      return { station, cm: Number(fields.cm || 'none') }
    case 'acuity-left':
    case 'acuity-right':
      return { station, reached: fields.reached === 'none' ? null : Number(fields.reached), glasses: ticked('glasses') }
    case 'colour':
      return { station, colour: fields.colour }
    case 'hearing':
      return { station, left: yesOrNo(fields.left), right: yesOrNo(fields.right), aid: ticked('aid') }
    case 'upper-limbs':
      return { station, upper: fields.upper, left: part('left'), right: part('right') }
    case 'lower-limbs':
      return { station, lower: fields.lower, left: part('left'), right: part('right') }
    case 'trunk':
      return { station, trunk: fields.trunk }
  }
}

/** Limbs that aren't normal: the form asks which part is missing, and how much, on one side at least. */
const partUnnamed = (fields: Fields): boolean => {
  const limbs = fields.upper ?? fields.lower
  return limbs !== undefined && limbs !== 'normal' && !fields.left?.trim() && !fields.right?.trim()
}

/**
 * The finding that a filled-in form states, or null while it is incomplete. `kind` says whether the station can be settled here
 * or is referred. `qualified` is the word printed for a limb with nothing to say about.
 */
export const findingFrom = (station: Station, fields: Fields, qualified: string): Finding | null => {
  const { kind } = fields
  const finding =
    kind === 'in-person' || kind === 'hospital'
      ? { station, refer: kind, words: fields.words?.trim() ?? '' }
      : partUnnamed(fields)
        ? null
        : stated(station, fields, qualified)
  if (!fits(Finding, finding)) return null
  return 'refer' in finding && finding.words === '' ? null : finding
}

/** What the measurement said, also when a doctor has decided since; null: nothing that counts as a finding. */
export const measuredFinding = ({ source, finding, decision }: StationView): Finding | null =>
  source === 'measured' ? finding : (decision?.measured ?? null)

/** Must the doctor say why? Where a sensor measures, yes, unless it said the same or the station is referred. */
export const needsReason = (view: StationView, finding: Finding): boolean => {
  if ('refer' in finding || !isMeasured(view.station)) return false
  const measured = measuredFinding(view)
  return measured === null || canonical(measured) !== canonical(finding)
}
