import { type Static, Type } from 'typebox'
import { Exact } from '#protocol/basic.ts'
import { fits } from '#protocol/fits.ts'

/** What somebody chose to be heard by and to hear by, by the browser's own ids. Absent: whatever the system has as its default. */
export const Sounds = Exact({
  microphone: Type.Optional(Type.String({ maxLength: 300 })),
  loudspeaker: Type.Optional(Type.String({ maxLength: 300 })),
})
export type Sounds = Static<typeof Sounds>

/** The ids mean something in this browser and at this address alone, so that they are kept here. */
const KEPT = 'roadfit-sounds'

/** Which microphone and loudspeaker were chosen here; nothing where nobody has chosen. */
export const keptSounds = (): Sounds => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? '{}')
    return fits(Sounds, kept) ? kept : {}
  } catch {
    return {}
  }
}

/** Keeps what was chosen; null: the system's default again. */
export const keepSound = (role: keyof Sounds, id: string | null): void => {
  const { [role]: _, ...others } = keptSounds()
  localStorage.setItem(KEPT, JSON.stringify(id === null ? others : { ...others, [role]: id }))
}
