/**
 * How quick somebody is, and how well they see. Seconds are medians; each act takes a time of its own around that, see `took`.
 *
 * - `characters`: Chinese characters read a second. Adults read 238 words of English a minute silently, and in other languages as much matter;
 *   old adults are slower by a fifth to a third (Brysbaert 2019, doi 10.1016/j.jml.2019.104047). A word of Chinese is some 1.5 characters.
 * - `touch`: from knowing what to touch to having touched it, standing or seated before a kiosk. An assumption; old adults are about twice as slow
 *   with touch screens as young ones (Findlater et al. 2013, doi 10.1145/2470654.2470703).
 * - `skims`: how much of a long text is read by somebody who has to agree to it or to go through it: half. An assumption.
 * - `answer`: from seeing or hearing something near the limit of one's senses to having touched the answer. An assumption; that the choice slows
 *   all life long is known (Der & Deary 2006, doi 10.1037/0882-7974.21.1.62). At 75 it is that of somebody slow. `clear`: the same where nothing
 *   is near any limit, a loud tone or a bold figure.
 * - `sign`: a name of two or three characters with a finger. `body`: how much longer than a young man's a walk of two steps takes.
 * - `better`: by how many steps of 0.1 the eye is better than the strictest limit.
 */
export type Person = {
  characters: number
  touch: number
  answer: number
  clear: number
  skims: number
  sign: number
  body: number
  better: number
}

export const PEOPLE = {
  30: { characters: 6, touch: 1, answer: 1.4, clear: 1, skims: 0.5, sign: 6, body: 1, better: 2.5 },
  60: { characters: 5, touch: 1.5, answer: 2.1, clear: 1.5, skims: 0.5, sign: 8, body: 1.2, better: 1.5 },
  75: { characters: 4, touch: 2.2, answer: 4, clear: 2.8, skims: 0.5, sign: 12, body: 1.6, better: 1 },
} as const satisfies Record<number, Person>

/** A chance from 0 to 1, the same in each run: a linear congruential generator (Knuth's constants for 64 bits, its upper half). */
export const chanceOf = (seed: number): (() => number) => {
  let state = (BigInt(seed) * 2862933555777941757n + 3037000493n) & 0xffff_ffff_ffff_ffffn
  return () => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffff_ffff_ffff_ffffn
    return Number(state >> 11n) / 2 ** 53
  }
}

/** How long an act took of which half take `median` s: log-normal, of which one in twenty takes 1.8 times as long and more. */
export const took = (median: number, chance: () => number): number => {
  const normal = Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance())
  return median * Math.exp(0.35 * normal)
}

/** Is an optotype of this level seen by an eye of which half see `threshold`? Logistic, spread 0.085, with 2 % of slips. */
export const isSeen = (level: number, threshold: number, chance: () => number): boolean => {
  const larger = (threshold - level) / (0.085 * (Math.sqrt(3) / Math.PI))
  return chance() > 0.02 && chance() < 1 / (1 + Math.exp(-larger))
}
