import type { Source } from '#protocol/media.ts'
import { makeUp } from './made-up-camera.ts'
import type { Tracks } from './sitting.ts'

/** Why a camera or microphone isn't there: `text.call.captures` has the sentences. */
export const CAPTURE_PROBLEMS = ['none', 'denied', 'busy', 'insecure'] as const
export type CaptureProblem = (typeof CAPTURE_PROBLEMS)[number]

export type Captured = {
  tracks: Tracks
  /** Sources that were asked for and aren't there, and why. */
  missing: Partial<Record<Source, CaptureProblem>>
  /** True: at least one of them is drawn or hummed. */
  madeUp: boolean
  /** Gives every device back. */
  stop(): void
}

const VIDEO = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 25, max: 30 } } satisfies MediaTrackConstraints
const AUDIO = { echoCancellation: true, noiseSuppression: true, autoGainControl: true } satisfies MediaTrackConstraints

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

/**
 * The camera that the browser takes by itself looks at the face; the last of the others is the overview. Not the next: a depth or
 * infrared sensor, which can't be sent, is listed right behind its camera. `alone`: the face's isn't wanted. Which one it is can only be
 * told by opening it (the browser takes the one that fits best, not the first), so it is given back before the overview is opened.
 */
const overview = async (camera: MediaStreamTrack | CaptureProblem, alone: boolean): Promise<MediaStreamTrack | CaptureProblem> => {
  if (typeof camera === 'string') return camera
  const face = camera.getSettings().deviceId
  if (alone) camera.stop()
  const devices = await navigator.mediaDevices.enumerateDevices()
  const other = devices.findLast(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '' && deviceId !== face)
  return other ? getUserMedia({ video: { ...VIDEO, deviceId: { exact: other.deviceId } } }) : 'none'
}

/**
 * Opens the camera, the microphone and the overview camera, those that are asked for; no other stays open. One that isn't there doesn't keep the others from
 * being opened. `madeUp`: what the machine doesn't have is drawn and hummed in its place; a device that is there but refused
 * or in use stays missing.
 */
export const getTracks = async ({ sources, madeUp }: { sources: readonly Source[]; madeUp: boolean }): Promise<Captured> => {
  const wants = (source: Source) => sources.includes(source)
  const [microphone, camera] = await Promise.all([
    wants('microphone') ? getUserMedia({ audio: AUDIO }) : null,
    wants('camera') || wants('overview') ? getUserMedia({ video: VIDEO }) : null,
  ])
  const found = { microphone, camera, overview: wants('overview') && camera ? await overview(camera, !wants('camera')) : null }

  const tracks: Tracks = {}
  const missing: Captured['missing'] = {}
  for (const source of sources) {
    const got = found[source]
    if (typeof got === 'string') missing[source] = got
    else if (got) tracks[source] = got
  }
  const none = sources.filter((source) => missing[source] === 'none' || missing[source] === 'insecure')
  const drawn = makeUp(madeUp ? none : [])
  for (const source of Object.keys(drawn.tracks)) delete missing[source as Source]
  const real = Object.values(tracks)
  return {
    tracks: { ...tracks, ...drawn.tracks },
    missing,
    madeUp: Object.keys(drawn.tracks).length > 0,
    stop() {
      real.forEach((track) => track.stop())
      drawn.stop()
    },
  }
}
