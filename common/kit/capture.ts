import type { Source } from '#protocol/media.ts'
import { type Cameras, keptCameras } from './cameras.ts'
import type { Tracks } from './seat.ts'
import { keptSounds } from './sounds.ts'

/** Why a camera or microphone isn't there: `text.call.captures` has the sentences. */
const CAPTURE_PROBLEMS = ['none', 'denied', 'busy', 'insecure'] as const
export type CaptureProblem = (typeof CAPTURE_PROBLEMS)[number]

export type Captured = {
  tracks: Tracks
  /** Sources that were asked for and aren't there, and why. */
  missing: Partial<Record<Source, CaptureProblem>>
  /** True: at least one of them is drawn or hummed. */
  madeUp: boolean
}

const VIDEO = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 25, max: 30 } } satisfies MediaTrackConstraints
/** What a call does to a voice before it is sent, and a microphone as it hears. */
const AUDIO = {
  call: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  raw: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
} satisfies Record<string, MediaTrackConstraints>

const problemOf = (error: unknown): CaptureProblem => {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'none'
}

const getUserMedia = async (wanted: MediaStreamConstraints): Promise<MediaStreamTrack | CaptureProblem> => {
  // Pages that didn't come by HTTPS or from this machine have no mediaDevices at all.
  if (!('mediaDevices' in navigator)) return 'insecure'
  try {
    return (await navigator.mediaDevices.getUserMedia(wanted)).getTracks()[0] ?? 'none'
  } catch (error) {
    return problemOf(error)
  }
}

/** The microphone that was chosen; where it isn't there any more, or nobody has chosen, the system's own. */
export const openMicrophone = async (as: keyof typeof AUDIO): Promise<MediaStreamTrack | CaptureProblem> => {
  const { microphone: id } = keptSounds()
  const audio = AUDIO[as]
  const chosen = id === undefined ? 'none' : await getUserMedia({ audio: { ...audio, deviceId: { exact: id } } })
  return chosen === 'none' ? getUserMedia({ audio }) : chosen
}

const openCamera = (id: string) => getUserMedia({ video: { ...VIDEO, deviceId: { exact: id } } })
/** The last camera that is none of these, of those that the browser lists. */
const lastBut = async (...ids: readonly (string | null | undefined)[]): Promise<string | null> => {
  const devices = await navigator.mediaDevices.enumerateDevices()
  return devices.findLast(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '' && !ids.includes(deviceId))?.deviceId ?? null
}
/** The camera that was chosen; where it isn't there any more the one that was put in its place, which is never the other one. */
const openChosen = async (id: string, other: string | null | undefined): Promise<MediaStreamTrack | CaptureProblem> => {
  const chosen = await openCamera(id)
  if (chosen !== 'none') return chosen
  const spare = await lastBut(id, other)
  return spare === null ? 'none' : openCamera(spare)
}

/** The face's camera. Where nobody has chosen it's the one that the browser takes by itself. */
const openFace = ({ face, overview }: Cameras) => (face === undefined ? getUserMedia({ video: VIDEO }) : openChosen(face, overview))

/**
 * The overview camera. Where nobody has chosen it's the last of those that don't look at the face; not the next, since a depth or infrared sensor,
 * which can't be sent, is listed right behind its camera. `face`: the face's camera, open where it's wanted too. Which one that is can
 * only be told by opening it (the browser takes the one that fits best, not the first), so it is given back before the overview is opened.
 */
const openOverview = async (
  cameras: Cameras,
  face: MediaStreamTrack | CaptureProblem | null,
): Promise<MediaStreamTrack | CaptureProblem> => {
  if (cameras.overview === null) return 'none'
  if (cameras.overview !== undefined) return openChosen(cameras.overview, cameras.face)
  const first = face ?? (cameras.face === undefined ? await openFace(cameras) : null)
  if (typeof first === 'string') return first
  const looks = first?.getSettings().deviceId ?? cameras.face
  if (face === null) first?.stop()
  const other = await lastBut(looks)
  return other === null ? 'none' : openCamera(other)
}

export type CaptureWish = {
  sources: readonly Source[]
  /**
   * `missing`: what the machine doesn't have is drawn and hummed in its place; a device that is there but refused or in use stays
   * missing. `always`: all of it is drawn, whatever the machine has.
   */
  madeUp: 'no' | 'missing' | 'always'
  cameras?: Cameras
  /** Every device is given back when it's aborted, those too that the browser is opening at that moment. */
  signal: AbortSignal
}

/**
 * Opens the camera, the microphone and the overview camera, those that are asked for; no other stays open. One that isn't there doesn't
 * keep the others from being opened. `cameras`: which is which; by default as it was chosen in this browser.
 */
export const getTracks = async ({ sources, madeUp, cameras = keptCameras(), signal }: CaptureWish): Promise<Captured> => {
  // A machine with a camera of its own never loads what draws one. Loaded before anything is open, which nobody would give back if that failed.
  const makeUp = madeUp === 'no' ? null : (await import('./made-up-camera.ts')).makeUp
  const wants = (source: Source) => madeUp !== 'always' && sources.includes(source)
  const [microphone, camera] = await Promise.all([
    wants('microphone') ? openMicrophone('call') : null,
    wants('camera') ? openFace(cameras) : null,
  ])
  const found = { microphone, camera, overview: wants('overview') ? await openOverview(cameras, camera) : null }

  const tracks: Tracks = {}
  const missing: Captured['missing'] = {}
  for (const source of sources) {
    const got = found[source]
    if (typeof got === 'string') missing[source] = got
    else if (got) tracks[source] = got
  }
  const none = sources.filter((source) => missing[source] === 'none' || missing[source] === 'insecure')
  const drawn = makeUp?.(madeUp === 'always' ? sources : none) ?? { tracks: {}, stop: () => {} }
  for (const source of Object.keys(drawn.tracks)) delete missing[source as Source]
  const real = Object.values(tracks)
  const stop = () => {
    real.forEach((track) => track.stop())
    drawn.stop()
  }
  if (signal.aborted) stop()
  else signal.addEventListener('abort', stop, { once: true })
  return { tracks: { ...tracks, ...drawn.tracks }, missing, madeUp: Object.keys(drawn.tracks).length > 0 }
}
