import type { Source } from '#protocol/media.ts'
import { type Cameras, keptCameras } from './cameras.ts'
import { type Captured, type CaptureWish, getTracks } from './capture.ts'

/** What is open now, and what has changed since the beginning. */
export type Kept = Captured & {
  /** Sources that come from another device than at first. */
  others: readonly Source[]
  /** What sounds are heard by: as at first, another device, or none any more. */
  sound: 'on' | 'other' | 'none'
}

const outputs = async (): Promise<string[]> => {
  const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? []
  // The browser's name for whichever is the default stands there twice.
  return devices.flatMap(({ kind, deviceId }) => (kind === 'audiooutput' && deviceId !== 'default' ? [deviceId] : []))
}
const idOf = (track: MediaStreamTrack | undefined) => track?.getSettings().deviceId

/**
 * Opens what is wished for and keeps it: where a device ends, another is taken at once; where there is none, the next that is
 * plugged in. `take` gets the whole at each change. Everything is given back when the wish's signal is aborted.
 */
export const keepTracks = async (wish: CaptureWish, take: (kept: Kept) => void): Promise<void> => {
  const { signal } = wish
  const devices = navigator.mediaDevices as MediaDevices | undefined
  let kept: Kept = { ...(await getTracks(wish)), others: [], sound: 'on' }
  if (signal.aborted) return
  const first = await outputs()
  const firstIds = new Map(wish.sources.map((source) => [source, idOf(kept.tracks[source])]))
  const show = (change: Partial<Kept>) => {
    kept = { ...kept, ...change }
    if (!signal.aborted) take(kept)
  }

  const watch = (source: Source) => {
    const track = kept.tracks[source]
    track?.addEventListener('ended', () => kept.tracks[source] === track && lose(source), { signal })
  }
  const lose = (source: Source) => {
    const { [source]: _, ...tracks } = kept.tracks
    show({ tracks, missing: { ...kept.missing, [source]: 'none' } })
    void seek(source)
  }
  /** The face's camera never takes the overview's place, nor the other way round. */
  const apart = (): Cameras => {
    const chosen = wish.cameras ?? keptCameras()
    const face = idOf(kept.tracks.camera) ?? chosen.face ?? firstIds.get('camera')
    const overview = idOf(kept.tracks.overview) ?? chosen.overview ?? firstIds.get('overview')
    return { ...(face !== undefined && { face }), ...(overview !== undefined && { overview }) }
  }
  let turn: Promise<unknown> = Promise.resolve()
  /** One after the other: two sources that were lost at once don't take the same camera. */
  const seek = (source: Source) => {
    turn = turn.then(async () => {
      if (signal.aborted || kept.tracks[source]) return
      const found = await getTracks({ ...wish, sources: [source], cameras: apart() })
      if (signal.aborted) return
      const track = found.tracks[source]
      if (!track) return show({ missing: { ...kept.missing, ...found.missing } })
      const { [source]: _, ...missing } = kept.missing
      const isOther = firstIds.get(source) !== undefined && idOf(track) !== firstIds.get(source)
      const others = [...kept.others.filter((one) => one !== source), ...(isOther ? [source] : [])]
      if (firstIds.get(source) === undefined) firstIds.set(source, idOf(track))
      show({ tracks: { ...kept.tracks, [source]: track }, missing, others })
      watch(source)
    })
    return turn
  }
  const listen = async () => {
    const now = await outputs()
    const gone = first.some((id) => !now.includes(id))
    const sound = first.length === 0 ? 'on' : now.length === 0 ? 'none' : gone ? 'other' : 'on'
    if (sound !== kept.sound) show({ sound })
    for (const source of wish.sources) if (!kept.tracks[source]) void seek(source)
  }

  devices?.addEventListener('devicechange', () => void listen(), { signal })
  for (const source of wish.sources) watch(source)
  take(kept)
}
