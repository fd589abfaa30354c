import type { Language } from '#protocol/basic.ts'
import type { Declaration } from '#protocol/report.ts'
import { terms } from '#words/terms.ts'

/** The diseases and circumstances that a driver declared, as the form names them. */
export const diseaseWords = ({ diseases }: Declaration, language: Language): string[] => {
  const named: Readonly<Record<number, string>> = terms[language].diseases
  return diseases.flatMap((one) => named[one] ?? [])
}
