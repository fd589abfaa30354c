import { readFileSync, statSync } from 'node:fs'

/** The number of the user who owns what lies there, or null when nothing lies there that can be seen. */
export const ownerOf = (path: string): number | null => {
  try {
    return statSync(path).uid
  } catch {
    return null
  }
}

/** A user's name as this computer's own list has it; users of a directory service are given as `#` and number, as sudo takes them. */
export const userName = (uid: number): string => {
  const entries = readFileSync('/etc/passwd', 'utf8').split('\n')
  const [name] = entries.map((entry) => entry.split(':')).find(([, , number]) => number === String(uid)) ?? []
  return name ?? `#${uid}`
}
