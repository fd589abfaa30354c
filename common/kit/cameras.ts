import { type Static, Type } from 'typebox'
import { Exact, Nullable } from '#protocol/basic.ts'
import { fits } from '#protocol/fits.ts'

/** What the installer chose, by the browser's own ids of cameras. Absent: nobody has chosen; an overview of null: there is none. */
export const Cameras = Exact({
  face: Type.Optional(Type.String({ maxLength: 300 })),
  overview: Type.Optional(Nullable(Type.String({ maxLength: 300 }))),
})
export type Cameras = Static<typeof Cameras>
export type CameraRole = keyof Cameras

/** The ids mean something in this browser and at this address alone, so that they are kept here. */
const KEPT = 'roadfit-cameras'

/** Which camera is which in this booth; nothing where nobody has chosen. */
export const keptCameras = (): Cameras => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? '{}')
    return fits(Cameras, kept) ? kept : {}
  } catch {
    return {}
  }
}

/** Keeps what an installer chose. A camera that looks at the face is no overview any more. */
export const keepCamera = (role: CameraRole, id: string | null): void => {
  const { face, overview } = keptCameras()
  const kept: Cameras =
    role === 'overview'
      ? { ...(face !== undefined && { face }), overview: id }
      : { ...(id !== null && { face: id }), ...(overview !== undefined && overview !== id && { overview }) }
  localStorage.setItem(KEPT, JSON.stringify(kept))
}
