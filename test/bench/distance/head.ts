import shader from './head.glsl?raw'

export type Colour = readonly [red: number, green: number, blue: number]
/** A made-up person. Sizes in mm, the face's width and length against the middle of adults'. */
export type Person = {
  spanMm: number
  wide: number
  tall: number
  noseMm: number
  hairlineMm: number
  skin: Colour
  hair: Colour
  iris: Colour
  glasses: boolean
}
/** What is held before one of the driver's own eyes, and how far from the middle of it, mm. */
export type Cover = { eye: 'left' | 'right'; by: 'hand' | 'paddle'; beside: Colour; tiltDeg: number; colour: Colour }
/** How a head stands before the camera: `mm` is from the lens to the middle between the eyes. */
export type Pose = { mm: number; rightMm: number; upMm: number; yawDeg: number; pitchDeg: number; rollDeg: number }
/** A camera of 1280 × 720 pixels that sees 65 degrees across. */
export const CAMERA = { width: 1280, height: 720, focalPx: 1000 } as const

const PLAIN = `#version 300 es
in vec2 corner; void main() { gl_Position = vec4(corner, 0, 1); }`

/** How bright the wall is behind them. */
const WALL = 0.8
const RADIAN = Math.PI / 180

/** The turn of a head: about y (turned), then x (nodding; positive looks down), then z (tilted), as columns. */
const turnOf = ({ yawDeg, pitchDeg, rollDeg }: Pose): number[] => {
  const [a, b, c] = [yawDeg * RADIAN, pitchDeg * RADIAN, rollDeg * RADIAN]
  const [sa, ca, sb, cb, sc, cc] = [Math.sin(a), Math.cos(a), Math.sin(b), Math.cos(b), Math.sin(c), Math.cos(c)]
  return (
    [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ] as const
  ).flatMap(([x, y, z]) => {
    const [x1, z1] = [x * ca + z * sa, z * ca - x * sa]
    const [y2, z2] = [y * cb - z1 * sb, z1 * cb + y * sb]
    return [x1 * cc - y2 * sc, y2 * cc + x1 * sc, z2]
  })
}

/** Draws heads on a canvas of its own, which holds the last one. `lamp`: towards the light; `level` 1 is a bright room. */
export const openStudio = () => {
  const canvas = new OffscreenCanvas(CAMERA.width, CAMERA.height)
  const gl = canvas.getContext('webgl2', { preserveDrawingBuffer: true })
  if (!gl) throw new Error('this browser draws nothing in three dimensions')
  const program = gl.createProgram()
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, PLAIN],
    [gl.FRAGMENT_SHADER, shader],
  ] as const) {
    const part = gl.createShader(kind)
    if (!part) throw new Error('no shader')
    gl.shaderSource(part, source)
    gl.compileShader(part)
    if (!gl.getShaderParameter(part, gl.COMPILE_STATUS)) throw new Error(gl.getShaderInfoLog(part) ?? 'shader')
    gl.attachShader(program, part)
  }
  gl.linkProgram(program)
  gl.useProgram(program)
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer())
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 3, -1, -1, 3]), gl.STATIC_DRAW)
  gl.enableVertexAttribArray(0)
  gl.bindAttribLocation(program, 0, 'corner')
  gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0)
  const at = (name: string) => gl.getUniformLocation(program, name)
  const one = (name: string, value: number) => gl.uniform1f(at(name), value)
  const three = (name: string, [x, y, z]: readonly [number, number, number]) => gl.uniform3f(at(name), x, y, z)
  return (person: Person, cover: Cover | null, pose: Pose, lamp: Colour, level: number): OffscreenCanvas => {
    gl.uniform2f(at('size'), CAMERA.width, CAMERA.height)
    one('focal', CAMERA.focalPx)
    gl.uniformMatrix3fv(at('turned'), false, turnOf(pose))
    three('eyes', [pose.rightMm, pose.upMm, -pose.mm])
    const long = Math.hypot(...lamp)
    three('lamp', [lamp[0] / long, lamp[1] / long, lamp[2] / long])
    one('level', level)
    one('span', person.spanMm)
    one('wide', person.wide)
    one('tall', person.tall)
    one('nose', person.noseMm)
    one('hairline', person.hairlineMm)
    three('skin', person.skin)
    three('hair', person.hair)
    three('iris', person.iris)
    gl.uniform1i(at('glasses'), person.glasses ? 1 : 0)
    gl.uniform1i(at('covered'), cover === null ? 0 : cover.by === 'hand' ? 1 : 2)
    if (cover) {
      one('side', cover.eye === 'left' ? 1 : -1)
      three('beside', cover.beside)
      one('tilt', cover.tiltDeg * RADIAN)
      three('cover', cover.colour)
    }
    // Only where the head is; the rest is wall.
    gl.disable(gl.SCISSOR_TEST)
    gl.clearColor(WALL, WALL, WALL, 1)
    gl.clear(gl.COLOR_BUFFER_BIT)
    gl.enable(gl.SCISSOR_TEST)
    const px = CAMERA.focalPx / pose.mm
    gl.scissor(CAMERA.width / 2 + (pose.rightMm - 170) * px, CAMERA.height / 2 + (pose.upMm - 170) * px, 340 * px, 350 * px)
    gl.drawArrays(gl.TRIANGLES, 0, 3)
    gl.finish()
    return canvas
  }
}
