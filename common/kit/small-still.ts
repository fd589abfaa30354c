/** A still is no wider, px: hands and feet can be seen on it, and ten of them are small enough for a paper. */
const WIDTH = 640
const QUALITY = 0.75

/** What a video shows now, small: JPEG, base64 without a prefix; null: nothing yet. */
export const smallStill = (video: HTMLVideoElement): string | null => {
  const { videoWidth, videoHeight } = video
  if (videoWidth === 0) return null
  const scale = Math.min(1, WIDTH / Math.max(videoWidth, videoHeight))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(videoWidth * scale)
  canvas.height = Math.round(videoHeight * scale)
  canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height)
  const url = canvas.toDataURL('image/jpeg', QUALITY)
  return url.slice(url.indexOf(',') + 1)
}
