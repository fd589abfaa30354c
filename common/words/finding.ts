import type { Language } from '#protocol/basic.ts'
import type { Finding } from '#protocol/station.ts'
import { clinician } from './clinician.ts'
import { fill } from './fill.ts'

/** Acuity with one decimal, as a chart writes it. */
export const acuity = (level: number): string => level.toFixed(1)

/** What was found, in a line. */
export const findingWords = (finding: Finding, language: Language): string => {
  const words = clinician[language].value
  const join = (...parts: (string | false)[]) => parts.filter(Boolean).join(language === 'zh' ? '，' : ', ')
  if ('refer' in finding) return `${words.refer[finding.refer]}${language === 'zh' ? '：' : ': '}${finding.words}`
  if ('cm' in finding) return fill(words.cm, { cm: finding.cm })
  if ('reached' in finding) {
    const level = finding.reached === null ? words.notReached : fill(words.reached, { level: acuity(finding.reached) })
    return join(level, finding.glasses ? words.corrected : words.naked)
  }
  if ('colour' in finding) return words.colour[finding.colour]
  if ('aid' in finding) {
    const ear = (heard: boolean) => (heard ? words.heard : words.unheard)
    return join(fill(words.ears, { left: ear(finding.left), right: ear(finding.right) }), finding.aid && words.withAid)
  }
  if ('upper' in finding)
    return finding.upper === 'normal' ? words.upper.normal : join(words.upper[finding.upper], fill(words.sides, finding))
  if ('lower' in finding)
    return finding.lower === 'normal' ? words.lower.normal : join(words.lower[finding.lower], fill(words.sides, finding))
  return words.trunk[finding.trunk]
}
