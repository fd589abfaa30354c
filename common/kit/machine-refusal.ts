import type { Language } from '#protocol/basic.ts'
import type { Refusal } from '#protocol/refusal.ts'
import { datedFields } from '#words/dated.ts'
import { fill } from '#words/fill.ts'
import { otherRefusal, refusalsOfMachines } from '#words/refusals-of-machines.ts'

/** A refusal as a page says it that only shows what is, and at which nobody does anything else: it carries no other sentences. */
export const machineRefusalWords = (language: Language, { refused, fields }: Refusal): string => {
  const sentences: Readonly<Partial<Record<string, string>>> = refusalsOfMachines[language]
  const shown = Object.entries(datedFields(fields)).map(([field, value]) => [field, Array.isArray(value) ? value.join(', ') : value])
  return fill(sentences[refused] ?? otherRefusal[language], { ...Object.fromEntries(shown), code: refused })
}
