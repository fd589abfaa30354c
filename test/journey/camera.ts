import { writeFileSync } from 'node:fs'
import sharp from 'sharp'

export type Film = { width: number; height: number; rate: number }

/** Small and slow, so that two browsers' encoders leave the cores to what is tested. */
export const SMALL: Film = { width: 640, height: 480, rate: 10 }

/** A drawn person who nods, at one moment of their second. */
const person = ({ width, height }: Film, moment: number): string => {
  const nod = Math.round(10 * Math.sin(moment * 2 * Math.PI))
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 640 480"><rect x="-320" width="1280" height="480" fill="#eef1f4"/>
    <rect x="150" y="370" width="340" height="240" rx="110" fill="#24405c"/>
    <g transform="translate(-320 ${nod - 150})"><ellipse cx="640" cy="360" rx="125" ry="165" fill="#e2b08c"/>
    <path d="M515 340 Q520 185 640 185 Q760 185 765 340 Q720 250 640 258 Q560 250 515 340" fill="#2b2320"/>
    <circle cx="595" cy="360" r="12"/><circle cx="685" cy="360" r="12"/><path d="M600 440 Q640 468 680 440" stroke="#8c3a34" stroke-width="9" fill="none"/></g></svg>`
}

/** One frame as planar YUV 4:2:0, full range (BT.601), as a camera's driver hands it over. */
const planar = async ({ width, height }: Film, svg: string): Promise<Buffer> => {
  const rgb = await sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer()
  const y = Buffer.alloc(width * height)
  const u = Buffer.alloc((width / 2) * (height / 2))
  const v = Buffer.alloc(u.length)
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const at = row * width + column
      const [r = 0, g = 0, b = 0] = rgb.subarray(at * 3, at * 3 + 3)
      y[at] = 0.299 * r + 0.587 * g + 0.114 * b
      if (row % 2 || column % 2) continue
      const half = (row / 2) * (width / 2) + column / 2
      u[half] = 128 - 0.168736 * r - 0.331264 * g + 0.5 * b
      v[half] = 128 + 0.5 * r - 0.418688 * g - 0.081312 * b
    }
  return Buffer.concat([y, u, v])
}

/** Writes a second's film of a made-up person, for Chromium to play as its camera. A green test picture would rightly be refused as a photo. */
export const filmPerson = async (path: string, film: Film): Promise<void> => {
  const { width, height, rate } = film
  const parts: Buffer[] = [Buffer.from(`YUV4MPEG2 W${width} H${height} F${rate}:1 Ip A1:1 C420jpeg\n`)]
  for (let i = 0; i < rate; i++) parts.push(Buffer.from('FRAME\n'), await planar(film, person(film, i / rate)))
  writeFileSync(path, Buffer.concat(parts))
}
