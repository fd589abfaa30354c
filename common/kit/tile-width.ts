/** Where tracks are shown on this page now: any element that shows one says so. */
const showing = new Map<Element, MediaStreamTrack>()

/** This element shows this track from now on, or none. */
export const showIn = (element: Element, track: MediaStreamTrack | null): void => {
  if (track) showing.set(element, track)
  else showing.delete(element)
}

/** How wide a track is shown at most, in CSS pixels; null: nowhere. */
export const widthOf = (track: MediaStreamTrack): number | null => {
  const widths = [...showing].flatMap(([element, shown]) => (shown === track ? [element.clientWidth] : []))
  return widths.length === 0 ? null : Math.max(...widths)
}
