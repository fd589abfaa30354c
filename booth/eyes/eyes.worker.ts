import { eyesIn } from './eyes.ts'
import { faceFinder } from './face.ts'
import type { FromWorker } from './looker.ts'
import { openModels } from './models.ts'

const tell = (what: FromWorker) => postMessage(what)
const fail = (error: unknown) => tell({ failed: String(error) })

/** A thread of its own: loads the models, says that it is ready, and answers each picture with what it shows. */
const work = async () => {
  const find = faceFinder(await openModels())
  addEventListener('message', ({ data: picture }: MessageEvent<ImageBitmap>) => {
    try {
      tell({ eyes: eyesIn(find(picture)) })
    } catch (error) {
      fail(error)
    } finally {
      picture.close()
    }
  })
  tell({ ready: true })
}
work().catch(fail)
