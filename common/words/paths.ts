import type { Language } from '#protocol/basic.ts'
import { pathTaken, type TriedPaths } from '#protocol/path.ts'
import { paths as en } from './en/paths.ts'
import { fill } from './fill.ts'
import type { Both } from './texts.ts'
import { paths as zh } from './zh/paths.ts'

export const paths: Both<typeof zh> = { zh, en }

/** By which path a call from there would go, and how it does: straight by UDP is well, a detour is told, none is bad. */
export const pathWords = (language: Language, tried: TriedPaths): { kind: 'good' | 'warn' | 'bad'; says: string } => {
  const words = paths[language]
  const taken = pathTaken(tried)
  if (!taken) return { kind: 'bad', says: words.blocked }
  return { kind: taken.path === 'udp' ? 'good' : 'warn', says: fill(words.taken[taken.path], { ms: taken.ms }) }
}
