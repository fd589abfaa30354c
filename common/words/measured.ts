import type { Language } from '#protocol/basic.ts'
import type { Measured } from '#protocol/service.ts'
import type { Cell } from '#protocol/station.ts'
import { fill } from './fill.ts'
import { service } from './service.ts'

/** What an installer's measurement gave, of a height in mm or of a cell in mN. A whole machine's one value has no spread. */
export const measuredWords = ({ median, spread, samples }: Measured, cell: Cell | null, language: Language): string => {
  const { measured, said, units } = service[language]
  const unit = units[cell === null ? 'mm' : 'mN']
  return fill(samples === 1 ? said : measured, { value: Math.round(median), unit, spread: Math.round(spread) })
}
