/** The newest picture of a video as JPEG, base64 without a prefix; null while there is none. */
export const stillOf = (video: HTMLVideoElement): { jpeg: string; url: string } | null => {
  const { videoWidth: width, videoHeight: height } = video
  if (width === 0 || height === 0) return null
  // The service cuts the form's photo out of this and needs 520 pixels across; a small camera is drawn larger.
  const scale = Math.max(1, 520 / width)
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height)
  const url = canvas.toDataURL('image/jpeg', 0.92)
  return { jpeg: url.slice(url.indexOf(',') + 1), url }
}
