import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import wasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import { type GraphModel, loadGraphModel } from '@tensorflow/tfjs-converter'
import { add, browser, expandDims, mul, setBackend, tidy } from '@tensorflow/tfjs-core'
import type { Place } from './region.ts'

/** The side of the square picture that the mesh is laid in, px. */
export const MESH_PX = 192
/** Points of the mesh. */
const POINTS = 468

export type Models = {
  /** What the detector says of a picture of DETECTOR_PX: the logit of each guess, and its numbers. */
  detect: (picture: ImageData) => { scores: Float32Array; places: Float32Array }
  /** The mesh of a face in a picture of MESH_PX, as parts of its side from its middle, and how sure it is that a face is there (0 to 1). */
  lay: (picture: ImageData) => { mesh: Place[]; sure: number }
}

// The package has its models beside its program, and names no way to them.
const DETECTOR = {
  graph: new URL('../../node_modules/@vladmandic/human/models/blazeface.json', import.meta.url).href,
  weights: new URL('../../node_modules/@vladmandic/human/models/blazeface.bin', import.meta.url).href,
}
const MESH = {
  graph: new URL('../../node_modules/@vladmandic/human/models/facemesh.json', import.meta.url).href,
  weights: new URL('../../node_modules/@vladmandic/human/models/facemesh.bin', import.meta.url).href,
}

const load = ({ graph, weights }: Record<'graph' | 'weights', string>): Promise<GraphModel> =>
  loadGraphModel(graph, { weightUrlConverter: () => Promise.resolve(weights) })

/** What a model says of a picture whose bytes were brought between `least` and 1: each of its answers, which are told apart by their length. */
const ask = (model: GraphModel, picture: ImageData, least: -1 | 0) => {
  const answers: Float32Array[] = []
  tidy(() => {
    const said = model.execute(expandDims(add(mul(browser.fromPixels(picture), (1 - least) / 255), least)))
    for (const tensor of [said].flat()) answers.push(tensor.dataSync<'float32'>())
  })
  return (length: number): Float32Array => answers.find((answer) => answer.length === length) ?? new Float32Array(length)
}

const behind = (first: Float32Array, second: Float32Array) => {
  const both = new Float32Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}

/** Loads both models, to run on the processor by WebAssembly. Rejects when this browser can't. */
export const openModels = async (): Promise<Models> => {
  // One build serves: every Chromium of these years has SIMD, and threads take a page that is isolated from all others.
  setWasmPaths({ 'tfjs-backend-wasm.wasm': wasm, 'tfjs-backend-wasm-simd.wasm': wasm, 'tfjs-backend-wasm-threaded-simd.wasm': wasm })
  if (!(await setBackend('wasm'))) throw new Error('this browser runs no WebAssembly with SIMD')
  const [detector, mesh] = await Promise.all([load(DETECTOR), load(MESH)])
  return {
    detect(picture) {
      const said = ask(detector, picture, -1)
      return { scores: behind(said(512), said(384)), places: behind(said(512 * 16), said(384 * 16)) }
    },
    lay(picture) {
      const said = ask(mesh, picture, 0)
      const numbers = said(POINTS * 3)
      const part = (at: number) => (numbers[at] ?? 0) / MESH_PX
      const places = Array.from({ length: POINTS }, (_, at): Place => [part(at * 3) - 0.5, part(at * 3 + 1) - 0.5, part(at * 3 + 2)])
      return { mesh: places, sure: said(1)[0] ?? 0 }
    },
  }
}
