import { INPUTS, type Input } from '#protocol/input.ts'

/** A sentence that names what is answered with: one for each input that a booth may have. */
export type ByInput = Readonly<Partial<Record<Input, string>>>

/** The sentence for a booth with these inputs: keys come before the screen, which isn't within reach of everybody. Empty: it has none of them. */
export const byInput = (sentences: ByInput, inputs: readonly Input[]): string => {
  const input = INPUTS.find((each) => sentences[each] !== undefined && inputs.includes(each))
  return (input && sentences[input]) ?? ''
}
